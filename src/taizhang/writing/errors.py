"""What a paper cannot be made for, in words for the person who asked."""

from __future__ import annotations

from taizhang.ledger import Bilingual


class WriteError(ValueError):
    """A paper that cannot be made: `what` is wrong and `hint` says what to do; str() is Chinese."""

    def __init__(self, what: Bilingual, hint: Bilingual | None = None) -> None:
        self.what = what
        self.hint = hint
        super().__init__(self.in_language("zh"))

    def __reduce__(self) -> tuple[type[WriteError], tuple[Bilingual, Bilingual | None]]:
        return WriteError, (self.what, self.hint)  # or it could not leave the process that wrote

    def in_language(self, language: str) -> str:
        """What is wrong and what to do, in one line."""
        parts = [part.in_language(language) for part in (self.what, self.hint) if part]
        return (". " if language.startswith("en") else "。").join(parts)

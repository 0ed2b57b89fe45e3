"""Why a text could not be read, in the words of the person who meets it."""

from __future__ import annotations

from taizhang.ledger import Bilingual

NOWHERE = Bilingual("全文", "the whole text")


class ReadError(ValueError):
    """A document that cannot be read: `what` is wrong, `where` it is, and what to do about it (`hint`).

    Its text is Chinese; each part has its English beside it.
    """

    def __init__(self, what: Bilingual, where: Bilingual, hint: Bilingual) -> None:
        super().__init__(f"{what.zh}（位置：{where.zh}）。{hint.zh}")
        self.what = what
        self.where = where
        self.hint = hint

    def in_language(self, language: str) -> str:
        """The whole message in Chinese, or in English for `en` and its variants."""
        if language.startswith("en"):
            return f"{self.what.en} (at: {self.where.en}). {self.hint.en}"
        return str(self)


def at_line(number: int) -> Bilingual:
    """The place "line N", counted from 1."""
    return Bilingual(f"第{number}行", f"line {number}")

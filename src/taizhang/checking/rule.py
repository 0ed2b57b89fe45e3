"""What a rule is.  A new rule is one small class in the file of its family; `checking.RULES` lists them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace

from taizhang.ledger import Bilingual, Finding, Severity, Span

from .case import Case
from .cells import Place
from .view import TaskView


class Rule:
    """One check with a stable slug; subclasses say `check_task` for a row, or `check` for the whole ledger."""

    slug: ClassVar[str]
    family: ClassVar[str]
    severity: ClassVar[Severity] = "warning"
    name: ClassVar[Bilingual]
    explanation: ClassVar[Bilingual]

    def check(self, case: Case) -> Iterator[Finding]:
        """All findings of this rule in a ledger."""
        for view in case.views:
            yield from self.check_task(view)

    def in_letter(self, case: Case) -> Iterator[Finding]:
        """The findings of this rule in what the paragraphs around the table tell of its items."""
        for view in case.letter.views:
            for finding in self.check_task(view):
                yield replace(finding, row=None, column=None)

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """The findings of this rule in one row."""
        raise NotImplementedError(self.slug)

    def finding(
        self,
        place: Place,
        zh: str,
        en: str,
        *,
        computation: str = "",
        suggestion: tuple[str, str] | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule at `place`, its words cut from the text there."""
        span: Span | None = place.span
        return Finding(
            rule=self.slug,
            severity=severity or self.severity,
            message=Bilingual(zh, en),
            row=place.row,
            column=place.column,
            span=span,
            words=place.words() if span else place.text[:60],
            computation=computation,
            suggestion=Bilingual(*suggestion) if suggestion else None,
        )

"""What a check says: where, in which words, by which computation, and what to do."""

from typing import Literal

from msgspec import Struct

from .text import Bilingual, Span

Severity = Literal["error", "warning", "info"]


class Finding(Struct, frozen=True, omit_defaults=True):
    """One finding.  `row` indexes `Ledger.rows`, None for the whole document; `column` is a column's name.

    `span` is in the text of that row's cell, or of the document's notice when `row` is None; `computation`
    is one line of figures that needs no translation, such as 615÷1200=51.25%.
    """

    rule: str
    severity: Severity
    message: Bilingual
    row: int | None = None
    column: str | None = None
    span: Span | None = None
    words: str = ""
    computation: str = ""
    suggestion: Bilingual | None = None

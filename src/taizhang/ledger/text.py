"""Where words stand: spans, origins and cells."""

from msgspec import Struct


class Span(Struct, frozen=True, array_like=True, order=True):
    """Half-open range of characters, `start` to `end`, counted from 0 in the text it belongs to."""

    start: int
    end: int


class Origin(Struct, frozen=True, omit_defaults=True):
    """Where a text was found in its file (law 2 of the house).

    `spans` are offsets in the decoded source text: several when a page cut the text in two, none for
    files that are not text.  `row` and `column` count from 0 in the table `table` of `sheet` or `page`;
    `paragraph` counts a document's paragraphs and tables, empty ones too.
    `box` is where it stands on the page as shown: left, top, right and bottom, each from 0 to 1, turned pages upright.
    `confidence` is how sure the recogniser of a scan is of its least sure character, from 0 to 1; text is sure.
    `doubts` are characters of a scan that may be others: each with these behind it, the likeliest first (茌荏苴).
    `exact` is the value that a spreadsheet holds where it prints less of it: 51.3% of 0.51266, 2023年6月 of a day.
    """

    file: str = ""
    page: int | None = None
    sheet: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    spans: tuple[Span, ...] = ()
    exact: str = ""
    paragraph: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


class Cell(Struct, frozen=True, omit_defaults=True):
    """One cell of the source table as printed; `column` is the index into `Ledger.columns`.

    A cell merged over several rows stands once, in its first row, with `rows` > 1.
    """

    text: str
    column: int
    origin: Origin = Origin()
    rows: int = 1
    columns: int = 1


class Bilingual(Struct, frozen=True):
    """The same sentence in official Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The English for `en` and its variants, the Chinese for all else."""
        return self.en if language.startswith("en") else self.zh

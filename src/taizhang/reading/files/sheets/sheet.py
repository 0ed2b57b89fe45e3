"""A sheet as its file holds it, before anyone knows what is a title, a header or a row."""

from __future__ import annotations

from msgspec import Struct, field

from taizhang.ledger import Bilingual

from ...errors import ReadError

MAX_CELLS = 400_000
"""Most filled cells of a workbook.  A list of 5,000 rows and 12 columns has 60,000."""
MAX_SHEETS = 300
"""Most sheets of a workbook.  One sheet for each town and month of a county makes about 250."""
MAX_MERGED = 2_000_000
"""Most rows that merged ranges reach over together, counted in the used part of the sheet."""

_SPLIT = Bilingual(
    "请只保留台账所在的工作表，另存后再试。",
    "Keep only the sheets of the ledger, save the file anew and try again.",
)


class SheetCell(Struct, frozen=True, gc=False):
    """A filled cell: row and column count from 0; `exact` is its value where the text tells less."""

    row: int
    column: int
    text: str
    exact: str = ""


Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, all counted from 0 and inclusive."""


class Sheet(Struct):
    """A sheet: filled cells in the order of rows, what is merged, and what Excel does not show.

    `errors` are cells that show an error value (#DIV/0!), `uncomputed` places of formulas without a saved
    result, `asides` what the sheet holds outside its cells (comments, text boxes, print headers).
    """

    name: str
    cells: list[SheetCell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    active: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    errors: list[SheetCell] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    asides: list[SheetCell] = field(default_factory=list)


def place(row: int, column: int) -> str:
    """A cell's place as Excel calls it: row 0, column 27 is AB1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def in_sheet(name: str) -> Bilingual:
    """The place "sheet NAME"."""
    return Bilingual(f"工作表“{name}”", f"sheet “{name}”")


def refuse_cells(count: int, sheet: str) -> None:
    """Raise ReadError when there are more than MAX_CELLS cells."""
    if count > MAX_CELLS:
        raise ReadError(
            Bilingual(f"单元格过多，上限为 {MAX_CELLS} 个", f"too many cells; the limit is {MAX_CELLS}"),
            in_sheet(sheet),
            _SPLIT,
        )


def refuse_sheets(count: int) -> None:
    """Raise ReadError when there are more than MAX_SHEETS sheets."""
    if count > MAX_SHEETS:
        raise ReadError(
            Bilingual(
                f"工作表过多：{count} 个，上限为 {MAX_SHEETS} 个",
                f"too many sheets: {count}; the limit is {MAX_SHEETS}",
            ),
            Bilingual("整个文件", "the whole file"),
            _SPLIT,
        )


def refuse_merges(sheet: str) -> ReadError:
    """What to say of a sheet whose merged ranges are more than can be meant."""
    return ReadError(
        Bilingual(
            f"合并单元格过多，合计上限为 {MAX_MERGED} 行", f"too many merged ranges; the limit is {MAX_MERGED} rows"
        ),
        in_sheet(sheet),
        _SPLIT,
    )

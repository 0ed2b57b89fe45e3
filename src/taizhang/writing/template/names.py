"""Elements of WordprocessingML, and small questions about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
P, R, T, TBL, TR, TC = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc"))


def text_of(element: _Element) -> str:
    """The words of a cell or paragraph, its paragraphs as lines."""
    paragraphs = [element] if element.tag == P else list(element.iter(P))
    return "\n".join("".join(t.text or "" for t in p.iter(T)) for p in paragraphs).strip()


def number(text: str | None) -> float:
    """A count or a measure, 0 for what is none."""
    return float(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 7 else 0.0


def span_of(cell: _Element) -> int:
    """How many columns of the grid a cell takes."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return max(1, min(63, int(number(span.get(VAL))))) if span is not None else 1


def goes_on(cell: _Element) -> bool:
    """Whether a cell is the lower part of one merged downwards."""
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return mark is not None and mark.get(VAL) != "restart"


def grid_of(rows: Sequence[_Element]) -> list[list[_Element]]:
    """For each row the cell that covers each column, for merged places the cell that begins there."""
    grid: list[list[_Element]] = []
    for row in rows:
        line: list[_Element] = []
        for cell in row.findall(TC):
            for _ in range(span_of(cell)):
                above = grid[-1][len(line)] if grid and len(line) < len(grid[-1]) else None
                line.append(above if goes_on(cell) and above is not None else cell)
        grid.append(line)
    return grid


def paths_of(rows: Sequence[_Element]) -> list[tuple[str, ...]]:
    """The header's words over each column from the top down."""
    grid = grid_of(rows)
    paths: list[tuple[str, ...]] = []
    for column in range(max((len(line) for line in grid), default=0)):
        cells = list(dict.fromkeys(line[column] for line in grid if column < len(line)))
        paths.append(tuple(words for cell in cells if (words := text_of(cell))))
    return paths

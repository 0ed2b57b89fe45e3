"""The body of a Word document in reading order: paragraphs and grids, with what isn't printed set aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from taizhang.ledger import Leftover, Origin

from ...grid import Paragraph
from ..build import tidy
from ..xml import MAX_NESTING, too_deep
from .names import ALTERNATE, CHOICE, SDT, SDT_CONTENT, TBL, TC, TC_PR, TR, P, W
from .paragraphs import Told, mark_is_deleted, paragraph_text
from .plain import words_of
from .tables import arranges, table_grid, through

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ...grid import Grid

_THROUGH = frozenset({SDT, SDT_CONTENT, CHOICE, *(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag"))})


class Walk(Struct):
    """A document's blocks while they are gathered; `nested` says that tables stand inside tables."""

    told: Told
    nested: bool = False
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    paragraphs: int = 0
    _open: str = ""
    """The text of a paragraph whose mark was deleted: it goes on in the next one."""

    def body(self, parent: _Element, depth: int = 0) -> None:
        """Add all blocks under `parent`."""
        if depth > MAX_NESTING:
            raise too_deep()
        for child in blocks_of(parent):
            if child.tag == P:
                self._paragraph(child, depth)
            elif self.nested and arranges(child):
                for cell in _cells(child):
                    self.body(cell, depth + 1)
            else:
                self._table(child, depth)

    def close(self) -> None:
        """Add what still waits for a paragraph to go on in."""
        if self._open:
            self.add(self._open)
            self._open = ""

    def add(self, text: str) -> None:
        """Add a paragraph, each of its lines as one."""
        for line in tidy(text).split("\n"):
            if line:
                self.blocks.append(Paragraph(line, Origin(paragraph=self.paragraphs)))
        self.paragraphs += 1

    def _paragraph(self, element: _Element, depth: int) -> None:
        text = self._open + paragraph_text(element, self.told)
        self._open = text if mark_is_deleted(element, self.told) else ""
        if not self._open:
            self.add(text)
        self._boxes(depth)
        self._hidden(Origin(paragraph=max(0, self.paragraphs - 1)))

    def _table(self, element: _Element, depth: int) -> None:
        block = len(self.blocks)
        shapes = self.told.uncommon.shapes if self.told.uncommon else None
        grid, covered = table_grid(element, block, lambda cell: self._cell(cell, depth + 1), shapes)
        self.blocks.append(grid)
        self.paragraphs += 1
        origin = Origin(table=block)
        self.leftovers += [Leftover(text, "debris", origin) for text in covered]
        self._hidden(origin)

    def _boxes(self, depth: int) -> None:
        boxes, self.told.boxes = self.told.boxes, []
        for box in boxes:
            self.body(box, depth + 1)

    def _hidden(self, origin: Origin) -> None:
        for text in self.told.hidden:
            if words := tidy(text):
                self.leftovers.append(Leftover(words, "debris", origin))
        self.told.hidden.clear()

    def _cell(self, element: _Element, depth: int) -> tuple[str, bool]:
        """A cell's text, a line a paragraph, and whether a page begins before it."""
        if depth > MAX_NESTING:
            raise too_deep()
        told = self.told
        if told.uncommon is not None and element not in told.uncommon.words and len(element) <= 2:
            return tidy(words_of(element)), False  # by far the most cells: properties and one paragraph
        if len(element) == 2 and element[1].tag == P and element[0].tag == TC_PR and not told.deletes:
            text = paragraph_text(element[1], told)
            if not told.boxes:
                return tidy(text), told.page_begins
            return self._with_boxes([text], depth), told.page_begins
        lines: list[str] = []
        begins = joins = False
        for child in blocks_of(element):
            if child.tag == P:
                text = paragraph_text(child, told)
                begins = begins or (told.page_begins and not any(lines))
                if joins:
                    lines[-1] += text
                else:
                    lines.append(text)
                joins = mark_is_deleted(child, told)
            else:
                lines.append(self._flat(child, depth))
            if told.boxes:
                lines = [self._with_boxes(lines, depth)]
        return tidy("\n".join(lines)), begins

    def _with_boxes(self, lines: list[str], depth: int) -> str:
        """The lines of a cell and those of the text boxes in it."""
        boxes, self.told.boxes = self.told.boxes, []
        return tidy("\n".join([*lines, *(self._cell(box, depth + 1)[0] for box in boxes)]))

    def _flat(self, table: _Element, depth: int) -> str:
        """A small table inside a cell as text: a line a row."""
        inner, covered = table_grid(table, 0, lambda cell: self._cell(cell, depth + 1))
        rows: dict[int, list[str]] = {}
        for cell in inner.cells:
            rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
        self.leftovers += [Leftover(text, "debris") for text in covered]
        return "\n".join(" ".join(texts) for texts in rows.values())


def blocks_of(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables right under an element, those in wrappers too; deletions are left out."""
    stack = [iter(parent)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag in (P, TBL):
                yield child
            elif tag in _THROUGH:
                stack.append(iter(child))
                break
            elif tag == ALTERNATE and (choice := child.find(CHOICE)) is not None:
                stack.append(iter(choice))
                break
        else:
            stack.pop()


def _cells(table: _Element) -> Iterator[_Element]:
    for row in through(table, TR):
        yield from through(row, TC)

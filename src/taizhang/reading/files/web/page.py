"""A page in reading order: paragraphs and grids, and aside from them what frames the page or is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct, field

from taizhang.ledger import Leftover, LeftoverReason, Origin

from ... import fields
from ...grid import Grid, Paragraph
from ..build import tidy
from ..xml import MAX_NESTING, too_deep
from .tables import arranges, table_grid
from .tiles import walls
from .words import BLOCKS, FIELDS, UNSEEN, is_hidden, list_number, run_together, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_FRAME_TAGS = frozenset({"nav", "footer", "aside", "menu"})
_FRAME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|crumb|crumbs|breadcrumb|breadcrumbs|foot|footer|copyright|share|sharebox"
    r"|friendlink|links|pager|pagination|toolbar|sidebar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BETWEEN_LINKS = re.compile(r"[\s\xa0|｜·•>＞»›/／,，、\-—–【】\[\]()（）]+")
_LONGEST_LINK = 20


class Page(Struct):
    """A page's blocks while it is walked."""

    blocks: list[Paragraph | Grid] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    paragraphs: int = 0
    _line: list[str] = field(default_factory=list)
    _linked: list[str] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)

    def walk(self, root: _Element) -> None:
        """Add all that `root` shows."""
        walk = etree.iterwalk(root, events=("start", "end"))
        tiles = walls(root)
        kept = links = 0
        for event, element in walk:
            tag = element.tag
            step = 1 if event == "start" else -1
            kept += (tag == "pre") * step
            links += (tag == "a") * step
            if event == "end":
                if tag in BLOCKS and tag != "dt":
                    self._flush()
                if element is not root and element.tail:
                    self._say(element.tail if kept else run_together(element.tail), links)
            elif element in tiles:
                walk.skip_subtree()
                self._flush()
                self._say(tiles[element], 0)
            elif tag in UNSEEN or tag in FIELDS or self._sets_aside(element):
                walk.skip_subtree()
            elif tag == "table" and not arranges(element):
                walk.skip_subtree()
                self._table(element)
            else:
                if tag == "dd":
                    self._close_term()
                elif tag == "br":
                    self._line.append("\n")
                elif tag in BLOCKS:
                    self._flush()
                    if tag == "li":
                        self._line.append(list_number(element))
                if element.text:
                    self._say(element.text if kept else run_together(element.text), links)
        self._flush()

    def _close_term(self) -> None:
        """Part a term from its description as a label is parted from its value: 年度目标：改厕1600座."""
        term = "".join(self._line).rstrip()
        if term and term[-1] not in "：:】]，。；":
            self._line.append("：")

    def _say(self, text: str, linked: int) -> None:
        self._line.append(text)
        if linked:
            self._linked.append(text)

    def _flush(self) -> None:
        """End the line: one that holds nothing but short links goes aside."""
        if not self._line:
            return
        text, linked = "".join(self._line), "".join(self._linked)
        self._line, self._linked = [], []
        lines = [line for line in tidy(text).split("\n") if line]
        if not lines:
            return
        plain = _BETWEEN_LINKS.sub("", text)
        if linked and plain == _BETWEEN_LINKS.sub("", linked) and len(plain) <= _LONGEST_LINK * text.count(" ") + 20:
            self._aside(" ".join(lines), "navigation")
            return
        for line in lines:
            self.blocks.append(Paragraph(line, Origin(paragraph=self.paragraphs)))
        self.paragraphs += 1

    def _aside(self, text: str, reason: LeftoverReason) -> None:
        if words := " ".join(text.split()):
            self.leftovers.append(Leftover(words, reason, Origin(paragraph=self.paragraphs)))

    def _sets_aside(self, element: _Element) -> bool:
        """Keep a hidden element, or one that frames the page, as a leftover; False for all others."""
        if is_hidden(element):
            self._flush()
            self._aside(_inner(element), "debris")
            return True
        if element.tag not in BLOCKS or element.tag in ("table", "tbody", "tr", "td", "th", "body"):
            return False
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if element.tag not in _FRAME_TAGS and (names == " " or not _FRAME_NAMES.search(names)):
            return False
        if element.find(".//table") is not None or len(_inner(element)) > 600:
            return False
        self._flush()
        self._aside(_inner(element), "navigation")
        return True

    def _table(self, element: _Element) -> None:
        self._flush()
        self._captions(element)
        block = len(self.blocks)
        made = table_grid(element, block, self._cell, self._hidden)
        for text in self._hidden:
            self._aside(text, "debris")
        self._hidden.clear()
        labelled = _labelled(made)
        if labelled:
            for line in labelled:
                self.blocks.append(Paragraph(line, Origin(paragraph=self.paragraphs)))
        elif made.cells:
            self.blocks.append(made)
        self.paragraphs += 1

    def _captions(self, table: _Element) -> None:
        """Keep the table's caption, which is shown over it, as paragraphs."""
        for caption in table.iterchildren("caption"):
            if is_hidden(caption):
                self._aside(_inner(caption), "debris")
                continue
            for line in tidy(self._cell(caption)).split("\n"):
                if line:
                    self.blocks.append(Paragraph(line, Origin(paragraph=self.paragraphs)))
                    self.paragraphs += 1

    def _cell(self, element: _Element) -> str:
        return words_of(element, self._hidden, self._flat)

    def _flat(self, table: _Element) -> str:
        """A small table inside a cell as text: a line a row."""
        if sum(1 for _ in table.iterancestors("table")) > MAX_NESTING:
            raise too_deep()
        inner = table_grid(table, 0, self._cell, self._hidden)
        rows: dict[int, list[str]] = {}
        for cell in inner.cells:
            rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
        return "\n".join(" ".join(texts) for texts in rows.values())


def _inner(element: _Element) -> str:
    return " ".join(
        text
        for part in element.iter()
        if part.tag not in UNSEEN
        for text in (part.text or "", (part.tail or "") if part is not element else "")
        if text.strip()
    )


def _labelled(table: Grid) -> list[str]:
    """A table of 政府信息公开 fields as lines `label：value`, empty for any other table."""
    if table.width % 2 or table.height > 20 or table.width > 8:
        return []
    at = {(c.row, c.column): c for c in table.cells}
    lines: list[str] = []
    public = 0
    for row in range(table.height):
        for column in range(0, table.width, 2):
            label, value = at.get((row, column)), at.get((row, column + 1))
            if label is None and value is None:
                continue
            if label is None or not fields.is_label(label.text) or (value and fields.is_label(value.text)):
                return []
            public += fields.is_public(label.text)
            sign = "" if label.text[-1] in "：:]】" else "："
            lines.append(f"{label.text}{sign}{value.text if value else ''}".replace("\n", " "))
    return lines if public >= 2 else []

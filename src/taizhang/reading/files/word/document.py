"""All of a Word document that is printed, in reading order, and what stands in its margins or is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual, Leftover

from ...grid import Paragraph, Source
from ...patterns import PAGE_NUMBER
from ..build import hidden_notice
from .names import OFF, TBL, VAL, T, W
from .numbering import numbering
from .paragraphs import Told
from .plain import uncommon
from .walk import Walk, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from .parts import WordParts

MACROS = Bilingual("文档含宏，读取时不运行。", "the document holds macros; they are never run.")

_REVISIONS = re.compile(rb"<\w+:(?:ins|del|moveFrom|moveTo)[ />]")
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def take_apart(parts: WordParts, name: str) -> Source:
    """The document's blocks, and as leftovers its hidden texts, headers and footers."""
    root, data = parts.body()
    body = root.find(f"{W}body")
    if body is None:
        return Source((), name)
    walk = Walk(_told(parts, root, data), nested=_nested(root))
    above = _margins(parts, "header")
    if _table_comes_first(body):  # then the title can only stand in the page's head
        for line in above:
            walk.add(line)
        above = []
    walk.body(body)
    walk.close()
    _add_notes(walk, parts)
    margins = [*above, *(line for line in _margins(parts, "footer") if line not in above)]
    leftovers = (*walk.leftovers, *map(aside, margins))
    notices = _notices(parts, data, len(walk.leftovers))
    return Source(tuple(walk.blocks), name, leftovers=leftovers, notices=notices)


def _notices(parts: WordParts, data: bytes, hidden: int) -> tuple[Bilingual, ...]:
    notices = [hidden_notice(hidden)] if hidden else []
    if _REVISIONS.search(data):
        notices.append(
            Bilingual(
                "文档含修订，按全部接受修订读取。", "the document holds tracked changes; they were read as accepted."
            )
        )
    if parts.has_macros:
        notices.append(MACROS)
    return tuple(notices)


def _told(parts: WordParts, root: _Element, data: bytes) -> Told:
    """What paragraphs need to know of other parts; those are opened only where the body asks for them."""
    styled = b":pStyle" in data
    lists = parts.part("numbering") if styled or b":numPr" in data else None
    styles = parts.part("styles") if lists is not None or b":rStyle" in data else None
    hidden = _hidden_styles(styles) if styles is not None else frozenset()
    lists_known = numbering(lists, styles) if lists is not None else None
    return Told(
        lists_known,
        b":vanish" in data or bool(hidden),
        b":del " in data or b":del/" in data,
        hidden,
        uncommon(root, data, lists_known.by_style if lists_known else ()),
    )


def _hidden_styles(styles: _Element) -> frozenset[str]:
    """The styles whose text isn't printed."""
    found = set()
    for mark in styles.iter(f"{W}vanish"):
        style = next(mark.iterancestors(f"{W}style"), None)
        if style is not None and mark.get(VAL, "true") not in OFF:
            found.add(style.get(f"{W}styleId", ""))
    return frozenset(found)


def _nested(root: _Element) -> bool:
    return any(next(table.iterancestors(TBL), None) is not None for table in root.iter(TBL))


def _table_comes_first(body: _Element) -> bool:
    for block in blocks_of(body):
        if block.tag == TBL:
            return True
        if any((t.text or "").strip() for t in block.iter(T)):
            return False
    return False


def _margins(parts: WordParts, kind: str) -> list[str]:
    """The different lines of all headers or footers."""
    lines: dict[str, None] = {}
    for root in parts.parts(kind):
        walk = Walk(Told())
        walk.body(root)
        for block in walk.blocks:
            texts = [block.text] if isinstance(block, Paragraph) else [c.text for c in block.cells]
            lines.update(dict.fromkeys(texts))
    return list(lines)


def aside(line: str) -> Leftover:
    """A line of a header or footer as a leftover."""
    page = bool(PAGE_NUMBER.match(line)) or line.isdigit()
    return Leftover(line, "page_number" if page else "navigation")


def _add_notes(walk: Walk, parts: WordParts) -> None:
    """Add footnotes and endnotes as paragraphs, numbered as Word numbers them (注1：…)."""
    wanted, walk.told.notes = walk.told.notes, []
    for tag, kind in _NOTES.items():
        identities = [identity for t, identity in wanted if t == tag]
        root = parts.part(kind) if identities else None
        if root is None:
            continue
        texts = {note.get(f"{W}id", ""): note for note in root}
        for number, identity in enumerate(identities, 1):
            if identity in texts and (text := _note_text(texts[identity], walk.told)):
                walk.add(f"注{number}：{text}")


def _note_text(note: _Element, told: Told) -> str:
    return " ".join(_lines(note, told))


def _lines(note: _Element, told: Told) -> Iterator[str]:
    walk = Walk(told)
    walk.body(note)
    for block in walk.blocks:
        yield block.text if isinstance(block, Paragraph) else " ".join(c.text for c in block.cells)

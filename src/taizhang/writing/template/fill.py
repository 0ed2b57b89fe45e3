"""Sheet and template -> a Word document in the template's look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from taizhang.ledger import Ledger

from ..docx.body import ESCAPES
from ..sheet import Align, Line, Look, Sheet
from ..sheet.letter import parts_of
from ..text import printable
from .engine import filled
from .model import Form
from .names import TBL, TC, TR, P, R, T, W, text_of
from .package import MAIN, opened, packed, parsed, written
from .rows import Rows
from .tags import OF_KIND, TAGS, values

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROWS, _ABOVE, _BELOW, _COVER = "⟦rows⟧", "⟦above⟧", "⟦below⟧", "⟦cover⟧"
"""Where our own pieces go in: paragraphs and rows put in before the tags are filled, replaced afterwards."""


def to_docx(sheet: Sheet, ledger: Ledger, form: Form, aligns: Mapping[int, Align] | None = None) -> bytes:
    """The ledger, already laid out, in the template; `aligns` are the columns that a person aligned.

    Lines around the table stand where the template has their tags, else right above and below the table.
    Raises WriteError for a template that is broken.
    """
    told = values(ledger, sheet)
    rows: list[str] = []
    asked: set[str] = set()
    fixed: set[str] = set()

    def prepare(document: _Element) -> None:
        asked.update(_asked(document))
        fixed.update(_plain(text_of(p)) for p in document.iter(P))
        table = list(document.iter(TBL))[form.table]
        made = Rows(form, table, sheet, aligns or {})
        rows.extend(made.written() if sheet.names else ())
        _drop_empty(document, table, told)
        _make_room(table, form, made.widths if sheet.names else [], cover=bool(sheet.cover))

    parts = opened(filled(form.file, told, prepare))
    body = written(parsed(parts[MAIN])).decode()
    above = [line for line in sheet.above if OF_KIND.get(line.kind) not in asked and _plain(line.text) not in fixed]
    below = [line for line in sheet.below if OF_KIND.get(line.kind) not in asked and _plain(line.text) not in fixed]
    body = _put(body, "tr", _ROWS, "".join(rows))
    body = _put(body, "p", _ABOVE, "".join(_line(line, sheet.look) for line in above))
    body = _put(body, "p", _BELOW, "".join(_line(line, sheet.look) for line in below))
    body = _put(body, "p", _COVER, _cover([c for c in sheet.cover if _plain(c.text) not in fixed], sheet.look))
    return packed({**parts, MAIN: body.encode()})


def _plain(text: str) -> str:
    return "".join(text.split())


def _asked(document: _Element) -> set[str]:
    """The tags that the body names."""
    words = "".join(t.text or "" for t in document.iter(T))
    return {name for name in TAGS if "{{" in words and any(name in part for part in _between(words))}


def _between(words: str) -> list[str]:
    return [part.split("}}")[0] for part in words.split("{{")[1:]]


def _drop_empty(document: _Element, table: _Element, told: Mapping[str, str]) -> None:
    """Take out paragraphs of nothing but tags that say nothing."""
    for paragraph in list(document.iter(P)):
        words = "".join(text_of(paragraph).split())
        names = _between(words)
        if not names or any(told.get(name, "x") for name in names) or "".join(f"{{{{{n}}}}}" for n in names) != words:
            continue
        parent = paragraph.getparent()
        lone = parent is not None and parent.tag == TC and len(parent.findall(P)) == 1
        if parent is not None and not lone and paragraph.find(f"{W}pPr/{W}sectPr") is None:
            parent.remove(paragraph)


def _make_room(table: _Element, form: Form, widths: Sequence[int], *, cover: bool) -> None:
    """Leave marks where our rows and lines go in, and the grid as wide as our columns."""
    rows = table.findall(TR)
    for row in rows[form.above :]:
        table.remove(row)
    mark = table.makeelement(TR)
    cell = table.makeelement(TC)
    cell.append(cell.makeelement(f"{W}tcPr"))
    _reach(cell[0], len(widths))
    cell.append(_marked(table, _ROWS))
    mark.append(cell)
    table.append(mark)
    _regrid(table, rows[: form.above], widths)
    table.addprevious(_marked(table, _ABOVE))
    table.addnext(_marked(table, _BELOW))
    if cover:
        body = next(table.iterancestors(f"{W}body"))
        body.insert(0, _marked(table, _COVER))


def _marked(table: _Element, mark: str) -> _Element:
    paragraph, run, text = (table.makeelement(tag) for tag in (P, R, T))
    text.text = mark
    run.append(text)
    paragraph.append(run)
    return paragraph


def _regrid(table: _Element, above: Sequence[_Element], widths: Sequence[int]) -> None:
    """The grid with our columns; a row above the header reaches over them all with its last cell."""
    grid = table.find(f"{W}tblGrid")
    if grid is None or not widths:
        return
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid.append(grid.makeelement(f"{W}gridCol", {f"{W}w": str(width)}))
    for row in above:
        cells = row.findall(TC)
        for place, cell in enumerate(cells):
            properties = cell.find(f"{W}tcPr")
            if properties is None:
                properties = cell.makeelement(f"{W}tcPr")
                cell.insert(0, properties)
            _reach(properties, len(widths) - len(cells) + 1 if place == len(cells) - 1 else 1)


def _reach(properties: _Element, columns: int) -> None:
    for element in properties.findall(f"{W}gridSpan"):
        properties.remove(element)
    if columns > 1:
        width = properties.find(f"{W}tcW")
        span = properties.makeelement(f"{W}gridSpan", {f"{W}val": str(columns)})
        properties.insert(0 if width is None else properties.index(width) + 1, span)


def _put(body: str, tag: str, mark: str, words: str) -> str:
    """The body with the innermost element of this tag that holds the mark replaced."""
    at = body.find(mark)
    if at < 0:
        return body
    start = max(body.rfind(f"<w:{tag}>", 0, at), body.rfind(f"<w:{tag} ", 0, at))
    end = body.index(f"</w:{tag}>", at) + len(f"</w:{tag}>")
    return body[:start] + words + body[end:]


_ALIGNED = {"title": "center", "subtitle": "center", "heading": "center", "signed": "right"}


def _line(line: Line, look: Look) -> str:
    return _styled(line.kind, line.text, look)


def _styled(kind: str, text: str, look: Look) -> str:
    """A line that the template has no place for, in the layout's own type."""
    font, size = (look.title_font, look.title_size) if kind == "title" else (look.font, look.text_size)
    if kind in ("note", "metadata", "aside"):
        size = look.size
    jc = f'<w:jc w:val="{_ALIGNED[kind]}"/>' if kind in _ALIGNED else ""
    ind = '<w:ind w:firstLineChars="200"/>' if kind == "text" else ""
    run = f'<w:rPr><w:rFonts w:eastAsia={quoteattr(font)}/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    words = printable(text).translate(ESCAPES)
    for mark, element in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
        words = words.replace(mark, f'</w:t>{element}<w:t xml:space="preserve">')
    return f'<w:p><w:pPr>{ind}{jc}</w:pPr><w:r>{run}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _cover(lines: Sequence[Line], look: Look) -> str:
    """A covering letter before all else, on pages of its own."""
    styled = "".join(_styled(part, text, look) for part, text in parts_of(lines))
    return styled + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' if styled else ""

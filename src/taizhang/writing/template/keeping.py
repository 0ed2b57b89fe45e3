"""A Word file -> the template kept of it: the table's old rows go, the lines that a ledger has itself become tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from taizhang.ledger import Bilingual, Ledger, PassageKind

from ..errors import WriteError
from .engine import filled
from .model import Form
from .names import TBL, TC, TR, VAL, P, R, T, W, number, text_of
from .package import MAIN, opened, packed, parsed, written
from .tags import OF_KIND, TAGS

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = re.compile(r"\{[{%#]")
_WORDS = frozenset({T, *(f"{W}{name}" for name in ("br", "tab", "cr", "noBreakHyphen", "sym", "instrText", "fldChar"))})
_PICTURES = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))
_FILLED = ("word/document", "word/header", "word/footer", "word/footnotes")
LONGEST = 2**20
MOST_BRACES = 1_000
"""What the parts that docxtpl fills may have, as XML; a page of a form has some ten thousand bytes."""
LARGEST = 2 * 2**20
"""Most bytes of a template as it is kept."""


def kept(parts: Mapping[str, bytes], read: Ledger) -> Form:
    """The template of an opened file whose ledger was `read`.

    Raises WriteError where the table is not found again, for a broken or unknown tag, and for a template too large.
    """
    root = parsed(parts[MAIN])
    table, at = table_of(root, read)
    rows = table.findall(TR)
    top = min((h.origin.row or 0 for h in read.header), default=0)
    header = max((h.row + h.rows for h in read.header), default=1)
    body = _row_of((c.origin.row for t in read.tasks for c in t.cells), top + header, rows)
    section = _row_of((c.origin.row for s in read.sections for c in s.cells), None, rows)
    size = _keep_rows(table, rows, top + header, body, section)
    _drop_other_pages(root, table)
    _tag(root, read)
    made = packed({**parts, MAIN: written(root)})
    return _tried(Form(made, at, top, header, body=body is not None, section=section is not None, size=size))


def proved(form: Form) -> Form:
    """A template that came from outside in a layout's file, made as safe as a Word file's; WriteError."""
    return _tried(replace(form, file=packed(opened(form.file))))


def _tried(form: Form) -> Form:
    """The template, which has no tag that is broken."""
    if len(form.file) > LARGEST:
        raise WriteError(
            Bilingual("模板过大，请删去文件里的大图片", "the template is too large; take out large pictures")
        )
    _refuse_heavy(opened(form.file))
    filled(form.file, dict.fromkeys(TAGS, ""), lambda document: None)
    return form


def _refuse_heavy(parts: Mapping[str, bytes]) -> None:
    """Refuse what docxtpl's patterns, whose time grows with the square, would take seconds for."""
    shown = [part for name, part in parts.items() if name.startswith(_FILLED)]
    if sum(map(len, shown)) > LONGEST or sum(part.count(b"{") for part in shown) > MOST_BRACES:
        raise WriteError(
            Bilingual("模板的文字或标签过多", "the template has too many words or tags around its table"),
            Bilingual("请只留标题、表头和落款。", "Keep the title, the header and the signature alone."),
        )


def table_of(root: _Element, read: Ledger) -> tuple[_Element, int]:
    """The ledger's table and which of the file's tables it is: the first that has the header where it was read."""
    wanted = {(h.origin.row or 0, _plain(h.text)) for h in read.header if h.text}
    for at, table in enumerate(root.iter(TBL)):
        rows = table.findall(TR)
        found = {(k, _plain(text_of(cell))) for k, row in enumerate(rows) for cell in row.iter(TC)}
        if wanted and wanted <= found:
            return table, at
    raise WriteError(
        Bilingual("没有在 Word 文件里找到台账表格的表头", "the header of the ledger's table was not found"),
        Bilingual("请把表格另存到一个新的 .docx 里，只留标题和表格。", "Save title and table alone in a new .docx."),
    )


def fixed_texts(form: Form) -> tuple[str, ...]:
    """The words around the table that are printed as they are each time."""
    root = parsed(opened(form.file)[MAIN])
    table = list(root.iter(TBL))[form.table]
    lines = [text_of(p) for p in root.iter(P) if table not in p.iterancestors(TBL)]
    return tuple(line for line in lines if line and not _TAG.search(line))


def _plain(text: str) -> str:
    return "".join(text.split())


def _row_of(rows: Iterator[int | None], instead: int | None, known: Sequence[_Element]) -> int | None:
    """The first of the rows, `instead` where there is none; None where the table has no such row."""
    row = next((row for row in rows if row is not None), instead)
    return row if row is not None and row < len(known) else None


def _keep_rows(table: _Element, rows: Sequence[_Element], first: int, body: int | None, section: int | None) -> float:
    """Leave the header with what is over it, a row of the body and one of a section, empty; gives the body's size."""
    samples = [rows[k] for k in (body, section) if k is not None]
    for row in rows[first:]:
        table.remove(row)
    for row in samples:
        for cell in row.findall(TC):
            _empty(cell)
        table.append(row)
    sizes = [number(s.get(VAL)) / 2 for row in samples[:1] for s in row.iter(f"{W}sz")] if body is not None else []
    return max(set(sizes), key=sizes.count) if sizes else 0


def _empty(cell: _Element) -> None:
    """Take the words out of a cell; the properties of its first worded paragraph and run stay."""
    paragraphs = cell.findall(P)
    first = next((p for p in paragraphs if text_of(p)), paragraphs[0] if paragraphs else None)
    for element in [e for e in cell if e.tag != f"{W}tcPr" and e is not first]:
        cell.remove(element)
    if first is None:
        return
    runs = [r for r in first.iter(R) if any(t.text for t in r.iter(T))] or list(first.iter(R))
    for element in [e for e in first if e.tag != f"{W}pPr"]:
        first.remove(element)
    for run in runs[:1]:
        for words in [e for e in run if e.tag != f"{W}rPr"]:
            run.remove(words)
        first.append(run)


def _drop_other_pages(root: _Element, table: _Element) -> None:
    """Take out the other tables of as many columns: they are the ledger's further pages, with its old rows."""
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for other in list(root.iter(TBL)):
        inside = table in other.iterancestors() or other in table.iterancestors()
        if other is table or inside or abs(len(other.findall(f"{W}tblGrid/{W}gridCol")) - columns) > 0 or columns < 3:
            continue
        parent = other.getparent()
        if parent is not None:
            parent.remove(other)


def _tag(root: _Element, read: Ledger) -> None:
    """Put tags where the ledger's own title, subtitle, annex mark and notes stood; tags that the office set stay.

    A covering letter is the old ledger's alone and goes, with its pages.
    """
    kinds: dict[str, PassageKind] = {
        _plain(line): passage.kind for passage in read.document.passages for line in passage.text.split("\n")
    }
    whole = "".join(t.text or "" for t in root.iter(T))
    done = {name for name in TAGS if re.search(r"\{\{[\s-]*" + name + r"\b", whole)}
    own = frozenset(done)
    for paragraph in list(root.iter(P)):
        words = _plain(text_of(paragraph))
        kind = kinds.get(words, "heading")
        tag = OF_KIND.get(kind)
        if not words or _TAG.search(words) or tag in own:
            continue
        if kind == "notice" or tag in done:
            _remove(paragraph)
        elif tag is not None:
            _say(paragraph, f"{{{{ {tag} }}}}")
            done.add(tag)
    _drop_empty_sections(root)


def _drop_empty_sections(root: _Element) -> None:
    """Take out sections that hold no word, no table and no picture: their pages would be blank."""
    body = root.find(f"{W}body")
    section: list[_Element] = []
    for element in list(body) if body is not None else ():
        section.append(element)
        if element.tag == P and element.find(f"{W}pPr/{W}sectPr") is not None:
            if body is not None and not any(_shows(e) for e in section):
                for empty in section:
                    body.remove(empty)
            section = []


def _shows(element: _Element) -> bool:
    return element.tag != P or bool(text_of(element)) or any(True for _ in element.iter(*_PICTURES))


def _say(paragraph: _Element, words: str) -> None:
    """The paragraph with these words in the format of its first worded run."""
    texts = [t for t in paragraph.iter(T) if t.text]
    for text in texts[1:]:
        text.text = ""
    texts[0].text = words
    for element in [e for e in paragraph.iter() if e.tag in _WORDS and e.tag != T]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _remove(paragraph: _Element) -> None:
    parent = paragraph.getparent()
    if parent is None:
        return
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:  # it ends a section, which others stand in
        for element in [e for e in paragraph if e.tag != f"{W}pPr"]:
            paragraph.remove(element)
        return
    if parent.tag == TC and len(parent.findall(P)) == 1:
        return
    parent.remove(paragraph)

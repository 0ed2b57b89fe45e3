"""A paragraph of a Word document to its text as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..xml import MAX_NESTING, too_deep
from .names import ALTERNATE, BOX, CHOICE, GONE, MATH_TEXT, OFF, P_PR, R_PR, VAL, WRAPPERS, P, R, T, W, properties_of
from .numbering import Numbering
from .plain import Uncommon, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAB, _BREAK, _RETURN, _HYPHEN = f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"
_PAGE_BREAK, _SYMBOL, _NOTE, _ENDNOTE = (
    f"{W}{name}" for name in ("lastRenderedPageBreak", "sym", "footnoteReference", "endnoteReference")
)
_FIELD = f"{W}fldChar"
_SILENT = frozenset({P_PR, *(f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr"))})
_CODES = frozenset(f"{W}{name}" for name in ("instrText", "delText", "delInstrText"))
_WITH_BOX = frozenset({f"{W}pict", f"{W}drawing", f"{W}object", ALTERNATE})
# Ticks and boxes of the symbol faces that forms use; the private-use character otherwise says nothing.
_SYMBOLS = {"F0FE": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F0FC": "✓", "F0FB": "✗", "F052": "☑", "F0A3": "□"}


class Told(Struct):
    """What paragraphs hold besides their own text, gathered while the document is walked.

    `hides` and `deletes` say whether the document hides or deletes anything at all, `uncommon` where there is
    more than plain words; None is for everywhere.
    `boxes` are text boxes not yet walked, `notes` the kinds and identities of notes in order, `hidden` the
    texts that Word doesn't print, `page_begins` whether a page ends before the last paragraph's first text.
    """

    numbering: Numbering | None = None
    hides: bool = False
    deletes: bool = False
    hidden_styles: frozenset[str] = frozenset()
    uncommon: Uncommon | None = None
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    page_begins: bool = False


def paragraph_text(paragraph: _Element, told: Told) -> str:
    """The text of a paragraph with its automatic number, with its line breaks and tabs."""
    told.page_begins = False
    if told.uncommon is not None and paragraph not in told.uncommon.words:
        return words_of(paragraph)
    text = None if told.hides else _plain(paragraph)
    if text is None:
        words: list[str] = []
        _walk(paragraph, words, told, 0)
        text = "".join(words)
    return text if told.numbering is None else told.numbering.label(paragraph) + text


def _plain(paragraph: _Element) -> str | None:
    """The text of a paragraph that holds nothing but words, as most do; None for any other."""
    text = ""
    for child in paragraph:
        tag = child.tag
        if tag == R:
            for part in child:
                if part.tag == T:
                    text += part.text or ""
                elif part.tag != R_PR:
                    return None
        elif tag not in _SILENT:
            return None
    return text


def mark_is_deleted(paragraph: _Element, told: Told) -> bool:
    """True when a tracked deletion joins the paragraph with the one after it."""
    return told.deletes and paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _walk(parent: _Element, words: list[str], told: Told, depth: int) -> None:
    if depth > MAX_NESTING:
        raise too_deep()
    code = False
    for child in parent:
        tag = child.tag
        if tag == R:
            code = _run(child, words, told, depth, code)
        elif tag in GONE:
            continue
        elif tag in WRAPPERS:
            _walk(child, words, told, depth + 1)
        elif tag == MATH_TEXT:
            words.append(child.text or "")
        elif tag in _WITH_BOX:
            _boxes(child, words, told, depth)
        elif tag not in (P, T):
            words.extend(t.text or "" for t in child.iter(MATH_TEXT))


def _run(run: _Element, words: list[str], told: Told, depth: int, code: bool) -> bool:
    """Add a run's text; gives whether a field's code, which isn't printed, goes on behind it."""
    if told.hides and _is_hidden(run, told):
        told.hidden.append("".join(t.text or "" for t in run.iter(T)))
        return code
    for child in run:
        tag = child.tag
        if tag == T:
            if not code:
                words.append(child.text or "")
        elif tag == R_PR or tag in _CODES:
            continue
        elif tag == _FIELD:
            code = child.get(f"{W}fldCharType") == "begin"
        elif tag in _WITH_BOX:
            _boxes(child, words, told, depth)
        elif tag in WRAPPERS:
            _walk(child, words, told, depth + 1)
        else:
            _mark(child, tag, words, told)
    return code


def _mark(element: _Element, tag: str, words: list[str], told: Told) -> None:
    """Marks that print as a character, break a line or page, or point at a note."""
    if tag in (_TAB, f"{W}ptab"):
        words.append("\t")
    elif tag == _BREAK:
        if element.get(f"{W}type") != "page":
            words.append("\n")
        elif not words:
            told.page_begins = True
    elif tag == _RETURN:
        words.append("\n")
    elif tag == _HYPHEN:
        words.append("-")
    elif tag == _PAGE_BREAK:
        told.page_begins = told.page_begins or not words
    elif tag == _SYMBOL:
        words.append(_symbol(element.get(f"{W}char", "")))
    elif tag in (_NOTE, _ENDNOTE):
        told.notes.append((tag, element.get(f"{W}id", "")))


def _symbol(code: str) -> str:
    known = _SYMBOLS.get(code.upper())
    if known or len(code) != 4:
        return known or ""
    value = int(code, 16) if all(c in "0123456789abcdefABCDEF" for c in code) else 0
    return "" if 0xE000 <= value <= 0xF8FF or 0xD800 <= value < 0xE000 or not value else chr(value)


def _boxes(element: _Element, words: list[str], told: Told, depth: int) -> None:
    """Keep the text boxes of a drawing; of a choice for newer and older programs only the first."""
    if element.tag == ALTERNATE:
        choice = element.find(CHOICE)
        element = choice if choice is not None else element
        if choice is not None and choice.find(R) is not None:
            _walk(choice, words, told, depth + 1)
            return
    boxes = list(element.iter(BOX))
    told.boxes += [box for box in boxes if not any(a in boxes for a in box.iterancestors(BOX))]


def _is_hidden(run: _Element, told: Told) -> bool:
    properties = properties_of(run, R_PR)
    if properties is None:
        return False
    mark = properties.find(f"{W}vanish")
    if mark is not None:
        return mark.get(VAL, "true") not in OFF
    style = properties.find(f"{W}rStyle")
    return style is not None and style.get(VAL) in told.hidden_styles

"""The words of a page as a browser shows them: line ends are blanks, lines where blocks and breaks are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lxml import etree

from ..counting import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line."""
UNSEEN = frozenset({
    "applet", "area", "audio", "base", "canvas", "col", "colgroup", "datalist", "embed", "frame", "frameset",
    "head", "iframe", "link", "map", "meta", "noembed", "noframes", "noscript", "object", "option", "optgroup",
    "param", "rp", "rt", "script", "source", "style", "svg", "template", "title", "track", "video",
})  # fmt: skip
"""Elements whose contents a page doesn't show as text."""
FIELDS = frozenset({"input", "select", "textarea", "button"})
"""Elements of a form, shown by their values."""
_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f]*[\t\r\n\f][ \t\r\n\f]*")
_EAST = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_WIDE = re.compile(rf"(?<=[{_EAST}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_EAST}])")
_LIST_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand", "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand", "cjk-decimal": "ideographDigital",
    "cjk-earthly-branch": "ideographZodiac", "cjk-heavenly-stem": "ideographTraditional",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_LONGEST_LIST = 1000
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)


def is_hidden(element: _Element) -> bool:
    """True for an element that the page itself hides."""
    if "hidden" in element.attrib:
        return True
    return _HIDDEN.search(element.get("style", "")) is not None


def inner_text(element: _Element) -> str:
    """All text inside an element, seen or not."""
    return "".join(text for text in element.itertext() if isinstance(text, str))


def run_together(text: str) -> str:
    """A text node with its line ends as blanks; a line end between Chinese characters is none.

    Several blanks on one line stay: a browser shows one, but names are spaced out with them.
    """
    if "\n" in text:
        text = _WIDE.sub("", text)
    return _BLANKS.sub(" ", text)


def field_text(element: _Element) -> str:
    """What a form's field shows: its value, or the option chosen."""
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "input":
        return element.get("value", "") if element.get("type", "text") in ("text", "number", "date") else ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = next((o for o in options if "selected" in o.attrib), options[0] if options else None)
        return inner_text(chosen) if chosen is not None else ""
    return ""


def list_number(item: _Element) -> str:
    """The number that the page prints before an item of a numbered list, empty for a bullet."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    value = _whole(item.get("value"))
    if value is None and len(parent) <= _LONGEST_LIST:
        start = _whole(parent.get("start"))
        before = sum(1 for _ in item.itersiblings("li", preceding=True))
        value = (1 if start is None else start) + before
    if value is None:
        return ""
    style = _LIST_STYLE.search(parent.get("style", ""))
    name = style[1].lower() if style else parent.get("type", "1")
    if name in ("none", "disc", "circle", "square"):
        return ""
    form = _LIST_FORMS.get(name, "decimal")
    return numeral(value, form) + ("、" if form.startswith(("chinese", "ideograph")) else ".")


def _whole(text: str | None) -> int | None:
    return int(text) if text and len(text) < 6 and text.strip().isascii() and text.strip().isdigit() else None


def words_of(element: _Element, hidden: list[str], flat: Callable[[_Element], str]) -> str:
    """All that an element shows, with line ends; what it hides is added to `hidden`, `flat` writes inner tables."""
    if not len(element):
        return run_together(element.text or "")
    return "".join(_pieces(element, hidden, flat))


def _pieces(element: _Element, hidden: list[str], flat: Callable[[_Element], str]) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end"))
    kept = 0
    for event, child in walk:
        tag = child.tag
        kept += (tag == "pre") * (1 if event == "start" else -1)
        if child is element:
            if event == "start":
                yield run_together(child.text or "")
        elif event == "end":
            if tag in BLOCKS:
                yield "\n"
            if child.tail:
                yield child.tail if kept else run_together(child.tail)
        elif tag == "table" or tag in UNSEEN or tag in FIELDS or is_hidden(child):
            walk.skip_subtree()
            yield _instead(child, hidden, flat)
        else:
            if tag in BLOCKS:
                yield "\n" + (list_number(child) if tag == "li" else "")
            elif tag == "br":
                yield "\n"
            if child.text:
                yield child.text if kept else run_together(child.text)


def _instead(child: _Element, hidden: list[str], flat: Callable[[_Element], str]) -> str:
    """What is shown in the place of an element that isn't walked through."""
    if child.tag in UNSEEN:
        return ""
    if is_hidden(child):
        hidden.append(inner_text(child))
        return ""
    return "\n" + flat(child) if child.tag == "table" else field_text(child)

"""The words of a page as a browser shows them: line ends are blanks, lines where blocks and breaks are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

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
_DEEP = 100
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)


def is_hidden(element: _Element) -> bool:
    """True for an element that the page itself hides."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def inner_text(element: _Element) -> str:
    """All text inside an element, seen or not."""
    return "".join(text for text in element.itertext() if isinstance(text, str))


def run_together(text: str) -> str:
    """A text node with its line ends as blanks; a line end between Chinese characters is none.

    Several blanks on one line stay: a browser shows one, but names are spaced out with them.
    """
    if text.isprintable():  # then it has no line ends or tabs
        return text
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
    words: list[str] = []
    _gather(element, words, hidden, flat, 0, kept=False)
    return "".join(words)


def _gather(
    element: _Element,
    words: list[str],
    hidden: list[str],
    flat: Callable[[_Element], str],
    depth: int,
    *,
    kept: bool,
) -> None:
    kept = kept or element.tag == "pre"
    if element.text:
        words.append(element.text if kept else run_together(element.text))
    for child in element:
        tag = child.tag
        if tag == "br":
            words.append("\n")
        elif tag == "table" or tag in UNSEEN or tag in FIELDS or is_hidden(child):
            words.append(_instead(child, hidden, flat))
        elif depth > _DEEP:  # elements left open pile up
            words.append(run_together(inner_text(child)))
        else:
            block = tag in BLOCKS
            if block:
                words.append("\n" + (list_number(child) if tag == "li" else ""))
            _gather(child, words, hidden, flat, depth + 1, kept=kept)
            if block:
                words.append("\n")
        if child.tail:
            words.append(child.tail if kept else run_together(child.tail))


def _instead(child: _Element, hidden: list[str], flat: Callable[[_Element], str]) -> str:
    """What is shown in the place of an element that isn't walked through."""
    if child.tag in UNSEEN:
        return ""
    if is_hidden(child):
        hidden.append(inner_text(child))
        return ""
    return "\n" + flat(child) if child.tag == "table" else field_text(child)

"""Automatic list numbers: numbering.xml and styles.xml to the label that Word prints before a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..counting import numeral
from .names import P_PR, VAL, W, properties_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


class Level(Struct):
    """One level of a list: where it starts, how it counts, and its label (`%1、`)."""

    start: int = 1
    form: str = "decimal"
    label: str = ""
    legal: bool = False
    restart: int | None = None


class Numbering(Struct):
    """All lists of a document with their counters; `label` must be asked in the order of the paragraphs."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: _Element) -> str:
        """The number printed before a paragraph, empty when it has none or only a bullet."""
        properties = properties_of(paragraph, P_PR)
        if properties is None:
            return ""
        number, depth = self._of(properties)
        if number not in self.lists:
            return ""
        return self._next(number, depth)

    def _of(self, properties: _Element) -> tuple[str, int]:
        style = properties.find(f"{W}pStyle")
        inherited = self.by_style.get(style.get(VAL, ""), ("", 0)) if style is not None else ("", 0)
        own = _number_of(properties)
        return (own[0] or inherited[0], inherited[1] if own[1] is None else own[1])

    def _next(self, number: str, depth: int) -> str:
        abstract, levels = self.lists[number]
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        if (number, depth) not in self._begun and depth in self._starts.get(number, {}):
            counters[depth] = None
        self._begun.add((number, depth))
        level = levels.get(depth, Level())
        start = self._starts.get(number, {}).get(depth, level.start)
        last = counters[depth]
        counters[depth] = start if last is None else last + 1
        for deeper in range(depth + 1, _LEVELS):
            if levels.get(deeper, level).restart != 0:
                counters[deeper] = None
        return _printed(level, levels, counters)


def _printed(level: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
    if level.form in ("bullet", "none") and not _PLACE.search(level.label):
        return ""

    def part(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at, Level())
        counted = counters[at]
        value = other.start if counted is None else counted
        return "" if other.form == "none" else numeral(value, "decimal" if level.legal else other.form)

    return _PLACE.sub(part, level.label)


def numbering(root: _Element, styles: _Element | None) -> Numbering:
    """The lists of numbering.xml, and of the styles that number their paragraphs."""
    abstracts = {a.get(f"{W}abstractNumId", ""): _levels(a) for a in root.iter(f"{W}abstractNum")}
    made = Numbering()
    for number in root.iter(f"{W}num"):
        identity = number.get(f"{W}numId", "")
        link = number.find(f"{W}abstractNumId")
        abstract = link.get(VAL, "") if link is not None else ""
        levels = dict(abstracts.get(abstract, {}))
        for override in number.iter(f"{W}lvlOverride"):
            _override(made, identity, levels, override)
        made.lists[identity] = (abstract, levels)
    made.lists.pop("0", None)  # numId 0 takes the number of its style away
    if styles is not None:
        made.by_style = _styles(styles)
    return made


def _override(made: Numbering, identity: str, levels: dict[int, Level], override: _Element) -> None:
    depth = _whole(override.get(f"{W}ilvl"), 0)
    for level in override.iter(f"{W}lvl"):
        levels[depth] = _level(level)
    start = override.find(f"{W}startOverride")
    if start is not None:
        made._starts.setdefault(identity, {})[depth] = _whole(start.get(VAL), 1)


def _levels(abstract: _Element) -> dict[int, Level]:
    return {_whole(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.iter(f"{W}lvl")}


def _level(level: _Element) -> Level:
    def value(name: str) -> str | None:
        child = level.find(f"{W}{name}")
        return None if child is None else child.get(VAL)

    restart = value("lvlRestart")
    return Level(
        start=_whole(value("start"), 1),
        form=value("numFmt") or _alternate_form(level) or "decimal",
        label=value("lvlText") or "",
        legal=level.find(f"{W}isLgl") is not None,
        restart=None if restart is None else _whole(restart, 0),
    )


def _alternate_form(level: _Element) -> str:
    """The format of a level that wraps it in a choice for newer programs (decimalZero of three digits)."""
    found = next(level.iter(f"{W}numFmt"), None)
    return "" if found is None else found.get(VAL, "")


def _number_of(properties: _Element) -> tuple[str, int | None]:
    found = properties.find(f"{W}numPr")
    if found is None:
        return "", None
    number, depth = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    return (
        number.get(VAL, "") if number is not None else "",
        min(_whole(depth.get(VAL), 0), _LEVELS - 1) if depth is not None else None,
    )


def _styles(styles: _Element) -> dict[str, tuple[str, int]]:
    """Which list and level each paragraph style stands in, its own or that of the style it is based on."""
    own: dict[str, tuple[str, int | None]] = {}
    base: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        properties, parent = style.find(P_PR), style.find(f"{W}basedOn")
        own[name] = _number_of(properties) if properties is not None else ("", None)
        base[name] = parent.get(VAL, "") if parent is not None else ""
    return {name: found for name in own if (found := _inherited(name, own, base))[0]}


def _inherited(name: str, own: dict[str, tuple[str, int | None]], base: dict[str, str]) -> tuple[str, int]:
    number, depth = "", None
    for _ in range(20):  # a style based on itself must not hold us
        here = own.get(name, ("", None))
        number, depth = number or here[0], here[1] if depth is None else depth
        name = base.get(name, "")
        if number or not name:
            break
    return number, depth or 0


def _whole(text: str | None, default: int) -> int:
    try:
        return max(0, min(int(text or ""), 32767))
    except ValueError:
        return default

"""The formats that a template's cells have, as pieces of XML to write cells with."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..sheet import Align
from .names import VAL, P, R, T, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_OURS = frozenset(f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "cellIns", "cellDel"))
"""What each cell has of its own; the rest of its properties come from the template, in the order of the schema."""
_NEVER = frozenset(
    f"{W}{name}" for name in ("numPr", "keepNext", "keepLines", "pageBreakBefore", "sectPr", "pPrChange")
)
_BEHIND_ALIGNMENT = frozenset(
    f"{W}{name}"
    for name in ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr")
)
_NAMED = {"w": W[1:-1]}
_DECLARED = f' xmlns:w="{W[1:-1]}"'


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How a cell looks: its properties but for place and size, its paragraph's, its run's."""

    cell: str
    paragraph: _Element
    run: str
    free: bool
    """Whether nothing says how its text stands, so that we may."""
    _made: dict[tuple[Align | None, bool], str] = field(default_factory=dict)

    def properties(self, align: Align | None, *, keep: bool) -> str:
        """The paragraph's properties; `align` None is as the template has it, `keep`: on one page with the next."""
        key = (align, keep)
        if key not in self._made:
            self._made[key] = _paragraph(self.paragraph, align, keep=keep)
        return self._made[key]


def format_of(cell: _Element, *, size: float = 0, plain: bool = False, bold: bool = False) -> CellFormat:
    """The format of a template's cell; `size` points instead of its own, `plain` without shade and weight."""
    from lxml import etree

    properties, paragraph = cell.find(f"{W}tcPr"), cell.find(P)
    runs = list(cell.iter(R))
    run = next((r for r in runs if any(t.text for t in r.iter(T))), next(iter(runs), None))
    inner = [copy.deepcopy(e) for e in properties if e.tag not in _OURS] if properties is not None else []
    if plain:
        inner = [e for e in inner if e.tag != f"{W}shd"]
    own = paragraph.find(f"{W}pPr") if paragraph is not None else None
    made = copy.deepcopy(own) if own is not None else etree.Element(f"{W}pPr", nsmap=_NAMED)
    for element in [e for e in made if e.tag in _NEVER]:
        made.remove(element)
    mark = run.find(f"{W}rPr") if run is not None else made.find(f"{W}rPr")
    type_ = copy.deepcopy(mark) if mark is not None else etree.Element(f"{W}rPr", nsmap=_NAMED)
    type_.tag = f"{W}rPr"
    _set_type(type_, size, plain=plain, bold=bold)
    free = plain or (made.find(f"{W}jc") is None and not len(made) and run is None)
    return CellFormat("".join(_xml(e) for e in inner), made, _xml(type_) if len(type_) else "", free)


def _set_type(type_: _Element, size: float, *, plain: bool, bold: bool) -> None:
    from lxml import etree

    for element in [e for e in type_ if e.tag in (f"{W}rPrChange", f"{W}ins", f"{W}del", f"{W}vanish")]:
        type_.remove(element)
    if plain or bold:
        for element in [e for e in type_ if e.tag in (f"{W}b", f"{W}bCs")]:
            type_.remove(element)
    if bold:
        before = sum(e.tag in (f"{W}rStyle", f"{W}rFonts") for e in type_)
        type_.insert(before, etree.Element(f"{W}b"))
    if size:
        sizes = list(type_.iter(f"{W}sz", f"{W}szCs"))
        for element in sizes:
            element.set(VAL, str(round(size * 2)))
        if not sizes:
            place = next((k for k, e in enumerate(type_) if e.tag in _BEHIND_SIZE), len(type_))
            type_.insert(place, etree.Element(f"{W}sz", {VAL: str(round(size * 2))}))


_BEHIND_SIZE = frozenset(
    f"{W}{name}"
    for name in (
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout",
        "specVanish", "oMath",
    )
)  # fmt: skip


def _paragraph(properties: _Element, align: Align | None, *, keep: bool) -> str:
    from lxml import etree

    made = copy.deepcopy(properties)
    if keep:
        styled = 1 if len(made) and made[0].tag == f"{W}pStyle" else 0
        made.insert(styled, etree.Element(f"{W}keepNext"))
    if align is not None:
        for element in made.findall(f"{W}jc"):
            made.remove(element)
        place = next((k for k, e in enumerate(made) if e.tag in _BEHIND_ALIGNMENT), len(made))
        made.insert(place, etree.Element(f"{W}jc", {VAL: str(align)}))
    return _xml(made) if len(made) else ""


def _xml(element: _Element) -> str:
    """The element; the prefix w is declared by the document's root (`package.opened` sees to it)."""
    from lxml import etree

    own = copy.deepcopy(element)
    own.tail = None
    etree.cleanup_namespaces(own)
    return etree.tostring(own, encoding="unicode").replace(_DECLARED, "")


def row_properties(row: _Element) -> str:
    """What a template's row says of its height and place; an exact height becomes the least one, lest words be cut."""
    found = row.find(f"{W}trPr")
    kept = []
    for element in found if found is not None else ():
        if element.tag in (f"{W}trHeight", f"{W}jc", f"{W}tblCellSpacing"):
            made = copy.deepcopy(element)
            if f"{W}hRule" in made.attrib:
                del made.attrib[f"{W}hRule"]
            kept.append(_xml(made))
    return "".join(kept)

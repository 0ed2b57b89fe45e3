"""Rows that head or sum others: tiers (一、市级民生实事), categories (一 … 十) and totals (合计)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

from taizhang import language
from taizhang.language.numerals import pair
from taizhang.language.patterns import Pattern
from taizhang.ledger import Cell, Column, Quantity, Role, Section

from .grid import GridCell
from .kinds import is_amount, traits
from .patterns import ORDINAL, SECTION, TIER, TOTAL, TOTAL_ROW, ends_sentence, is_section

_NUMBER = Pattern(r"^\s*([(（]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?)\s*[、.．]?\s*")
_COUNT = Pattern(r"[(（]\s*(?:共|计)?\s*(\d{1,6})\s*(个|项|件|大项|类)[^()（）]{0,6}[)）]")
_TIER_WORD = Pattern(r"(?:国家|省|自治区|市|区|县|州|旗|镇|乡)(?:级|定|本级|委|政府|列)")
_LONGEST_AMOUNT = 20
_FIGURES = frozenset({Role.INVESTMENT, Role.ACHIEVED, Role.TARGET, Role.RATE, Role.RANK, Role.EXTRA})


def is_section_row(cells: Mapping[int, GridCell], columns: Sequence[Column]) -> bool:
    """True when a row heads others: a lone first cell, 一 with its title, or a total with figures."""
    if not cells:
        return False
    first = min(cells)
    text = cells[first].text
    rest = [k for k in cells if k != first]
    numbered = columns[0].role is Role.NUMBER
    placed = columns[0].role is Role.RANK or columns[first].role is Role.REGION
    if TOTAL.match(text):
        return all(_is_short_or_figure(cells[k].text) for k in rest)
    if rest and TOTAL_ROW.match(text) and ("小" in text or numbered or placed):
        return all(_is_figure(cells[k].text) for k in rest)
    if first == 0 and numbered and ORDINAL.match(text) and len(rest) == 1 and rest[0] <= 2:
        return not ends_sentence(cells[rest[0]].text) or len(cells[rest[0]].text) < 25
    if first <= 1 and is_section(text) and all(is_amount(cells[k].text) and columns[k].role in _FIGURES for k in rest):
        return True
    if rest or first > 0 or (not numbered and len(columns) > 1 and cells[0].columns == 1 and not is_section(text)):
        return False
    return "number" not in traits(text) and len(text) < 60 and not ends_sentence(text)


def _is_figure(text: str) -> bool:
    """True for a bare amount or share, in Chinese figures too (陆万肆仟贰佰元), for done/due, for a stroke."""
    if is_amount(text) or traits(text) & {"percent", "none"} or pair(text):
        return True
    quantity = language.parse_quantity(text) if len(text) <= _LONGEST_AMOUNT else None
    return quantity is not None and quantity.text == text.strip()


def _is_short_or_figure(text: str) -> bool:
    return len(text) < 6 or _is_figure(text)


def make_section(row: int, cells: Mapping[int, Cell], columns: Sequence[Column]) -> Section:
    """The section of a row: its number, title, kind, stated count and printed totals."""
    ordered = [cells[k] for k in sorted(cells)]
    words = [c for c in ordered if not _figure(c, columns) or c is ordered[0]]
    text = " ".join(c.text for c in words)
    number = _NUMBER.match(text)
    title = text[number.end() :].strip() if number and (SECTION.match(text) or len(words) > 1) else text.strip()
    totals = {c.column: value for c in ordered if c not in words and (value := _value(c.text)) is not None}
    return Section(
        row=row,
        text=text,
        kind=_kind(text, title),
        number=number[1].strip("()（）、") if number and title != text.strip() else "",
        title=title,
        count=_count(text),
        total=totals,
        cells=tuple(ordered),
    )


def _figure(cell: Cell, columns: Sequence[Column]) -> bool:
    return (
        bool(_is_figure(cell.text) or traits(cell.text) & {"number", "rank"})
        and columns[cell.column].role is not Role.NUMBER
    )


def _kind(text: str, title: str) -> Literal["tier", "category", "total"]:
    if TOTAL.match(title) or TOTAL_ROW.match(title):
        return "total"
    return "tier" if TIER.match(text) or _TIER_WORD.match(title.strip("【】[]")) else "category"


def _count(text: str) -> Quantity | None:
    found = _COUNT.search(text)
    return Quantity(Decimal(found[1]), found[2], text=f"{found[1]}{found[2]}") if found else None


def _value(text: str) -> Decimal | None:
    if pair(text):
        return None
    try:
        return Decimal(re.sub(r"[^\d.\-]", "", text))
    except InvalidOperation:
        quantity = language.parse_quantity(text) if len(text) <= _LONGEST_AMOUNT else None
        return quantity.value if quantity else None

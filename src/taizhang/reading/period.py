"""The period that a title or heading names, in one fixed form: 2025年1月至6月, 2025年三季度, 2025年上半年."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from taizhang.language.patterns import Pattern
from taizhang.ledger import Column

from .lexicon import OF_THE_PAPER
from .table import Line

_CUT_OFF = Pattern(r"截[至止][^)）,，。;；]*|数据统计[^)）,，。;；]*")
_YEAR = Pattern(r"(20\d\d)\s*年?|([二两]〇[〇○零一二三四五六七八九]{2})\s*年")
_RANGE = Pattern(r"(\d{1,2})\s*月?份?\s*[-—–－~～至到]+\s*(\d{1,2})\s*月")
_MONTH = Pattern(r"(?<!\d)(\d{1,2})\s*月(?!\s*\d{1,2}\s*日)")
_QUARTER = Pattern(r"(前|第)?\s*([一二三四1-4])\s*季度")
_DIGITS = {c: str(k) for k, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "二": "2"}
_QUARTERS = "一二三四"


def year_in(text: str) -> int | None:
    """The year that a text names: 2025, ２０２５年, 二〇二五年."""
    found = _YEAR.search(unicodedata.normalize("NFKC", text))
    if not found:
        return None
    digits = found[1] or "".join(_DIGITS.get(c, c) for c in found[2])
    return int(digits) if digits.isdigit() else None


def period_text(text: str, year: int | None) -> str:
    """The reporting period that a text states, with its year when one is known; empty for a bare year."""
    plain = _CUT_OFF.sub("", unicodedata.normalize("NFKC", text))
    head = f"{year_in(plain) or year}年" if year_in(plain) or year else ""
    if found := _RANGE.search(plain):
        return f"{head}{int(found[1])}月至{int(found[2])}月"
    if found := _QUARTER.search(plain):
        quarter = int(found[2]) if found[2].isdigit() else _QUARTERS.index(found[2]) + 1
        return f"{head}1月至{quarter * 3}月" if found[1] == "前" else f"{head}{_QUARTERS[quarter - 1]}季度"
    for half in ("上半年", "下半年"):
        if half in plain:
            return head + half
    found = _MONTH.search(plain)
    return f"{head}{int(found[1])}月" if found and 1 <= int(found[1]) <= 12 else ""


def last_filled(columns: Sequence[Column], lines: Sequence[Line]) -> date | None:
    """The newest day of a column that says when each row was filled in (更新时间), if most rows have one."""
    for k, column in enumerate(columns):
        if column.name[-2:] not in ("时间", "日期") or column.name.removeprefix("数据")[:2] not in OF_THE_PAPER:
            continue
        texts = [cell.text for line in lines if (cell := line.cells.get(k))]
        days = [day for text in texts if (day := _day(text))]
        if len(days) * 2 > len(lines):
            return max(days)
    return None


def _day(text: str) -> date | None:
    found = re.match(r"\s*(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None

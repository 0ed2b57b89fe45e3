"""Days and times of a spreadsheet: serial numbers to moments, moments as a format prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

_LAST = 2_958_465  # 31 December 9999
_HAN = "〇一二三四五六七八九"
_FULL = "０１２３４５６７８９"
_WEEK = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July",
           "August", "September", "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Piece = tuple[str, str]


def moment(serial: Decimal, since_1904: bool = False) -> datetime | None:
    """The moment of a serial number, to the second; None when it is no day of the calendar.

    Day 60 of the 1900 count, 29 February 1900, never was; the days before it are counted from 31 December 1899.
    """
    if not 0 <= serial <= _LAST:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    seconds = round(serial % 1 * 86_400)
    try:
        return start + timedelta(days=int(serial), seconds=seconds)
    except OverflowError:
        return None


def shown_date(when: datetime, pieces: Sequence[Piece], han: int, serial: Decimal) -> str:
    """A moment in the pieces of a format; `han` is the number of its [DBNum], `serial` serves elapsed hours."""
    twelve = any(kind == "half" for kind, _ in pieces)
    out = []
    for index, (kind, text) in enumerate(pieces):
        if kind == "date":
            out.append(_field(when, text.lower(), _is_minute(pieces, index), twelve, han))
        elif kind == "elapsed":
            unit = {"h": 24, "m": 1440, "s": 86_400}[text[0]]
            out.append(str(int(serial * unit)).zfill(len(text)))
        elif kind == "half":
            out.append(_half(when, text))
        else:
            out.append(text)
    return "".join(out).strip()


def _half(when: datetime, text: str) -> str:
    before, _, after = text.partition("/")
    return before if when.hour < 12 else after


def _is_minute(pieces: Sequence[Piece], index: int) -> bool:
    """True for an m that counts minutes: behind an hour or before a second."""
    timed = [(k, text.lower()[0]) for k, (kind, text) in enumerate(pieces) if kind in ("date", "elapsed")]
    at = next(n for n, (k, _) in enumerate(timed) if k == index)
    behind = timed[at - 1][1] if at else ""
    before = timed[at + 1][1] if at + 1 < len(timed) else ""
    return timed[at][1] == "m" and (behind == "h" or before == "s")


def _field(when: datetime, code: str, minute: bool, twelve: bool, han: int) -> str:
    letter, long = code[0], len(code)
    if letter in "ye":
        year = f"{when.year:04d}"
        return _digits(year if long > 2 or letter == "e" else year[2:], han)
    if letter == "m" and not minute and long >= 3:
        return _MONTHS[when.month - 1][: 3 if long == 3 else 1 if long == 5 else None]
    if letter == "d" and long >= 3:
        return _DAYS[when.weekday()][: 3 if long == 3 else None]
    if letter == "a":
        return ("星期" if long == 4 else "") + _WEEK[when.weekday()]
    if letter == "s":
        return f"{when.second:02d}" if code.startswith("ss") else str(when.second)
    if letter not in "mdh":
        return ""
    hour = (when.hour % 12 or 12) if twelve else when.hour
    value = {"m": when.minute if minute else when.month, "d": when.day, "h": hour}[letter]
    return _numeral(value, han) if han else f"{value:02d}" if long == 2 else str(value)


def _digits(text: str, han: int) -> str:
    table = _HAN if han in (1, 2) else _FULL if han == 3 else ""
    return "".join(table[int(char)] for char in text) if table else text


def _numeral(value: int, han: int) -> str:
    """A number under 100 in Chinese: 十二, 三十."""
    if han == 3 or value < 10:
        return _digits(str(value), han)
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")

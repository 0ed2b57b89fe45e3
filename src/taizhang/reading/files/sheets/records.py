"""The records that the parts of a binary workbook consist of (MS-XLSB 2.1.4), and the values in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_MOST = 0x7F
_GOES_ON = 0x80
_DOUBLE, _LONG = struct.Struct("<d"), struct.Struct("<i")


class CutError(ValueError):
    """A record that is shorter than what it must hold, or a part that ends within one."""


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's type and contents; both the type and the size are numbers of seven bits a byte."""
    at, end = 0, len(part)
    while at < end:
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        if at + size > end:
            raise CutError
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        if at + place >= len(part):
            raise CutError
        byte = part[at + place]
        value |= (byte & _MOST) << (7 * place)
        if not byte & _GOES_ON:
            return value, at + place + 1
    return value, at + most


def number_at(data: bytes, at: int, size: int = 4) -> int:
    """An unsigned number of so many bytes."""
    if at + size > len(data):
        raise CutError
    return int.from_bytes(data[at : at + size], "little")


def double_at(data: bytes, at: int) -> float:
    """A number of eight bytes."""
    if at + 8 > len(data):
        raise CutError
    return float(_DOUBLE.unpack_from(data, at)[0])


def text_at(data: bytes, at: int) -> tuple[str, int]:
    """A text and the place behind it; one that is none (length -1) is empty."""
    length = number_at(data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise CutError
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def packed_at(data: bytes, at: int) -> float:
    """A number in 30 bits: an integer or the upper bits of a double, in hundredths or not (MS-XLSB 2.5.123)."""
    raw = number_at(data, at)
    if raw & 2:
        value = float(_LONG.unpack_from(data, at)[0] >> 2)
    else:
        value = float(_DOUBLE.unpack(b"\0\0\0\0" + (raw & ~3).to_bytes(4, "little"))[0])
    return value / 100 if raw & 1 else value

"""The styles of a document, as far as they change what is printed."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from .binary import Word97, sprms

_STYLES = 0xA2
_LISTED, _HIDDEN = 0x460B, (0x083C, 0x0811)
_NO_BASE = 0xFFF
_PARAGRAPH, _CHARACTER = 1, 2


def uncommon_styles(word: Word97) -> frozenset[int]:
    """The styles, by their numbers, whose paragraphs are numbered by a list or whose text isn't printed."""
    found: dict[int, bool] = {}
    bases: dict[int, int] = {}
    for number, base, properties in _styles(word.told(_STYLES)):
        bases[number] = base
        found[number] = any(_uncommon(code, operand) for some in properties for code, operand in sprms(some))
    return frozenset(number for number in found if any(found.get(style, False) for style in _line(number, bases)))


def lists(code: int, operand: bytes) -> bool:
    """Whether a property puts its paragraph into a list."""
    return code == _LISTED and 0 < int.from_bytes(operand, "little") < 0x7FF


def _uncommon(code: int, operand: bytes) -> bool:
    return lists(code, operand) or (code in _HIDDEN and any(operand))


def _line(style: int, bases: dict[int, int]) -> Sequence[int]:
    """A style and those it is based on."""
    line = [style]
    while (base := bases.get(line[-1], _NO_BASE)) != _NO_BASE and base not in line:
        line.append(base)
    return line


def _styles(told: bytes) -> Iterator[tuple[int, int, list[bytes]]]:
    """Each style's number, the one it is based on, and its groups of sprms."""
    head, count, fixed = struct.unpack_from("<HHH", told)
    at = 2 + head
    for number in range(count):
        size = struct.unpack_from("<H", told, at)[0]
        if size:
            yield number, *_style(told[at + 2 : at + 2 + size], fixed)
        at += 2 + size + size % 2


def _style(style: bytes, fixed: int) -> tuple[int, list[bytes]]:
    kind, groups = struct.unpack_from("<HH", style, 2)
    at = fixed + 2 + 2 * struct.unpack_from("<H", style, fixed)[0] + 2
    properties = []
    for group in range(groups & 0xF if kind & 0xF in (_PARAGRAPH, _CHARACTER) else 0):
        at += at % 2
        size = struct.unpack_from("<H", style, at)[0]
        numbered = kind & 0xF == _PARAGRAPH and group == 0  # the paragraph's own begin with the style's number
        properties.append(style[at + 2 + 2 * numbered : at + 2 + size])
        at += 2 + size
    return kind >> 4, properties

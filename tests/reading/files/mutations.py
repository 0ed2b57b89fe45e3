"""Files damaged as transport, broken programs and malice damage them, for hypothesis to choose from and to shrink."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from hypothesis import strategies as st

_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{0,200}>")
_ODD = (
    b"-1", b"0", b"99999999999999999999", b"1e309", b"NaN", b"", b"\x00", b"\xff\xfe", b"<![CDATA[", b"]]>", b"<!--",
    b"&#0;", b"&#x110000;", b"&e;", b'"', b"'", b"<", b">", b"\xe4\xb8", b"xmlns:w=''", b"\r", b"\n\n", b"\t", b"%%EOF",
    "民生实事".encode(), "\u202e\u200b\ufeff".encode(), b"../", b"A" * 5_000,
)  # fmt: skip

Mutation = Callable[[bytes], bytes]
_places = st.floats(0, 1, exclude_max=True)
_lengths = st.sampled_from((1, 2, 4, 16, 64, 300, 2_000))


def _at(data: bytes, place: float) -> int:
    return int(place * len(data))


@st.composite
def _flipped(draw: st.DrawFn) -> Mutation:
    place, value = draw(_places), draw(st.integers(0, 255))
    return lambda data: data[: _at(data, place)] + bytes([value]) + data[_at(data, place) + 1 :]


@st.composite
def _cut_off(draw: st.DrawFn) -> Mutation:
    place = draw(_places)
    return lambda data: data[: _at(data, place)]


@st.composite
def _cut_out(draw: st.DrawFn) -> Mutation:
    place, length = draw(_places), draw(_lengths)
    return lambda data: data[: _at(data, place)] + data[_at(data, place) + length :]


@st.composite
def _doubled(draw: st.DrawFn) -> Mutation:
    place, length, to = draw(_places), draw(_lengths), draw(_places)
    return lambda data: (
        data[: _at(data, to)] + data[_at(data, place) : _at(data, place) + length] + data[_at(data, to) :]
    )


@st.composite
def _put_in(draw: st.DrawFn) -> Mutation:
    place, odd = draw(_places), draw(st.sampled_from(_ODD))
    return lambda data: data[: _at(data, place)] + odd + data[_at(data, place) :]


@st.composite
def _replaced(draw: st.DrawFn) -> Mutation:
    """A number or a tag by something odd."""
    pattern, place, odd = draw(st.sampled_from((_NUMBER, _TAG))), draw(_places), draw(st.sampled_from(_ODD))

    def replace(data: bytes) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        start, end = found[_at(b" " * len(found), place)].span()
        return data[:start] + odd + data[end:]

    return replace


def mutations() -> st.SearchStrategy[Mutation]:
    """One damage to bytes."""
    return st.one_of(_flipped(), _cut_out(), _doubled(), _put_in(), _replaced(), _cut_off())


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """A file with up to eight damages."""
    return st.lists(mutations(), min_size=1, max_size=8).map(lambda some: _all(some, data))


def damaged_inside(package: bytes) -> st.SearchStrategy[bytes]:
    """A zip package whose members are damaged, lost, doubled or renamed, and which is whole as a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        members = [(name, source.read(name)) for name in source.namelist()]
    changes = st.lists(
        st.tuples(st.integers(0, len(members) - 1), st.one_of(mutations(), st.sampled_from(("lost", "doubled", "up")))),
        min_size=1,
        max_size=6,
    )
    return changes.map(lambda some: _packed(members, some))


def _packed(members: list[tuple[str, bytes]], changes: list[tuple[int, Mutation | str]]) -> bytes:
    changed: list[tuple[str, bytes]] = list(members)
    for at, change in changes:
        name, content = changed[at % len(changed)]
        if callable(change):
            changed[at % len(changed)] = (name, change(content))
        elif change == "doubled":
            changed.append((f"{name}2", content))
        elif change == "up":
            changed[at % len(changed)] = (f"../{name}", content)
        elif len(changed) > 1:
            changed.pop(at % len(changed))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in dict(changed).items():
            target.writestr(name, content)
    return out.getvalue()


def _all(changes: list[Mutation], data: bytes) -> bytes:
    for change in changes:
        data = change(data)
    return data

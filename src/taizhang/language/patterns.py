"""Regular expressions that are compiled when first used, so that importing the room costs little."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

HAN = r"[^\W\d_A-Za-z]"
"""A Chinese character, said by what it is not: a range of twenty thousand takes `re` milliseconds to compile."""


class Pattern:
    """A regular expression with the methods of `re.Pattern`; compiled at the first call of any of them.

    `first` are the characters that a match can begin with.  `re` tries every branch of an alternation at every place
    of a text; told them, it passes over most places at once, two to five times as fast.
    """

    __slots__ = ("_first", "_source", "findall", "finditer", "fullmatch", "match", "search", "split", "sub")

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    sub: Callable[..., str]
    split: Callable[..., list[str]]

    def __init__(self, source: str, *, first: str = "") -> None:
        self._source, self._first = source, first

    def __getattr__(self, name: str) -> object:
        # Reached only while the slot is empty: afterwards the compiled methods are found at once.
        ahead = f"(?=[{re.escape(self._first)}])" if self._first else ""
        compiled = re.compile(f"{ahead}(?:{self._source})" if ahead else self._source)
        for method in self.__slots__[2:]:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

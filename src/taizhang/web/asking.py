"""What the address of a page asks of its list: words to find and choices made, each under its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

LONGEST = 100
"""Characters of a word or choice that are looked at: nothing that can be found is longer."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a list is asked for; a list names its own fields, all texts.  An empty one asks for nothing."""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """What an address, or a form that repeats it, asks for."""
        return cls(**{field.name: query.get(field.name, "").strip()[:LONGEST] for field in fields(cls)})

    @property
    def given(self) -> dict[str, str]:
        """What is asked for, by name, for an address or a form that asks the same."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    @property
    def active(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.given)

"""A layout: how a ledger stands on paper, as plain data that a place can keep, edit and exchange."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from taizhang.ledger import Bilingual, Role

from ..sheet import Align, Look, Paper
from ..template.model import Form

Groups = Literal["own", "none", "tier", "category"]
"""Rows over others: as the ledger has them, none, or one for each tier or category."""
Numbering = Literal["own", "through", "by_group"]
Sorting = Literal["own", "number", "unit", "deadline", "status", "region"]


class Field(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One column.

    `of` says what stands in it: a role (`progress`), or the name of a column of the ledger's own (`建设地点`).
    `heading` are the header's cells over it from the top down; none is the ledger's own.  `width` is in mm, 0 by
    content.  `each`: once for every period.  `optional`: left out where the ledger has nothing for it.
    """

    of: str
    heading: tuple[str, ...] = ()
    width: float = 0
    align: Align | Literal[""] = ""
    each: bool = False
    optional: bool = False

    @property
    def role(self) -> Role | None:
        """The role that the column has, None for a column of the ledger's own."""
        return Role(self.of) if self.of in _ROLES else None


_ROLES = frozenset(Role)


class Layout(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A layout.  Without fields the ledger's own columns stand as they were read.

    `shape` matrix: a row for each county, columns for each indicator.  `sums`: group rows carry the sum of the
    investment.  `tier_note`: where tiers have no rows of their own, a note says which numbers are of which tier.
    `title` may hold {title}, {region}, {year} and {period}; `notes` stand below the table after the ledger's own.
    `template` is a Word file whose look .docx files have; `paper` and `look` are then what was seen of it.
    """

    name: str
    zh: str = ""
    en: str = ""
    fields: tuple[Field, ...] = ()
    shape: Literal["list", "matrix"] = "list"
    groups: Groups = "own"
    numbering: Numbering = "own"
    sort: Sorting = "own"
    sums: bool = False
    tier_note: bool = False
    title: str = ""
    notes: tuple[str, ...] = ()
    paper: Paper = Paper()
    look: Look = Look()
    template: Form | None = None

    @property
    def label(self) -> Bilingual:
        """What the layout is called."""
        return Bilingual(self.zh or self.name, self.en or self.name)

"""Finding papers and documents in their lists: by words, kind, state and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from taizhang.web.asking import Asking
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.models.content import HEAVY
from taizhang.web.numbers import whole

Found = TypeVar("Found", bound=Model)
WORDS = ("title", "version__period_label", "version__yearly__name", "version__yearly__region__name", "made_by__name")
"""Where words are looked for."""


@dataclass(frozen=True, slots=True)
class Search(Asking):
    """What is looked for.  `period` is the key of a version."""

    q: str = ""
    kind: str = ""
    state: str = ""
    period: str = ""

    def within(self, found: QuerySet[Found], also: Sequence[str] = ()) -> QuerySet[Found]:
        """Those that answer; every word in one of the fields `WORDS` or `also`."""
        for word in self.q.split():
            asked = Q()
            for name in (*WORDS, *also):
                asked |= Q(**{f"{name}__icontains": word})
            found = found.filter(asked)
        for name, value in (("kind", self.kind), ("state", self.state)):
            if value:
                found = found.filter(**{name: value})
        if self.period:
            found = found.filter(version=whole(self.period) or 0)
        return found


def periods_of(found: QuerySet[Found]) -> list[LedgerVersion]:
    """The periods that these are of, for a list to choose from; without what is in them."""
    used = LedgerVersion.objects.filter(pk__in=found.order_by().values("version"))
    return list(used.select_related("yearly__region").defer(*HEAVY).order_by("yearly", *_newest()))


def _newest() -> Sequence[Any]:
    return LedgerVersion._meta.ordering or ()

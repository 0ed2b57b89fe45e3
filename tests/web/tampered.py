"""A log of three acts, and one of them changed behind its back: `python -m tests.web.tampered make|spoil`.

A process of its own, on the up-to-date database that the environment names; `spoil` prints the row that it changed.
"""

from __future__ import annotations

import sys

import django

django.setup()

from taizhang.web.events.models import Event  # noqa: E402 -- after the set-up
from taizhang.web.events.services import record  # noqa: E402 -- the same
from taizhang.web.people.models import Role  # noqa: E402 -- the same
from taizhang.web.people.services import make_account  # noqa: E402 -- the same


def make() -> None:
    """An account and two imports: three acts."""
    clerk = make_account(None, "clerk", "某经办", Role.ADMINISTRATOR)
    for name in ("甲.txt", "乙.txt"):
        record("draft-read", clerk, source=name, tasks=4)


def spoil() -> None:
    """The second act reads otherwise."""
    second = Event.objects.order_by("pk")[1]
    Event.objects.filter(pk=second.pk).update(facts={"source": "丙.txt", "tasks": 4})
    print(second.pk)


if __name__ == "__main__":
    {"make": make, "spoil": spoil}[sys.argv[1]]()

"""A period as a file."""

from __future__ import annotations

from collections.abc import Callable

from taizhang.ledger import Ledger, to_json
from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..models import LedgerVersion


def _json(ledger: Ledger) -> bytes:
    return to_json(ledger, indent=1)


def _csv(ledger: Ledger) -> bytes:
    from taizhang.writing import to_csv

    return to_csv(ledger)


def _xlsx(ledger: Ledger) -> bytes:
    from taizhang.writing import to_xlsx

    return to_xlsx(ledger)


WRITERS: dict[str, tuple[str, Callable[[Ledger], bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
}
FORMATS = tuple(WRITERS)


def export(user: User, version: LedgerVersion, kind: str) -> tuple[bytes, str]:
    """The file and its media type; KeyError for an unknown kind.  The log keeps who took it."""
    media_type, write = WRITERS[kind]
    data = write(version.ledger)
    record("ledger-exported", user, ledger=str(version.yearly), period=version.period, format=kind)
    return data, media_type

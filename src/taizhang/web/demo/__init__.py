"""The demo: a fictional city with its sample roles, the sample ledgers, and a county's year of monthly returns.

All of it is made by the services that the pages use, as people would; `county` begins the year, `year` goes through it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction

from taizhang.reading.errors import ReadError
from taizhang.web.ledgers.forms import initial
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.services.drafts import Checked, import_document, read_and_check
from taizhang.web.ledgers.services.saving import Place, likely_ledger, save_draft
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.services import region_under

from .county import LIST
from .year import live

CITY = "云川市"
NO_DOCUMENTS = {".json", ".md"}


def is_loaded() -> bool:
    """Whether the demo is there."""
    return User.objects.filter(is_sample=True).exists()


@transaction.atomic
def load(samples: Path | None) -> bool:
    """Make the roles, bring in every sample, live the county's year; False when the demo is there already."""
    if is_loaded():
        return False
    city = region_under(None, CITY)
    clerk = make_account(None, "coordinator", "周序", Role.COORDINATOR, region=city, sample=True)
    if samples and (samples / LIST).is_file():
        live(clerk, (samples / LIST).read_text(encoding="utf-8"))
    for path, _ in sorted(_documents(samples), key=lambda pair: (pair[1].as_of or date.min, pair[0].name)):
        _bring_in(clerk, path)
    make_account(clerk, "auditor", "沈明", Role.AUDITOR, region=city, sample=True)
    make_account(clerk, "security", "许衡", Role.SECURITY, region=city, sample=True)
    make_account(clerk, "administrator", "吴维", Role.ADMINISTRATOR, sample=True)
    return True


def _documents(samples: Path | None) -> list[tuple[Path, Checked]]:
    """The samples, without what is written about them and the county's list."""
    found = []
    for path in sorted(samples.iterdir()) if samples else ():
        if path.is_file() and path.suffix not in NO_DOCUMENTS and path.name != LIST:
            try:
                found.append((path, read_and_check(path.read_bytes(), path.name)))
            except ReadError as error:
                print(f"{path.name}: {error}")
    return found


def _bring_in(clerk: User, path: Path) -> LedgerVersion:
    draft = import_document(clerk, path.read_bytes(), path.name)
    told = initial(draft.ledger, likely_ledger(clerk, draft.ledger))
    place = Place(
        ledger=told["yearly"],
        region=told["region"] or CITY,
        year=told["year"] or draft.made_at.year,
        name=told["name"] or draft.ledger.document.title[:120] or path.stem,
        period=told["period"],
        as_of=told["as_of"],
    )
    return save_draft(clerk, draft, place)

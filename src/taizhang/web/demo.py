"""The demo: a fictional city with its sample roles, and the sample ledgers brought in as a clerk would."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from taizhang.reading.errors import ReadError

from .ledgers.filters import units_of
from .ledgers.forms import initial
from .ledgers.models import LedgerVersion
from .ledgers.services.drafts import Checked, import_document, read_and_check
from .ledgers.services.saving import Place, likely_ledger, save_draft
from .people.models import Role, User
from .people.services import make_account
from .places.services import region_under

CITY = "云川市"
NO_DOCUMENTS = {".json", ".md"}


def load(samples: Path | None) -> None:
    """Make the roles and bring in every sample; nothing when the demo is there already."""
    if User.objects.filter(is_sample=True).exists():
        return
    city = region_under(None, CITY)
    clerk = make_account(None, "coordinator", "周序", Role.COORDINATOR, region=city, sample=True)
    for path, _ in sorted(_documents(samples), key=lambda pair: (pair[1].as_of or date.min, pair[0].name)):
        _bring_in(clerk, path)
    unit = _busiest_unit()
    make_account(clerk, "reporter", "何禾", Role.REPORTER, region=city, unit=unit, sample=True)
    make_account(clerk, "signer", "林晓", Role.SIGNER, region=city, unit=unit, sample=True)
    make_account(clerk, "leader", "秦望", Role.LEADER, region=city, sample=True)
    make_account(clerk, "auditor", "沈明", Role.AUDITOR, region=city, sample=True)
    make_account(clerk, "security", "许衡", Role.SECURITY, region=city, sample=True)
    make_account(clerk, "administrator", "吴维", Role.ADMINISTRATOR, sample=True)


def _documents(samples: Path | None) -> list[tuple[Path, Checked]]:
    """The samples, without what is written about them."""
    found = []
    for path in sorted(samples.iterdir()) if samples else ():
        if path.is_file() and path.suffix not in NO_DOCUMENTS:
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


def _busiest_unit() -> str:
    """The unit with most tasks, so that the reporter's home page has something to show."""
    units: Counter[str] = Counter()
    for version in LedgerVersion.objects.all():
        for task in version.ledger.tasks:
            units.update(units_of(task))
    return units.most_common(1)[0][0] if units else "市教育局"

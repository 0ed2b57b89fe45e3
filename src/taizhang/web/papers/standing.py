"""How each task of a version stands, for papers: as judged when its period was closed, else as its figures say."""

from __future__ import annotations

from decimal import Decimal

from taizhang.checking.standing import completions
from taizhang.measuring import match_rows
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Closing
from taizhang.writing.bulletin import Standing


def standings_of(version: LedgerVersion) -> dict[int, Standing]:
    """By row.  Past judgements are kept: what was told of a period stays what it was (design.md, law 7)."""
    closing = Closing.objects.filter(version=version).first()
    reached = completions(version.ledger, version.as_of)
    if closing is None:
        return {row: Standing(status, *reached.get(row, (None, None))) for row, status in version.standings.items()}
    return {int(row): _judged(kept, reached.get(int(row), (None, None))) for row, kept in closing.judged.items()}


def standings_before(version: LedgerVersion, before: LedgerVersion) -> dict[int, Standing]:
    """How the period before stood, by the rows of `version`."""
    known = standings_of(before)
    rows = match_rows(before.ledger, version.ledger)
    return {row: known[old] for row, old in rows.items() if old in known}


def _judged(kept: dict[str, str], reached: tuple[Decimal | None, Decimal | None]) -> Standing:
    done, expected = reached
    gap = kept.get("gap")
    if done is not None and gap is not None:
        expected = done - Decimal(gap)
    return Standing(kept["status"], done, expected)

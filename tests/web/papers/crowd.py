"""Many papers issued at once, on whatever database the environment names: `python -m tests.web.papers.crowd` prints it.

A process of its own, as `tests.web.months.crowd` is.
"""

from __future__ import annotations

import json
from datetime import date
from functools import partial

from tests.web.months.crowd import build, meet  # sets Django up

from taizhang.web.events.services import first_break  # isort: skip
from taizhang.web.ledgers.models import LedgerVersion  # isort: skip
from taizhang.web.papers.formats import Forms, KindForm, Names  # isort: skip
from taizhang.web.papers.models import IndexRegister, Paper, Register  # isort: skip
from taizhang.web.papers.services.acting import approve, check, issue  # isort: skip
from taizhang.web.papers.services.formats import keep_forms, keep_names  # isort: skip
from taizhang.web.papers.services.making import make_paper  # isort: skip
from taizhang.web.people.models import Role, User  # isort: skip
from taizhang.web.people.services import make_account  # isort: skip

PAPERS = 12
DAY = date(2025, 4, 28)


def approved(office: User, leader: User, version: LedgerVersion) -> int:
    """The key of a paper that may be issued."""
    made = make_paper(office, version, "quarterly")
    check(office, made.pk)
    return approve(leader, made.pk).pk


def main() -> None:
    """Build, let people issue, print."""
    office, _signers = build()
    version = LedgerVersion.objects.select_related("yearly__region").get()
    region = version.yearly.region
    leader = make_account(None, "leader", "某领导", Role.LEADER, region=region)
    keep_names(office, region, Names(code="000000000"))
    keep_forms(office, region, Forms("{机构代码}/{年}-{流水号5}", {"quarterly": KindForm(openness="open")}))
    keys = [approved(office, leader, version) for _ in range(PAPERS + 1)]
    draft = make_paper(office, version, "quarterly").pk
    result: dict[str, object] = {
        "issued": meet(
            *(partial(issue, office, key, "云政办", DAY) for key in keys[:PAPERS]),
            partial(issue, office, draft, "云政办", DAY),  # refused: it is not approved
        )
    }
    result["twice"] = meet(*[partial(issue, office, keys[-1], "云政办", DAY)] * 4)
    told = Paper.objects.exclude(number="").values_list("number", "index_number")
    result["numbers"] = sorted(number for number, _index in told)
    result["indexes"] = sorted(index for _number, index in told)
    result["last"] = [Register.objects.get().last, IndexRegister.objects.get().last]
    result["whole"] = first_break() is None
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()

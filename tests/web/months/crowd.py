"""Many people at once, on the database that the environment names: `python -m tests.web.months.crowd` prints what came.

It is up to date and empty.  A process of its own, for the tests' own database lives in one transaction, or in memory,
where nobody can meet.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from threading import Barrier
from zoneinfo import ZoneInfo

import django
import time_machine

django.setup()

from django.db import connection  # noqa: E402 -- after the set-up

from taizhang.measuring.windows import Terms, monthly  # noqa: E402 -- the same
from taizhang.measuring.workdays import Workdays  # noqa: E402 -- the same
from taizhang.web.events.models import Event  # noqa: E402 -- the same
from taizhang.web.events.services import first_break  # noqa: E402 -- the same
from taizhang.web.ledgers.models import LedgerVersion  # noqa: E402 -- the same
from taizhang.web.ledgers.services.drafts import import_document  # noqa: E402 -- the same
from taizhang.web.ledgers.services.saving import Place, save_draft  # noqa: E402 -- the same
from taizhang.web.months.models import Period, Report, Return  # noqa: E402 -- the same
from taizhang.web.months.services import acting  # noqa: E402 -- the same
from taizhang.web.months.services.closing import close  # noqa: E402 -- the same
from taizhang.web.months.services.filling import fill  # noqa: E402 -- the same
from taizhang.web.months.services.periods import make_periods  # noqa: E402 -- the same
from taizhang.web.months.services.plans import plan_from  # noqa: E402 -- the same
from taizhang.web.papers.models import Paper  # noqa: E402 -- the same
from taizhang.web.papers.services.acting import edit  # noqa: E402 -- the same
from taizhang.web.papers.services.making import make_paper  # noqa: E402 -- the same
from taizhang.web.people.models import Role, User  # noqa: E402 -- the same
from taizhang.web.people.services import make_account  # noqa: E402 -- the same
from taizhang.web.places.services import region_under  # noqa: E402 -- the same
from taizhang.writing.bulletin import Block  # noqa: E402 -- the same

UNITS = 40
HEADER = "云原县2025年民生实事目标任务\n\n序号\t项目名称\t项目内容\t责任单位\n"
Act = Callable[[], object]


def meet(*acts: Act) -> list[str]:
    """All acts at once, each in a thread and a connection of its own: "done", or the name of what refused it."""
    gate = Barrier(len(acts))

    def one(act: Act) -> str:
        gate.wait()
        try:
            act()
        except Exception as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def build() -> tuple[User, dict[str, User]]:
    """The county, its list of forty tasks, one a unit, the month of April, and the units' signers."""
    county = region_under(None, "云原县")
    office = make_account(None, "office", "某经办", Role.COORDINATOR, region=county)
    rows = "".join(f"{n}\t第{n}项工程\t新建公园{n}个。\t县第{n}局\n" for n in range(1, UNITS + 1))
    place = Place(region="云原县", year=2025, name="2025年民生实事", period="目标任务")
    version: LedgerVersion = save_draft(office, import_document(office, HEADER + rows, "目标.txt"), place)
    plan = plan_from(office, version)
    make_periods(office, plan.yearly, monthly(2025, Terms(roll="none"), Workdays()))
    units = {task.reporter.name for task in plan.tasks.select_related("reporter") if task.reporter}
    return office, {u: make_account(None, u, f"{u}签发", Role.SIGNER, region=county, unit=u) for u in units}


def same_cell(signers: dict[str, User], returns: list[Return]) -> dict[str, object]:
    """Two people save one cell of each task; the text that is kept is the winner's."""
    outcomes, kept = [], []
    for found in returns:
        person, task = signers[found.unit.name], found.reports.get().task_id
        words = ["甲说建成", "乙说在建"]
        got = meet(*(partial(fill, person, found.pk, task, 0, texts={"progress": word}) for word in words))
        outcomes.append(sorted(got))
        kept.append(Report.objects.get(of=found).progress == words[got.index("done")])
    return {"outcomes": outcomes, "kept": kept}


def same_paper(office: User) -> dict[str, object]:
    """Two people save one draft that both opened; the words that are kept are the winner's."""
    paper = make_paper(office, LedgerVersion.objects.get(period_label="目标任务"), "monthly")
    outcomes, kept = [], []
    for seen in range(6):
        words = ["甲写的一段。", "乙写的一段。"]
        got = meet(*(partial(edit, office, paper.pk, [Block("free", word)], seen=seen) for word in words))
        outcomes.append(sorted(got))
        kept.append(words[got.index("done")] in Paper.objects.get(pk=paper.pk).content)
    return {"outcomes": outcomes, "kept": kept}


def main() -> None:
    """Build, let people meet, print."""
    office, signers = build()
    april = Period.objects.get(label="4月")
    returns = list(april.returns.select_related("unit"))
    result: dict[str, object] = {"cell": same_cell(signers, returns[:8]), "paper": same_paper(office)}
    for found in returns[8:]:
        fill(signers[found.unit.name], found.pk, found.reports.get().task_id, 0, texts={"progress": "正在建设"})
    result["sending"] = meet(*(partial(acting.send, signers[f.unit.name], f.pk) for f in returns))
    result["sent"] = [april.returns.filter(state="sent").count(), Event.objects.filter(code="return-sent").count()]
    result["races"] = [
        [
            *meet(partial(acting.accept, office, f.pk, 1), partial(acting.recall, signers[f.unit.name], f.pk)),
            Return.objects.get(pk=f.pk).state,
        ]
        for f in returns[:12]
    ]
    result["twice"] = meet(*[partial(acting.accept, office, returns[20].pk, 1)] * 4)
    acting.accept_many(office, [(found.pk, 1) for found in returns])
    chosen = next(f for f in april.returns.select_related("unit") if f.state == "accepted")
    result["closing"] = [
        *meet(partial(close, office, april), partial(acting.amend, signers[chosen.unit.name], chosen.pk, "补录")),
        april.closings.count(),
    ]
    result["whole"] = first_break() is None
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    moment = datetime(2025, 4, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    with time_machine.travel(moment):
        main()

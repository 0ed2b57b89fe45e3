"""Every address of the site, and what each person gets there: a table, so that no page can be forgotten.

A new page or act gets a row in TABLE, in the same commit, under the comment of its feature:

    "review-queue": get(403, coordinator=200, city=200, administrator=200),
    "send": post(404, signer=422, reporter=403, anonymous=302),

The first number is what everybody gets who is not named; who is not signed in (`anonymous`) gets 302, the way to the
sign-in page, unless named.  Start from another row's people by `get(200, **OF_THE_COUNTY)`.  An address with a key gets
its arguments in `arguments`, from what stands in the World (add to it in `build`).  A row may carry what is posted,
or asked by a query: `post(404, {"reason": "x"}, signer=302)`.

Each request meets the same world: what it changed is taken back before the next.  It is 25 April 2025, nine o'clock:
April is open, the education bureau's return untouched (`blank`), the water bureau's sent to the office (`sent`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from lxml.html import fromstring

from taizhang.measuring.windows import DayOf, Terms, monthly
from taizhang.web.ledgers.explained import key_of
from taizhang.web.ledgers.models import Draft, Incoming, Intake, LedgerVersion
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.intakes import add, open_intake
from taizhang.web.ledgers.services.originals import keep
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.months.models import Period, Plan, Remark, Return, Task, Value
from taizhang.web.months.services import acting
from taizhang.web.months.services.attaching import attach
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.periods import make_periods, workdays_of
from taizhang.web.months.services.plans import plan_from
from taizhang.web.months.services.remarks import remark
from taizhang.web.papers.proof import doubts_of
from taizhang.web.papers.services.acting import edit
from taizhang.web.papers.services.documents import ask
from taizhang.web.papers.services.layouts import take_layout
from taizhang.web.papers.services.making import make_paper, told_of
from taizhang.web.people.models import Invitation, Role, User
from taizhang.web.people.services import make_account
from taizhang.web.people.services.invitations import invite, link
from taizhang.web.places.models import Unit
from taizhang.web.places.services import region_under
from taizhang.writing import AS_READ
from taizhang.writing.bulletin import Block, bulletin_from_json, outline_from_json
from tests.reading.files.pdfs import pdf, table
from tests.web.sample import FIRST, SECOND
from tests.writing.forms import office

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 4, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
PAPER = pdf(table((40, 200, 400), 350, [("序号", "项目内容"), ("1", "修桥2座。")]))

# Who they are: name, role, place, unit.  `city` coordinates the city above, `outsider` another county, `neighbour`
# reports for another unit of the county; the system administrator belongs to no place and so sees all.
ACCOUNTS = (
    ("reporter", Role.REPORTER, "松屏县", "县教育局"),
    ("signer", Role.SIGNER, "松屏县", "县教育局"),
    ("neighbour", Role.REPORTER, "松屏县", "县水务局"),
    ("leader", Role.LEADER, "松屏县", ""),
    ("coordinator", Role.COORDINATOR, "松屏县", ""),
    ("city", Role.COORDINATOR, "云川市", ""),
    ("outsider", Role.COORDINATOR, "远岭县", ""),
    ("auditor", Role.AUDITOR, "松屏县", ""),
    ("security", Role.SECURITY, "松屏县", ""),
    ("administrator", Role.ADMINISTRATOR, "", ""),
)
PEOPLE = ("anonymous", *(name for name, *_ in ACCOUNTS))


class Row(NamedTuple):
    """How a page is asked for, what each person gets, and what is sent along."""

    method: str
    expected: dict[str, int]
    data: Mapping[str, Any]


def get(others: int, data: Mapping[str, Any] | None = None, /, **told: int) -> Row:
    """A page: `others` for all but those who are named."""
    return Row("get", _each(others, told), data or {})


def post(others: int, data: Mapping[str, Any] | None = None, /, **told: int) -> Row:
    """An act: `others` for all but those who are named."""
    return Row("post", _each(others, told), data or {})


def _each(others: int, told: dict[str, int]) -> dict[str, int]:
    assert set(told) <= set(PEOPLE)
    return dict.fromkeys(PEOPLE, others) | {"anonymous": 302} | told


OF_THE_COUNTY = {"outsider": 404}
NO_IMPORT = {"reporter": 403, "signer": 403, "neighbour": 403, "leader": 403, "auditor": 403, "security": 403}
OWN_DRAFT = NO_IMPORT | {"outsider": 404, "city": 404, "administrator": 404}
BOTH = {"security": 200, "administrator": 200}
# Who reports for the unit of the finding's task explains it, like those who import.
EXPLAIN = {"outsider": 404, "leader": 403, "auditor": 403, "security": 403, "neighbour": 403}
LOOK = {"coordinator": 200, "city": 200, "outsider": 200, "leader": 200}
OF_ANOTHER = {"neighbour": 404, "outsider": 404}
DECIDE = {"coordinator": 302, "city": 302, "outsider": 404}
UNITS = dict.fromkeys(("reporter", "signer", "neighbour"), 200)

PLAN = {"coordinator": 200, "city": 200, "outsider": 200}

TABLE: dict[str, Row] = {
    # Ledgers
    "home": get(200),
    "import": get(200, **NO_IMPORT),
    "review": get(200, **OWN_DRAFT),
    "correct": post(422, **OWN_DRAFT),  # the draft's text has no table
    "choose-table": post(302, **OWN_DRAFT),
    "save": post(422, **OWN_DRAFT),
    "drop": post(302, **OWN_DRAFT),
    "intake": get(200, **OWN_DRAFT),
    "add-file": post(422, **OWN_DRAFT),
    "drop-intake": post(302, **OWN_DRAFT),
    "matching": get(200, **OWN_DRAFT),
    "save-matching": post(302, **OWN_DRAFT),
    "retry-file": post(302, **OWN_DRAFT),
    "original": get(200, **OF_THE_COUNTY),
    "originals": get(200, **OF_THE_COUNTY),
    "page-image": get(404, coordinator=200),
    "ledger": get(200, **OF_THE_COUNTY),
    "version": get(200, **OF_THE_COUNTY),
    "compare": get(200, **OF_THE_COUNTY),
    "task": get(200, **OF_THE_COUNTY),
    "finding": get(200, **OF_THE_COUNTY),
    "explain": post(422, **EXPLAIN),  # without a reason
    "withdraw": post(302, **EXPLAIN | {"signer": 302}),
    "print": get(200, **OF_THE_COUNTY),
    "export": get(200, **OF_THE_COUNTY),
    "rules": get(403, administrator=200),
    "switch-rule": post(403, administrator=422),
    # The log
    "events": get(403, auditor=200),
    "verify-log": post(403, auditor=200),
    "export-log": post(403, auditor=200),
    # Accounts.  The county has a security administrator, so hers are the accounts beyond a unit.
    "accounts": get(403, **BOTH),
    "account": get(403, **BOTH),
    "stop-account": post(403, security=302, administrator=302),
    "restart-account": post(403, security=302),
    "change-role": post(403, {"role": "coordinator"}, security=302),
    "reset-password": post(403, security=200),
    "drop-code": post(403, security=302),
    "invite": get(403, administrator=200),
    "invite-many": get(403, administrator=200),
    "invitations": get(403, **BOTH),
    "grant": post(403, security=302),
    "links": post(403, security=302, administrator=302),
    "mail-links": post(403, security=302, administrator=302),
    "invitation-link": post(403, **BOTH),
    "revoke": post(403, security=302, administrator=302),
    # The own account, which everybody has
    "own-account": get(200),
    "change-password": get(404),  # who signs in by a link in this world has none
    "set-up-code": get(200),
    "turn-off-code": post(302),
    "recovery-codes": get(302),
    "confirm": get(200),
    "end-sessions": post(302),
    "unlink-identity": post(404),
    # Signing in
    "account_login": get(302, anonymous=200),
    "sign-in-code": get(302),
    "oidc": post(404, anonymous=404),
    "oidc-back": get(404, anonymous=404),
    "invitation": get(200, anonymous=200),
    "sign-in": get(302, anonymous=200),
    "sign-in-as": post(404, anonymous=404),
    "sign-out": post(302),
    "first-run": get(404, anonymous=404),
    "set_language": post(302),
    # Months: the unit
    "own-month": get(403, **dict.fromkeys(("reporter", "signer", "neighbour"), 200)),
    "return": get(302, reporter=200, signer=200, **OF_ANOTHER),  # the office is led to what was sent
    "fill-cells": post(403, reporter=302, signer=302, **OF_ANOTHER),
    "check-return": get(403, reporter=200, signer=200, **OF_ANOTHER),
    "submissions": get(403, reporter=200, signer=200, **OF_ANOTHER),
    "unchanged": post(403, {"reason": "按计划本期没有任务"}, reporter=302, signer=302, **OF_ANOTHER),
    "explain-finding": post(403, reporter=302, signer=302, **OF_ANOTHER),
    "form": get(403, reporter=200, signer=200, **OF_ANOTHER),
    "laid": get(403, reporter=200, signer=200, **OF_ANOTHER),
    "take-laid": post(403, reporter=302, signer=302, **OF_ANOTHER),
    "submit-return": post(403, reporter=302, signer=302, **OF_ANOTHER),
    "hand-back": post(403, signer=302, **OF_ANOTHER),
    "send-return": post(403, signer=302, **OF_ANOTHER),
    "recall-return": post(403, signer=302, **OF_ANOTHER),
    "amend-return": post(403, signer=302, **OF_ANOTHER),
    "attach": post(403, reporter=302, signer=302, **OF_ANOTHER),
    "detach": post(403, reporter=302, signer=302, **OF_ANOTHER),
    "attached": get(404, reporter=200, signer=200),  # a file of a draft is the unit's alone
    "add-note": post(403, {"text": "管网已接通"}, reporter=404, signer=404, neighbour=302),
    # Months: the office
    "matrix": get(403, **LOOK),
    "review-queue": get(403, **LOOK),
    "review-return": get(403, **LOOK | OF_THE_COUNTY),
    "accept-many": post(403, **DECIDE | {"coordinator": 200, "city": 200, "outsider": 200}),
    "take-up": post(403, **DECIDE),
    "lay-down": post(403, **DECIDE),
    "accept-return": post(403, **DECIDE),
    "give-back": post(403, **DECIDE),
    "verify-value": post(403, **DECIDE),
    "close-period": get(403, coordinator=200, city=200, outsider=404),
    "remind": get(403, coordinator=200, city=200, outsider=404),
    "reopen-period": post(403, **DECIDE),
    "burden": get(403, coordinator=200, city=200, outsider=200),
    # Months: leaders and those who answer them
    "my-projects": get(403, leader=200),
    "my-project": get(403, leader=200),
    "remark": post(403, {"text": "请加快"}, leader=302),
    "see-remark": post(403, reporter=302, signer=302, neighbour=404),
    "answer-remark": post(403, {"text": "已安排"}, reporter=302, signer=302, neighbour=404),
    # Months: plans and periods
    "plans": get(403, **PLAN),
    "new-list": get(403, **PLAN),
    "plan": get(403, **PLAN | OF_THE_COUNTY),
    "make-plan": post(403, **DECIDE),
    "set-reporters": post(403, **DECIDE),
    "new-task": get(403, **PLAN | OF_THE_COUNTY),
    "plan-periods": get(403, **PLAN | OF_THE_COUNTY),
    "plan-task": get(403, **PLAN | OF_THE_COUNTY),
    "curve-preview": post(403, {"kind": "default"}, **PLAN | OF_THE_COUNTY),
    "period-days": get(403, **PLAN | OF_THE_COUNTY),
    "delete-period": get(403, **PLAN | OF_THE_COUNTY),
    # Places
    "places": get(403, **PLAN, administrator=200),
    "region": get(403, **PLAN | OF_THE_COUNTY, administrator=200),
    "lights": get(403, **PLAN | OF_THE_COUNTY, administrator=200),
    "unit": get(403, **PLAN | OF_THE_COUNTY, administrator=200),
    "workdays": get(403, **PLAN | OF_THE_COUNTY),
    "channels": get(403, **PLAN | OF_THE_COUNTY),
    # Papers: the office, leaders, and units for what was issued
    "papers": get(403, **LOOK, **UNITS),
    "make-paper": get(403, **PLAN),
    "documents": get(403, **LOOK),
    "make-document": get(403, **PLAN),
    "document": get(403, **LOOK | OF_THE_COUNTY),
    "document-file": get(403, **LOOK | OF_THE_COUNTY),
    "retry-document": post(403, **DECIDE),
    "delete-document": post(403, **DECIDE),
    "paper": get(403, **LOOK | dict.fromkeys(UNITS, 404) | OF_THE_COUNTY),  # a draft is not the units' to see
    "paper-rows": get(403, {"n": "0"}, **LOOK | dict.fromkeys(UNITS, 404) | OF_THE_COUNTY),
    "paper-file": get(403, **LOOK | dict.fromkeys(UNITS, 404) | OF_THE_COUNTY),
    "edit-paper": get(403, coordinator=200, city=200, outsider=404),
    "layouts": get(403, coordinator=200, city=200, outsider=200),
    "make-layout": post(403, {"of": "quarterly", "name": "本县用表"}, **DECIDE),
    "take-layout": post(403, **DECIDE),
    "layout": get(403, coordinator=200, city=200, outsider=404),
    "preview-layout": post(403, coordinator=200, city=200, outsider=404),
    "delete-layout": post(403, **DECIDE),
    "layout-file": get(403, coordinator=200, city=200, outsider=404),
    "layout-template": get(403, coordinator=200, city=200, outsider=404),
    "layout-sample": get(403, coordinator=200, city=200, outsider=404),
    "act-on-paper": post(403, **DECIDE),
    "explain-doubt": post(403, {"reason": "另有口径"}, coordinator=302, city=302, outsider=404),
    "withdraw-doubt": post(403, **DECIDE),
    "replace-paper": post(403, **DECIDE),
    "keep-outline": post(403, **DECIDE),
    "publication": get(403, coordinator=200, city=200, outsider=404),
    "paper-format": get(403, coordinator=200, city=200, outsider=200),
    "outlines": get(403, coordinator=200, city=200, outsider=200),
    "outline": get(403, coordinator=200, city=200, outsider=200),
    "outline-file": get(403, coordinator=200, city=200, outsider=200),
    "import-outline": post(403, coordinator=302, city=302, outsider=302),
    "reset-outline": post(403, coordinator=302, city=302, outsider=302),
    "numbers": get(403, **LOOK, auditor=200),
    # Months: the demo, forms and reminders
}


@dataclass
class World:
    """What the addresses lead to."""

    people: dict[str, User]
    version: LedgerVersion
    draft: Draft
    intake: Intake
    file: Incoming
    paper: str
    plan: Plan
    april: Period
    blank: Return
    sent: Return
    attached: int
    invited: Invitation
    token: str
    bulletin: int
    layout: int
    doubt: str
    document: int
    sessions: dict[str, str] = field(default_factory=dict)


def arguments(world: World) -> dict[str, dict[str, Any]]:
    """The arguments of each address that has any."""
    return _of_ledgers(world) | _of_months(world) | _of_the_office(world) | _of_plans(world) | _of_people(world)


def _of_ledgers(world: World) -> dict[str, dict[str, Any]]:
    version, ledger = world.version, {"ledger": world.version.yearly_id}
    period = ledger | {"number": version.number}
    key = {"key": next(key_of(f) for f in version.findings if f.rule == "rate-mismatch" and f.row == 2)}
    found: dict[str, dict[str, Any]] = dict.fromkeys(("version", "print", "originals"), period)
    found |= dict.fromkeys(("ledger", "compare"), ledger)
    found |= dict.fromkeys(("finding", "explain", "withdraw"), period | key)
    found |= {name: {"draft": world.draft.pk} for name in ("review", "correct", "choose-table", "save", "drop")}
    owned = ("intake", "add-file", "drop-intake", "matching", "save-matching")
    found |= {name: {"intake": world.intake.pk} for name in owned}
    return found | {
        "task": period | {"row": 0},
        "switch-rule": {"rule": "rate-mismatch"},
        "export": period | {"kind": "json"},
        "original": {"digest": version.original_id},
        "page-image": {"digest": world.paper, "number": 1},
        "retry-file": {"file": world.file.pk},
    }


def _of_months(world: World) -> dict[str, dict[str, Any]]:
    own = world.blank.reports.get()
    acts = ("submit-return", "hand-back", "send-return", "recall-return", "amend-return")
    found: dict[str, dict[str, Any]] = {"add-note": {"report": own.pk}}
    found |= {
        name: {"key": own.of_id}
        for name in ("return", "fill-cells", "check-return", "submissions", "form", "laid", "take-laid", *acts)
    }
    on_task = ("unchanged", "explain-finding", "attach")
    found |= {name: {"key": own.of_id, "task": own.task_id} for name in on_task}
    file = world.attached
    return found | {"detach": {"key": own.of_id, "task": own.task_id, "file": file}, "attached": {"file": file}}


def _of_the_office(world: World) -> dict[str, dict[str, Any]]:
    sent, own = world.sent, world.blank.reports.get().task_id
    value, remark = Value.objects.get(report__of=sent), Remark.objects.get()
    found: dict[str, dict[str, Any]] = {name: {"key": remark.pk} for name in ("see-remark", "answer-remark")}
    found |= {name: {"key": world.april.pk} for name in ("close-period", "reopen-period", "remind")}
    found |= {name: {"key": own} for name in ("my-project", "remark")}
    on_return = ("review-return", "take-up", "lay-down", "accept-return", "give-back")
    found |= {name: {"key": sent.pk} for name in on_return}
    return found | {"verify-value": {"key": sent.pk, "value": value.pk}}


def _of_plans(world: World) -> dict[str, dict[str, Any]]:
    report, region = world.blank.reports.get(), world.version.yearly.region_id
    on_list = ("plan", "make-plan", "set-reporters", "new-task", "plan-periods")
    found: dict[str, dict[str, Any]] = {name: {"ledger": world.version.yearly_id} for name in on_list}
    found |= {name: {"task": report.task_id} for name in ("plan-task", "curve-preview")}
    found |= {name: {"key": world.april.pk} for name in ("period-days", "delete-period")}
    found |= {name: {"region": region} for name in ("region", "lights", "channels")}
    return found | {"workdays": {"region": region, "year": 2025}, "unit": {"unit": world.blank.unit_id}}


def _of_people(world: World) -> dict[str, dict[str, Any]]:
    acts = ("account", "stop-account", "restart-account", "change-role", "reset-password", "drop-code")
    found: dict[str, dict[str, Any]] = {name: {"account": world.people["leader"].pk} for name in acts}
    found |= {name: {"invitation": world.invited.pk} for name in ("invitation-link", "revoke")}
    papers = ("paper", "paper-rows", "edit-paper", "replace-paper", "keep-outline", "publication")
    found |= {name: {"kind": "monthly"} for name in ("outline", "outline-file", "reset-outline")}
    found |= {name: {"key": world.bulletin} for name in papers}
    found |= {"act-on-paper": {"key": world.bulletin, "act": "check"}}
    found |= {"paper-file": {"key": world.bulletin, "kind": "docx"}}
    found |= {name: {"key": world.bulletin, "doubt": world.doubt} for name in ("explain-doubt", "withdraw-doubt")}
    layouts = ("layout", "preview-layout", "delete-layout", "layout-file", "layout-template", "layout-sample")
    found |= {name: {"key": world.layout} for name in layouts}
    found |= {name: {"region": world.version.yearly.region_id} for name in ("make-layout", "take-layout")}
    documents = ("document", "document-file", "retry-document", "delete-document")
    found |= {name: {"key": world.document} for name in documents}
    return found | {"invitation": {"token": world.token}}


def build() -> World:
    """The county in its months."""
    people = _people()
    alice = people["coordinator"]
    place = Place(region="松屏县", year=2025, name="2025年民生实事", period="一季度", as_of=date(2025, 3, 31))
    version = save_draft(alice, import_document(alice, FIRST, "一季度.txt"), place)
    content = import_document(alice, FIRST, "一季度.txt").content
    draft = Draft.objects.create(
        owner=alice, source_name="第二份", original=keep(b"x"), content=content, source_text="x"
    )
    intake = open_intake(alice, version.yearly, "上半年", date(2025, 6, 30))
    file = add(intake, "县教育局.txt", SECOND.encode())
    add(intake, "扫描.pdf", PAPER)
    plan, april = _months(alice, version)
    _led(people["leader"], april)
    blank = _return(april, "县教育局")
    bulletin, doubt = _doubted(alice, version)
    invited = invite(people["administrator"], "某新人", Role.REPORTER, version.yearly.region, "县教育局")
    return World(
        people=people,
        version=version,
        draft=draft,
        intake=intake,
        file=file,
        paper=keep(PAPER).digest,
        plan=plan,
        april=april,
        blank=blank,
        sent=_sent(april),
        attached=attach(people["reporter"], blank.pk, blank.reports.get().task_id, "照片.jpg", b"x").pk,
        invited=invited,
        token=link(people["administrator"], invited),
        bulletin=bulletin,
        layout=take_layout(alice, version.yearly.region, office(), "本县用表.docx").pk,
        doubt=doubt,
        document=ask(alice, version, AS_READ, "csv").pk,
    )


def _doubted(alice: User, version: LedgerVersion) -> tuple[int, str]:
    """A draft with a figure that the record does not have, and the key of that doubt."""
    made = make_paper(alice, version, "monthly")
    paper = edit(alice, made.pk, [*outline_from_json(made.outline).blocks, Block("free", "全县滞后90项。")])
    (doubt,) = doubts_of(paper, bulletin_from_json(paper.content), told_of(version, None))
    return made.pk, doubt.key


def _people() -> dict[str, User]:
    city = region_under(None, "云川市")
    places = {name: region_under(city, name) for name in ("松屏县", "远岭县")} | {"云川市": city}
    return {
        name: make_account(None, name, f"某{name}", role, region=places.get(place), unit=unit)
        for name, role, place, unit in ACCOUNTS
    }


def _months(alice: User, version: LedgerVersion) -> tuple[Plan, Period]:
    terms = Terms(opens=DayOf(20), due=DayOf(5, 1), closes=DayOf(10, 1), roll="none")
    plan = plan_from(alice, version)
    water = Unit.objects.get(region=version.yearly.region, name="县水务局")
    Task.objects.get(reporter__name="县教育局").cooperating.add(water)
    make_periods(alice, plan.yearly, monthly(2025, terms, workdays_of(version.yearly.region)))
    return plan, Period.objects.get(label="4月")


def _led(leader: User, april: Period) -> None:
    """The leader leads the education bureau's task, and has remarked on it."""
    Task.objects.filter(reporter__name="县教育局").update(leaders=leader.name)
    remark(leader, Task.objects.get(reporter__name="县教育局"), april, "请加快建设")


def _return(april: Period, unit: str) -> Return:
    return april.returns.select_related("unit__region").get(unit__name=unit)


def _sent(april: Period) -> Return:
    found = _return(april, "县水务局")
    signer = make_account(None, "s", "某签发人", Role.SIGNER, region=found.unit.region, unit=found.unit.name)
    task = found.reports.get().task
    values = {task.indicators.get().pk: Decimal(14)}
    fill(signer, found.pk, task.pk, 0, texts={"progress": "正在改造管网"}, values=values)
    acting.send(signer, found.pk)
    found.refresh_from_db()
    return found


@pytest.fixture
def _django_db_helper() -> None:
    """In place of pytest-django's: the world below has one transaction for all tests, not one for each."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once, in a transaction that is taken back at the end."""
    at_once = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with (
        django_db_blocker.unblock(),
        override_settings(TASKS=at_once),
        time_machine.travel(NOW),
        transaction.atomic(),
    ):
        world = build()
        for name, person in world.people.items():
            browser = Client()
            browser.force_login(person, "django.contrib.auth.backends.ModelBackend")
            world.sessions[name] = browser.cookies["sessionid"].value
        yield world
        transaction.set_rollback(True)


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        found |= names(pattern.url_patterns) if isinstance(pattern, URLResolver) else {str(pattern.name)}
    return found


def test_every_address_stands_in_the_table() -> None:
    assert names(get_resolver().url_patterns) == set(TABLE)


def answer(world: World, person: str, method: str, name: str, data: Mapping[str, Any], **more: Any) -> HttpResponseBase:
    """What the person gets; what it changed is taken back."""
    browser = Client(**more)
    if person != "anonymous":
        browser.cookies["sessionid"] = world.sessions[person]
    with transaction.atomic():
        response: HttpResponseBase = getattr(browser, method)(
            reverse(name, kwargs=arguments(world).get(name, {})), data
        )
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("name", TABLE)
def test_each_person_gets_what_the_table_says(name: str, world: World) -> None:
    row = TABLE[name]
    assert {person: answer(world, person, row.method, name, row.data).status_code for person in PEOPLE} == row.expected


@pytest.mark.parametrize("name", [n for n, row in TABLE.items() if row.method == "get"])
def test_each_page_can_be_walked_by_its_headings(name: str, world: World) -> None:
    for person in ("anonymous", "coordinator", "signer", "administrator", "leader", "auditor"):
        content = getattr(answer(world, person, "get", name, TABLE[name].data), "content", b"")
        if not content.startswith(b"<!doctype html>"):
            continue
        page = fromstring(content)
        assert len(page.findall(".//h1")) == 1, person
        assert page.xpath("//th[not(normalize-space()) and not(.//input)]") == []
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert [one for one, number in Counter(ids).items() if number > 1] == []


@pytest.mark.parametrize("name", [n for n, row in TABLE.items() if row.method == "post" and n != "set_language"])
def test_what_changes_something_is_not_done_by_a_link(name: str, world: World) -> None:
    assert answer(world, "coordinator", "get", name, {}).status_code in (403, 405)


@pytest.mark.parametrize("name", [n for n, row in TABLE.items() if row.method == "post"])
def test_a_form_from_elsewhere_is_refused(name: str, world: World) -> None:
    for person in ("coordinator", "signer", "administrator"):
        refused = answer(world, person, "post", name, TABLE[name].data, enforce_csrf_checks=True)
        assert (refused.status_code, "页面已过期" in getattr(refused, "text", "")) == (403, True)


# What pages read by name; a number longer than any key is no number to them.
READ = """unit task version n period do number invitation chosen list ledger robot remove indicator region row:1 s:1
c:1:value:1 next"""


@pytest.mark.parametrize("name", TABLE)
def test_a_number_beyond_all_keys_is_no_error(name: str, world: World) -> None:
    row, arguments_of = TABLE[name], arguments(world).get(name, {})
    person = next((p for p in PEOPLE[1:] if row.expected[p] not in (403, 404)), "coordinator")
    sent = {**row.data, **dict.fromkeys(READ.split(), "9" * 5000), f"c:{10**30}:progress": "x"}
    assert answer(world, person, row.method, name, sent).status_code < 500
    beyond = {key: 2**63 if isinstance(value, int) else value for key, value in arguments_of.items()}
    if beyond != arguments_of:
        browser = Client()
        browser.cookies["sessionid"] = world.sessions[person]
        assert getattr(browser, row.method)(reverse(name, kwargs=beyond)).status_code == 404


def test_a_nul_in_a_form_is_refused(world: World) -> None:
    assert answer(world, "administrator", "get", "accounts", {"q": "a\0b"}).status_code == 400

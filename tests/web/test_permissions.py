"""Every address of the site, and what each person gets there: a table, so that no page can be forgotten."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from taizhang.web.ledgers.explained import key_of
from taizhang.web.ledgers.models import Draft, LedgerVersion
from taizhang.web.ledgers.services.intakes import add, open_intake
from taizhang.web.ledgers.services.originals import keep
from taizhang.web.people.models import User
from tests.reading.files.pdfs import pdf, table
from tests.web.sample import SECOND

pytestmark = pytest.mark.django_db
PAPER = pdf(table((40, 200, 400), 350, [("序号", "项目内容"), ("1", "修桥2座。")]))

PEOPLE = ("anonymous", "outsider", "reporter", "leader", "auditor", "coordinator", "city", "administrator")
OPEN = dict.fromkeys(PEOPLE, 200)
SIGNED_IN = OPEN | {"anonymous": 302}
OF_THE_COUNTY = SIGNED_IN | {"outsider": 404}
IMPORTERS = SIGNED_IN | {"reporter": 403, "leader": 403, "auditor": 403}
OWN_DRAFT = IMPORTERS | {"outsider": 404, "city": 404, "administrator": 404}
# Without a reason it is refused with the form (422); the reporter's unit answers for the task of the finding.
EXPLAINERS = dict.fromkeys(PEOPLE, 422) | {"anonymous": 302, "outsider": 404, "leader": 403, "auditor": 403}

TABLE: dict[str, tuple[str, dict[str, int]]] = {
    "home": ("get", SIGNED_IN),
    "import": ("get", IMPORTERS),
    "review": ("get", OWN_DRAFT),
    "correct": ("post", OWN_DRAFT),
    "save": ("post", OWN_DRAFT | {"coordinator": 422}),
    "drop": ("post", OWN_DRAFT | {"coordinator": 302}),
    "intake": ("get", OWN_DRAFT),
    "add-file": ("post", OWN_DRAFT | {"coordinator": 422}),
    "drop-intake": ("post", OWN_DRAFT | {"coordinator": 302}),
    "matching": ("get", OWN_DRAFT),
    "save-matching": ("post", OWN_DRAFT | {"coordinator": 302}),
    "retry-file": ("post", OWN_DRAFT | {"coordinator": 302}),
    "original": ("get", OF_THE_COUNTY),
    "originals": ("get", OF_THE_COUNTY),
    "page-image": ("get", dict.fromkeys(PEOPLE, 404) | {"anonymous": 302, "coordinator": 200}),
    "ledger": ("get", OF_THE_COUNTY),
    "version": ("get", OF_THE_COUNTY),
    "compare": ("get", OF_THE_COUNTY),
    "task": ("get", OF_THE_COUNTY),
    "finding": ("get", OF_THE_COUNTY),
    "explain": ("post", EXPLAINERS),
    "withdraw": ("post", EXPLAINERS | {"reporter": 302, "coordinator": 302, "city": 302, "administrator": 302}),
    "print": ("get", OF_THE_COUNTY),
    "export": ("get", OF_THE_COUNTY),
    "events": ("get", dict.fromkeys(PEOPLE, 403) | {"anonymous": 302, "auditor": 200}),
    "rules": ("get", dict.fromkeys(PEOPLE, 403) | {"anonymous": 302, "administrator": 200}),
    "switch-rule": ("post", dict.fromkeys(PEOPLE, 403) | {"anonymous": 302, "administrator": 422}),
    "accounts": ("get", dict.fromkeys(PEOPLE, 403) | {"anonymous": 302, "administrator": 200}),
    "stop-account": ("post", dict.fromkeys(PEOPLE, 403) | {"anonymous": 302, "administrator": 302}),
    "sign-in": ("get", dict.fromkeys(PEOPLE, 302) | {"anonymous": 200}),
    "sign-in-as": ("post", dict.fromkeys(PEOPLE, 404)),
    "sign-out": ("post", dict.fromkeys(PEOPLE, 302)),
    "first-run": ("get", dict.fromkeys(PEOPLE, 404)),
    "set_language": ("post", dict.fromkeys(PEOPLE, 302)),
}


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        found |= names(pattern.url_patterns) if isinstance(pattern, URLResolver) else {str(pattern.name)}
    return found


def test_every_address_stands_in_the_table() -> None:
    assert names(get_resolver().url_patterns) == set(TABLE)


@pytest.fixture
def addresses(draft: Draft, saved: LedgerVersion, people: dict[str, object]) -> dict[str, str]:
    other = Draft.objects.create(
        owner=draft.owner, source_name="第二份", original=keep(b"x"), content=draft.content, source_text="x"
    )
    intake = open_intake(draft.owner, saved.yearly, "上半年", date(2025, 6, 30))
    file = add(intake, "县教育局.txt", SECOND.encode())
    key = next(key_of(finding) for finding in saved.findings if finding.rule == "rate-mismatch")
    period = {"ledger": saved.yearly_id, "number": saved.number}
    paper = {"digest": keep(PAPER).digest}
    add(intake, "扫描.pdf", PAPER)
    needed = {
        "ledger": {"ledger": saved.yearly_id},
        "compare": {"ledger": saved.yearly_id},
        "version": period,
        "print": period,
        "task": period | {"row": 0},
        "finding": period | {"key": key},
        "explain": period | {"key": key},
        "withdraw": period | {"key": key},
        "switch-rule": {"rule": "rate-mismatch"},
        "export": period | {"kind": "json"},
        "originals": period,
        "original": {"digest": saved.original_id},
        "page-image": paper | {"number": 1},
        "retry-file": {"file": file.pk},
        "stop-account": {"account": saved.saved_by_id},
    }
    needed |= {key: {"draft": other.pk} for key in ("review", "correct", "save", "drop")}
    needed |= {key: {"intake": intake.pk} for key in ("intake", "add-file", "drop-intake", "matching", "save-matching")}
    return {name: reverse(name, kwargs=needed.get(name, {})) for name in TABLE}


@pytest.mark.parametrize("name", TABLE)
def test_each_person_gets_what_the_table_says(
    name: str, addresses: dict[str, str], as_: Callable[[str], Client]
) -> None:
    method, expected = TABLE[name]
    if name == "correct":
        expected = expected | {"coordinator": 422}  # the draft's text, x, has no table
    got = {person: getattr(as_(person), method)(addresses[name]).status_code for person in PEOPLE}
    assert got == expected


@pytest.mark.parametrize("name", [n for n, (method, _) in TABLE.items() if method == "post" and n != "set_language"])
def test_what_changes_something_is_not_done_by_a_link(
    name: str, addresses: dict[str, str], as_: Callable[[str], Client]
) -> None:
    assert as_("coordinator").get(addresses[name]).status_code in (403, 405)


def test_a_form_from_elsewhere_is_refused(addresses: dict[str, str], people: dict[str, User]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["coordinator"], "django.contrib.auth.backends.ModelBackend")
    response = strict.post(addresses["import"], {"text": "x"})
    assert response.status_code == 403
    assert "页面已过期" in response.text

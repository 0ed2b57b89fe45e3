"""The auditor's log: searched, taken away, verified by a click."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from taizhang.web.events.models import Event, Head
from taizhang.web.events.search import Search
from taizhang.web.events.services import record
from taizhang.web.people.models import User

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def log(people: dict[str, User]) -> list[Event]:
    """Three acts of two people on two days; the second one a minute before midnight of the place."""
    acts = (
        ("coordinator", datetime(2025, 4, 1, 9, tzinfo=SHANGHAI), "draft-read", {"source": "一季度.txt", "tasks": 4}),
        ("coordinator", datetime(2025, 4, 1, 23, 59, tzinfo=SHANGHAI), "draft-dropped", {"source": '"上半年".txt'}),
        (
            "city",
            datetime(2025, 4, 2, 0, 0, tzinfo=SHANGHAI),
            "draft-read",
            {"source": "=cmd|'/c calc'!A1", "tasks": 1},
        ),
    )
    made = []
    for name, moment, code, facts in acts:
        with time_machine.travel(moment, tick=False):
            made.append(record(code, people[name], **facts))
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": "市督查"}, [2]),
        ({"code": "draft-dropped"}, [1]),
        ({"words": "一季度"}, [0]),
        ({"words": '"上半年"'}, [1]),
        ({"words": "放弃导入"}, [1]),
        ({"words": "季度 导入"}, [0]),
        ({"words": "50%_"}, []),
        ({"since": "2025-04-02", "until": "2025-04-02"}, [2]),
        ({"since": "2025-04-01", "until": "2025-04-01"}, [0, 1]),
        ({"since": "2025-04-02", "until": "2025-04-01"}, [0, 1, 2]),
        ({"since": "昨天", "actor": "市督查"}, [2]),
        ({"since": "0001-01-01", "until": "9999-12-31"}, [0, 1, 2]),
    ],
)
def test_acts_are_found_by_who_what_words_and_days(asked: dict[str, str], found: list[int], log: list[Event]) -> None:
    made = set(Search.from_query(asked).events().values_list("pk", flat=True))
    assert [i for i, event in enumerate(log) if event.pk in made] == found


def test_the_page_shows_what_is_found_and_keeps_what_was_asked(log: list[Event], as_: As) -> None:
    page = as_("auditor").get("/events/", {"actor": "市督查"}).text
    assert "calc" in page
    assert "一季度.txt" not in page
    assert 'value="市督查"' in page


def test_the_export_holds_what_was_found_and_runs_nothing(log: list[Event], as_: As) -> None:
    response = as_("auditor").post("/events/export.csv", {"actor": "市督查"})
    text = response.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    mine = [row for row in rows[1:] if row[3] == "draft-read"]
    assert [row[0] for row in mine] == [str(log[2].pk)]
    assert rows[0][0] == "编号"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    taken = Event.objects.filter(code="log-exported").get()
    assert taken.facts["number"] == len(rows) - 1


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(
    log: list[Event], people: dict[str, User], as_: As
) -> None:
    people["city"].name = "=1+1"
    record("draft-read", people["city"], source="x", tasks=1)
    response = as_("auditor").post("/events/export.csv", {"actor": "=1"})
    assert "'=1+1" in response.getvalue().decode()


def test_a_whole_log_verifies_and_that_it_was_done_is_logged(log: list[Event], as_: As) -> None:
    page = as_("auditor").post("/events/verify/").text
    assert "日志完整，未发现改动" in page
    assert log[2].digest in page or Event.objects.order_by("-pk")[1].digest in page
    assert "未发现改动" in Event.objects.get(code="log-verified").sentence


def test_the_first_changed_act_is_named(log: list[Event], as_: As) -> None:
    Event.objects.filter(pk__in=[log[1].pk, log[2].pk]).update(actor_name="某甲")
    page = as_("auditor").post("/events/verify/").text
    assert f"日志从第{log[1].pk}条起被改动过" in page


@pytest.mark.parametrize("stuff", [{"code": "painted-green"}, {"facts": ["x"]}])
def test_an_act_made_of_other_stuff_still_shows(stuff: dict[str, object], log: list[Event], as_: As) -> None:
    Event.objects.filter(pk=log[1].pk).update(**stuff)
    assert as_("auditor").get("/events/").status_code == 200
    assert f"日志从第{log[1].pk}条起被改动过" in as_("auditor").post("/events/verify/").text


def test_acts_cut_off_at_the_end_are_missed(log: list[Event], as_: As) -> None:
    last = Event.objects.order_by("-pk")[0]
    Event.objects.filter(pk=last.pk).delete()
    assert Head.objects.get().digest == last.digest
    assert "日志末尾有记录被删去" in as_("auditor").post("/events/verify/").text

"""The unit's page over the wire: the grid, saving cells, what follows from them, the acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from taizhang.web.months.models import Report, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill
from taizhang.web.people.models import User

from .conftest import at

pytestmark = pytest.mark.django_db
Staff = dict[str, User]
Site = Callable[[str], Client]


@pytest.fixture
def site(staff: Staff) -> Site:
    """A client signed in as one of the staff."""

    def client(name: str) -> Client:
        browser = Client()
        browser.force_login(staff[name], "django.contrib.auth.backends.ModelBackend")
        return browser

    return client


def saved(client: Client, found: Return, **cells: str) -> dict[str, Any]:
    """The answer to saving cells, named as the page names them with _ for a colon."""
    data = {name.replace("__", ":"): text for name, text in cells.items()}
    answer = client.post(reverse("fill-cells", args=[found.pk]), data, headers={"X-Requested-With": "fetch"})
    assert answer["Content-Type"] == "application/json", answer.status_code
    return dict(answer.json()) | {"status": answer.status_code}


def test_the_unit_finds_its_periods_what_is_open_first(blank: Return, site: Site) -> None:
    page = site("reporter").get(reverse("own-month")).text
    assert page.index("4月") < page.index("以后的报告期")
    assert "已填0 / 1项" in page
    assert "还有10天" in page


def test_a_unit_without_tasks_is_told_so(staff: Staff, site: Site) -> None:
    assert "还没有要填报的内容" in site("reporter").get(reverse("own-month")).text


def test_the_grid_shows_target_path_and_last_period(
    blank: Return, task: Task, staff: Staff, site: Site, clock: time_machine.Traveller
) -> None:
    indicator = task.indicators.get()
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "两所已开园。"}, values={indicator.pk: 3})
    acting.send(staff["signer"], blank.pk)
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(unit=blank.unit, period__label="5月")
    page = site("reporter").get(reverse("return", args=[may.pk])).text
    for words in ("新建幼儿园5所。", "目标 5所", "上期累计 3", "两所已开园。", "41.7%"):
        assert words in page
    assert f'name="c:{task.pk}:value:{indicator.pk}" data-cell="value:{indicator.pk}" data-col="value" value=""' in page


def test_a_saved_figure_comes_back_with_all_that_follows(blank: Return, task: Task, site: Site) -> None:
    indicator = task.indicators.get()
    told = saved(site("reporter"), blank, **{f"c__{task.pk}__value__{indicator.pk}": "３所"})
    news = told["tasks"][str(task.pk)]
    assert (told["status"], news["version"], news["told"]) == (200, 1, True)
    assert "60%" in news["html"]
    assert news["draft"] == "截至4月30日，已完成新建幼儿园3所，完成率60%。"
    assert Report.objects.get(of=blank).values.get().entered == 3

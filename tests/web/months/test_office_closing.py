"""The closing page, exceptions, corrections, and the lights that a closed period keeps on its ledger page."""

from __future__ import annotations

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from taizhang.web.months.models import Closing, Period, Reopening, Return, Task
from taizhang.web.months.opening import open_for
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.places.models import Region

from .office import Staff, client, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]


@pytest.fixture
def accepted(blank: Return, task: Task, staff: Staff) -> Return:
    sent(staff, blank, task, "3", progress="三所封顶")
    return acting.accept(staff["coordinator"], blank.pk, 1)


def address(april: Period) -> str:
    return f"/months/periods/{april.pk}/close/"


def test_while_a_return_waits_the_page_names_it_and_closes_nothing(
    blank: Return, task: Task, april: Period, staff: Staff
) -> None:
    sent(staff, blank, task, "3")
    browser = client(staff["coordinator"])
    page = browser.get(address(april)).text
    assert "审完才能关闭" in page
    assert 'class="btn btn-primary" disabled' in page
    assert "还有1个单位的报送没有审阅" in browser.post(address(april), follow=True).text
    assert not Closing.objects.exists()


def test_closing_tells_what_is_missing_and_then_leads_to_the_frozen_ledger_with_its_digest(
    accepted: Return, april: Period, staff: Staff
) -> None:
    browser = client(staff["coordinator"])
    page = browser.get(address(april)).text
    assert "清单共4项任务，3项本期没有采用的填报" in page
    assert "县水务局" in page
    closed = browser.post(address(april), follow=True).text
    made = Closing.objects.get()
    assert made.digest in closed
    assert f"/ledgers/{april.yearly_id}/{made.version.number}/" in closed
    assert "不需要更正" in closed


def test_an_imported_period_is_replaced_only_with_a_reason(april: Period, staff: Staff) -> None:
    march = Period.objects.get(label="3月")
    browser = client(staff["coordinator"])
    assert "导入的一份" in browser.get(address(march)).text
    assert "请写明理由" in browser.post(address(march), follow=True).text
    browser.post(address(march), {"reason": "改为按月填报"})
    assert Closing.objects.get().reason == "改为按月填报"


def test_an_exception_opens_for_one_unit_and_the_correction_shows_as_such(
    accepted: Return, april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    browser = client(staff["coordinator"])
    browser.post(address(april))
    clock.shift(60)
    told = {"unit": accepted.unit_id, "until": "2025-05-30", "reason": "漏计一所"}
    page = browser.post(f"/months/periods/{april.pk}/reopen/", told, follow=True).text
    assert "至2025-05-30止" in page
    assert "开放中" in page
    assert open_for(april, accepted.unit)
    acting.amend(staff["signer"], accepted.pk, "漏计一所")
    sent(staff, accepted, task, "4")
    acting.accept(staff["coordinator"], accepted.pk, 2)
    assert "关闭后又采用了补报" in browser.get(address(april)).text
    clock.shift(60)
    page = browser.post(address(april), {"reason": "县教育局漏计一所"}, follow=True).text
    assert "理由：县教育局漏计一所" in page
    assert "已结束" in page
    first, second = Closing.objects.all()
    assert f"/ledgers/{april.yearly_id}/compare/?old={first.version.number}&amp;new={second.version.number}" in page
    ledger = browser.get(f"/ledgers/{april.yearly_id}/{second.version.number}/").text
    assert "本期是更正后的一份，理由：县教育局漏计一所" in ledger


@pytest.mark.parametrize(
    "told", [{"until": "2025-05-30"}, {"unit": "1"}, {"unit": "999999", "until": "2025-05-30"}, {"until": "明天"}]
)
def test_an_exception_without_unit_or_day_is_none(april: Period, staff: Staff, told: dict[str, str]) -> None:
    page = client(staff["coordinator"]).post(f"/months/periods/{april.pk}/reopen/", told | {"reason": "x"}, follow=True)
    assert "请选择单位，填写截止日期" in page.text
    assert not Reopening.objects.exists()


def test_an_exception_does_not_end_before_it_begins(blank: Return, april: Period, staff: Staff) -> None:
    told = {"unit": blank.unit_id, "until": "2025-04-24", "reason": "补报"}
    page = client(staff["coordinator"]).post(f"/months/periods/{april.pk}/reopen/", told, follow=True)
    assert "已经过去" in page.text
    assert not Reopening.objects.exists()


def test_the_page_asks_the_database_the_same_whatever_the_number_of_units(
    accepted: Return, april: Period, staff: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = client(staff["coordinator"])
    browser.get(address(april))
    with django_assert_num_queries(8):
        browser.get(address(april))


def test_the_ledger_page_shows_the_lights_of_the_closing_and_they_are_never_repainted(
    accepted: Return, april: Period, staff: Staff
) -> None:
    region = april.yearly.region_id
    Region.objects.filter(pk=region).update(lights="yinchuan-2025")
    version = close(staff["coordinator"], april).version
    browser = client(staff["coordinator"])
    url = f"/ledgers/{april.yearly_id}/{version.number}/"
    page = browser.get(url).text
    assert page.count("lamp-green") == 2  # the task's, and the sum
    assert page.count("lamp-unknown") == 4
    assert "亮灯（关闭时）" in page
    green = browser.get(f"{url}?light=green").text
    assert "新建幼儿园" in green
    assert "改造危桥" not in green
    Region.objects.filter(pk=region).update(lights="dazu-2025")
    assert browser.get(url).text.count("lamp-green") == 2


def test_a_closed_period_says_that_no_file_was_imported_for_it(accepted: Return, april: Period, staff: Staff) -> None:
    version = close(staff["coordinator"], april).version
    page = client(staff["coordinator"]).get(f"/ledgers/{april.yearly_id}/{version.number}/originals/").text
    assert "这一期由各单位填报汇成，没有导入的文件" in page
    assert "<table" not in page


def test_an_imported_period_has_no_lights_of_a_closing(april: Period, staff: Staff) -> None:
    page = client(staff["coordinator"]).get(f"/ledgers/{april.yearly_id}/1/?light=green").text
    assert "亮灯（关闭时）" not in page

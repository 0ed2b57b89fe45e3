"""A ledger of a thousand rows comes in parts, so that no browser chokes on it, and asks the database no oftener."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from taizhang.ledger import Ledger, to_json
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.results import FINDINGS, ROWS
from taizhang.web.ledgers.services.checks import check_ledger, verdict

pytestmark = pytest.mark.django_db
TIMES = 250


def repeated(ledger: Ledger) -> Ledger:
    """The ledger's four rows again and again."""
    rows = len(ledger.rows)
    projects = [
        replace(project, tasks=tuple(replace(task, row=task.row + rows * n) for task in project.tasks))
        for n in range(TIMES)
        for project in ledger.projects
    ]
    return replace(ledger, projects=tuple(projects))


@pytest.fixture
def address(saved: LedgerVersion) -> str:
    """A list whose one period has a thousand rows."""
    ledger = repeated(saved.ledger)
    findings = check_ledger(ledger, None, saved.as_of)
    fields = {"content": to_json(ledger).decode()} | verdict(ledger, findings, saved.as_of)
    LedgerVersion.objects.filter(pk=saved.pk).update(**fields)
    return f"/ledgers/{saved.yearly_id}/1/"


@pytest.fixture
def reader(as_: Callable[[str], Client]) -> Client:
    client = as_("leader")
    client.get("/")  # notes the time of the last act
    return client


def rows_of(page: str) -> list[int]:
    return [int(row) for row in re.findall(r'<tr class="row-task" data-row="(\d+)"', page)]


def test_the_page_draws_the_first_rows_and_findings_and_tells_of_the_rest(
    address: str, reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        page = reader.get(address).text
    assert rows_of(page) == list(range(ROWS))
    assert page.count('<li id="finding-') == FINDINGS
    assert "1000项任务" in page
    assert f"from={ROWS}" in page


def test_what_follows_comes_when_one_gets_there(address: str, reader: Client) -> None:
    htmx = {"HX-Request": "true"}
    part = reader.get(address, {"from": ROWS}, headers=htmx).text
    assert rows_of(part) == list(range(ROWS, 2 * ROWS))
    assert "<html" not in part
    last = reader.get(address, {"from": 1000 - 50}, headers=htmx).text
    assert rows_of(last) == list(range(950, 1000))
    assert "from=" not in last


def test_a_row_far_down_is_reached_at_once(address: str, reader: Client) -> None:
    part = reader.get(address, {"from": ROWS, "until": 700}, headers={"HX-Request": "true"}).text
    assert 700 in rows_of(part)


def test_more_findings_come_by_a_link(address: str, reader: Client) -> None:
    part = reader.get(address, {"findings": FINDINGS}, headers={"HX-Request": "true"}).text
    assert part.count('<li id="finding-') == FINDINGS
    assert "<table" not in part


def test_without_a_script_links_lead_to_all_rows_and_findings(address: str, reader: Client) -> None:
    page = reader.get(address).text
    for link, started in (("tr", "row-"), ("li", "finding-")):
        onward = re.search(rf'<{link} class="[^"]*rest".*?<a href="([^"#]+)#({started}\d+)"', page)
        assert onward
        assert f'id="{onward[2]}"' not in page
        assert f'id="{onward[2]}"' in reader.get(f"{address}{onward[1].partition(address)[2]}").text
    assert rows_of(reader.get(address, {"from": 950}).text) == list(range(1000))
    whole = reader.get(address, {"findings": 99_999}).text
    assert whole.count('<li id="finding-') == len(set(re.findall(r'<li id="(finding-\d+)"', whole))) > FINDINGS
    assert 'class="pad rest"' not in whole


def test_a_cell_merged_over_the_seam_is_drawn_again(address: str, reader: Client) -> None:
    part = reader.get(address, {"from": 1}, headers={"HX-Request": "true"}).text
    first = part.split("</tr>")[0]
    assert "农村道路提升工程" in first
    assert "改造危桥4座" in first


def test_the_print_view_has_every_row(address: str, reader: Client) -> None:
    assert reader.get(f"{address}print/").text.count("新建幼儿园5所。") == TIMES

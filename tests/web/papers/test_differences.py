"""What differs from the last issue: which paper that is, which paragraphs stand side by side, which words changed."""

from __future__ import annotations

import pytest

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.papers.access import visible_papers
from taizhang.web.papers.differences import Change, changed_lines, changes, last_issued
from taizhang.web.papers.models import Paper
from taizhang.web.papers.services.acting import issue
from taizhang.web.papers.services.making import make_paper
from taizhang.web.people.models import User

from .conftest import DAY


def test_a_changed_paragraph_stands_beside_what_it_was() -> None:
    before = ["共36项，已完成10项。", "与上期相比，新完成2项。", "请抓紧。"]
    now = ["共36项，已完成12项。", "本期没有报送的有1项。", "与上期相比，新完成3项。", "请抓紧。"]
    assert list(changed_lines(before, now)) == [
        Change("共36项，已完成10项。", "共36项，已完成12项。"),
        Change("", "本期没有报送的有1项。"),
        Change("与上期相比，新完成2项。", "与上期相比，新完成3项。"),
    ]


def test_what_is_like_nothing_stands_alone() -> None:
    assert list(changed_lines(["甲乙丙丁"], ["一二三四五"])) == [Change("甲乙丙丁", ""), Change("", "一二三四五")]
    assert list(changed_lines(["甲"], ["甲"])) == []


def test_a_number_is_marked_whole() -> None:
    change = Change("完成10.5%，占12项。", "完成10.8%，占12项。")
    assert change.old_parts == [("完成", False), ("10.5%", True), ("，占12项。", False)]
    assert change.new_parts == [("完成", False), ("10.8%", True), ("，占12项。", False)]
    assert Change("甲", "").old_parts == [("甲", False)]


@pytest.mark.django_db
def test_the_last_issue_is_of_the_same_kind_and_not_of_a_later_period(
    alice: User, approved: Paper, closed: LedgerVersion
) -> None:
    visible = visible_papers(alice)
    first = closed.yearly.versions.exclude(pk=closed.pk).get()  # the first quarter, before April
    late = make_paper(alice, first, "quarterly")
    april = issue(alice, approved.pk, "云政督通", DAY)
    assert last_issued(april, visible) is None
    assert last_issued(late, visible) is None  # April is after it
    assert last_issued(make_paper(alice, closed, "monthly"), visible) is None
    again = make_paper(alice, closed, "quarterly")
    assert last_issued(again, visible) == april
    assert changes(april, again) == []
    LedgerVersion.objects.filter(pk=first.pk).update(as_of=None)
    assert last_issued(Paper.objects.get(pk=late.pk), visible) is None  # a list of goals is before all reports
    Paper.objects.filter(pk=april.pk).update(supersedes=None, state="superseded")
    assert last_issued(make_paper(alice, closed, "quarterly", supersedes=april), visible) == april


@pytest.mark.django_db
def test_title_addressees_and_annexed_rows_are_compared_too(alice: User, closed: LedgerVersion) -> None:
    old, new = make_paper(alice, closed, "quarterly"), make_paper(alice, closed, "quarterly")
    new.content = new.content.replace("各责任单位", "各牵头单位").replace("民生实事项目进展情况台账", "台账")
    told = changes(old, new)
    assert (told[0].old[-5:], told[0].new[-5:]) == ("各责任单位", "各牵头单位")
    assert any(one.new.startswith("附件：台账（") for one in told)

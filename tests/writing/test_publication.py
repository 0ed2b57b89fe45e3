"""政府信息公开: index numbers by a place's template, the rows at a document's head, a page's tags."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from taizhang.writing.errors import WriteError
from taizhang.writing.publication import (
    Publication,
    ask_template,
    index_number,
    index_series,
    properties,
    rows,
    tags,
)

DAY = date(2026, 4, 3)
FIELDS = Publication(
    openness="open",
    subject="综合政务",
    genre="通报",
    publisher="云原县人民政府办公室",
    index="000000000/2026-00014",
    published=datetime(2026, 4, 7, 9, 30),
)


@pytest.mark.parametrize(
    ("template", "index"),
    [
        ("{机构代码}/{年}-{流水号5}", "000000000/2026-00014"),
        ("{机构代码}/{年}{月}-{流水号5}", "000000000/202604-00014"),
        ("yyxzfb/{年}-{流水号4}", "yyxzfb/2026-0014"),
        ("{机构代码}-{流水号}号", "000000000-14号"),
    ],
)
def test_an_index_number_follows_the_place_s_template(template: str, index: str) -> None:
    assert index_number(template, "000000000", DAY, 14) == index


def test_a_number_of_more_digits_is_written_whole() -> None:
    assert index_number("{年}-{流水号2}", "", DAY, 1234) == "2026-1234"


def test_numbers_run_on_within_what_surrounds_them() -> None:
    assert index_series("{机构代码}/{年}{月}-{流水号5}号", "甲", DAY) == ("甲/202604-", "号")
    assert index_series("a-{流水号}", "", DAY) == index_series("a-{流水号}", "", date(2030, 1, 1))


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{机构代码}/{年份}-{流水号5}", "没有{年份}这一项"),
        ("{机构代码}/{年}", "要有一个流水号"),
        ("{流水号}{流水号5}", "只有一个"),
        ("{年}-{流水号5", "花括号不成对"),
        ("{年} - {流水号5}", "不能有空格"),
        ("{流水号0}", "没有{流水号0}这一项"),
        ("甲" * 60 + "{流水号}", "最长60字"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_what_there_is(template: str, words: str) -> None:
    with pytest.raises(WriteError, match=words):
        ask_template(template)


def test_the_head_of_a_published_document_has_every_row_in_order() -> None:
    told = rows(FIELDS, "关于进展的通报", "云政督通〔2026〕3号", DAY)
    assert [name for name, _ in told] == [
        "索引号",
        "发文字号",
        "主题分类",
        "体裁分类",
        "发布机构",
        "有效性",
        "成文日期",
        "发布日期",
        "标题",
        "公开方式",
    ]
    assert dict(told)["成文日期"] == "2026-04-03"
    assert dict(told)["发布日期"] == "2026-04-07"
    assert dict(told)["公开方式"] == "主动公开"


def test_a_paper_that_is_not_published_says_why_and_has_no_tags() -> None:
    closed = replace(FIELDS, openness="closed", reason="内部工作资料")
    assert dict(rows(closed, "x", "", None))["公开方式"] == "不予公开（内部工作资料）"
    assert not list(tags(closed, "x", {"SiteName": "云原县人民政府"}))


def test_properties_leave_out_what_is_not_known() -> None:
    known = properties(Publication(genre="通报"), "关于进展的通报", "", None)
    assert known == {"体裁分类": "通报", "有效性": "有效", "标题": "关于进展的通报"}


def test_a_page_s_tags_are_those_of_the_site_the_column_and_the_article() -> None:
    site = {"SiteName": "云原县人民政府", "SiteDomain": "www.yunyuan.example", "Else": "x", "ColumnName": ""}
    assert list(tags(FIELDS, "关于进展的通报", site)) == [
        ("SiteName", "云原县人民政府"),
        ("SiteDomain", "www.yunyuan.example"),
        ("ArticleTitle", "关于进展的通报"),
        ("PubDate", "2026-04-07 09:30"),
        ("ContentSource", "云原县人民政府办公室"),
    ]

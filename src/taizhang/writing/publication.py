"""政府信息公开: what a published paper says of itself at its head, in its file's properties and in its page's tags.

The rows are those that published documents print (domain.md 6.2), the tags those of 政府网站发展指引
(国办发〔2017〕47号, 网页标签规范).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from taizhang.ledger import Bilingual

from .errors import WriteError

Openness = Literal["", "open", "on_request", "closed"]
"""主动公开, 依申请公开, 不予公开; not decided yet."""

OPENNESS: Mapping[str, Bilingual] = {
    "open": Bilingual("主动公开", "published"),
    "on_request": Bilingual("依申请公开", "on request"),
    "closed": Bilingual("不予公开", "not published"),
}
VALID = "有效"
SITE_TAGS = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnDescription",
    "ColumnKeywords",
    "ColumnType",
)
"""The tags of the site and the column, which every page of an article repeats; a place keeps its own."""


class Publication(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The fields that are decided for a paper; title, number and day are the paper's own.

    `reason` says why it is not published.  `index` (索引号) and `published` (发布日期) come when it is issued.
    """

    openness: Openness = ""
    reason: str = ""
    subject: str = ""
    genre: str = ""
    publisher: str = ""
    validity: str = VALID
    index: str = ""
    published: datetime | None = None


def rows(publication: Publication, title: str, number: str, day: date | None) -> list[tuple[str, str]]:
    """Name and value of each field in the order in which published documents print them, empty ones too."""
    told = OPENNESS[publication.openness].zh if publication.openness else ""
    return [
        ("索引号", publication.index),
        ("发文字号", number),
        ("主题分类", publication.subject),
        ("体裁分类", publication.genre),
        ("发布机构", publication.publisher),
        ("有效性", publication.validity),
        ("成文日期", day.isoformat() if day else ""),
        ("发布日期", f"{publication.published:%Y-%m-%d}" if publication.published else ""),
        ("标题", title),
        ("公开方式", f"{told}（{publication.reason}）" if told and publication.reason else told),
    ]


def properties(publication: Publication, title: str, number: str, day: date | None) -> dict[str, str]:
    """The fields that are known, for a document's own properties."""
    return {name: value for name, value in rows(publication, title, number, day) if value}


def tags(publication: Publication, title: str, site: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name and content of a page's meta tags: site, column, article; nothing for a paper that is not published."""
    if publication.openness != "open" or publication.published is None:
        return
    yield from ((name, site[name]) for name in SITE_TAGS if site.get(name))
    yield "ArticleTitle", title
    yield "PubDate", f"{publication.published:%Y-%m-%d %H:%M}"
    yield "ContentSource", publication.publisher


PLACEHOLDERS: Mapping[str, Bilingual] = {
    "机构代码": Bilingual("发布机构的代码，在本页填写", "the publisher's code, as set on this page"),
    "年": Bilingual("成文日期的年份，四位", "the year of the paper's day, four digits"),
    "月": Bilingual("成文日期的月份，两位", "the month of the paper's day, two digits"),
    "流水号": Bilingual(
        "连续编号；后面写位数，如{流水号5}写作00001", "the running number; {流水号5} writes it with five digits"
    ),
}
"""What may stand in braces in a template of 索引号."""
LONGEST_INDEX = 60
_PART = re.compile(r"\{([^{}]*)\}")
_RUNNING = re.compile(r"流水号([1-9]?)")


def index_series(template: str, code: str, day: date) -> tuple[str, str]:
    """What stands before and behind the running number of papers of that day; numbers run on within each such pair.

    `{机构代码}/{年}-{流水号5}` gives ("115…/2026-", "").  Raises WriteError as `ask_template` does.
    """
    ask_template(template)
    known = {"机构代码": code, "年": f"{day.year:04}", "月": f"{day.month:02}"}
    filled = _PART.sub(lambda part: known.get(part[1], part[0]), template)
    before, _, behind = filled.partition("{")
    return before, behind.partition("}")[2]


def index_number(template: str, code: str, day: date, number: int) -> str:
    """The 索引号 of the `number`-th paper: 115…/2026-00014.  Raises WriteError as `ask_template` does."""
    before, behind = index_series(template, code, day)
    width = next(int(found[1] or 1) for name in _PART.findall(template) if (found := _RUNNING.fullmatch(name)))
    return f"{before}{number:0{width}}{behind}"


def ask_template(template: str) -> None:
    """WriteError that says what is wrong with a template of 索引号, and what to write instead."""
    names = _PART.findall(template)
    rest = _PART.sub("", template)
    known = [name for name in PLACEHOLDERS if name != "流水号"]
    choices = "、".join([*(f"{{{name}}}" for name in known), "{流水号5}"])
    hint = Bilingual(f"可用的有：{choices}。", f"There are: {choices}.")
    if "{" in rest or "}" in rest:
        raise WriteError(Bilingual("索引号模板的花括号不成对", "a brace of the index template is not closed"), hint)
    for name in names:
        if name not in known and not _RUNNING.fullmatch(name):
            raise WriteError(
                Bilingual(f"索引号模板里没有{{{name}}}这一项", f"the index template knows no {{{name}}}"), hint
            )
    if sum(bool(_RUNNING.fullmatch(name)) for name in names) != 1:
        raise WriteError(
            Bilingual("索引号模板要有一个流水号，而且只有一个", "an index template has one running number"), hint
        )
    if any(c.isspace() for c in rest) or len(template) > LONGEST_INDEX:
        raise WriteError(
            Bilingual(
                f"索引号模板不能有空格，最长{LONGEST_INDEX}字",
                f"no blanks in an index template, and {LONGEST_INDEX} characters at most",
            )
        )

"""Facts of the paper itself: title, period, region, publication fields, covering notice, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct, field

from taizhang import language
from taizhang.language.patterns import Pattern
from taizhang.ledger import Column, Document, Leftover, LeftoverReason, Passage, PassageKind, Period, Role

from . import fields as publication
from . import issuer
from .grid import Paragraph
from .issuer import ISSUER
from .patterns import (
    BEFORE_TITLE,
    NOTE,
    PAGE_NUMBER,
    SECTION,
    SIGNATURE,
    ends_sentence,
    is_furniture,
)
from .period import period_text, year_in
from .titles import SUBTITLE, title_in

_TITLED = Pattern(r"(?:通报|情况|公示|报告|公告|通知|月报|季报|进展|进度|台账|表)(?:[(（][^()（）]{2,20}[)）])?$")
_NOW_SAID = Pattern(r"现将(.{1,40}?)(?:情况|进展|进度|台账)|([^，。；：:\n]{2,40}?)(?:情况|进展|进度)\S{0,6}如下")
_MONTHS = Pattern(r"\d{1,2}\s*月?\s*[-—–－至~]\s*\d{1,2}\s*月")
_LETTER = Pattern(r"^[^，。；：:]{0,24}关于[^。；：:]{4,60}的(?:通报|通知|报告|公告|公示)$")
_OFFICE = Pattern(r"^[^，。；：:]{2,30}(?:政府|办公室|委员会|局|委|指挥部|领导小组)$")
_END_OF = Pattern(r"^(?:20\d\d年)?(?:第?[一二三四1-4]季度|\d{1,2}月)(?:底|末)(?!.*(?:计划|目标|安排|任务))")
_SIGNED = Pattern(r"(20\d\d)\s*年\s*(\d{1,2})\s*月")
_CLOSING_DAY = Pattern(r"^.*[(（](20\d\d年\d{1,2}月\d{1,2}日)[)）]$")
_ONE_OF_MONTHS = Pattern(r"^(\d{1,2})月份?$")
_OF_RESULTS = (Role.PROGRESS, Role.ACHIEVED, Role.RATE, Role.STAGE)
_RESULT = Pattern(r"完成|进展|进度|实际")
_AS_OF = Pattern(r"截[至止](?:日期|时间|日)?\s*[:：]\s*([^\s:：]+)")
_FILLED_IN = Pattern(
    r"(?:(?:督查|检查|核查|调度|填报|填表|制表|报送|更新|上报|导出)(?:日期|时间)|数据更新至?)\s*[:：]\s*([^\s:：]+)"
)
_SHOWN_ON = Pattern(r"公[开示布](?:日期|时间)\s*[:：]\s*([^\s:：()（）]+)")
"""The day under a title on which a village puts up its table; that of a page's head is the page's."""
_CLOSING = Pattern(r"^(?:以上|特此)[^。；：]{0,12}(?:审阅|审示|阅示|批示|指示|报告|汇报|通报|函复)[。！!]?$")
"""The courtesy that closes a report, and is no note of its table."""
_DAYS = Pattern(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日\s*[-—－~～至到]+\s*(?:20\d\d年)?\d{1,2}月\d{1,2}日|[上中下]旬)")
_SIGNING = Pattern(r"签\s*[字名章]|审\s*核|填\s*[报表]|制\s*表|经办|复\s*核|盖\s*章|联系电话")
_PERIOD_SAID = Pattern(r"(?:统计(?:时间|期间|时段|周期|区间)|报告期间?|数据期间?)\s*[:：]\s*(.{4,40})")
_LABELLED = Pattern(
    r"^\s*(?:公示(?:期|时间)|公开(?:期|时间)|监督(?:单位|部门|电话|方式)|举报电话|联系(?:人|电话|方式)|咨询电话|数据来源|来源)\s*[:：]"
)
"""What stands under a published table and is no note of it."""
_BLANKS = Pattern(r"[^\s:：]{2,10}\s*[:：]\s*[^\s:：]{0,12}(?=\s|$)\s*")
_SENT_TO = Pattern(r"^(?:主?报|主?送|抄报|抄送|发|印发)\s*[:：]|^[(（]?\s*共印\s*\d+\s*份\s*[)）]?$")
_OPENNESS = Pattern(r"^[(（]?\s*此件\S{0,8}公开\S{0,6}[)）]?$")
_DAY = Pattern(r"^\s*(?:20\d\d|[二〇○零]{2}[〇○零一二三四五六七八九]{2})\s*年?\s*\d{0,2}.{0,8}$")


class Reading(Struct):
    """Passages, leftovers and publication fields while they are gathered."""

    passages: list[Passage] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def keep(self, kind: PassageKind, paragraph: Paragraph) -> None:
        """Keep a paragraph as a passage."""
        self.passages.append(Passage(kind, paragraph.text, paragraph.origin))

    def drop(self, paragraph: Paragraph) -> None:
        """Set a paragraph aside as page furniture."""
        reason: LeftoverReason = "page_number" if PAGE_NUMBER.match(paragraph.text) else "navigation"
        self.leftovers.append(Leftover(paragraph.text, reason, paragraph.origin))

    def texts(self, kind: PassageKind) -> tuple[str, ...]:
        """The texts of one kind in order."""
        return tuple(p.text for p in self.passages if p.kind == kind)


def describe(
    above: Sequence[Paragraph], below: Sequence[Paragraph], columns: Sequence[Column], name: str = "", sheet: str = ""
) -> tuple[Document, tuple[Leftover, ...]]:
    """The document's facts and what of its text is no part of it.

    A file's `name` tells the region, and a `sheet`'s name the period, where the text does not.
    """
    found = Reading()
    ordered = sorted(above, key=_offset)
    _above(found, ordered, title_in(ordered))
    _below(found, sorted(below, key=_offset))
    return _document(found, columns, name, sheet), tuple(found.leftovers)


def _offset(paragraph: Paragraph) -> int:
    return paragraph.origin.spans[0].start if paragraph.origin.spans else 0


def _above(found: Reading, paragraphs: Sequence[Paragraph], title: range | None) -> None:
    """Kinds for what stands above the table."""
    first = title.start if title else len(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if title and index in title:
            found.keep("title", paragraph)
        elif title and index >= title.stop:
            _under_title(found, paragraph)
        elif BEFORE_TITLE.match(text) and index >= first - 2:
            found.keep("before_title", paragraph)
        elif NOTE.match(text):
            found.keep("note", paragraph)
        elif not publication.take(found.fields, text) and is_furniture(text) and not ends_sentence(text):
            found.drop(paragraph)
        elif publication.is_fields(text):
            found.keep("metadata", paragraph)
        else:
            found.keep("notice" if _is_notice(paragraphs, index, first) else "heading", paragraph)


def _under_title(found: Reading, paragraph: Paragraph) -> None:
    text = paragraph.text
    if NOTE.match(text):
        found.keep("note", paragraph)
    elif SUBTITLE.match(text) and not publication.is_fields(text):
        found.keep("subtitle", paragraph)
    elif publication.take(found.fields, text):
        found.keep("metadata", paragraph)
    elif is_furniture(text) and not ends_sentence(text):
        found.drop(paragraph)
    elif _is_signing(text):
        found.keep("metadata", paragraph)
    elif len(text) > 40 or ends_sentence(text):
        found.keep("notice", paragraph)
    else:
        found.keep("subtitle" if period_text(text, None) or year_in(text) else "heading", paragraph)


def _is_notice(paragraphs: Sequence[Paragraph], index: int, end: int) -> bool:
    """True for a paragraph of a covering letter: sentences stand around it."""
    text = paragraphs[index].text
    if ends_sentence(text) or len(text) > 45:
        return True
    near = [p.text for p in paragraphs[max(0, index - 3) : min(end, index + 12)]]
    return any(ends_sentence(t) and len(t) > 20 for t in near)


def _below(found: Reading, paragraphs: Sequence[Paragraph]) -> None:
    """Kinds for what stands below the table: notes first, then the issuer's name, then page furniture.

    A bulletin whose table stands in its midst goes on below it: 三、下步要求 and its sentences are its text.
    """
    furniture = noted = goes_on = False
    for paragraph in paragraphs:
        text = paragraph.text
        if NOTE.match(text):
            found.keep("note", paragraph)
            noted = True
        elif PAGE_NUMBER.match(text) or (is_furniture(text) and not ends_sentence(text)):
            found.drop(paragraph)
            furniture = True
        elif furniture and len(text) < 40:
            found.drop(paragraph)
        elif (
            _is_signing(text)
            or _CLOSING.match(text)
            or (_LABELLED.match(text) and len(text) < 60 and not ends_sentence(text))
            or any(p.match(text) for p in (_OPENNESS, ISSUER, SIGNATURE, _DAY, _SENT_TO))
            or publication.take(found.fields, text)
        ):
            found.keep("metadata", paragraph)
        elif not noted and (goes_on or SECTION.match(text)) and not furniture:
            found.keep("notice" if goes_on else "heading", paragraph)
            goes_on = True
        elif (noted and not furniture) or ends_sentence(text) or len(text) > 15:
            found.keep("note", paragraph)
        else:
            found.keep("heading", paragraph)


def _is_signing(text: str) -> bool:
    """True for the line that officers sign: labels with room for names (审核人：　　填报人：张某)."""
    return bool(_SIGNING.search(text)) and len(text) < 120 and not _BLANKS.sub("", text.strip())


def _lone_day(subtitle: str, year: int | None) -> date | None:
    """A subtitle that is a day and no more, or one behind an office's name, says what day the table stands at."""
    bare = subtitle.strip("()（） \n")
    alone = re.fullmatch(r"(?:[^\s，。；：]{2,24}(?:室|府|局|委|办|会|中心)\s+)?(20\d\d年\d{1,2}月\d{1,2}日)", bare)
    days = language.deadline(alone[1], year=year).dates if alone else ()
    return days[0] if days else None


def _stated_day(found: Reading, said: str, year: int | None) -> date | None:
    """The day after a label: 数据截止日期：…, or, where no period is said, the day of filling in (填报时间：…)."""
    text = "\n".join(p.text for p in found.passages if p.kind != "notice")
    label = _AS_OF.search(text) or (None if said else _FILLED_IN.search(text))
    label = label or (None if said else _SHOWN_ON.search("\n".join(found.texts("subtitle"))))
    return language.cut_off(f"截至{label[1]}", year=year) if label else None


def _document(found: Reading, columns: Sequence[Column], name: str, sheet: str) -> Document:
    title = "".join(found.texts("title")) or _of_letter(found)
    subtitle = "\n".join(found.texts("subtitle"))
    fields = found.fields
    year = _year(found, title, subtitle, columns)
    said = (
        period_text(title, year)
        or period_text(subtitle, year)
        or _labelled(found, year)
        or _from_headings(columns, year)
        or _from_notice(found, year)
        or period_text(sheet, year)
    )
    whole, day = _in_headings(columns, year)
    notes = found.texts("note")
    dated = " ".join((title, subtitle, *notes))
    issued = issuer.issuer(fields, (*found.texts("metadata"), *found.texts("notice")), found.texts("heading"))
    return Document(
        title=title,
        before_title="\n".join(found.texts("before_title")),
        subtitle=subtitle,
        region=issuer.region(title, issued, (*found.texts("heading"), *found.texts("notice")), name),
        year=year,
        period_text=said or (f"{year}年" if year else ""),
        period=language.period(said, year=year)
        if said
        else whole or _whole_year(title, year) or _of_days(found, title, subtitle, year),
        cut_off=language.cut_off(dated, year=year)
        or _lone_day(subtitle, year)
        or _lone_day(_CLOSING_DAY.sub(r"\1", title) if _CLOSING_DAY.search(title) else "", year)
        or _stated_day(found, said, year)
        or (None if said else day or _of_notice(found, year)),
        issuer=issued,
        document_number=issuer.document_number(fields, (*found.texts("heading"), *found.texts("notice"))),
        index_number=fields.get("索引号", ""),
        fields=fields,
        notice="\n".join(found.texts("notice")),
        notes=notes,
        passages=tuple(sorted(found.passages, key=_passage_offset)),
    )


def _of_notice(found: Reading, year: int | None) -> date | None:
    """The one day that the words over the table say they stand at: 截至2024年12月31日，各项目已全部完成."""
    days = {day for text in found.texts("notice") if (day := language.cut_off(text, year=year))}
    return days.pop() if len(days) == 1 else None


def _whole_year(title: str, year: int | None) -> Period | None:
    """The year where the title says that all of it is told: 全年完成情况, （年终）."""
    return language.period(title, year=year) if re.search(r"全年|年终", title) else None


def _of_days(found: Reading, title: str, subtitle: str, year: int | None) -> Period | None:
    """The days of a report on a week: （9月22日—9月26日）, or 10月中旬, in its title or on its own line."""
    said = (title, subtitle, *_periods_said(found))
    days = next((match[0] for text in said if (match := _DAYS.search(text))), "")
    return language.period(days, year=year) if year and days else None


def _of_letter(found: Reading) -> str:
    """The title of the letter that a table without one stands in: 某县人民政府 and 关于…的通报 on two lines."""
    before = ""
    for passage in found.passages:
        text = "".join(passage.text.split())
        if passage.kind in ("notice", "heading") and _LETTER.match(text):
            return (before if text.startswith("关于") and _OFFICE.search(before) else "") + text
        before = text
    return ""


def _passage_offset(passage: Passage) -> int:
    return passage.origin.spans[0].start if passage.origin.spans else 0


def _year(found: Reading, title: str, subtitle: str, columns: Sequence[Column]) -> int | None:
    names = [*(column.name for column in columns), *(h for column in columns for h in column.heading)]
    sources: Iterable[str] = (
        *(title, subtitle, *found.texts("heading"), *found.texts("notice")),
        *(*names, *found.fields.values()),
    )
    return next((year for text in sources if (year := year_in(text))), None) or _signed_year(found, title)


def _signed_year(found: Reading, title: str) -> int | None:
    """The year in which a report was signed, the one before where it tells of a later month: 12月 signed in January."""
    told = period_text(title or "".join(found.texts("heading")[:1]), None)
    months = [int(month) for month in re.findall(r"(\d{1,2})月", told)]
    day = next((m for t in reversed(found.texts("metadata")) if SIGNATURE.match(t) and (m := _SIGNED.search(t))), None)
    if not months or day is None:
        return None
    return int(day[1]) - (months[-1] > int(day[2]))


def _labelled(found: Reading, year: int | None) -> str:
    """The period after its label: 统计时间：2025年1月至6月."""
    return next((text for said in _periods_said(found) if (text := period_text(said, year))), "")


def _periods_said(found: Reading) -> list[str]:
    lines = (*found.texts("metadata"), *found.texts("heading"), *found.texts("subtitle"))
    return [match[1] for line in lines if (match := _PERIOD_SAID.search(line))]


def _from_headings(columns: Sequence[Column], year: int | None) -> str:
    """The months that a heading of any tier names: 1-10月完成情况, or 2025年1—10月 over several columns.

    Columns named 1月, 2月 and so on up to a month before the last are the months gone by.
    """
    for name in dict.fromkeys(h for column in columns for h in (column.name, *column.heading)):
        if _MONTHS.search(name) and (text := period_text(name, year)):
            return text
    months = [int(found[1]) for column in columns if (found := _ONE_OF_MONTHS.match(column.name))]
    gone = len(months) if months == list(range(1, len(months) + 1)) else 0
    return f"{year}年1月至{gone}月" if year and 3 <= gone < 12 else ""


def _in_headings(columns: Sequence[Column], year: int | None) -> tuple[Period | None, date | None]:
    """The year where results are headed 全年完成 or 年终结果, and the day where they are headed 截至9月底完成情况."""
    names = [name for column in columns if column.role in _OF_RESULTS for name in (column.name, *column.heading)]
    days = [day for name in names if (day := language.cut_off(unicodedata.normalize("NFKC", name), year=year))]
    said = (c.name for c in columns if c.role is Role.EXTRA and _RESULT.search(c.name))
    ends = {d for n in (*names, *said) if _END_OF.match(n) for d in language.deadline(n, year=year).dates[:1]}
    days = days or (list(ends) if len(ends) == 1 else [])
    year_s = any(word in name for name in names for word in ("全年", "年终", "年末"))
    whole = language.period("全年", year=year) if year_s else None
    return whole, max(days, default=None)


def _from_notice(found: Reading, year: int | None) -> str:
    """The period in the page's or notice's title (关于2025年1—11月…情况的通报) or in 现将1至11月推进情况公布如下."""
    lines = (*found.texts("heading"), *found.texts("notice"))
    titles = [t for t in lines if len(t) < 60 and _TITLED.search(t)]
    said = [m[1] or m[2] for t in lines if (m := _NOW_SAID.search(t))]
    return next((text for t in (*titles, *said) if (text := period_text(t, year))), "")

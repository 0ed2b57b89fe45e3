"""What a template may ask for around the table, as {{ 标题 }}: nothing else is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from taizhang.ledger import Bilingual, Ledger, PassageKind

from ..sheet import Line, Sheet
from ..text import printable

TAGS: Mapping[str, Bilingual] = {
    "标题": Bilingual("台账标题", "the ledger's title"),
    "副标题": Bilingual("标题下的一行", "the line below the title"),
    "附件": Bilingual("标题上的“附件1”", "the annex's mark above the title"),
    "说明": Bilingual("表后的说明，每条一段", "the notes, a paragraph each"),
    "地区": Bilingual("地区名称", "the region"),
    "年度": Bilingual("年份，如2026", "the year"),
    "报告期": Bilingual("报告期，如2026年一季度", "the period"),
    "截至日": Bilingual("数据截至的日期", "the day that the figures are of"),
    "单位": Bilingual("发文或制表单位", "who issues it"),
    "项目数": Bilingual("实事项目的件数", "how many items"),
    "任务数": Bilingual("任务行数", "how many tasks"),
}
"""The tags by name, and what each is."""
OF_KIND: Mapping[PassageKind, str] = {
    "title": "标题",
    "subtitle": "副标题",
    "before_title": "附件",
    "note": "说明",
}
"""The tags of the lines around a table."""
NEW_PARAGRAPH = "\a"
"""How docxtpl is told to begin a paragraph."""


def values(ledger: Ledger, sheet: Sheet) -> dict[str, str]:
    """What each tag says for a ledger that is laid out, and its sheet; texts have no control characters."""
    document = ledger.document
    lines = (*sheet.above, *sheet.below)
    day = document.cut_off
    told = {
        "标题": "\n".join(_of(lines, "title")),
        "副标题": "\n".join(_of(lines, "subtitle")),
        "附件": "\n".join(_of(lines, "before_title")),
        "说明": NEW_PARAGRAPH.join(_of(lines, "note")),
        "地区": printable(document.region),
        "年度": str(document.year or ""),
        "报告期": printable(document.period_text),
        "截至日": f"{day.year}年{day.month}月{day.day}日" if day else "",
        "单位": printable(document.issuer),
        "项目数": str(len(ledger.projects)),
        "任务数": str(len(ledger.tasks)),
    }
    return {name: told[name] for name in TAGS}


def _of(lines: Iterable[Line], kind: PassageKind) -> list[str]:
    return [printable(line.text) for line in lines if line.kind == kind]

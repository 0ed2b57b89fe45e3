"""Automatic numbers of Word's lists, as Word prints them."""

from __future__ import annotations

import pytest

from taizhang.reading import read
from taizhang.reading.files.counting import numeral

from .documents import W, docx, p, tbl, tc, tr

HEADER = tr("序号", "项目名称", "责任单位", "进展情况")


def numbering(*levels: str, extra: str = "") -> str:
    """numbering.xml with one list of these levels as number 1."""
    inner = "".join(f'<w:lvl w:ilvl="{k}">{level}</w:lvl>' for k, level in enumerate(levels))
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{extra}</w:numbering>'
    )


def level(form: str, text: str, *, start: int = 1, more: str = "") -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(content: str, numbers: str, **parts: str) -> list[str]:
    """The lines of a cell with this content."""
    table = tbl(HEADER, tr("1", "新建公园1个", "县城管局", tc(content)))
    return (
        read(docx(p("柏川县2025年民生实事台账") + table, numbering=numbers, **parts))
        .ledger.tasks[0]
        .report.progress.split("\n")
    )


@pytest.mark.parametrize(
    ("form", "value", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("japaneseCounting", 21, "二十一"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircleChinese", 10, "⑩"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 4, "⑷"),
        ("decimalEnclosedFullstop", 5, "⒌"),
        ("decimalFullWidth", 12, "１２"),
        ("ideographTraditional", 11, "11"),
        ("aFormatOfTomorrow", 3, "3"),
    ],
)
def test_a_number_is_written_in_its_format(form: str, value: int, printed: str) -> None:
    assert numeral(value, form) == printed


def test_items_are_numbered_through_the_document() -> None:
    numbers = numbering(level("decimal", "%1."))
    assert lines(item("完成立项。") + item("完成招标。"), numbers) == ["1.完成立项。", "2.完成招标。"]


def test_levels_begin_again_under_each_item_and_name_the_ones_above() -> None:
    numbers = numbering(level("chineseCountingThousand", "（%1）"), level("decimal", "%1.%2", more="<w:isLgl/>"))
    content = item("甲") + item("乙", 1) + item("丙", 1) + item("丁") + item("戊", 1)
    assert lines(content, numbers) == ["（一）甲", "1.1乙", "1.2丙", "（二）丁", "2.1戊"]


def test_bullets_are_no_numbers() -> None:
    assert lines(item("完成立项。"), numbering(level("bullet", "\uf06c"))) == ["完成立项。"]


def test_a_list_begins_where_it_says_and_begins_anew_where_that_is_said() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    again = f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{anew}</w:num>'
    numbers = numbering(level("decimal", "%1、", start=3), extra=again)
    assert lines(item("甲") + item("乙") + item("丙", 0, 2) + item("丁", 0, 2), numbers) == [
        "3、甲",
        "4、乙",
        "1、丙",
        "2、丁",
    ]


def test_two_lists_of_one_kind_count_on() -> None:
    more = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    assert lines(item("甲") + item("乙", 0, 2), numbering(level("decimal", "%1."), extra=more)) == ["1.甲", "2.乙"]


def test_a_list_from_nought_counts_from_nought() -> None:
    assert lines(item("甲") + item("乙"), numbering(level("decimal", "%1.", start=0))) == ["0.甲", "1.乙"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_refuse() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="base">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="step"><w:basedOn w:val="base"/></w:style></w:styles>'
    )
    style = '<w:pStyle w:val="step"/>'
    content = p("甲", style) + p("说明", style + '<w:numPr><w:numId w:val="0"/></w:numPr>') + p("乙", style)
    assert lines(content, numbering(level("decimal", "%1.")), styles=styles) == ["1.甲", "说明", "2.乙"]


def test_items_of_a_ledger_are_numbered_by_the_list_in_their_first_column() -> None:
    rows = [tr(tc(item("")), name, "县城管局", "已完工。") for name in ("新建公园1个", "新建公厕5座", "新建步道3公里")]
    table = tbl(HEADER, *rows)
    ledger = read(docx(p("柏川县2025年民生实事台账") + table, numbering=numbering(level("decimal", "%1")))).ledger
    assert [task.number for task in ledger.tasks] == ["1", "2", "3"]

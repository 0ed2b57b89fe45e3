"""Several ledgers in one file: one is read, the others are told by number, name and rows, and may be chosen."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from taizhang.reading import ReadError, Reading, losses, read

from .files.documents import docx, p, tbl, tr

HEAD = ("序号", "项目名称", "责任单位", "进展情况")
PLAIN = [
    "苇塘县2025年民生实事任务清单\n\n序号\t项目名称\t责任单位\n1\t新建公园\t县城管局\n2\t新建学校\t县教育局\n",
    "\n苇塘县2025年民生实事问题清单\n\n序号\t存在问题\t整改措施\t整改时限\n1\t用地未批\t加快报批\t2025年9月底\n",
]


def listed(reading: Reading) -> list[tuple[int, str, int, bool]]:
    assert losses(reading) == ()
    return [(t.number, t.name, t.rows, t.read) for t in reading.tables]


def months(*progress: str) -> bytes:
    """A document with an annex for each month."""
    parts = []
    for month, words in enumerate(progress, 1):
        parts += [p(f"附件{month}"), p(f"苇塘县2025年{month}月民生实事进展表")]
        parts.append(tbl(tr(*HEAD), tr("1", "新建公园", "县城管局", words), tr("2", "新建学校", "县教育局", words)))
        parts.append(p(f"注：{month}月的数据由各单位报送。"))
    return docx("".join([p("各乡镇、县直各单位："), p("现将各月进展情况印发给你们。"), *parts]))


def two_lists() -> bytes:
    return docx(
        p("附件1")
        + p("苇塘县2025年民生实事台账")
        + tbl(tr(*HEAD), tr("1", "新建公园", "县城管局", "开工"), tr("2", "新建学校", "县教育局", "选址"))
        + p("注：学校含幼儿园。")
        + p("附件2")
        + p("苇塘县2025年民生实事问题清单")
        + tbl(tr("序号", "存在问题", "整改措施", "责任单位"), tr("1", "用地未批", "加快报批", "县资源局"))
        + p("注：问题每月更新。")
    )


def test_a_document_with_two_ledgers_tells_both_and_reads_the_longer() -> None:
    reading = read(two_lists())
    assert listed(reading) == [(1, "苇塘县2025年民生实事台账", 2, True), (2, "苇塘县2025年民生实事问题清单", 1, False)]
    assert ["2 “苇塘县2025年民生实事问题清单”（1行）" in notice.zh for notice in reading.notices] == [True]
    assert reading.ledger.document.notes == ("注：学校含幼儿园。",)


def test_the_second_ledger_is_read_with_its_own_title_and_notes() -> None:
    reading = read(two_lists(), table=2)
    document = reading.ledger.document
    assert [choice for *_, choice in listed(reading)] == [False, True]
    assert reading.table == 2
    assert (document.before_title, document.title) == ("附件2", "苇塘县2025年民生实事问题清单")
    assert document.notes == ("注：问题每月更新。",)
    assert [t.report.problems for t in reading.ledger.tasks] == ["用地未批"]
    assert any("新建公园" in left.text for left in reading.ledger.leftovers)


def test_tables_of_one_list_by_month_are_ledgers_of_their_own() -> None:
    data = months("选址", "开工", "完工")
    for number, words in enumerate(("选址", "开工", "完工"), 1):
        reading = read(data, table=number)
        assert [(name, rows) for _, name, rows, _ in listed(reading)] == [
            (f"苇塘县2025年{month}月民生实事进展表", 2) for month in (1, 2, 3)
        ]
        assert [t.report.progress for t in reading.ledger.tasks] == [words, words]
        assert reading.ledger.document.period_text == f"2025年{number}月"
        assert reading.ledger.document.notes == (f"注：{number}月的数据由各单位报送。",)
        assert "现将各月进展情况" in reading.ledger.document.notice


def test_a_ledger_that_goes_on_under_its_title_again_is_one() -> None:
    title = p("苇塘县2025年民生实事台账")
    data = docx(
        title
        + tbl(tr(*HEAD), tr("1", "新建公园", "县城管局", "开工"), tr("2", "新建学校", "县教育局", "选址"))
        + title
        + tbl(tr(*HEAD), tr("3", "修建公路", "县交通局", "开工"), tr("4", "改造管网", "县住建局", "选址"))
    )
    reading = read(data)
    assert [rows for _, _, rows, _ in listed(reading)] == [4]
    assert reading.notices == ()


def test_sheets_by_month_take_their_period_from_the_sheet() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for month in ("3月", "4月"):
        sheet = book.create_sheet(month)
        for line in (["苇塘县2025年民生实事台账"], HEAD, [1, "新建公园", "县城管局", f"{month}开工"]):
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    reading = read(stream.getvalue(), table=2)
    assert listed(reading) == [(1, "3月", 1, False), (2, "4月", 1, True)]
    assert reading.ledger.document.period_text == "2025年4月"
    assert read(stream.getvalue(), table=1).ledger.document.period_text == "2025年3月"


def test_a_text_with_two_tables_gives_the_one_asked_for() -> None:
    reading = read("".join(PLAIN), table=2)
    assert listed(reading) == [
        (1, "苇塘县2025年民生实事任务清单", 2, False),
        (2, "苇塘县2025年民生实事问题清单", 1, True),
    ]
    assert [t.report.problems for t in reading.ledger.tasks] == ["用地未批"]


def test_a_number_that_no_ledger_has_is_refused_with_how_many_there_are() -> None:
    with pytest.raises(ReadError, match="没有第3个表") as error:
        read(two_lists(), table=3)
    assert "共有2个表" in error.value.hint.zh

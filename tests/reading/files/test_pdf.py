"""PDFs with text: tables from ruling lines, text from characters, pages put together."""

from __future__ import annotations

import pytest

from taizhang.ledger import Ledger
from taizhang.reading import ReadError, losses, read
from taizhang.reading.files import inflated, reader_for
from taizhang.reading.files import pdf as pdf_reader
from taizhang.reading.files.package import MAX_RATIO
from taizhang.writing.rows import rows

from .pdfs import PITCH, bar, line, packed, pdf, table, text

XS = (40, 80, 180, 260, 460)
HEADER = ("序号", "项目名称", "责任单位", "进展情况")
TITLE = text(200, 375, "柏川县2025年民生实事台账")
FIRST = ("1", "改造老旧小区", "县住建局", "已完工九个小区。")
SECOND = ("2", "新建口袋公园", "县城管局", "正在施工，年底完工。")


def ledger_of(data: bytes) -> Ledger:
    reading = read(data, name="柏川.pdf")
    assert losses(reading) == ()
    return reading.ledger


def texts(ledger: Ledger) -> list[list[str]]:
    return [[row.get(c, "") for c in rows(ledger)["columns"]] for row in rows(ledger)["rows"]]


def set_aside(ledger: Ledger) -> list[tuple[str, str]]:
    return [(x.text, x.reason) for x in ledger.leftovers]


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name="柏川.pdf")
    error = caught.value
    assert all(part.zh and part.en for part in (error.what, error.where, error.hint))
    return error


def test_a_table_with_lines_is_read_cell_by_cell() -> None:
    data = pdf(TITLE + table(XS, 350, [HEADER, FIRST, SECOND]))
    assert reader_for(data, "柏川.txt").name == "pdf"
    ledger = ledger_of(data)
    assert ledger.document.title == "柏川县2025年民生实事台账"
    assert [c.name for c in ledger.columns] == list(HEADER)
    assert texts(ledger) == [list(FIRST), list(SECOND)]


def test_a_cell_knows_its_page() -> None:
    data = pdf(TITLE + table(XS, 350, [HEADER, FIRST]), table(XS, 350, [HEADER, SECOND]))
    pages = [task.cells[0].origin.page for task in ledger_of(data).tasks]
    assert pages == [1, 2]


def test_a_cell_knows_its_place_on_the_page_as_shown() -> None:
    drawn = TITLE + table(XS, 350, [HEADER, FIRST])
    left, right, top, bottom = XS[0] / 600, XS[1] / 600, (400 - 332) / 400, (400 - 314) / 400
    turned = f"q 0 1 -1 0 600 0 cm\n{drawn}Q\n"  # as a page whose words run from bottom to top
    places = {
        pdf(drawn): (left, top, right, bottom),
        pdf(drawn, more="/Rotate 90"): (1 - bottom, left, 1 - top, right),
        pdf(turned): ((600 - 332) / 600, 1 - XS[1] / 400, (600 - 314) / 600, 1 - XS[0] / 400),
    }
    for data, place in places.items():
        assert ledger_of(data).tasks[0].cells[0].origin.box == pytest.approx(place, abs=0.002)


def test_thin_bars_are_lines() -> None:
    rules = "".join(bar(40, y, 420, 0.5) for y in (350, 330, 310)) + "".join(bar(x, 310, 0.5, 40) for x in XS)
    words = "".join(
        text(x + 5, y, cell) for y, row in ((336, HEADER), (316, FIRST)) for x, cell in zip(XS, row, strict=False)
    )
    assert texts(ledger_of(pdf(TITLE + rules + words))) == [list(FIRST)]


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    rules = "".join(line(40, y, 460, y) for y in (350, 330, 310)) + "".join(line(x, 310, x, 350) for x in XS[1:-1])
    words = "".join(
        text(x + 5, y, cell) for y, row in ((336, HEADER), (316, FIRST)) for x, cell in zip(XS, row, strict=False)
    )
    assert texts(ledger_of(pdf(TITLE + rules + words))) == [list(FIRST)]


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    full = "一二三四五六七八九十一二三四五六七八九"
    progress = f"{full}\n接着说完。\n另起一段说明情况。"
    ledger = ledger_of(pdf(TITLE + table(XS, 350, [HEADER, (*FIRST[:3], progress)])))
    assert texts(ledger)[0][3] == f"{full}接着说完。\n另起一段说明情况。"


def test_a_numbered_line_after_a_full_stop_is_a_paragraph() -> None:
    progress = "1.甲村乙村丙村丁村四个村子道路修好。\n2.其余各村正在施工。"
    ledger = ledger_of(pdf(TITLE + table(XS, 350, [HEADER, (*FIRST[:3], progress)])))
    assert texts(ledger)[0][3] == progress


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        ("0 1 -1 0", lambda x, y: (600 - y, x)),
        ("0 -1 1 0", lambda x, y: (y, 400 - x)),
        ("-1 0 0 -1", lambda x, y: (600 - x, 400 - y)),
    ],
)
def test_a_turned_page_is_read_upright(matrix: str, place: object) -> None:
    a, b, c, d = matrix.split()
    assert callable(place)
    e, f = place(0, 0)
    content = f"q {a} {b} {c} {d} {e} {f} cm\n{TITLE}{table(XS, 350, [HEADER, FIRST])}Q\n"
    ledger = ledger_of(pdf(content))
    assert ledger.document.title == "柏川县2025年民生实事台账"
    assert texts(ledger) == [list(FIRST)]


def test_large_upright_words_laid_over_a_table_are_set_aside_and_a_large_title_is_not() -> None:
    title = text(150, 370, "柏川县民生实事台账", matrix="2.4 0 0 2.4")
    stamp = text(120, 300, "内部资料", matrix="6 0 0 6")
    ledger = ledger_of(pdf(title + table(XS, 350, [HEADER, FIRST, SECOND]) + stamp))
    assert ledger.document.title == "柏川县民生实事台账"
    assert texts(ledger) == [list(FIRST), list(SECOND)]
    assert set_aside(ledger) == [("内部资料", "debris")]


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    ledger = ledger_of(pdf(table(XS, 350, [HEADER, ("MS-\nA4", *FIRST[1:]), ("MS-\nB5", *SECOND[1:])])))
    assert [row[0] for row in texts(ledger)] == ["MS-A4", "MS-B5"]


def test_a_slanting_watermark_is_set_aside() -> None:
    mark = text(150, 150, "内部资料", matrix="0.7 0.7 -0.7 0.7")
    ledger = ledger_of(pdf(TITLE + table(XS, 350, [HEADER, FIRST]) + mark))
    assert ("内部资料", "debris") in set_aside(ledger)
    assert texts(ledger) == [list(FIRST)]


def test_page_numbers_and_running_heads_are_set_aside() -> None:
    head, feet = text(40, 392, "柏川县人民政府办公室"), [text(300, 8, f"- {n} -") for n in (1, 2)]
    ledger = ledger_of(
        pdf(
            head + TITLE + table(XS, 350, [HEADER, FIRST]) + feet[0],
            head + table(XS, 350, [HEADER, SECOND]) + feet[1],
        )
    )
    assert texts(ledger) == [list(FIRST), list(SECOND)]
    assert [x for x in set_aside(ledger) if x[1] == "page_number"] == [
        ("- 1 -", "page_number"),
        ("- 2 -", "page_number"),
    ]
    assert ("柏川县人民政府办公室", "repeated_header") in set_aside(ledger)


FULL = "一二三四五六七八九十一二三四五六七八九"
CUT = ("1", "改造老旧小区", "县住建局", f"{FULL}\n{FULL}")
BROKEN = (("1\n1", 3), ("1\n2", 5), ("1\n3", 2))
REST = ("", "", "", "剩下的话在下一页说完。")


@pytest.mark.parametrize("header", [[HEADER], []], ids=["header again", "no header"])
def test_a_row_that_a_page_cut_is_joined(header: list[tuple[str, ...]]) -> None:
    data = pdf(TITLE + table(XS, 350, [HEADER, CUT]), table(XS, 390, [*header, REST, SECOND]))
    assert texts(ledger_of(data)) == [[*CUT[:3], f"{FULL}{FULL}{REST[3]}"], list(SECOND)]


def test_a_header_that_comes_again_cut_short_lays_nothing_over_the_row_below() -> None:
    header = (*HEADER[:2], "责任单位\n（牵头）", HEADER[3])
    short, rest = HEADER, ("", "", "（牵头）", REST[3])
    data = pdf(TITLE + table(XS, 350, [header, CUT]), table(XS, 390, [short, rest, SECOND]))
    ledger = ledger_of(data)
    assert texts(ledger) == [[*CUT[:3], f"{FULL}{FULL}{REST[3]}"], list(SECOND)]
    assert [text for text, reason in set_aside(ledger) if reason == "repeated_header"] == [
        "序号 项目名称 责任单位 进展情况 （牵头）"
    ]


def test_a_number_that_a_narrow_column_breaks_is_one() -> None:
    items = [(number, f"修建便民桥{count}座", "县交通局", "正在施工，\n年底完工。") for number, count in BROKEN]
    data = pdf(TITLE + table(XS, 350, [HEADER, *items]))
    assert [row[0] for row in texts(ledger_of(data))] == ["11", "12", "13"]


def test_a_rest_after_a_paragraphs_end_is_a_paragraph_of_the_cell() -> None:
    cut = (*CUT[:3], f"{FULL}\n第一段到此为止。")
    data = pdf(TITLE + table(XS, 350, [HEADER, cut]), table(XS, 390, [HEADER, REST, SECOND]))
    assert texts(ledger_of(data))[0][3] == f"{FULL}第一段到此为止。\n{REST[3]}"


def test_a_further_row_of_a_merged_item_is_not_glued_to_the_one_before() -> None:
    further = ("", "", "县教育局", "校舍已经封顶。")
    data = pdf(
        TITLE + table(XS, 350, [HEADER, (*CUT[:3], f"{FULL}\n说完了。")]), table(XS, 390, [HEADER, further, SECOND])
    )
    ledger = ledger_of(data)
    assert [row[3] for row in texts(ledger)] == [f"{FULL}说完了。", "校舍已经封顶。", SECOND[3]]
    assert len(ledger.projects) == 2
    number = ledger.tasks[0].cell(0)
    assert number is not None
    assert number.rows == 2


def test_a_new_item_that_opens_a_page_stays_one() -> None:
    data = pdf(
        TITLE + table(XS, 350, [HEADER, ("1", "改造老旧小区", "县住建局", FULL)]), table(XS, 390, [HEADER, SECOND])
    )
    assert len(ledger_of(data).projects) == 2


def test_a_locked_file_asks_for_its_password() -> None:
    key = "00" * 32
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>/ID[<{key}><{key}>]"
    error = refusal(pdf(TITLE, trailer=lock))
    assert "加密" in error.what.zh
    assert "密码" in error.hint.zh


def test_a_damaged_file_is_told() -> None:
    assert "损坏" in refusal(b"%PDF-1.5\n" + b"\0" * 500).what.zh


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_file_cut_off_is_told(share: float) -> None:
    data = pdf(TITLE + table(XS, 350, [HEADER, FIRST]), table(XS, 350, [HEADER, SECOND]))
    assert "不完整" in refusal(data[: int(len(data) * share)]).what.zh


def test_too_many_pages_are_refused_with_the_limit() -> None:
    error = refusal(pdf(*[""] * 2000))
    assert "2000" in error.what.zh
    assert str(pdf_reader.MAX_PAGES) in error.what.zh


def test_a_scan_without_any_writing_is_told() -> None:
    image = "q 600 0 0 400 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q\n"
    assert "没有文字" in refusal(pdf(image)).what.zh


@pytest.mark.parametrize("content", [b" " * 30_000_000, b"q " * 15_000_000, b"1 1 m 2 2 l S\n" * 2_000_000])
@pytest.mark.parametrize("times", [1, 2])
def test_contents_that_grow_out_of_measure_are_refused_with_the_limit(content: bytes, times: int) -> None:
    error = refusal(packed(content, times=times))
    assert f"{inflated.MAX_GROWN // 1_000_000} MB" in error.what.zh
    assert str(MAX_RATIO) in error.what.zh


def test_packed_contents_are_read() -> None:
    content = (TITLE + table(XS, 350, [HEADER, FIRST])).encode()
    assert texts(ledger_of(packed(content))) == [list(FIRST)]


def test_a_header_at_a_pages_end_has_no_rest_on_the_next() -> None:
    further = ("", "", "县教育局", "校舍已经封顶。")
    pages = [HEADER, FIRST], [HEADER, SECOND, HEADER], [HEADER, further]
    assert texts(ledger_of(pdf(*(table(XS, 350, page) for page in pages)))) == [
        list(FIRST),
        list(SECOND),
        list(further),
    ]


def test_an_empty_file_is_told() -> None:
    assert "没有文字" in refusal(pdf("")).what.zh


def test_a_table_without_lines_is_read_by_its_alignment() -> None:
    words = "".join(
        text(x, 350 - k * PITCH, cell)
        for k, row in enumerate((HEADER, FIRST, SECOND))
        for x, cell in zip(XS, row, strict=False)
    )
    ledger = ledger_of(pdf(TITLE + words))
    assert [c.name for c in ledger.columns] == list(HEADER)
    assert texts(ledger) == [list(FIRST), list(SECOND)]


def test_a_crowded_page_is_refused_with_the_limit() -> None:
    error = refusal(pdf(line(1, 1, 2, 9) + "".join(f"{k % 500} 0 m {k % 500} 300 l S\n" for k in range(21_000))))
    assert "20000" in error.what.zh
    assert "第1页" in error.where.zh

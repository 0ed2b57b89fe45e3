"""Bad input gets a message that names what is wrong and where, in both languages."""

from __future__ import annotations

import time

import pytest

from taizhang.reading import MAX_BYTES, ReadError, losses, read

from .ledgers import text_of, truth_of

LEDGER = text_of("lanfeng-tabs").decode("utf-8")


def refusal(data: bytes | str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data)
    error = caught.value
    assert all(part.zh and part.en for part in (error.what, error.where, error.hint))
    assert error.what.zh in str(error)
    assert error.what.en in error.in_language("en")
    return error


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff", "\u200b\n"])
def test_an_empty_text_is_refused(data: bytes | str) -> None:
    assert "空" in refusal(data).what.zh


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "图片"),
        (b"PK\x03\x04" + bytes(60), "损坏"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)) * 30, "二进制"),
        (b"\x00\x01\x02\x03" * 100, "二进制"),
    ],
)
def test_what_is_no_text_is_refused_by_its_kind(data: bytes, word: str) -> None:
    assert word in refusal(data).what.zh


def test_an_unknown_encoding_is_refused_with_its_line() -> None:
    error = refusal("項目名稱與責任單位一覽\n區政府辦公室公布年度實施計畫，請各單位依照時程辦理".encode("big5"))
    assert "编码" in error.what.zh
    assert error.where.zh == "第1行"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_chinese_offices_are_read(encoding: str) -> None:
    assert len(read(LEDGER.encode(encoding)).ledger.tasks) == len(truth_of("lanfeng-tabs")["rows"])


def test_fifty_megabytes_are_refused_at_once_with_the_limit() -> None:
    data = "民".encode() * 17_000_000
    before = time.monotonic()
    error = refusal(data)
    assert f"{MAX_BYTES // 1_000_000} MB" in error.what.zh
    assert time.monotonic() - before < 5  # at once: no hang, whatever the machine


def test_a_text_of_nothing_but_line_ends_and_tabs_is_refused() -> None:
    assert "过多" in refusal("甲\t\n" * 200_000).what.zh


def test_a_table_without_header_is_named_with_its_line() -> None:
    error = refusal("2025年进展\n1\t新建学校\t区教育局\t已完成\n2\t新建公园\t区城管局\t在建\n")
    assert "没有表头" in error.what.zh
    assert error.where.zh == "第2行"


@pytest.mark.parametrize(
    "data",
    [
        "某区2025年民生实事\n序号\t项目名称\t责任单位\t进展情况\n",
        "序号\n\n项目名称\n\n责任单位\n\n进展情况\n",
        "序号 | 项目名称 | 责任单位 |\n",
    ],
)
def test_a_header_without_rows_is_refused(data: str) -> None:
    assert "没有内容" in refusal(data).what.zh


def test_a_text_without_a_table_is_refused() -> None:
    assert "没有找到台账表格" in refusal("今天召开了会议。\n会议研究了有关工作，并作出了安排。\n").what.zh


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_inside_a_character_is_refused(cut: int) -> None:
    assert "不完整" in refusal(LEDGER.encode()[: LEDGER.encode().rindex("注".encode()) + cut]).what.zh


def test_a_file_cut_inside_its_last_row_is_refused_with_the_line() -> None:
    cut = LEDGER[: LEDGER.index("县文旅体局")].rstrip()
    error = refusal(cut)
    assert "不完整" in error.what.zh
    assert error.where.zh == f"第{cut.count(chr(10)) + 1}行"


def test_a_last_row_whose_remark_is_empty_is_no_cut_file() -> None:
    text = "序号\t项目名称\t责任单位\t备注\n1\t新建学校\t区教育局\t续建\n2\t新建公园\t区城管局\n3\t新建道路\t区住建局"
    assert len(read(text).ledger.tasks) == 3


def test_control_characters_are_kept_out_and_reported() -> None:
    reading = read(LEDGER.replace("已完成", "已\x07完\x02成"))
    texts = [cell.text for task in reading.ledger.tasks for cell in task.cells]
    assert "已完成" in texts
    assert not any(ord(char) < 32 and char != "\n" for text in texts for char in text)
    assert [left.text for left in reading.ledger.leftovers if left.reason == "debris"][:2] == ["U+0007", "U+0002"]
    assert "控制字符" in reading.notices[0].zh
    assert losses(reading) == ()


def test_half_a_surrogate_pair_is_kept_out() -> None:
    assert losses(read(LEDGER.replace("已完成", "\ud83d已完成"))) == ()

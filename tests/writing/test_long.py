"""Long ledgers, and a machine that lacks what sets PDFs."""

from __future__ import annotations

import sys

import pypdfium2
import pytest

from taizhang.reading import read
from taizhang.writing import WriteError, rows, write

from .build import ledger, many

LONG = many(1_000)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_a_thousand_tasks_come_back(kind: str) -> None:
    assert rows(read(write(LONG, kind)).ledger)["rows"] == rows(LONG)["rows"]


def test_every_one_of_over_forty_pages_has_the_header_and_its_number() -> None:
    document = pypdfium2.PdfDocument(write(LONG, "pdf"))
    assert len(document) > 40
    for number, page in enumerate(document, 1):
        text = "".join(page.get_textpage().get_text_bounded().split())
        assert "责任单位" in text
        assert f"—{number}—" in text


def test_a_cell_of_three_thousand_characters_and_thirty_units_is_printed_whole() -> None:
    words = "".join(f"第{k}处点位已完工并投入使用，" for k in range(1, 221))
    units = "、".join(f"第{k}街道办事处" for k in range(1, 31))
    assert len(words) > 3_000
    document = pypdfium2.PdfDocument(write(ledger((("内容", units, "1", words),)), "pdf"))
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    assert "第30街道" in text
    assert all(f"第{k}处" in text for k in (1, 110, 220))


def test_a_machine_without_typst_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(WriteError, match=r"taizhang\[pdf\]"):
        write(LONG, "pdf")


def test_a_machine_without_a_chinese_font_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.writing.pdf.press._families", lambda: frozenset({"libertinus serif"}))
    with pytest.raises(WriteError, match="fonts-noto-cjk"):
        write(ledger(), "pdf")

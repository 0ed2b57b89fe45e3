"""The page: a table that a screen reader can walk, and nothing that runs."""

from __future__ import annotations

from lxml import html

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.writing import sheet_of, write
from taizhang.writing.html import fragment
from tests.tools import ROOT

from .build import ledger, many, with_sections


def page_of(made: Ledger) -> html.HtmlElement:
    return html.document_fromstring(write(made, "html").decode())


def test_the_table_has_a_name_scopes_and_heads_of_its_groups() -> None:
    page = page_of(with_sections(many(8), "一、市级民生实事（2项）", "二、县级民生实事（2项）"))
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == page.findtext(".//table/caption/h1") == "柳泉县2025年民生实事进展情况台账"
    assert [th.get("scope") for th in page.findall(".//thead//th")] == ["col"] * 6
    assert [th.text for th in page.findall(".//tbody//th[@scope='row']")][:2] == ["第1项惠民工程", "第2项惠民工程"]
    groups = page.findall(".//tbody//th[@scope='rowgroup']")
    assert [(th.get("scope"), th.text) for th in groups] == [
        ("rowgroup", "一、市级民生实事（2项）"), ("rowgroup", "二、县级民生实事（2项）"),
    ]  # fmt: skip


def test_a_header_of_two_tiers_says_which_columns_it_heads() -> None:
    made = read((ROOT / "samples" / "baizhou-2025-10-matrix.txt").read_bytes()).ledger
    heads = page_of(made).findall(".//thead//th")
    wide = [th for th in heads if th.get("colspan")]
    assert [th.get("scope") for th in wide] == ["colgroup"] * 4


def test_words_are_words_and_run_nothing() -> None:
    made = ledger((("<script>alert(1)</script>", "a & b", '"引号"', "<b>粗</b>\n第二行"),), title="<i>题</i>")
    page = page_of(made)
    assert not page.findall(".//script")
    assert not page.findall(".//i")
    cells = page.find(".//tbody/tr")
    assert cells[2].text == "<script>alert(1)</script>"
    assert [cells[5].text, cells[5][0].tail] == ["<b>粗</b>", "第二行"]


def test_the_part_for_a_page_with_a_frame_of_its_own_has_no_styles() -> None:
    part = fragment(sheet_of(many(4)))
    assert "<style" not in part
    assert "style=" not in part
    assert part.startswith('<table class="ledger">\n<caption>\n<h1>')

"""A bulletin as a web page: headings in order, fields for people and machines, annexes as tables with heads."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from lxml import html
from msgspec.structs import replace

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.terminal.bulletins import bulletin
from taizhang.writing.bulletin import OUTLINES, Bulletin, Head, Paragraph
from taizhang.writing.bulletin.page import to_html
from tests.tools import ROOT

OFFICE = "清禾县人民政府办公室"
HEAD = Head("公文", (OFFICE,), cc="县委办公室，县人大常委会办公室", printed_by=OFFICE)
FIELDS = {"索引号": "清禾/2025-00001", "发布日期": "2025-04-10", "关键词": "民生实事"}


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read((ROOT / "samples/qinghe-2025-q1.txt").read_bytes(), name="qinghe-2025-q1.txt").ledger


@pytest.fixture(scope="module")
def paper(ledger: Ledger) -> Bulletin:
    made = bulletin(OUTLINES["quarterly"], ledger)
    return replace(made, issuer=OFFICE, day=date(2025, 4, 8), number="清政办督通〔2025〕3号", head=HEAD)


def page_of(paper: Bulletin, ledger: Ledger, **fields: str) -> html.HtmlElement:
    return html.document_fromstring(to_html(paper, ledger, fields=fields).decode())


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(e.text_content().split()) for e in page.findall(path)]


def test_headings_step_down_one_by_one_and_each_id_is_used_once(paper: Bulletin, ledger: Ledger) -> None:
    page = page_of(paper, ledger)
    assert page.get("lang") == "zh-CN"
    levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 6
    assert all(a.get("href")[1:] in ids for a in page.findall(".//a"))
    assert not page.findall(".//script")


def test_fields_stand_in_a_list_and_in_tags(paper: Bulletin, ledger: Ledger) -> None:
    page = page_of(paper, ledger, **FIELDS)
    tags = {e.get("name"): e.get("content") for e in page.findall(".//meta") if e.get("name")}
    assert tags.items() >= FIELDS.items()
    assert tags["ArticleTitle"] == paper.title
    assert (tags["PubDate"], tags["Keywords"], tags["ContentSource"]) == ("2025-04-10", "民生实事", OFFICE)
    assert "Description" not in tags
    assert dict(zip(texts(page, ".//dt"), texts(page, ".//dd"), strict=True)) == FIELDS
    assert page_of(paper, ledger).find(".//dl") is None


def test_the_paper_is_whole_and_its_annexes_are_tables_with_heads(paper: Bulletin, ledger: Ledger) -> None:
    page = page_of(paper, ledger)
    told = "".join(page.find(".//article").text_content().split())
    assert all("".join(p.text.split()) in told for p in paper.paragraphs)
    tables = page.findall(".//section/table")
    assert [len({c.getparent() for c in t.findall(".//tbody/tr/*")}) for t in tables] == [
        len(annex.rows) for annex in paper.annexes
    ]
    assert all(t.find("caption/h2") is not None and t.find(".//th[@scope='col']") is not None for t in tables)
    assert texts(page, ".//section/p[@class='annex']") == ["附件1", "附件2", "附件3"]


def test_a_red_head_and_an_imprint(paper: Bulletin, ledger: Ledger) -> None:
    page = page_of(paper, ledger)
    assert texts(page, ".//p[@class='organ']") == [f"{OFFICE}文件"]
    assert texts(page, ".//footer/p") == ["抄送：县委办公室，县人大常委会办公室。", f"{OFFICE}2025年4月8日印发"]
    upward = replace(paper, head=replace(HEAD, signers=("林知远",)))
    assert "签发人：林知远" in "".join(texts(page_of(upward, ledger), ".//article/p"))


def test_a_letter_has_its_number_aside_and_no_printers_line(paper: Bulletin, ledger: Ledger) -> None:
    page = page_of(replace(paper, head=replace(HEAD, style="函")), ledger)
    assert texts(page, ".//p[@class='organ']") == [OFFICE]
    assert page.find(".//hr[@class='double']") is not None
    assert texts(page, ".//footer/p") == ["抄送：县委办公室，县人大常委会办公室。"]


def test_a_paper_without_a_head_shows_its_number_alone(paper: Bulletin, ledger: Ledger) -> None:
    page = page_of(replace(paper, head=Head(cc="县委办公室", printed_by=OFFICE)), ledger)
    assert page.find(".//p[@class='organ']") is None
    assert page.find(".//footer") is None
    assert texts(page, ".//p[@class='number']") == [paper.number]


def test_words_are_words_and_run_nothing(ledger: Ledger) -> None:
    odd = Bulletin("x", "<b>题</b>", (Paragraph("free", ("<script>alert(1)</script> & 喆玥湨𬭩",), 0),), to="<i>县</i>")
    page = page_of(odd, ledger, **{'"><script>': "<u>"})
    assert not [*page.iter("script", "b", "i", "u")]
    assert "<script>alert(1)</script> & 喆玥湨𬭩" in page.text_content()

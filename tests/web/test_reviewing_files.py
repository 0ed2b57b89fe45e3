"""A Word document or a page beside its ledger: its paragraphs and tables, each cell linked to what it became."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from taizhang.web.ledgers import source
from taizhang.web.ledgers.models import Draft
from tests.reading.files.documents import docx, p, tbl, tc, tr

TABLE = tbl(
    tr("序号", "项目名称", "责任单位", "进展情况"),
    tr(tc("1", '<w:vMerge w:val="restart"/>'), "改造老旧小区12个", "县住建局", "已完工9个。"),
    tr(tc("", "<w:vMerge/>"), "加装电梯20部", "县住建局", "已装15部。"),
    tr("2", "新建口袋公园3个", "县城管局", "正在施工。"),
)
FILE = docx(p("松屏县2025年民生实事台账") + TABLE + p("注：数据截至6月底。"))


@pytest.fixture
def clerk(as_: Callable[[str], Client]) -> Client:
    return as_("coordinator")


def review(clerk: Client, data: bytes, name: str) -> str:
    clerk.post("/import/", {"file": SimpleUploadedFile(name, data)})
    answer = clerk.get(f"/import/{Draft.objects.get().pk}/")
    assert answer.status_code == 200
    return answer.text


def pane(page: str) -> str:
    return page.partition('class="source blocks"')[2].partition("</section>")[0]


@pytest.mark.django_db
def test_a_word_document_stands_beside_its_ledger(clerk: Client) -> None:
    shown = pane(review(clerk, FILE, "台账.docx"))
    assert "<p>松屏县2025年民生实事台账</p>" in shown
    assert "<p>注：数据截至6月底。</p>" in shown
    assert '<td rowspan="2" class="src-cell" data-source="0-0">1</td>' in shown
    assert re.findall(r'data-source="([\d-]+)">加装', shown) == ["1-1"]


@pytest.mark.django_db
def test_of_a_long_table_the_first_rows_are_shown_and_the_rest_is_counted(
    clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "ROWS_SHOWN", 2)
    page = review(clerk, FILE, "台账.docx")
    assert pane(page).count("<tr>") == 2
    assert "还有2行" in page


@pytest.mark.django_db
def test_what_a_document_says_is_shown_and_never_run(clerk: Client) -> None:
    shown = pane(review(clerk, docx(p("<w:r><w:t>&lt;script&gt;1&lt;/script&gt;</w:t></w:r>") + TABLE), "台账.docx"))
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown

"""A bulletin in Word: the standard's page, headings, annexes on their side, and figures that can be traced."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree
from msgspec.structs import replace

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.terminal.bulletins import bulletin
from taizhang.writing.bulletin import OUTLINES, Block, Bulletin
from taizhang.writing.bulletin.cutting import cut
from taizhang.writing.bulletin.printed import title_lines
from taizhang.writing.bulletin.word import to_docx
from tests.tools import ROOT, libreoffice, needs
from tests.writing.build import ledger as built
from tests.writing.schema import W, out_of_order

SAMPLES = ROOT / "samples"
MM = 1440 / 25.4
POINT = 25.4 / 72


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read((SAMPLES / "qinghe-2025-q1.txt").read_bytes(), name="qinghe-2025-q1.txt").ledger


@pytest.fixture(scope="module")
def paper(ledger: Ledger) -> Bulletin:
    """The quarterly bulletin, with enough free text for three pages of full lines."""
    full = Block("free", "各责任单位要把民生实事摆在突出位置" * 60)
    outline = replace(OUTLINES["quarterly"], blocks=(*OUTLINES["quarterly"].blocks, full))
    return replace(bulletin(outline, ledger), issuer="清禾县人民政府办公室", day=date(2025, 4, 8))


@pytest.fixture(scope="module")
def made(paper: Bulletin, ledger: Ledger) -> bytes:
    return to_docx(paper, ledger, fields={"索引号": "清禾/2025-00001", "主题分类": "综合政务"})


@pytest.fixture(scope="module")
def printed(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulletin")
    (folder / "a.docx").write_bytes(made)
    command = [str(libreoffice()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", "pdf", "a.docx"], cwd=folder, check=True, capture_output=True)
    return folder / "a.pdf"


def part(made: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


def test_every_part_keeps_the_order_of_the_schema_and_no_mark_is_used_twice(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
    assert [wrong for name in parts for wrong in out_of_order(part(made, name))] == []
    marks = [e.get(f"{W}id") for e in part(made, "word/document.xml").iter(f"{W}bookmarkStart")]
    names = [e.get(f"{W}name") for e in part(made, "word/document.xml").iter(f"{W}bookmarkStart")]
    assert marks
    assert len(set(marks)) == len(marks) == len(set(names))


def test_figures_stand_in_hidden_marks_that_name_their_rows(made: bytes) -> None:
    names = [e.get(f"{W}name", "") for e in part(made, "word/document.xml").iter(f"{W}bookmarkStart")]
    assert all(re.fullmatch(r"_\w+_\d+_[\d_]+", name) and len(name) <= 40 for name in names)
    assert any(name.startswith("_状态分布_") for name in names)


def test_python_docx_opens_it_and_finds_the_paper_in_order(made: bytes) -> None:
    document = docx.Document(io.BytesIO(made))
    lines = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert lines[0] == ("Paper Title", "关于清禾县2025年")
    assert lines[2] == ("Paper Addressees", "各乡镇人民政府、街道办事处，各责任单位：")
    assert ("Paper Heading", "一、总体情况") in lines
    assert ("Paper Subheading", "（一）加快滞后项目") in lines
    assert ("Paper Addressees", "附件：1.进度滞后项目清单") in lines
    assert ("Paper Signature", "2025年4月8日") in lines
    assert len(document.tables) == 3


def test_the_page_is_the_standards_and_annexes_lie_on_their_side(made: bytes) -> None:
    sections = docx.Document(io.BytesIO(made)).sections
    upright = sections[0]
    margins = (upright.top_margin, upright.right_margin, upright.bottom_margin, upright.left_margin)
    assert [round(m.mm) for m in margins] == [37, 26, 35, 28]
    assert [s.orientation for s in sections] == [0, 1, 1, 1]


def test_the_fields_of_disclosure_are_the_documents_own_properties(
    made: bytes, paper: Bulletin, ledger: Ledger
) -> None:
    told = part(made, "docProps/custom.xml")
    assert {e.get("name"): "".join(e.itertext()) for e in told} == {"索引号": "清禾/2025-00001", "主题分类": "综合政务"}
    with zipfile.ZipFile(io.BytesIO(to_docx(paper, ledger))) as archive:
        assert "docProps/custom.xml" not in archive.namelist()


@needs("libreoffice", "pdftoppm")
def test_a_full_page_has_22_lines_of_28_characters(printed: Path) -> None:
    words = subprocess.run(
        ["pdftotext", "-bbox", "-f", "3", "-l", "3", str(printed), "-"], capture_output=True, text=True, check=True
    ).stdout
    boxes = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', words)
    lines = [box for box in boxes if len(box[4]) > 10]
    assert len(lines) >= 20
    assert {len(box[4]) for box in lines[1:-1]} == {28}
    tops = [float(box[1]) for box in lines]
    pitch = (tops[-1] - tops[0]) / (len(tops) - 1)
    assert 22 * pitch * POINT == pytest.approx(225, abs=1)
    widths = {round((float(box[2]) - float(box[0])) * POINT) for box in lines[1:-1]}
    assert widths <= {155, 156}


@needs("libreoffice", "pdftoppm")
def test_numbers_stand_right_on_odd_and_left_on_even_pages_and_aside_on_turned_ones(printed: Path) -> None:
    text = subprocess.run(["pdftotext", "-bbox", str(printed), "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("<page ")[1:]
    upright = [page for page in pages if 'width="595' in page]
    sides = [float(re.findall(r'<word xMin="([\d.]+)"[^>]*>—</word>', page)[-1]) for page in upright]
    assert all((side > 300) == (k % 2 == 0) for k, side in enumerate(sides))
    turned = [page for page in pages if 'width="841' in page]
    assert turned
    for page in turned:
        x = float(re.findall(r'<word xMin="([\d.]+)"[^>]*>—</word>', page)[0])
        assert x * POINT < 35


def test_a_cut_ledger_carries_merged_cells_to_the_first_row_that_is_kept() -> None:
    whole = built(
        (("甲", "县一局", "1", "a"), ("乙", "县二局", "2", "b"), ("丙", "县三局", "3", "c")),
        (("丁", "县四局", "4", "d"),),
    )
    part_of = cut(whole, (1, 2))
    task = part_of.projects[0].tasks[0]
    assert [(c.text, c.rows) for c in task.cells if c.column < 2] == [("第1项惠民工程", 2), ("1", 2)][::-1]
    assert [t.row for t in part_of.tasks] == [1, 2]
    assert cut(whole, (0, 1, 2, 3)) is whole


def test_titles_break_between_words_into_lines_of_like_length() -> None:
    assert title_lines("关于加快滞后项目的提醒函") == ["关于加快滞后项目的提醒函"]
    assert title_lines("关于清禾县2025年民生实事一季度进展情况的通报") == [
        "关于清禾县2025年",
        "民生实事一季度进展情况的通报",
    ]
    long = "关于" + "甲" * 70 + "的通报"
    assert "".join(title_lines(long)) == long
    assert max(map(len, title_lines(long))) <= 20


def test_rare_characters_marks_of_xml_and_an_empty_paper_are_no_trouble(ledger: Ledger) -> None:
    odd = Bulletin("x", "关于<𬭩>&喆玥湨的通报\x07", (), issuer="")
    document = docx.Document(io.BytesIO(to_docx(odd, ledger)))
    assert document.paragraphs[0].text == "关于<𬭩>&喆玥湨的通报"

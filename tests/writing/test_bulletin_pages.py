"""The red head, the letter and the imprint as they come off the press: LibreOffice's pages of our Word, and our own."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import docx
import numpy
import pdfplumber
import pypdfium2
import pytest
from msgspec.structs import replace

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.terminal.bulletins import bulletin
from taizhang.writing.bulletin import OUTLINES, Bulletin, Head, Paragraph
from taizhang.writing.bulletin.compose import styled
from taizhang.writing.bulletin.press import to_pdf
from taizhang.writing.bulletin.word import to_docx
from tests.tools import ROOT, libreoffice, needs

from .conftest import environment
from .schema import out_of_order
from .test_word import parts

MM = 25.4 / 72
OFFICE = "清禾县人民政府办公室"
HEAD = Head("公文", (OFFICE,), cc="县委办公室，县人大常委会办公室，" * 4 + "县人武部", printed_by=OFFICE)
LETTER = replace(HEAD, style="函")
WORDS = "各责任单位要把民生实事摆在突出位置倒排工期抓紧推进" * 60
PRESSES = [pytest.param("office", marks=needs("libreoffice")), "ours"]


def plain(length: int, head: Head, **more: object) -> Bulletin:
    """A paper of so many characters."""
    text = (Paragraph("heading", ("一、总体情况",), 0), Paragraph("free", (WORDS[:length],), 0))
    made = Bulletin("x", "关于民生实事进展情况的通报", text, to="各乡镇人民政府", issuer=OFFICE, head=head)
    return replace(made, day=date(2025, 4, 8), number="清政〔2025〕1号", **more)


def from_record(kind: str, ledger: Ledger, head: Head) -> Bulletin:
    made = bulletin(OUTLINES[kind], ledger)
    made = replace(made, issuer=OFFICE, day=date(2025, 4, 8), number="清政办督〔2025〕3号")
    return replace(made, to=made.to or "县水利局", head=styled(head, OUTLINES[kind]))


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read((ROOT / "samples/qinghe-2025-q1.txt").read_bytes(), name="qinghe-2025-q1.txt").ledger


@pytest.fixture(scope="module")
def papers(ledger: Ledger) -> Mapping[str, Bulletin]:
    """Papers with annexes and without, whose text ends on odd and on even pages, with room below and without."""
    signers = ("林知远", "赵一", "王有为")
    joint = replace(HEAD, organs=(OFFICE, "清禾县发展和改革局"))
    return {
        "document": from_record("quarterly", ledger, HEAD),
        "letter": from_record("reminder", ledger, HEAD),
        "short": plain(60, HEAD),
        "even": plain(420, HEAD),
        "full": plain(690, HEAD),
        "odd": plain(1000, HEAD),
        "upward": plain(500, replace(HEAD, signers=signers, urgency="特急")),
        "joint": plain(420, joint),
        "note": plain(60, LETTER),
        "leaf": plain(330, LETTER),
        "none": plain(1300, replace(HEAD, style="none")),
    }


@pytest.fixture(scope="module")
def ours(
    papers: Mapping[str, Bulletin], ledger: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("ours")
    for name, paper in papers.items():
        (folder / f"{name}.pdf").write_bytes(to_pdf(paper, ledger))
    return {name: folder / f"{name}.pdf" for name in papers}


@pytest.fixture(scope="module")
def office(
    papers: Mapping[str, Bulletin], ledger: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("office")
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(to_docx(paper, ledger))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(libreoffice()), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(path) for path in folder.glob("*.docx")]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300, env=environment(folder))
    return {name: folder / f"{name}.pdf" for name in papers}


@pytest.fixture(params=PRESSES)
def press(request: pytest.FixtureRequest) -> Mapping[str, Path]:
    found: Mapping[str, Path] = request.getfixturevalue(request.param)
    return found


def bands(path: Path, page: int, *, red: bool) -> list[tuple[float, float]]:
    """Where ink begins and ends on the way down a page, mm: red ink alone, or all."""
    scale = 4.0
    image = pypdfium2.PdfDocument(path)[page].render(scale=scale).to_pil().convert("RGB")
    colours = numpy.asarray(image).astype(int)
    dark = colours.sum(axis=2) < 400
    inked = dark if not red else (colours[:, :, 0] > 150) & (colours[:, :, 1] < 90) & (colours[:, :, 2] < 90)
    return list(_runs(inked.any(axis=1).tolist(), scale))


def _runs(rows: list[bool], scale: float) -> Iterator[tuple[float, float]]:
    start = None
    for at, inked in enumerate([*rows, False]):
        if inked and start is None:
            start = at
        elif not inked and start is not None:
            yield start * MM / scale, at * MM / scale
            start = None


def lines_of(path: Path) -> list[list[tuple[str, float, float, float]]]:
    """For each page its lines: words without blanks, left, top and right in mm."""
    with pdfplumber.open(path) as document:
        pages = [page.extract_text_lines() for page in document.pages]
    return [
        [("".join(line["text"].split()), line["x0"] * MM, line["top"] * MM, line["x1"] * MM) for line in page]
        for page in pages
    ]


def numbered(page: list[tuple[str, float, float, float]]) -> int | None:
    """The number at the foot of an upright page."""
    marks = [text for text, _, top, _ in page if text.startswith("—") and top > 262]
    return int(marks[0].strip("—")) if marks else None


def test_the_organ_stands_35_mm_below_the_margin_and_the_line_4_mm_below_the_number(press: Mapping[str, Path]) -> None:
    for name in ("document", "upward"):
        organ, rule = bands(press[name], 0, red=True)
        assert organ[0] == pytest.approx(37 + 35, abs=0.7)
        number = [band for band in bands(press[name], 0, red=False) if band[1] < rule[0]][-1]
        assert rule[0] - number[1] == pytest.approx(4, abs=0.5)


def test_organs_of_a_joint_paper_stand_in_lines_of_one_width(press: Mapping[str, Path]) -> None:
    assert bands(press["joint"], 0, red=True)[0][0] == pytest.approx(37 + 35, abs=0.7)
    with pdfplumber.open(press["joint"]) as document:
        chars = [c for c in document.pages[0].chars if c["text"] in "清室局件" and c["size"] > 25]
    left = [c["x0"] for c in chars if c["text"] == "清"]
    right = [c["x1"] for c in chars if c["text"] in "室局"]
    assert len(left) == len(right) == 2
    assert left[0] == pytest.approx(left[1], abs=2)
    assert right[0] == pytest.approx(right[1], abs=3)


def test_a_letter_has_double_lines_30_mm_down_and_20_mm_up(press: Mapping[str, Path]) -> None:
    organ, thick, thin, thin_below, thick_below = bands(press["letter"], 0, red=True)
    assert organ[0] == pytest.approx(30, abs=0.7)
    assert thick[0] - organ[1] == pytest.approx(4, abs=0.7)
    assert thick[1] - thick[0] > thin[1] - thin[0]
    assert thick_below[1] - thick_below[0] > thin_below[1] - thin_below[0]
    assert thick_below[1] == pytest.approx(297 - 20, abs=0.5)
    number = next(band for band in bands(press["letter"], 0, red=False) if band[0] > thin[1] + 0.3)
    assert number[0] - thin[1] == pytest.approx(5.55 * 7 / 8, abs=0.7)
    text, _, _, right = next(line for line in lines_of(press["letter"])[0] if "〔2025〕" in line[0])
    assert text == "清政办督〔2025〕3号"
    assert right == pytest.approx(184, abs=0.7)


def test_a_letters_first_page_has_no_number(press: Mapping[str, Path]) -> None:
    assert numbered(lines_of(press["letter"])[0]) is None
    assert numbered(lines_of(press["document"])[0]) == 1


def test_signers_stand_on_the_right_and_the_number_beside_the_last(press: Mapping[str, Path]) -> None:
    page = lines_of(press["upward"])[0]
    assert page[0][0] == "特急"
    first = next(line for line in page if "签发人：" in line[0])
    assert first[0] == "签发人：林知远赵一"
    last = next(line for line in page if "清政" in line[0])
    assert last[0].startswith("清政〔2025〕1号")
    assert last[0].endswith("王有为")
    assert last[1] == pytest.approx(28 + 5.5, abs=1)


@pytest.mark.parametrize("name", ["document", "short", "even", "full", "odd", "joint"])
def test_the_imprint_ends_the_last_page_which_is_an_even_one(name: str, press: Mapping[str, Path]) -> None:
    pages = lines_of(press[name])
    marked = [number for number, page in enumerate(pages) if any("抄送：" in line[0] for line in page)]
    assert marked == [len(pages) - 1]
    last = pages[-1]
    assert any(line[0] == f"{OFFICE}2025年4月8日印发" for line in last)
    with pdfplumber.open(press[name]) as document:
        page = document.pages[-1]
        shapes = [s for s in (*page.rects, *page.lines) if s["x1"] - s["x0"] > 400 and s["top"] > 500]
    rules = sorted({round(s["bottom"] * MM, 1) for s in shapes})
    assert rules[-1] == pytest.approx(297 - 35, abs=0.7)
    before = [numbered(page) for page in pages[:-1] if numbered(page) is not None]
    own = numbered(last)
    if own is not None:
        assert own % 2 == 0
    elif press[name].parent.name.startswith("ours"):
        assert len(pages) % 2 == 0
        assert lines_of(press[name])[-2] == []  # a blank page stands before it
    assert own is None or not before or own > before[-1]


@pytest.mark.parametrize("name", ["note", "leaf"])
def test_a_letters_imprint_has_neither_lines_nor_printer(name: str, press: Mapping[str, Path]) -> None:
    last = lines_of(press[name])[-1]
    assert "".join(line[0] for line in last).count("抄送：") == 1
    assert not any("印发" in line[0] for line in last)
    copied = [top for text, _, top, _ in last if "县人武部。" in text]
    assert 250 < copied[0] < 262
    with pdfplumber.open(press[name]) as document:
        page = document.pages[-1]
        assert not [s for s in page.rects if s["x1"] - s["x0"] > 400 and 200 < s["top"] * MM < 265]


def test_a_paper_without_a_head_has_no_red_and_no_imprint(press: Mapping[str, Path]) -> None:
    assert all(bands(press["none"], page, red=True) == [] for page in range(len(lines_of(press["none"]))))
    assert not any("抄送" in line[0] for page in lines_of(press["none"]) for line in page)


def test_a_full_page_has_22_lines_of_28_characters(press: Mapping[str, Path]) -> None:
    page = [line for line in lines_of(press["none"])[1] if line[2] < 262]
    assert len(page) == 22
    assert {len(line[0]) for line in page[:-1]} == {28}
    pitch = (page[-1][2] - page[0][2]) / 21
    assert 22 * pitch == pytest.approx(225, abs=1)
    assert page[0][1] == pytest.approx(28, abs=0.5)
    assert page[0][3] == pytest.approx(184, abs=1)


def test_pages_are_a4_and_annexes_lie_on_their_side(press: Mapping[str, Path]) -> None:
    sizes = [
        (round(wide * MM), round(high * MM))
        for wide, high in (page.get_size() for page in pypdfium2.PdfDocument(press["document"]))
    ]
    assert sizes[0] == sizes[-1] == (210, 297)
    assert set(sizes) == {(210, 297), (297, 210)}


def test_a_turned_page_has_its_number_where_upright_ones_have_it(ours: Mapping[str, Path]) -> None:
    seen = 0
    with pdfplumber.open(ours["document"]) as document:
        for page in document.pages:
            if page.width < page.height:
                continue
            marks = [c for c in page.chars if abs(c["matrix"][0]) < 0.1]
            assert "".join(c["text"] for c in marks).replace(" ", "") == f"—{page.page_number}—"
            assert 20 < min(c["x0"] for c in marks) * MM < max(c["x1"] for c in marks) * MM <= 28.5
            middle = sum(c["top"] for c in marks) / len(marks) * MM
            assert (middle > 105) == (page.page_number % 2 == 1)
            seen += 1
    assert seen > 3


def test_the_signature_never_stands_on_a_page_without_text(ledger: Ledger) -> None:
    """In the words of 7.3.5.5: for every length of a text about a page's end."""
    for length in range(660, 800, 20):
        pages = lines_of_bytes(to_pdf(plain(length, replace(HEAD, cc="", printed_by="")), ledger))
        signed = next(page for page in pages if any(line == "2025年4月8日" for line in page))
        assert any(line[:4] in WORDS for line in signed), length


def lines_of_bytes(data: bytes) -> list[list[str]]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [["".join(line["text"].split()) for line in page.extract_text_lines()] for page in document.pages]


@needs("pdftoppm")
def test_faces_are_embedded_as_named(ours: Mapping[str, Path]) -> None:
    told = subprocess.run(["pdffonts", ours["document"]], check=True, capture_output=True, text=True).stdout
    faces = [line.split() for line in told.splitlines()[2:]]
    stems = {face[0].split("+")[-1].split("-")[0] for face in faces}
    assert stems <= {"FandolFang", "FandolHei", "FandolKai", "FandolSong", "NotoSerifCJKsc", "NotoSansCJKsc"}
    assert all((face[-5], face[-4]) == ("yes", "yes") for face in faces)


@pytest.mark.parametrize("name", ["document", "letter", "upward", "joint", "even", "full", "none"])
def test_word_files_keep_the_order_of_the_schema_and_python_docx_opens_them(
    name: str, papers: Mapping[str, Bulletin], ledger: Ledger
) -> None:
    data = to_docx(papers[name], ledger)
    found = parts(data)
    assert [wrong for root in found.values() for wrong in out_of_order(root)] == []
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    assert "关于" in text
    assert ("抄送：" in text) == (name != "none")
    overrides = [e.get("PartName") for e in found["[Content_Types].xml"] if e.tag.endswith("Override")]
    assert len(overrides) == len(set(overrides))
    relations = [r.get("Id") for r in found["word/_rels/document.xml.rels"]]
    assert len(relations) == len(set(relations))
    used = {
        v for e in found["word/document.xml"].iter() for k, v in e.attrib.items() if k.endswith("}id") and "rId" in v
    }
    assert used <= set(relations)

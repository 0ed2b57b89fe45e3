"""Word documents as the standard of their format wants them, and as other programs read them."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from lxml import etree

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.writing import LAYOUTS, WriteError, write
from tests.tools import ROOT

from .build import ledger, many, with_sections
from .schema import R, W, out_of_order, uneven_rows

SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
LONG = with_sections(many(40), "一、市级民生实事（10项）", "二、县级民生实事（10项）")


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


@pytest.fixture(scope="module", params=[path.stem for path in SAMPLES])
def sample(request: pytest.FixtureRequest) -> bytes:
    return write(read((ROOT / "samples" / f"{request.param}.txt").read_bytes()).ledger, "docx")


def test_its_elements_stand_in_the_order_of_the_schema(sample: bytes) -> None:
    for name, root in parts(sample).items():
        assert list(out_of_order(root)) == [], name


def test_its_parts_are_related_and_named_once(sample: bytes) -> None:
    found = parts(sample)
    types = found["[Content_Types].xml"]
    overrides = [e.get("PartName") for e in types if e.tag.endswith("Override")]
    assert len(set(overrides)) == len(overrides)
    assert {f"/{name}" for name in found if name.startswith(("word/", "docProps/")) and "_rels" not in name} == set(
        overrides
    )
    relations = {r.get("Id"): r.get("Target") for r in found["word/_rels/document.xml.rels"]}
    assert len(relations) == len(found["word/_rels/document.xml.rels"])
    assert all(f"word/{target}" in found for target in relations.values())
    used = {e.get(f"{R}id") for e in found["word/document.xml"].iter() if e.get(f"{R}id")}
    assert used <= set(relations)
    styles = [s.get(f"{W}styleId") for s in found["word/styles.xml"].iter(f"{W}style")]
    assert len(set(styles)) == len(styles)
    named = {s.get(f"{W}val") for s in found["word/document.xml"].iter(f"{W}pStyle")}
    assert named <= set(styles)


def test_every_row_fills_the_grid(sample: bytes) -> None:
    assert list(uneven_rows(parts(sample)["word/document.xml"])) == []


def test_python_docx_reads_the_page_the_header_and_the_merges() -> None:
    document = docx.Document(io.BytesIO(write(LONG, "docx")))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert [round(x.mm) for x in (section.page_width, section.page_height)] == [297, 210]
    assert [round(x.mm) for x in (section.top_margin, section.bottom_margin)] == [28, 26]
    table = document.tables[0]
    assert [c.text for c in table.rows[0].cells] == [c.name for c in LONG.columns]
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    assert table.cell(1, 0).text == table.cell(1, 3).text == "一、市级民生实事（10项）"
    assert table.cell(1, 4).text == "500"
    assert table.cell(2, 1)._tc is table.cell(3, 1)._tc
    assert document.paragraphs[0].style.name == "Title"
    assert document.core_properties.title == LONG.document.title


def test_faces_are_named_as_offices_have_them_with_what_may_stand_in() -> None:
    found = parts(write(LONG, "docx"))
    styles = {s.get(f"{W}styleId"): s for s in found["word/styles.xml"].iter(f"{W}style")}

    def face(style: str) -> tuple[str, str]:
        properties = styles[style].find(f"{W}rPr")
        return properties.find(f"{W}rFonts").get(f"{W}eastAsia"), properties.find(f"{W}sz").get(f"{W}val")

    assert face("Title") == ("方正小标宋简体", "44")
    assert face("TextC") == ("仿宋", "24")
    assert face("HeadC")[0] == face("Tier")[0] == "黑体"
    assert face("Category")[0] == "楷体"
    names = {f.get(f"{W}name"): f.find(f"{W}altName") for f in found["word/fontTable.xml"]}
    assert names["仿宋"].get(f"{W}val").split(",")[-2:] == ["FandolFang R", "Noto Serif CJK SC"]


def test_pages_are_numbered_between_dashes_on_the_outer_side() -> None:
    found = parts(write(LONG, "docx"))
    assert found["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    for name, side in (("footer1", "right"), ("footer2", "left")):
        footer = found[f"word/{name}.xml"]
        assert "".join(footer.itertext()).replace(" ", "") == "—PAGE1—"
        assert footer.find(f".//{W}jc").get(f"{W}val") == side
        assert footer.find(f".//{W}ind").get(f"{W}{side}Chars") == "100"


def test_rows_are_whole_unless_they_fill_a_page() -> None:
    made = ledger((("内容", "县民政局", "1", "短"),), (("内容", "县民政局", "1", "很长的进展。" * 500),))
    rows = list(parts(write(made, "docx"))["word/document.xml"].iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert write(LONG, "docx") == write(LONG, "docx")


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_a_document_in_order(name: str) -> None:
    for path in SAMPLES:
        try:
            data = write(read(path.read_bytes()).ledger, "docx", LAYOUTS[name])
        except WriteError:
            continue
        assert list(out_of_order(parts(data)["word/document.xml"])) == []


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf", "csv", "json"])
@pytest.mark.parametrize(
    "made",
    [Ledger(), ledger(), ledger((("内容", "县民政局", "", "无"),))],
    ids=["nothing", "header-only", "one-row"],
)
def test_empty_and_one_row_ledgers_are_written(made: Ledger, kind: str) -> None:
    data = write(made, kind)
    assert data
    if made.columns and kind == "docx":
        assert len(docx.Document(io.BytesIO(data)).tables[0].rows) == 1 + len(made.rows)


def test_thirty_units_in_a_cell_and_characters_that_xml_cannot_hold() -> None:
    units = "、".join(f"第{k}街道办事处" for k in range(1, 31))
    made = ledger((("甲\x00乙\x0b丙\ud800", units, "1", "喆玥湨𬭩"),))
    cells = docx.Document(io.BytesIO(write(made, "docx"))).tables[0].rows[1].cells
    assert [cells[k].text for k in (2, 3, 5)] == ["甲乙丙", units, "喆玥湨𬭩"]

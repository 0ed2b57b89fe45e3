"""The binary format of Word 97: plain documents are read as LibreOffice reads them, all others are left to it."""

from __future__ import annotations

import os
import random
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading import losses, read
from taizhang.reading.files.docx import DocxReader
from taizhang.reading.files.word97.binary import Word97, Word97Error
from taizhang.reading.files.word97.document import take_apart
from taizhang.reading.files.word97.rows import UncommonError
from taizhang.reading.grid import Grid, Source
from taizhang.writing.rows import rows
from tests.tools import libreoffice, needs

from .documents import docx, p, r, tbl, tc, tr
from .test_office import ENDS_IN_TABLE

HEAD = tr("序号", "项目名称", "责任单位", "进展情况")
WIDTHS = (800, 3000, 2000, 4000)
TABLE = tbl(
    HEAD, tr("1", "新建公园2个", "县城管局", "已建成1个"), tr("2", "改造管网3公里", "", "正在施工"), grid=WIDTHS
)
TITLE = p("柏川县2025年民生实事台账")
W14 = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def field(code: str, result: str) -> str:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    return f"{marks['begin']}<w:r><w:instrText>{code}</w:instrText></w:r>{marks['separate']}{r(result)}{marks['end']}"


def margin(kind: str, content: str) -> str:
    return f"<w:{kind} {W14}>{content}</w:{kind}>"


MERGED = tbl(
    tr("序号", "项目名称", tc("落实", '<w:gridSpan w:val="2"/>')),
    tr(
        tc("1", '<w:vMerge w:val="restart"/>'),
        tc("新建公园\n2个", '<w:vMerge w:val="restart"/>'),
        "县城管局",
        "已建成1个",
    ),
    tr(tc("", "<w:vMerge/>"), tc("", "<w:vMerge/>"), "县住建局", "正在施工"),
    tr(tc("二、安居", '<w:gridSpan w:val="4"/>')),
    tr("2", "改造管网3公里", tc("县水利局、县住建局", '<w:gridSpan w:val="2"/>')),
    grid=WIDTHS,
)
PLAIN = {
    "a table between paragraphs": TITLE + TABLE + p("注：数据截至3月底。"),
    "cells merged down and across": TITLE + MERGED + p("注：据实填报。"),
    "several paragraphs, tabs and breaks": TITLE
    + tbl(
        HEAD,
        tr("1", tc(p("一是\n选址；") + p("二是<w:tab/>施工。")), tc(p("县城管局") + p("县住建局")), "顺利"),
        grid=WIDTHS,
    )
    + p("完"),
    "several tables": TITLE
    + TABLE
    + p("附表")
    + tbl(HEAD, tr("3", "植树5亩", "县林业局", "完成"), grid=WIDTHS)
    + p("完"),
    "a field": TITLE + TABLE + p(field(' HYPERLINK "http://a.invalid" ', "详见公示") + r("。")),
    "rare characters": p("𠮷川县2025年民生实事台账")
    + tbl(HEAD, tr("1", "修𨭎桥1座", "“甲”局", "50%—60%"), grid=WIDTHS)
    + p("完"),
    "no table": TITLE + p("今年没有台账。"),
}
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    f'<w:numbering {W14}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
    'w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    "</w:num></w:numbering>"
)
NOTES = f'<w:footnotes {W14}><w:footnote w:id="2">{p("不含往年。")}</w:footnote></w:footnotes>'
NUMBERED = tbl(HEAD, tr(tc(p("", LIST)), "植树", "县林业局", "完成"))
NESTED = tc(tbl(tr("甲", "乙"), grid=(900, 900)) + p("丙"))
DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
UNCOMMON: dict[str, tuple[str, dict[str, str]]] = {
    "automatic numbers": (TITLE + NUMBERED + p("完"), {"numbering": NUMBERING}),
    "hidden": (TITLE + TABLE + p(r("内部", "<w:vanish/>") + r("公开")), {}),
    "deleted": (TITLE + TABLE + p(DELETED + r("新")), {}),
    "notes": (TITLE + TABLE + p(r("完") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), {"footnotes": NOTES}),
    "inside a cell": (TITLE + tbl(HEAD, tr("1", NESTED, "县局", "完成"), grid=WIDTHS) + p("完"), {}),
}


HEADED = "head and foot"
TABLE_FIRST = "a table right under the head"
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="r0"/>'
    '<w:footerReference w:type="default" r:id="r1"/></w:sectPr>'
)
MARGINS = {"header": margin("hdr", TITLE), "footer": margin("ftr", p(r("第") + field(" PAGE ", "1") + r("页")))}
DOCUMENTS = {
    **{case: docx(body) for case, body in PLAIN.items()},
    **{case: docx(body, **parts) for case, (body, parts) in UNCOMMON.items()},
    HEADED: docx(p("通知") + TABLE + p("完") + SECTION, **MARGINS),
    TABLE_FIRST: docx(TABLE + p("完") + SECTION, **MARGINS),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All documents as .doc, by one run of LibreOffice."""
    folder, program = tmp_path_factory.mktemp("doc"), libreoffice()
    assert program
    for case, document in DOCUMENTS.items():
        (folder / f"{case}.docx").write_bytes(document)
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc", "--outdir", folder]
    given = sorted(folder.glob("*.docx"))
    subprocess.run([*command, *given], check=True, capture_output=True, env={**os.environ, "HOME": str(folder)})
    return {case: (folder / f"{case}.doc").read_bytes() for case in DOCUMENTS}


def contents(source: Source) -> list[object]:
    """All that stands in a source: paragraphs, and tables with the places and spans of their cells."""
    return [
        [(c.text, c.row, c.column, c.rows, c.columns) for c in block.cells] if isinstance(block, Grid) else block.text
        for block in source.blocks
    ]


@needs("libreoffice")
@pytest.mark.parametrize("case", [*PLAIN, HEADED, TABLE_FIRST])
def test_a_plain_document_is_read_as_its_docx_is(case: str, made: dict[str, bytes]) -> None:
    found, wanted = take_apart(Word97(made[case]), "台账.doc"), DocxReader().read(DOCUMENTS[case], "台账.docx")
    assert contents(found) == contents(wanted)
    assert [x.text for x in found.leftovers] == [x.text for x in wanted.leftovers]


@needs("libreoffice")
@pytest.mark.parametrize("case", UNCOMMON)
def test_what_is_uncommon_is_left_to_libreoffice(case: str, made: dict[str, bytes]) -> None:
    with pytest.raises(UncommonError, match=case):
        take_apart(Word97(made[case]), "台账.doc")


@needs("libreoffice")
def test_automatic_numbers_come_through_libreoffice(made: dict[str, bytes]) -> None:
    reading = read(made["automatic numbers"])
    assert [row["序号"] for row in rows(reading.ledger)["rows"]] == ["1."]


def test_a_document_that_ends_in_a_table_is_read_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    reading = read(ENDS_IN_TABLE)
    assert reading.ledger.document.title == "柏川县2025年民生实事台账"
    assert [row["序号"] for row in rows(reading.ledger)["rows"]] == ["1", "2"]
    assert losses(reading) == ()


@given(st.randoms())
@settings(max_examples=150, deadline=None)
def test_a_damaged_document_is_read_or_told_to_be_so(random_: random.Random) -> None:
    try:
        take_apart(Word97(_changed(ENDS_IN_TABLE, random_)), "台账.doc")
    except (Word97Error, UncommonError):
        return


def _changed(data: bytes, random_: random.Random) -> bytes:
    """Some bytes changed, nothing moved, so that most of the structure still stands."""
    changed = bytearray(data)
    for _ in range(random_.randint(1, 40)):
        changed[random_.randrange(len(changed))] = random_.randrange(256)
    return bytes(changed)


@given(st.binary(max_size=600))
@settings(max_examples=50, deadline=None)
def test_what_is_no_document_is_told_to_be_damaged(data: bytes) -> None:
    with pytest.raises(Word97Error):
        Word97(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data)

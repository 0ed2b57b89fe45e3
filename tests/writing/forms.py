"""Word files as offices keep them, made for tests: a ledger of a fictional county with its own look."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from taizhang import reading
from taizhang.ledger import Ledger
from taizhang.writing import WriteError

HEADS = ("序号", "实事项目", "年度目标任务", "承办单位", "办理情况", "", "县长批示")
UNDER = {4: "目前进展", 5: "存在问题"}
WIDTHS = (12, 30, 60, 28, 85, 26, 20)
OLD = ("农村饮水提升工程", "改造管网10公里。", "县水务局", "已完成管网改造5公里，完成率50%。", "无", "")


def read_form(data: bytes) -> Ledger:
    """As the reading room reads a form."""
    try:
        return reading.read(data, name="x.docx", form=True).ledger
    except reading.ReadError as error:
        raise WriteError(error.what, error.hint) from error


def office(rows: int = 3, *, lines: tuple[str, ...] = (), title: str = "云溪县2024年民生实事办理情况表") -> bytes:
    """A landscape page with page head and foot, a red title, a blue header of two tiers; `lines` above the table."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.header.paragraphs[0].text = "云溪县民生实事工作专班"
    section.footer.paragraphs[0].text = "内部资料"
    say(document.add_paragraph(), "附件1", "黑体", 14)
    titled = document.add_paragraph()
    titled.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in (title[:7], title[7:]):  # Word cuts runs as it likes
        say(titled, part, "华文中宋", 20, "C00000")
    for line in lines:
        document.add_paragraph(line)
    _filled(document.add_table(2, len(HEADS)), rows)
    say(document.add_paragraph(), "注：本表每月25日前报县政府督查室。", "楷体", 10.5)
    return saved(document)


def _filled(table: Table, rows: int) -> None:
    table.style = "Table Grid"
    table.autofit = False
    for k, head in enumerate(HEADS):
        if head:
            _head(table.cell(0, k).merge(table.cell(0 if k == 4 else 1, 5 if k == 4 else k)), head, "1F4E79")
    for k, head in UNDER.items():
        _head(table.cell(1, k), head, "2E75B6")
    for number in range(1, rows + 1):
        for cell, text in zip(table.add_row().cells, (str(number), *OLD), strict=True):
            cell.text = ""
            say(cell.paragraphs[0], text, "仿宋_GB2312", 10.5)
        _shade(table.rows[-1].cells[0], "DDEBF7")
    for k, width in enumerate(WIDTHS):
        table.columns[k].width = Mm(width)
        for cell in table.columns[k].cells:
            cell.width = Mm(width)


def _head(cell: _Cell, text: str, fill: str) -> None:
    cell.text = ""
    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(cell.paragraphs[0], text, "黑体", 11, "FFFFFF")
    _shade(cell, fill)


def _shade(cell: _Cell, fill: str) -> None:
    mark = OxmlElement("w:shd")
    mark.set(qn("w:val"), "clear")
    mark.set(qn("w:fill"), fill)
    cell._element.get_or_add_tcPr().append(mark)


def say(paragraph: Paragraph, text: str, font: str, size: float, color: str = "") -> None:
    """Words in a type."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def saved(document: Document) -> bytes:
    """The document as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The file with other or further parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in {**kept, **parts}.items():
            new.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str) -> str:
    """One part of a file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()

"""Word files of an office's own as layouts: columns, look, and files that could do harm."""

from __future__ import annotations

import io
import re

import docx
import pytest
from lxml import etree
from msgspec.structs import replace

from taizhang.ledger import Ledger, Passage
from taizhang.reading import read
from taizhang.writing import Field, Layout, WriteError, laid_out, layout_from_json, layout_to_json, rows, write
from taizhang.writing.layouts import unknown
from taizhang.writing.layouts.word import layout_from_word
from taizhang.writing.sheet import reaching
from taizhang.writing.template import fixed_texts
from tests.tools import ROOT

from .build import ledger, many
from .forms import changed, office, part, read_form, saved
from .same import told
from .schema import out_of_order, uneven_rows
from .test_round_trips import HARD, ledger_with

MAIN = "word/document.xml"


def sample(name: str = "qinghe-2025-q1") -> Ledger:
    return read((ROOT / "samples" / f"{name}.txt").read_bytes(), name=name).ledger


def of_word(data: bytes) -> Layout:
    return layout_from_word(data, "云溪县用表", read_form)


def same_as_laid_out(found: Ledger, layout: Layout) -> Ledger:
    """What the template holds is the ledger laid out, and is read as the same paper in the program's own look is."""
    again, plain = (
        read(write(found, "docx", one), name="x.docx").ledger for one in (layout, replace(layout, template=None))
    )
    assert told(again) == told(plain)
    assert rows(again) == rows(reaching(laid_out(found, layout)))
    return again


def test_the_tables_header_becomes_the_columns() -> None:
    layout = of_word(office())
    assert [f.of for f in layout.fields] == [
        "number", "project", "target", "lead_unit", "progress", "problems", "县长批示",
    ]  # fmt: skip
    assert layout.fields[4].heading == ("办理情况", "目前进展")
    assert [round(f.width) for f in layout.fields] == [12, 30, 60, 28, 85, 26, 20]
    assert (layout.paper.landscape, layout.paper.margins[1]) == (True, 18)
    assert layout.notes == ("注：本表每月25日前报县政府督查室。",)


def test_a_column_of_no_known_role_is_left_to_a_person() -> None:
    layout = of_word(office())
    assert [layout.fields[k].of for k in unknown(layout)] == ["县长批示"]


def test_a_form_without_rows_makes_a_layout() -> None:
    layout = of_word(office(0))
    assert len(layout.fields) == 7
    assert read(write(sample(), "docx", layout)).ledger.tasks


@pytest.mark.parametrize("name", ["qinghe-2025-q1", "lanxi-2025-10", "wangyu-2025", "chengxi-2026-tasks"])
def test_a_ledger_written_in_a_template_comes_back_as_it_was_laid_out(name: str) -> None:
    same_as_laid_out(sample(name), replace(of_word(office()), notes=()))


def test_what_was_written_has_the_look_of_the_file() -> None:
    data = write(sample(), "docx", of_word(office()))
    made = docx.Document(io.BytesIO(data))
    assert (made.sections[0].header.paragraphs[0].text, made.sections[0].footer.paragraphs[0].text) == (
        "云溪县民生实事工作专班",
        "内部资料",
    )
    title = next(p for p in made.paragraphs if p.text == "清禾县2025年一季度民生实事推进情况台账")
    assert str(title.runs[0].font.color.rgb) == "C00000"
    table = made.tables[0]
    fills = [re.findall(r'w:fill="(\w+)"', table.cell(*at)._element.xml) for at in ((0, 0), (1, 4), (2, 0), (3, 2))]
    assert fills == [["1F4E79"], ["2E75B6"], ["DDEBF7"], []]
    run = table.cell(2, 1).paragraphs[0].runs[0]
    assert (run.font.size.pt, run._element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia"))) == (10.5, "仿宋_GB2312")
    assert [row._tr.xml.count("w:tblHeader") for row in table.rows[:3]] == [1, 1, 0]


def test_nothing_of_the_old_ledger_is_kept() -> None:
    form = of_word(office(12)).template
    assert form is not None
    words = part(form.file, MAIN)
    assert "农村饮水" not in words
    assert "2024" not in words
    assert fixed_texts(form) == ()


def test_the_other_words_of_the_form_stay() -> None:
    layout = of_word(office(lines=("填报单位（盖章）：        审核人：",)))
    assert layout.template is not None
    assert fixed_texts(layout.template) == ("填报单位（盖章）：        审核人：",)
    assert "审核人：" in part(write(sample(), "docx", layout), MAIN)


def test_a_covering_letter_of_the_old_ledger_goes_with_its_pages() -> None:
    layout = of_word(write(sample("shuoxi-2026-tasks"), "docx"))
    assert layout.template is not None
    words = part(layout.template.file, MAIN)
    assert "压实办理责任" not in words
    made = docx.Document(io.BytesIO(write(sample(), "docx", layout)))
    assert [p.text for p in made.paragraphs if "办公室" in p.text and "通知" in p.text] == []


def test_words_that_form_and_ledger_share_stand_once() -> None:
    found = ledger()
    unit = Passage("metadata", "单位：万元")
    found = replace(found, document=replace(found.document, passages=(Passage("title", "甲县台账"), unit)))
    made = docx.Document(io.BytesIO(write(found, "docx", of_word(office(lines=("单位：万元",))))))
    assert [p.text for p in made.paragraphs].count("单位：万元") == 1


OWN = ("qinghe-2025-h1", "wangyu-2025", "chengxi-2026-tasks", "baizhou-2025-10-matrix", "yanhu-2025-09")


@pytest.mark.parametrize("name", OWN)
def test_a_ledger_fits_into_the_template_made_of_itself(name: str) -> None:
    found = sample(name)
    layout = replace(of_word(write(found, "docx")), notes=())
    again, plain = (
        read(write(found, "docx", one), name="x.docx").ledger for one in (layout, replace(layout, template=None))
    )
    assert told(again) == told(plain)


def test_tags_of_the_office_are_filled() -> None:
    layout = of_word(office(lines=("报告期：{{ 报告期 }}，共{{项目数}}件", "{% if 单位 %}单位：{{ 单位 }}{% endif %}")))
    made = docx.Document(io.BytesIO(write(sample(), "docx", layout)))
    texts = [p.text for p in made.paragraphs]
    assert "报告期：2025年一季度，共10件" in texts
    assert not any("单位：" in text or "{" in text for text in texts)


def test_words_of_a_ledger_are_never_tags() -> None:
    found = ledger()
    found = replace(found, document=replace(found.document, title="{{ 地区 }}<w:p>&台账", passages=()))
    made = docx.Document(io.BytesIO(write(found, "docx", of_word(office()))))
    assert "{{ 地区 }}<w:p>&台账" in [p.text for p in made.paragraphs]


def test_columns_may_be_moved_renamed_and_added() -> None:
    layout = of_word(office())
    fields = (
        layout.fields[0],
        layout.fields[4],
        replace(layout.fields[1], heading=("名称",)),
        Field("deadline", ("时限",)),
    )
    layout = replace(layout, fields=fields, notes=())
    again = same_as_laid_out(sample(), layout)
    assert [c.name for c in again.columns] == ["序号", "目前进展", "名称", "时限"]


def test_a_title_inside_the_table_is_filled_and_repeated() -> None:
    document = docx.Document()
    table = document.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(0, 3)).text = "云溪县2024年民生实事办理情况表"
    for row, texts in (
        (1, ("序号", "项目名称", "责任单位", "进展情况")),
        (2, ("1", "新建公园", "县城管局", "已完成。")),
    ):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    layout = of_word(saved(document))
    data = write(sample(), "docx", layout)
    assert docx.Document(io.BytesIO(data)).tables[0].cell(0, 0).text == "清禾县2025年一季度民生实事推进情况台账"
    again = read(data, name="x.docx").ledger
    assert rows(again) == rows(reaching(laid_out(sample(), layout)))


def test_hard_texts_stand_in_a_template_letter_by_letter() -> None:
    found = read(write(ledger_with(*HARD), "docx", of_word(office())), name="x.docx").ledger
    assert tuple(task.report.progress for task in found.tasks) == HARD


@pytest.mark.parametrize("name", ["qinghe-2025-q1", "wangyu-2025", "chengxi-2026-tasks"])
def test_the_order_of_elements_is_the_schemas(name: str) -> None:
    layout = of_word(office())
    layout = replace(layout, look=replace(layout.look, size=9))
    root = etree.fromstring(part(write(sample(name), "docx", layout), MAIN).encode())
    assert not list(out_of_order(root))
    assert not list(uneven_rows(root))
    assert {s.get(docx.oxml.ns.qn("w:val")) for s in root.iter(docx.oxml.ns.qn("w:sz"))} >= {"18"}


def test_the_same_ledger_gives_the_same_bytes() -> None:
    layout = of_word(office())
    assert write(sample(), "docx", layout) == write(sample(), "docx", layout)


def test_a_layout_with_a_template_goes_through_json() -> None:
    layout = of_word(office())
    assert layout_from_json(layout_to_json(layout)) == layout


def test_a_long_ledger_keeps_all_its_rows() -> None:
    found = many(400)
    again = read(write(found, "docx", of_word(office())), name="x.docx").ledger
    assert len(again.tasks) == len(found.tasks)


HOSTILE = {
    "a broken tag": ("{{ 标题", "标签"),
    "an unknown tag": ("{{ 密码 }}", "没有“{{ 密码 }}”"),
    "a call": ("{{ 标题.__class__ }}", "不允许"),
    "a loop": ("{% for 标题 in 地区 %}x{% endfor %}", "不允许"),
    "arithmetic": ("{{ 标题 * 999999999 }}", "不允许"),
    "an include": ("{% include '/etc/passwd' %}", "不允许"),
    "an import": ("{% import 'os' as 标题 %}", "不允许"),
    "a setting": ("{% set 标题 = 1 %}", "不允许"),
    "a filter": ("{{ 标题|upper }}", "标签"),
    "a global": ("{{ range }}", "没有"),
    "thousands of tags": ("{{ 标题 }}" * 3_000, "过多"),
    "an unended if": ("{% if 标题 %}", "标签"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_template_that_does_more_than_name_tags_is_refused(name: str) -> None:
    line, words = HOSTILE[name]
    with pytest.raises(WriteError, match=re.escape(words)):
        of_word(office(lines=(line,)))


def bomb() -> bytes:
    return changed(office(), {"word/media/image1.bmp": b"\0" * (80 * 2**20)})


def entities() -> bytes:
    words = part(office(), MAIN)
    declared = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return changed(office(), {MAIN: words.replace("<w:document", f"{declared}<w:document", 1).encode()})


def relation(kind: str, target: str) -> bytes:
    name = "word/_rels/document.xml.rels"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId99" Type="{space}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return changed(office(), {name: part(office(), name).replace("</Relationships>", link).encode()})


def book() -> bytes:
    name = "word/header1.xml"
    return changed(office(), {name: part(office(), name).replace("云溪县", "字" * 400_000).encode()})


FILES = {
    "a book in the page's head": (book, "过多"),
    "nothing": (lambda: b"", "不是 Word 文档"),
    "a page": (lambda: b"<html>", "不是 Word 文档"),
    "a workbook": (lambda: write(ledger(), "xlsx"), "不是 Word 文档"),
    "half a file": (lambda: office()[:5000], "不是 Word 文档"),
    "no table": (lambda: saved(docx.Document()), "文件是空的"),
    "macros": (lambda: changed(office(), {"word/vbaProject.bin": b"x"}), "宏"),
    "an embedded file": (lambda: changed(office(), {"word/embeddings/oleObject1.bin": b"x"}), "嵌入"),
    "a picture elsewhere": (lambda: relation("image", "http://example.com/x.png"), "外部"),
    "a bomb": (bomb, "过大"),
    "entities": (entities, "声明"),
    "broken XML": (lambda: changed(office(), {MAIN: b"<w:document"}), "损坏"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_could_do_harm_or_is_none_is_refused(name: str) -> None:
    make, words = FILES[name]
    with pytest.raises(WriteError, match=words):
        of_word(make())


def test_the_template_that_a_file_was_made_from_is_forgotten() -> None:
    layout = of_word(relation("attachedTemplate", "file:///C:/normal.dotm"))
    assert layout.template is not None
    assert "normal.dotm" not in part(layout.template.file, "word/_rels/document.xml.rels")

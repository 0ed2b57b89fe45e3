"""The table between ledger and papers: every place covered once, widths that fill the page."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from taizhang.ledger import Cell, Column, HeaderCell, Ledger, Project, Role, Section, Task
from taizhang.writing import KINDS, write
from taizhang.writing.sheet import Box, draw
from taizhang.writing.sheet.places import settled
from taizhang.writing.sheet.widths import ems, lines, needs_of, shared

from .build import many, with_sections
from .schema import out_of_order, uneven_rows

SPAN = st.integers(1, 6)
BOXES = st.lists(
    st.builds(Box, st.just("字"), st.integers(0, 7), st.integers(0, 5), SPAN, SPAN),
    max_size=20,
    unique_by=lambda b: (b.row, b.column),
)


def places(box: Box) -> set[tuple[int, int]]:
    return {(box.row + r, box.column + c) for r in range(box.rows) for c in range(box.columns)}


@given(BOXES)
def test_every_place_is_covered_once_and_every_box_stays(boxes: list[Box]) -> None:
    rows = settled(boxes, 0, 8, 6, Box("", 0, 0))
    every = [place for row in rows for box in row for place in places(box)]
    assert sorted(every) == [(r, c) for r in range(8) for c in range(6)]
    begun = {(b.row, b.column) for row in rows for b in row if b.text}
    assert begun == {(b.row, b.column) for b in boxes}


ROLES = st.sampled_from([*Role])
TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Ledgers that no reader gives: spans over each other, headings with gaps, rows without cells."""
    roles = draw(st.lists(ROLES, min_size=1, max_size=6))
    width = len(roles)
    columns = tuple(Column(f"列{k}", role, (f"列{k}",)) for k, role in enumerate(roles))
    cell = st.builds(Cell, TEXT, st.integers(0, width - 1), rows=SPAN, columns=SPAN)
    cells = st.lists(cell, max_size=width, unique_by=lambda c: c.column).map(tuple)
    head = st.builds(HeaderCell, TEXT, st.integers(0, 2), st.integers(0, width - 1), SPAN, SPAN)
    header = tuple(draw(st.lists(head, max_size=5, unique_by=lambda h: (h.row, h.column))))
    tasks, sections = [], []
    for row in range(draw(st.integers(0, 5))):
        if draw(st.booleans()):
            tasks.append(Task(row, cells=draw(cells)))
        else:
            sections.append(Section(row, draw(TEXT), cells=draw(cells)))
    projects = tuple(Project(tasks=(task,)) for task in tasks)
    return Ledger(columns=columns, header=header, sections=tuple(sections), projects=projects)


@settings(max_examples=40, deadline=None)
@given(ledgers())
def test_any_ledger_makes_papers(ledger: Ledger) -> None:
    for kind in KINDS:
        if kind not in ("pdf", "docx"):
            assert write(ledger, kind)
    with zipfile.ZipFile(io.BytesIO(write(ledger, "docx"))) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    assert [*out_of_order(document), *uneven_rows(document)] == []


@settings(max_examples=10, deadline=None)
@given(ledgers())
def test_any_ledger_makes_a_pdf(ledger: Ledger) -> None:
    assert write(ledger, "pdf").startswith(b"%PDF")


def test_a_pdf_of_the_same_ledger_has_the_same_bytes() -> None:
    assert write(many(4), "pdf") == write(many(4), "pdf")


@pytest.mark.parametrize("count", [1, 2, 7, 13, 40])
def test_columns_fill_the_page_and_type_shrinks_where_there_are_many(count: int) -> None:
    columns = tuple(Column(f"第{k}项指标", Role.EXTRA, (f"第{k}项指标",)) for k in range(count))
    task = Task(0, cells=tuple(Cell("12345.6", k) for k in range(count)))
    sheet = draw(Ledger(columns=columns, projects=(Project(tasks=(task,)),)))
    assert sum(sheet.widths) == pytest.approx(sheet.paper.room[0])
    assert min(sheet.widths) > 0
    assert (sheet.size < 12) == (count > 13)


def test_long_texts_get_room_and_short_ones_stay_whole() -> None:
    needs = [needs_of(["序号"], ["1", "12"], names=False), needs_of(["进展"], ["字" * 300] * 5, names=False)]
    needs.append(needs_of(["单位"], ["县交通运输局"] * 5, names=True))
    number, text, unit = shared(needs, 60)
    assert number + text + unit == pytest.approx(60)
    assert number < 6
    assert unit >= 6
    assert text > 40


@pytest.mark.parametrize(
    ("text", "room", "count"), [("", 5, 1), ("字" * 10, 5, 2), ("字" * 11, 5, 3), ("甲\n乙\n丙", 5, 3), ("abcd", 1, 2)]
)
def test_lines_are_counted_by_width(text: str, room: float, count: int) -> None:
    assert lines(text, room) == count


def test_a_chinese_character_is_one_em_and_a_latin_one_half() -> None:
    assert ems("2025年") == 3
    assert ems("") == 0


def test_rows_of_an_item_and_heads_of_groups_are_joined_with_the_next() -> None:
    sheet = draw(with_sections(many(8), "一、市级（2项）", "二、县级（2项）"))
    joined = [row.joined for row in sheet.rows]
    assert joined == [True, True, True, False, True, False, True, True, False, True, False]

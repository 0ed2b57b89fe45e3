"""A ledger of a thousand tasks written as papers, beside those who write the same table.

The table is the same for all: a merged number and name over each item's tasks, a header that comes again on every
page, borders, widths, alignment.  python-docx makes it cell by cell, with the merges; docxtpl from a template with two
loops (an item and its tasks), whose cells are merged by vMerge in the template; openpyxl with formats and merges;
weasyprint sets our page in the plainest of styles.  Each is measured warm, after a short ledger, in a process of its
own; the least of the rounds counts, but a PDF is set once, for typst remembers what it has set.  A peer that isn't
here is left out; weasyprint needs Debian's pango.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec.structs import replace

from taizhang import writing
from taizhang.ledger import Ledger, Project
from taizhang.reading import read

from .documents import ROOT
from .warm import timed

TASKS, ROUNDS = 1_000, 3


class Paper(NamedTuple):
    """A kind of file, the goal in milliseconds, and the peers who write it."""

    kind: str
    goal: float
    peers: tuple[str, ...]


PAPERS = (
    Paper("docx", 2000, ("docxtpl", "python-docx")),
    Paper("xlsx", 1000, ("openpyxl",)),
    Paper("pdf", 2000, ("weasyprint",)),
    Paper("html", 1000, ()),
)
PLAIN = "@page{size:A4 landscape}td,th{border:1px solid}table{border-collapse:collapse;font-family:'Noto Serif CJK SC'}"
ONCE = ("pdf", "weasyprint", "python-docx")


def measure(name: str) -> float | None:
    """Milliseconds of CPU that a kind of ours, or a peer, needs for the long ledger; None where it isn't here."""
    command = [sys.executable, "-m", "benchmarks.papers", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True)
    return float(json.loads(done.stdout)) if done.returncode == 0 else None


def ledger(tasks: int) -> Ledger:
    """A quarter's ledger of so many tasks, the sample's over and over."""
    path = ROOT / "samples" / "qinghe-2025-q1.txt"
    one = read(path.read_bytes(), name=path.name).ledger
    projects: list[Project] = []
    row = 0
    while row < tasks:
        for project in one.projects:
            rows = tuple(replace(t, row=row + k) for k, t in enumerate(project.tasks))
            projects.append(replace(project, tasks=rows))
            row += len(rows)
    return replace(one, projects=tuple(projects))


def with_python_docx(made: Ledger) -> bytes:
    """The table cell by cell, by the quickest way that python-docx has: cells of a row taken once."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    sheet = writing.sheet_of(made)
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph(sheet.title)
    table = document.add_table(len(sheet.rows), len(sheet.names), style="Table Grid")
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    grid = [list(row.cells) for row in table.rows]
    for row in sheet.rows:
        for box in row.boxes:
            cell = grid[box.row][box.column]
            if box.rows > 1 or box.columns > 1:
                cell = cell.merge(grid[box.row + box.rows - 1][box.column + box.columns - 1])
            cell.text = box.text
            cell.width = Mm(sheet.widths[box.column])
            for run in (r for p in cell.paragraphs for r in p.runs):
                run.font.size = Pt(12)
                run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docxtpl_template(columns: int) -> io.BytesIO:
    """The form that docxtpl fills in: a row for an item's first task, one for the others, the name merged by hand."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    document.add_paragraph("{{ title }}")
    table = document.add_table(7, columns, style="Table Grid")
    marks = ("{%tr for g in items %}", None, "{%tr for r in g.rest %}", None, "{%tr endfor %}", "{%tr endfor %}")
    for k, cell in enumerate(table.rows[0].cells):
        cell.text = f"{{{{ heads[{k}] }}}}"
    for at, mark in enumerate(marks, 1):
        cells = table.rows[at].cells
        if mark:
            cells[0].text = mark
            continue
        for k, cell in enumerate(cells):
            cell.text = f"{{{{ {'g.first' if at == 2 else 'r'}[{k}] }}}}"
            if k < 2:
                merge = OxmlElement("w:vMerge")
                merge.set(qn("w:val"), "restart" if at == 2 else "continue")
                cell._tc.get_or_add_tcPr().append(merge)
    stream = io.BytesIO()
    document.save(stream)
    stream.seek(0)
    return stream


def with_docxtpl(made: Ledger) -> bytes:
    """The table from a template; docxtpl reads it anew for each document, as its users do."""
    from docxtpl import DocxTemplate

    items = []
    for project in made.projects:
        rows = [[(c.text if (c := t.cell(k)) else "") for k in range(len(made.columns))] for t in project.tasks]
        items.append({"first": rows[0], "rest": rows[1:]})
    form = DocxTemplate(docxtpl_template(len(made.columns)))
    form.render(
        {"title": made.document.title, "heads": [c.name for c in made.columns], "items": items}, autoescape=True
    )
    stream = io.BytesIO()
    form.save(stream)
    return stream.getvalue()


def with_openpyxl(made: Ledger) -> bytes:
    """The worksheet with merges, borders, wrapping and print titles."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    sheet = writing.sheet_of(made)
    book = Workbook()
    page: Any = book.active
    side = Side(style="thin")
    border, font = Border(side, side, side, side), Font(name="仿宋", size=12)
    middle, left = (Alignment(horizontal=way, vertical="center", wrap_text=True) for way in ("center", "left"))
    page.append([sheet.title])
    for row in sheet.rows:
        for box in row.boxes:
            cell = page.cell(box.row + 2, box.column + 1, box.text or None)
            cell.border, cell.font = border, font
            cell.alignment = middle if box.align == "center" else left
            if box.rows > 1 or box.columns > 1:
                page.merge_cells(None, box.row + 2, box.column + 1, box.row + box.rows + 1, box.column + box.columns)
    page.freeze_panes, page.print_title_rows = "A3", "2:2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_weasyprint(made: Ledger) -> bytes:
    """The PDF of our page, without our style: it would take half as long again."""
    import weasyprint

    page = re.sub("<style>.*?</style>", f"<style>{PLAIN}</style>", writing.write(made, "html").decode())
    return bytes(weasyprint.HTML(string=page).write_pdf())


PEERS: dict[str, Callable[[Ledger], bytes]] = {
    "python-docx": with_python_docx,
    "docxtpl": with_docxtpl,
    "openpyxl": with_openpyxl,
    "weasyprint": with_weasyprint,
}


def main(name: str) -> None:
    """Print the milliseconds of CPU that one way needs."""
    make = PEERS.get(name) or writing.FORMATS[name]
    make(ledger(20))
    made = ledger(TASKS)
    rounds = 1 if name in ONCE else ROUNDS
    print(json.dumps(min(timed(lambda: make(made))[0] for _ in range(rounds))))


if __name__ == "__main__":
    main(sys.argv[1])

"""Every ledger of a fictional place, written as a document of each kind, is read back as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

import docx
import pytest

from taizhang.reading import law, losses, read
from taizhang.writing.rows import rows
from tests.reading.ledgers import squeezed

from .documents import docx_of, html_of, mht_of
from .tables import Truth, table_of, truths

TRUTHS = truths()
KINDS: dict[str, Callable[[Truth], bytes]] = {
    "docx": docx_of,
    "html": html_of,
    "html in GB18030": lambda truth: html_of(truth, encoding="gb18030"),
    "mht": lambda truth: mht_of(html_of(truth)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TRUTHS)
def test_it_reads_the_document_exactly(name: str, kind: str) -> None:
    truth = TRUTHS[name]
    reading = read(KINDS[kind](truth))
    found = rows(reading.ledger)
    assert found["title"] == truth["title"]
    assert found["columns"] == truth["columns"]
    assert squeezed(found["rows"]) == squeezed(truth["rows"])
    assert "".join((found["note"] or "").split()) == "".join((truth.get("note") or "").split())
    assert losses(reading) == ()


@pytest.mark.parametrize("name", ["shuoxi-2026-tasks", "baizhou-2025-10-matrix", "lanxi-2025-10"])
def test_a_document_written_by_another_program_is_read_exactly(name: str) -> None:
    truth = TRUTHS[name]
    reading = read(by_python_docx(truth))
    assert squeezed(rows(reading.ledger)["rows"]) == squeezed(truth["rows"])
    assert rows(reading.ledger)["title"] == truth["title"]
    assert losses(reading) == ()


def by_python_docx(truth: Truth) -> bytes:
    cells, _ = table_of(truth)
    document = docx.Document()
    document.add_heading(truth["title"])
    table = document.add_table(len(cells), len(cells[0]))
    places = [row.cells for row in table.rows]
    for at, row in enumerate(cells):
        for column, cell in enumerate(row):
            if cell is not None:
                places[at][column].text = cell.text
                if cell.rows > 1 or cell.columns > 1:
                    places[at][column].merge(places[at + cell.rows - 1][column + cell.columns - 1])
    document.add_paragraph(truth.get("note") or "")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", TRUTHS)
def test_each_character_of_the_file_is_in_the_ledger_once(name: str) -> None:
    for data, text in (_word_text(docx_of(TRUTHS[name])), _page_text(html_of(TRUTHS[name]))):
        held = "".join(words for words, _ in law.held(read(data).ledger))
        assert Counter("".join(held.split())) == Counter("".join(text.split()))


def _word_text(data: bytes) -> tuple[bytes, str]:
    """A document with what its XML holds, read by other means than ours."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return data, "".join(ElementTree.fromstring(package.read("word/document.xml")).itertext())  # noqa: S314 - ours


def _page_text(data: bytes) -> tuple[bytes, str]:
    body = data.decode().partition("<body>")[2]
    return data, unescape(re.sub(r"<[^>]*>", "", body))

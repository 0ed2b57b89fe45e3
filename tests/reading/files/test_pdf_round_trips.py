"""Every ledger of a fictional place, printed to PDF by LibreOffice, is read back as it was."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping

import docx
import pytest

from taizhang.reading import losses, read
from taizhang.writing.rows import rows
from tests.reading.ledgers import squeezed
from tests.tools import libreoffice, needs

from .tables import SAMPLES, Truth, truths
from .test_round_trips import by_python_docx

TRUTHS = {name: truth for name, truth in truths().items() if f"{name}.expected.json" in {p.name for p in SAMPLES}}


def bordered(truth: Truth) -> bytes:
    """The ledger as a Word document on landscape pages, its table with borders."""
    document = docx.Document(io.BytesIO(by_python_docx(truth)))
    document.tables[0].style = "Table Grid"
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The PDF of each ledger by its name, all made in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    program = libreoffice()
    assert program is not None
    given = [folder / f"{name}.docx" for name in TRUTHS]
    for path in given:
        path.write_bytes(bordered(TRUTHS[path.stem]))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, given)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: path.with_suffix(".pdf").read_bytes() for path in given}


@needs("libreoffice")
@pytest.mark.parametrize("name", TRUTHS)
def test_it_reads_the_printed_ledger_exactly(name: str, printed: Mapping[str, bytes]) -> None:
    truth = TRUTHS[name]
    reading = read(printed[name], name=f"{name}.pdf")
    found = rows(reading.ledger)
    assert found["title"] == truth["title"]
    assert [c.replace(" ", "") for c in found["columns"]] == [c.replace(" ", "") for c in truth["columns"]]
    assert squeezed(found["rows"]) == squeezed(truth["rows"])
    assert losses(reading) == ()

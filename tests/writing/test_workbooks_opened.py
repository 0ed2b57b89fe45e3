"""Workbooks as LibreOffice opens them: what it writes again holds the values, formats and merges that we wrote."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.writing import write
from tests.tools import libreoffice, needs

from .build import ledger
from .conftest import PAPERS

ODD = ledger(
    (
        ("=1+1", "@县民政局", "1,200.50", "喆玥湨𬭩，已完成87.5%。"),
        ("+内容\n第二行", "-", "007", '=HYPERLINK("http://example.org")'),
    ),
    (("-3", "县教体局", "-3", "  前后有空格  "),),
)
BOOKS = PAPERS | {"odd": (ODD, PAPERS["long"][1])}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Worksheet, Worksheet]]:
    """Each workbook as openpyxl reads it from our file, and from the one that LibreOffice made of it."""
    folder = tmp_path_factory.mktemp("books")
    again = folder / "again"
    for name, (made, layout) in BOOKS.items():
        (folder / f"{name}.xlsx").write_bytes(write(made, "xlsx", layout))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(libreoffice()), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(again)]
    files = [str(path) for path in folder.glob("*.xlsx")]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return {name: (sheet_in(folder / f"{name}.xlsx"), sheet_in(again / f"{name}.xlsx")) for name in BOOKS}


def sheet_in(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


@needs("calc")
@pytest.mark.parametrize("name", BOOKS)
def test_it_holds_the_same_values_formats_and_merges(
    name: str, opened: Mapping[str, tuple[Worksheet, Worksheet]]
) -> None:
    ours, theirs = opened[name]
    written = {cell.coordinate: cell for row in ours.iter_rows() for cell in row if cell.value is not None}
    read = {cell.coordinate: cell for row in theirs.iter_rows() for cell in row if cell.value is not None}
    assert {at: (c.value, c.data_type) for at, c in read.items()} == {
        at: (c.value, c.data_type) for at, c in written.items()
    }
    figures = {at: c.number_format for at, c in written.items() if c.data_type == "n"}
    assert figures
    assert {at: read[at].number_format.replace("General", "0") for at in figures} == figures
    assert set(map(str, theirs.merged_cells.ranges)) == set(map(str, ours.merged_cells.ranges))


@needs("calc")
@pytest.mark.parametrize("name", BOOKS)
def test_it_prints_and_filters_alike(name: str, opened: Mapping[str, tuple[Worksheet, Worksheet]]) -> None:
    ours, theirs = opened[name]
    assert theirs.auto_filter.ref == ours.auto_filter.ref
    assert theirs.print_title_rows == ours.print_title_rows
    assert theirs.page_setup.orientation == ours.page_setup.orientation == "landscape"
    assert int(theirs.page_setup.paperSize) == int(ours.page_setup.paperSize) == 9

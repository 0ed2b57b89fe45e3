"""What stands on the pages, from LibreOffice's printer and from ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from taizhang.writing import laid_out
from tests.tools import needs

if TYPE_CHECKING:
    from .conftest import Printed

NAMES = ("long", "cut", "rare", "implementation", "quarterly", "leaders", "tasks", "summary", "matrix")
PRESSES = [pytest.param("office", marks=needs("libreoffice")), "ours"]
COVERED = {"tasks": 2}
"""Papers with a covering letter on upright pages, and how many those are."""


@pytest.fixture(params=PRESSES)
def press(request: pytest.FixtureRequest) -> Mapping[str, Printed]:
    found: Mapping[str, Printed] = request.getfixturevalue(request.param)
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_turned_a4(name: str, press: Mapping[str, Printed]) -> None:
    upright = COVERED.get(name, 0)
    assert press[name].sizes[:upright] == [(210, 297)] * upright
    assert set(press[name].sizes[upright:]) == {(297, 210)}


@pytest.mark.parametrize("name", NAMES)
def test_the_header_stands_on_every_page(name: str, press: Mapping[str, Printed]) -> None:
    paper = press[name]
    laid = laid_out(paper.ledger, paper.layout)
    heads = {squeezed(h.text) for h in laid.header}
    for page in paper.pages[COVERED.get(name, 0) :]:
        top = {cell for row in page[:2] for cell in row if cell}
        assert heads <= top


@pytest.mark.parametrize("name", [n for n in NAMES if n != "cut"])
def test_no_row_is_cut(name: str, press: Mapping[str, Printed]) -> None:
    paper = press[name]
    whole = {cell for page in paper.pages for row in page for cell in row}
    for row in laid_out(paper.ledger, paper.layout).rows:
        for cell in row.cells:
            assert squeezed(cell.text) in whole


def test_a_row_that_fits_on_no_page_goes_on_over_several(press: Mapping[str, Printed]) -> None:
    pages = press["cut"].pages
    told = ["".join(row[-1] for row in page[1:]) for page in pages]
    assert len(pages) >= 3
    assert sum("河道已完成清淤护岸" in page for page in told) >= 3
    assert all(f"第{k}段河道" in "".join(told) for k in range(1, 221))


@pytest.mark.parametrize("name", NAMES)
def test_margins_are_kept(name: str, press: Mapping[str, Printed]) -> None:
    paper = press[name]
    for number, page in enumerate(pypdfium2.PdfDocument(paper.data)):
        upright = number < COVERED.get(name, 0)
        top, right, bottom, left = (37, 26, 35, 28) if upright else paper.layout.paper.margins
        width, height = paper.sizes[number]
        ink = page.render(scale=1, grayscale=True).to_numpy().squeeze() < 160
        scale = ink.shape[1] / width
        rows, columns = ink.any(axis=1).nonzero()[0] / scale, ink.any(axis=0).nonzero()[0] / scale
        assert rows[0] >= top - 2
        assert columns[0] >= left - 2
        assert columns[-1] <= width - right + 2
        text = rows[rows < height - bottom + 1]
        assert text[-1] > top + 5  # the page is not empty


@pytest.mark.parametrize("name", ["long", "tasks"])
def test_page_numbers_stand_between_dashes_on_the_outer_side(name: str, press: Mapping[str, Printed]) -> None:
    paper = press[name]
    assert len(paper.words) >= 4
    for number, words in enumerate(paper.words, 1):
        text, left, top, right, _ = next(w for w in words if squeezed(w[0]) == f"—{number}—")
        width, height = paper.sizes[number - 1]
        upright = number <= COVERED.get(name, 0)
        margins = (37, 26, 35, 28) if upright else paper.layout.paper.margins
        below = top - (height - margins[2])
        assert 3 < below < 12, text  # 7 mm below the text, the line's own leading apart
        if number % 2:
            assert width - margins[1] - right == pytest.approx(4.9, abs=2)
        else:
            assert left - margins[3] == pytest.approx(4.9, abs=2)


@needs("pdftoppm")
@pytest.mark.parametrize("name", NAMES)
def test_every_face_is_in_the_file(name: str, press: Mapping[str, Printed]) -> None:
    for face in press[name].fonts():
        assert face[-5] == "yes", face  # emb
        assert face[-4] == "yes", face  # sub


@needs("pdftoppm")
def test_our_faces_are_those_named(ours: Mapping[str, Printed]) -> None:
    stems = {face[0].split("+")[-1].split("-")[0] for face in ours["leaders"].fonts()}
    assert stems <= {"FandolFang", "FandolHei", "FandolKai", "FandolSong", "NotoSerifCJKsc", "NotoSansCJKsc"}
    assert "LibertinusSerif" not in stems  # what typst takes in silence where a name is unknown


def test_rare_characters_are_printed(press: Mapping[str, Printed]) -> None:
    text = "".join(word[0] for word in press["rare"].words[0])
    for char in "喆玥湨𬭩璟堃旻珺":
        assert char in text


def test_tier_rows_stay_with_what_follows(ours: Mapping[str, Printed]) -> None:
    for page in ours["long"].pages:
        assert not any(cell.startswith(("一、", "二、")) for cell in page[-1])

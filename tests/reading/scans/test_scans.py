"""Scans and pictures of pages come out as the ledger that was drawn."""

from __future__ import annotations

import socket
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from taizhang.ledger import Ledger
from taizhang.reading import Reading, losses, read
from taizhang.reading.sureness import UNSURE

from ..files.pdfs import pdf, text
from .drawn import EM, FIRST, HEADER, PITCH, SECOND, SIZE, THIRD, TITLE, WIDTHS, file, font, page, scanned


def texts(ledger: Ledger) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in ledger.rows]


def test_a_turned_scan_gives_the_rows_as_printed() -> None:
    reading = read(file("PNG", scanned(page(HEADER, FIRST, SECOND, THIRD), 1.0)))
    assert texts(reading.ledger) == [FIRST, SECOND, THIRD]
    assert reading.ledger.document.title == TITLE
    assert losses(reading) == ()


@pytest.mark.parametrize("degrees", [-0.7, 0.5, 1.2])
def test_text_that_fills_its_row_draws_no_lines_and_hides_none(degrees: float) -> None:
    rows = [(str(k), "新建区县国道", "区内国道已开工里程22公里", "县自然资源局") for k in range(1, 10)]
    drawn = page(HEADER, ("一、教育",), *rows, pad=-5, thick=1)
    ledger = read(file("PNG", scanned(drawn, degrees))).ledger
    assert [tuple(cell.text for cell in task.cells) for task in ledger.tasks] == rows


@pytest.mark.parametrize(
    ("letter", "pad", "degrees"), [("中", -5, 0), ("市", -3, 0.5), ("小", 0, 0.5), ("十", -5, 0.5)]
)
def test_a_stroke_in_line_with_a_column_is_no_side_of_a_cell(letter: str, pad: int, degrees: float) -> None:
    rows = [(str(k), "新建区县国道", "区内国道已开工里程22公里", "县自然资源局") for k in range(1, 8)]
    drawn = page(HEADER, ("",), *rows, pad=pad, thick=1)
    line = (SIZE[0] - sum(WIDTHS)) // 2 + sum(WIDTHS[:2])  # where the rows below have their second column's end
    height = 110 + (2 * pad + PITCH) * 3 / 2
    for words, x in ((letter, line), ("一、民生", line - 5 * EM / 2), ("建设", line + 3 * EM / 2)):
        ImageDraw.Draw(drawn).text((x, height), words, 20, font(EM), anchor="mm")
    ledger = read(file("PNG", scanned(drawn, degrees))).ledger
    assert [section.text for section in ledger.sections] == [f"一、民生{letter}建设"]
    assert [tuple(cell.text for cell in task.cells) for task in ledger.tasks] == rows


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned_upright(quarters: int) -> None:
    upright = np.asarray(scanned(page(HEADER, FIRST)))
    assert texts(read(file("PNG", Image.fromarray(np.rot90(upright, quarters)))).ledger) == [FIRST]


def test_a_camera_s_turn_is_followed() -> None:
    turned = scanned(page(HEADER, FIRST)).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held turned to the left
    made = BytesIO()
    turned.save(made, "JPEG", quality=90, exif=exif)
    assert texts(read(made.getvalue()).ledger) == [FIRST]


def test_shading_and_a_camera_s_slant_do_not_matter() -> None:
    flat = page(HEADER, FIRST, SECOND)
    wide, high = flat.size
    slant = (1.0, 0.012, -12.0, 0.006, 1.0, -8.0, 0.000008, 0.000006)
    seen = flat.transform((wide, high), Image.Transform.PERSPECTIVE, slant, Image.Resampling.BICUBIC, fillcolor=250)
    shade = np.linspace(1.0, 0.6, wide)[None, :] * np.asarray(seen, float)
    assert texts(read(file("JPEG", Image.fromarray(shade.astype(np.uint8)))).ledger) == [FIRST, SECOND]


def test_a_table_goes_on_over_the_pages_of_a_tif() -> None:
    pages = (scanned(page(HEADER, FIRST), 0.4), scanned(page(HEADER, SECOND), -0.7))
    reading = read(file("TIFF", *pages))
    assert texts(reading.ledger) == [FIRST, SECOND]
    assert [row.cells[0].origin.page for row in reading.ledger.rows] == [1, 2]
    assert any(x.reason == "repeated_header" for x in reading.ledger.leftovers)


def test_pages_of_text_and_scanned_pages_are_read_in_their_order() -> None:
    whole = pypdfium2.PdfDocument(pdf(text(60, 350, "柏川县人民政府办公室关于民生实事的通知")))
    whole.import_pages(pypdfium2.PdfDocument(file("PDF", scanned(page(HEADER, FIRST, SECOND)))))
    made = BytesIO()
    whole.save(made)
    reading = read(made.getvalue())
    assert texts(reading.ledger) == [FIRST, SECOND]
    assert reading.ledger.rows[0].cells[0].origin.page == 2
    assert "关于民生实事的通知" in "".join(p.text for p in reading.ledger.document.passages)


def test_a_cell_knows_its_place_on_the_page_as_it_came() -> None:
    ledger = read(file("PNG", scanned(page(HEADER, FIRST)).rotate(180))).ledger
    box = ledger.rows[0].cells[0].origin.box
    assert box is not None
    left, top, right, bottom = box
    assert 0.8 < left < right < 1.0  # the first column, on the right of a page on its head
    assert 0.6 < top < bottom < 0.9


def smudged() -> Reading:
    clear = scanned(page(HEADER, FIRST, SECOND), 0)
    cell = (1050, 290, 1420, 345)
    clear.paste(clear.crop(cell).filter(ImageFilter.GaussianBlur(5)), cell)
    return read(file("PNG", clear))


def test_the_least_sure_character_of_a_cell_is_its_confidence() -> None:
    reading = smudged()
    first, second = reading.ledger.rows
    assert all(cell.origin.confidence >= UNSURE for cell in first.cells)
    assert min(cell.origin.confidence for cell in second.cells) < UNSURE
    assert any("核对" in notice.zh for notice in reading.notices)


def test_a_mark_that_the_model_does_not_know_is_told_by_its_shape_and_is_not_sure() -> None:
    row = ("1", "■口袋公园", "已建成口袋公园12处", "县城市管理局")
    ledger = read(file("PNG", scanned(page(HEADER, row)))).ledger
    assert texts(ledger) == [row]
    assert [cell.origin.confidence < UNSURE for cell in ledger.rows[0].cells] == [False, True, False, False]


def test_ink_that_no_character_owns_makes_its_cell_unsure() -> None:
    drawn = page(HEADER, FIRST)
    ImageDraw.Draw(drawn).polygon([(430, 198), (454, 222), (430, 222)], 20)
    cell = read(file("PNG", scanned(drawn, 0))).ledger.rows[0].cells[1]
    assert "".join(cell.text.split()).startswith("新建口袋公园")
    assert cell.origin.confidence < UNSURE


def test_text_is_sure() -> None:
    ledger = read("序号\t项目名称\t责任单位\n1\t新建公园\t县城管局\n2\t改造小区\t县住建局\n").ledger
    assert {cell.origin.confidence for row in ledger.rows for cell in row.cells} == {1.0}


def test_text_under_a_red_seal_is_read() -> None:
    clear = scanned(page(HEADER, FIRST, SECOND))
    sealed = clear.convert("RGB")
    ImageDraw.Draw(sealed).ellipse((1000, 180, 1300, 480), outline=(225, 40, 40), width=12)
    both = Image.fromarray(np.minimum(np.asarray(sealed), np.asarray(clear)[:, :, None]))
    assert texts(read(file("PNG", both)).ledger) == [FIRST, SECOND]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    from taizhang.reading.files.scans.recogniser import recogniser

    recogniser.cache_clear()
    assert texts(read(file("PNG", page(HEADER, FIRST))).ledger) == [FIRST]


def test_no_figure_loses_one_of_its_equal_digits() -> None:
    goals = ("完成投资1100000元", "改造11户、22户、111户", "惠及群众20000人", "建成1110.55公里")
    rows = [(str(k), "新建口袋公园", goal, "县城市管理局") for k, goal in enumerate(goals, 1)]
    assert texts(read(file("PNG", scanned(page(HEADER, *rows)))).ledger) == rows


@pytest.mark.parametrize("marks", ["（一期），二期；三期：完工", "(一期),二期;三期:完工"])
def test_marks_keep_the_width_that_they_are_printed_in(marks: str) -> None:
    row = ("1", "新建口袋公园", marks, "县城市管理局")
    assert texts(read(file("PNG", scanned(page(HEADER, row)))).ledger) == [row]

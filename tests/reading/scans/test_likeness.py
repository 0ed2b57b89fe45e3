"""Rare characters that the recogniser takes for commoner ones are told by their shape."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.reading.files.scans import faces, likeness
from taizhang.reading.files.scans.recogniser import recogniser
from taizhang.reading.sureness import UNSURE

from .drawn import FONTS, HEADER, SIMPLIFIED, THIRD, file, page, scanned

RARE = ("1", "整治埇水河道", "岽山村至坶家镇段已完工，其余3处正在施工。", "垵城镇政府")
"""The model gives other characters for these four, of which it was taught three."""
UNTAUGHT = ("2", "整治垅坡水库", "老垅坡段已完工，沲水段正在施工。", "县水利局")
"""It was not taught two of these."""


def scan() -> bytes:
    return file("PNG", scanned(page(HEADER, RARE, UNTAUGHT, THIRD)))


def texts(ledger: Ledger) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in ledger.rows]


def test_a_rare_character_is_told_by_its_shape_and_stays_doubtful() -> None:
    ledger = read(scan()).ledger
    assert texts(ledger) == [RARE, UNTAUGHT, THIRD]
    assert all(cell.origin.confidence < UNSURE for row in ledger.rows[:2] for cell in row.cells if "埇" in cell.text)


def test_a_doubtful_character_tells_which_others_it_may_be() -> None:
    ledger = read(scan()).ledger
    doubts = {doubt[0]: doubt[1:] for row in ledger.rows for cell in row.cells for doubt in cell.origin.doubts}
    assert {"埇", "岽", "坶", "垵"} <= set(doubts)
    assert doubts["岽"][0] == "崇"  # what the recogniser took it for
    assert all(0 < len(others) <= 3 and others.isalnum() for others in doubts.values())
    sure = [cell for row in ledger.rows for cell in row.cells if cell.origin.confidence >= UNSURE]
    assert not any(cell.origin.doubts for cell in sure)


def test_without_a_typeface_nothing_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = scan()
    monkeypatch.setattr(likeness, "faces", tuple)
    rows = texts(read(drawn).ledger)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert rows[:2] != [RARE, UNTAUGHT]
    assert rows[2] == THIRD


def test_a_face_knows_what_it_has_not() -> None:
    font = next((path for path in FONTS if path.exists()), None)
    if font is None:
        pytest.skip("no Noto CJK font on this machine (Debian: fonts-noto-cjk)")
    face = faces.Face(ImageFont.truetype(str(font), 64, index=SIMPLIFIED))
    river, stream = face.shape("河"), face.shape("溪")
    assert river is not None
    assert stream is not None
    assert faces.alike(river, river) > 0.99 > 0.9 > faces.alike(river, stream)
    assert face.shape("\ue000") is None


def test_the_recogniser_tells_what_it_was_not_taught() -> None:
    assert "垅" in recogniser().unknown
    assert "河" not in recogniser().unknown

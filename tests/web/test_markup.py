"""A table's cells as the page holds them."""

from __future__ import annotations

from django.utils.translation import override

from taizhang.web.ledgers.marks import Piece
from taizhang.web.ledgers.markup import cells
from taizhang.web.ledgers.table import TableCell


def drawn(*doubts: str) -> str:
    pieces = (Piece("岽山镇"),)
    cell = TableCell(key="0-1", label="责任单位", width="narrow", pieces=pieces, unsure=bool(doubts), doubts=doubts)
    with override("zh-hans"):
        return str(cells([cell]))


def test_a_doubtful_cell_says_which_characters_it_may_hold() -> None:
    told = drawn("岽崇祟", "山<")
    assert "“岽”或为崇、祟" in told
    assert "“山”或为&lt;" in told
    assert "title" not in drawn()


def test_the_doubts_of_a_cell_are_reached_with_a_key_or_a_finger_too() -> None:
    told = drawn("岽崇祟")
    assert 'tabindex="0"' in told
    assert "“岽”或为崇、祟</small>" in told
    assert "tabindex" not in drawn()
    assert "<small" not in drawn()

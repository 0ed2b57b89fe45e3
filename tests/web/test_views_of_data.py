"""The pure parts under the pages: merged cells, marks, filters, the source pane."""

from pathlib import Path

import pytest

from taizhang.ledger import Bilingual, Cell, Finding, Ledger, Severity, Span
from taizhang.reading import read
from taizhang.web.ledgers.explained import Noted
from taizhang.web.ledgers.filters import Filters, visible_rows
from taizhang.web.ledgers.grid import Cover
from taizhang.web.ledgers.history import words
from taizhang.web.ledgers.marks import pieces
from taizhang.web.ledgers.source import stretches
from taizhang.web.settings import env
from taizhang.web.settings.database import database

from .sample import FIRST


def finding(number: int, start: int, end: int, severity: Severity = "warning") -> Noted:
    return Noted(number, "", Finding("rule", severity, Bilingual("", ""), 0, "列", Span(start, end)))


def drawn(rows: list[int], columns: list[int], row: int) -> list[tuple[str, int, int, bool]]:
    merged = Cell("甲", 0, rows=3, columns=2)
    cover = Cover([(0, merged), (0, Cell("乙", 2)), (1, Cell("丙", 2))])
    return [(d.cell.text if d.cell else "", d.rows, d.columns, d.again) for d in cover.draw(row, rows, columns)]


def test_a_merged_cell_is_drawn_once_over_its_rows_and_columns() -> None:
    assert drawn([0, 1, 2], [0, 1, 2], 0) == [("甲", 3, 2, False), ("乙", 1, 1, False)]
    assert drawn([0, 1, 2], [0, 1, 2], 1) == [("甲", 3, 2, True), ("丙", 1, 1, False)]


def test_a_merged_cell_shrinks_to_what_is_visible() -> None:
    assert drawn([1, 2], [1, 2], 1) == [("甲", 2, 1, False), ("丙", 1, 1, False)]


def test_a_place_without_a_cell_is_drawn_empty() -> None:
    assert drawn([2], [2], 2) == [("", 1, 1, False)]


def test_words_are_cut_where_findings_begin_and_end() -> None:
    cut = pieces("完成率50.3%。", [finding(0, 3, 8, "error")])
    assert [(p.text, p.severity, p.keys) for p in cut] == [("完成率", "", ""), ("50.3%", "error", "0"), ("。", "", "")]


def test_overlapping_findings_share_a_piece_and_the_gravest_colours_it() -> None:
    cut = pieces("一二三四", [finding(0, 0, 3), finding(1, 1, 4, "error")])
    assert [(p.text, p.severity, p.keys) for p in cut] == [
        ("一", "warning", "0"),
        ("二三", "error", "0 1"),
        ("四", "error", "1"),
    ]


@pytest.mark.parametrize("span", [(4, 9), (2, 2), (-1, 1)])
def test_a_span_outside_the_text_marks_nothing(span: tuple[int, int]) -> None:
    assert [p.severity for p in pieces("一二三四", [finding(0, *span)])] == [""]


def changed(old: str, new: str) -> list[tuple[str, str]]:
    return [(word.text, word.kind) for word in words(old, new)[1]]


def test_a_number_changes_as_a_whole() -> None:
    assert changed("已完成20.5公里", "已完成30.5公里") == [("已完成", "kept"), ("30.5", "come"), ("公里", "kept")]


def test_a_short_island_between_two_changes_is_no_island() -> None:
    assert changed("组织施工单位增加机械", "按路段倒排工期铺路面") == [("按路段倒排工期铺路面", "come")]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read(FIRST).ledger


def test_the_source_pane_is_the_whole_source(ledger: Ledger) -> None:
    assert "".join(s.text for s in stretches(ledger, FIRST)) == FIRST


def test_every_cell_has_its_stretch_of_the_source(ledger: Ledger) -> None:
    keys = {s.key for s in stretches(ledger, FIRST) if s.key}
    assert keys == {f"{row.row}-{cell.column}" for row in ledger.rows for cell in row.cells if cell.text}


def test_without_a_filter_every_row_is_visible(ledger: Ledger) -> None:
    assert visible_rows(ledger, (), dict.fromkeys(range(4), ""), Filters()) == [0, 1, 2, 3]


class TestSettings:
    def test_a_setting_may_stand_in_a_file(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        path = tmp_path / "secret"
        path.write_text("hidden\n")
        monkeypatch.setenv("TAIZHANG_SECRET_KEY_FILE", str(path))
        assert env.secret("SECRET_KEY") == "hidden"

    def test_a_missing_secret_file_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TAIZHANG_SECRET_KEY_FILE", "/nowhere/secret")
        with pytest.raises(env.SettingError, match="TAIZHANG_SECRET_KEY_FILE"):
            env.secret("SECRET_KEY")

    @pytest.mark.parametrize(("value", "wanted"), [("1", True), ("off", False), ("", False)])
    def test_a_flag_is_yes_or_no(self, value: str, wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TAIZHANG_X", value)
        assert env.flag("X") is wanted

    def test_a_flag_that_is_neither_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TAIZHANG_X", "maybe")
        with pytest.raises(env.SettingError, match="TAIZHANG_X must be 1 or 0"):
            env.flag("X")

    @pytest.mark.parametrize("value", ["-1", "many", "0"])
    def test_a_number_below_the_least_is_refused(self, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TAIZHANG_X", value)
        with pytest.raises(env.SettingError, match="at least 1"):
            env.number("X", 5, least=1)

    def test_a_postgresql_address_is_taken_apart(self, tmp_path: Path) -> None:
        made = database("postgresql://u%40x:p%2Fw@db.local:5433/ledgers", tmp_path)
        assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
            "u@x",
            "p/w",
            "db.local",
            "5433",
            "ledgers",
        )

    def test_another_kind_of_address_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(env.SettingError):
            database("mysql://u:p@h/n", tmp_path)

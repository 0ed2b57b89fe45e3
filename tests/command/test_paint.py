"""What is printed fits the terminal's columns, Chinese characters taking two, and steers no terminal."""

from __future__ import annotations

import pytest

from taizhang.terminal.paint import columns_of, say, table


def test_a_chinese_character_takes_two_columns() -> None:
    assert columns_of("abc") == 3
    assert columns_of("台账a，") == 7


def test_words_are_wrapped_at_the_width_and_numbers_stay_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "13")
    say(("完成率51.25%，", "bold"), ("落后\n说明", ""), indent=2)
    assert capsys.readouterr().out == "  完成率\n  51.25%，落\n  后\n  说明\n"


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_a_table_fits_and_holds_every_word(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    table(["序号", "内容"], [(["1", "新建口袋公园12处，改造管网3.5公里"], ""), (["2", ""], "bold")])
    lines = capsys.readouterr().out.splitlines()
    assert len({columns_of(line.translate(dict.fromkeys(map(ord, "┌┬┐├┼┤└┴┘─│"), "x"))) for line in lines}) == 1
    assert max(map(len, lines)) <= columns
    words = "".join(line.split("│")[2].strip() for line in lines if line.count("│") == 3)
    assert words == "内容新建口袋公园12处，改造管网3.5公里"


def test_a_document_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(("红\x1b[31m字\x07", ""))
    assert capsys.readouterr().out == "红[31m字\n"

"""Lights of real places: explicit boundaries, no holes; status as the figures say."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger import Bilingual
from taizhang.measuring import Figures, Light, Limit, Preset, PresetError, Step, judge, pace
from taizhang.measuring.presets import GENERAL, PRESETS

PERCENT = st.decimals(-50, 300, places=2)
FIGURES = st.builds(
    Figures,
    done=st.none() | PERCENT,
    expected=st.decimals(0, 100, places=2),
    days_left=st.none() | st.integers(-400, 400),
    quarter_gap=st.none() | PERCENT,
    late_periods=st.none() | st.integers(0, 12),
    reachable=st.none() | st.booleans(),
    accepted=st.none() | st.booleans(),
)


def of(preset: str, gap: str, **more: int | Decimal) -> str:
    """The colour at half the year for a gap in points."""
    return judge(PRESETS[preset], Figures(50 + Decimal(gap), Decimal(50), **more)).light.colour


@pytest.mark.parametrize(
    ("preset", "gap", "colour"),
    [
        ("general", "50", "blue"), ("general", "49.99", "green"), ("general", "-5", "green"),
        ("general", "-5.01", "yellow"), ("general", "-20", "yellow"), ("general", "-20.01", "red"),
        ("yinchuan-2025", "0", "green"), ("yinchuan-2025", "-9.99", "green"), ("yinchuan-2025", "-10", "yellow"),
        ("yinchuan-2025", "-30", "yellow"), ("yinchuan-2025", "-30.01", "red"),
        ("songyang-2022", "0", "green"), ("songyang-2022", "-0.01", "yellow"),
        ("guangyuan-2018", "0", "blue"), ("guangyuan-2018", "-0.01", "yellow"),
        ("suqian-2025", "50", "green"), ("suqian-2025", "0", "green-open"), ("suqian-2025", "-0.01", "yellow"),
        ("dazu-2025", "-20.01", "red"), ("dazu-2025", "-20", "orange"), ("dazu-2025", "10", "yellow"),
        ("dazu-2025", "40", "green"), ("dazu-2025", "50", "green"),
    ],
)  # fmt: skip
def test_a_boundary_belongs_to_the_side_that_the_rule_names(preset: str, gap: str, colour: str) -> None:
    assert of(preset, gap) == colour


def test_what_else_a_places_rule_asks_for() -> None:
    assert of("songyang-2022", "-1", quarter_gap=Decimal("-0.01")) == "red"
    assert of("songyang-2022", "-1", quarter_gap=Decimal(0)) == "yellow"
    assert of("guangyuan-2018", "-1", reachable=False) == "red"
    assert of("guangyuan-2018", "-1", reachable=True) == "yellow"
    assert of("dazu-2025", "50", accepted=True) == "blue"
    assert [of("suqian-2025", "0", days_left=days) for days in (31, 30, 0, -1)] == ["green-open", "blue", "blue", "red"]
    assert of("general", "0", days_left=-1) == "red"


def test_blue_is_the_best_in_one_place_and_a_warning_in_another() -> None:
    assert of("guangyuan-2018", "0") == of("suqian-2025", "0", days_left=10) == "blue"


@given(FIGURES, st.sampled_from(sorted(PRESETS)))
def test_no_figures_fall_into_a_hole(figures: Figures, preset: str) -> None:
    assert judge(PRESETS[preset], figures).light in PRESETS[preset].lights


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_no_light_speaks_by_colour_alone(preset: Preset) -> None:
    for light in preset.lights:
        assert light.sign.strip()
        assert light.word.zh.strip()
        assert light.word.en.strip()
    assert len({light.word.zh for light in preset.lights}) == len(preset.lights)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_nothing_reported_and_nothing_due_are_lights_of_their_own(preset: Preset) -> None:
    assert judge(preset, Figures(None, Decimal(50))).light.colour == "unknown"
    assert judge(preset, Figures(Decimal(0), Decimal(0))).light.colour == "none"
    assert judge(preset, Figures(Decimal(0), Decimal("0.01"))).light.colour not in ("none", "unknown")


def test_there_are_four_real_places_at_least_and_each_says_its_source() -> None:
    assert len([p for p in PRESETS.values() if p.source]) >= 4
    assert [p.slug for p in PRESETS.values() if not p.source] == ["general"]


@pytest.mark.parametrize(
    ("done", "expected", "days_left", "status"),
    [
        (None, "50", 30, ""), (None, "100", -1, ""),
        ("100", "50", 30, "done"), ("120", "100", -1, "done"),
        ("99.99", "100", -1, "overdue"), ("99.99", "100", 0, "on_schedule"),
        ("0", "0", 300, "not_started"), ("0", "50", 100, "not_started"), ("0", "100", -1, "overdue"),
        ("45", "50", None, "on_schedule"), ("44.99", "50", None, "behind"),
        ("64.99", "50", None, "on_schedule"), ("65", "50", None, "ahead"),
    ],
)  # fmt: skip
def test_the_status_is_computed_from_figures_and_dates(
    done: str | None, expected: str, days_left: int | None, status: str
) -> None:
    figures = Figures(None if done is None else Decimal(done), Decimal(expected), days_left)
    assert judge(GENERAL, figures).status == status


def test_the_gap_is_in_percentage_points() -> None:
    assert judge(GENERAL, Figures(Decimal("74.9"), Decimal(50))).gap == Decimal("24.9")
    assert pace(Decimal("74.9"), Decimal(50)) == "ahead"


GREEN, RED = Light("green", Bilingual("好", "good"), "●"), Light("red", Bilingual("差", "bad"), "■")
LOW = (Limit("gap", "<", Decimal(0)),)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (Step(GREEN, LOW),),
        (Step(GREEN), Step(RED)),
        (Step(Light("red", RED.word, GREEN.sign), LOW), Step(GREEN)),
    ],
    ids=["nothing", "a hole at the end", "a step that is never reached", "one sign for two"],
)
def test_a_preset_with_a_hole_is_refused(steps: tuple[Step, ...]) -> None:
    with pytest.raises(PresetError):
        Preset("x", Bilingual("x", "x"), "", steps)

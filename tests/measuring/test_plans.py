"""Plans by quarters and months, milestones and stages of works: what they expect on which day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.measuring import (
    AnyCurve,
    Curve,
    CurveError,
    Linear,
    Mark,
    Milestones,
    Plan,
    Point,
    Stages,
    curve_from_json,
    curve_to_json,
    monthly,
    quarterly,
    year_curve,
)
from taizhang.measuring.presets import SCALES

QUARTERS = quarterly(2024, [Decimal(n) for n in (10, 40, 80, 100)])
MONTHS = monthly(2024, [Decimal(n) for n in (0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)])
MARKS = Milestones((
    Mark("设备到场", date(2024, 9, 30), Decimal(1)),
    Mark("方案批复", date(2024, 2, 29), Decimal(1)),
    Mark("投用", date(2024, 12, 31), Decimal(2)),
))  # fmt: skip
STAGES = SCALES["four-steps"].planned([date(2024, 2, 29), date(2024, 4, 30), date(2024, 8, 31), date(2024, 12, 31)])
CURVES: list[AnyCurve] = [year_curve(2024), QUARTERS, MONTHS, MARKS, STAGES]


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2023, 12, 31), "0"),
        (date(2024, 3, 30), "9.8925"),
        (date(2024, 3, 31), "10"),
        (date(2024, 4, 1), "10.3333"),
        (date(2024, 4, 30), "20"),
        (date(2024, 6, 30), "40"),
        (date(2024, 12, 30), "99.7849"),
        (date(2024, 12, 31), "100"),
        (date(2025, 1, 1), "100"),
    ],
)
def test_a_quarterly_plan_is_met_at_the_end_of_the_quarters_last_day(day: date, percent: str) -> None:
    assert round(QUARTERS.expected(day), 4) == Decimal(percent)


@pytest.mark.parametrize(
    ("day", "percent"),
    [(date(2024, 1, 31), "0"), (date(2024, 2, 28), "4.8276"), (date(2024, 2, 29), "5"), (date(2024, 11, 30), "90")],
)
def test_a_monthly_plan_knows_the_leap_day(day: date, percent: str) -> None:
    assert round(MONTHS.expected(day), 4) == Decimal(percent)


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2024, 2, 28), 0),
        (date(2024, 2, 29), 25),
        (date(2024, 9, 29), 25),
        (date(2024, 9, 30), 50),
        (date(2024, 12, 31), 100),
    ],
)
def test_a_milestone_counts_from_its_day_on_and_not_before(day: date, percent: int) -> None:
    assert MARKS.expected(day) == percent


def test_milestones_reached_count_by_their_weight() -> None:
    assert MARKS.reached({"方案批复", "投用"}) == 75
    assert MARKS.reached(()) == 0


def test_stages_are_expected_and_reached_by_the_same_weights() -> None:
    assert STAGES.expected(date(2024, 4, 29)) == STAGES.reached("前期工作") == 20
    assert STAGES.expected(date(2024, 4, 30)) == STAGES.reached("主体开工") == 40
    assert STAGES.expected(date(2024, 12, 31)) == STAGES.reached("主体完工") == 100
    with pytest.raises(KeyError):
        STAGES.reached("封顶")


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_a_scale_is_whole_and_says_that_it_is_local(scale: object) -> None:
    known = next(one for one in SCALES.values() if one is scale)
    assert sum(weight for _, weight in known.weights) == 100
    assert "本地" in known.note.zh
    with pytest.raises(CurveError):
        known.planned([date(2024, 1, 1)])


DAY = st.dates(date(2023, 6, 1), date(2025, 6, 30))


@given(DAY, st.sampled_from(CURVES))
def test_every_curve_stays_between_0_and_100_and_never_falls(day: date, curve: Curve) -> None:
    assert 0 <= curve.expected(day) <= curve.expected(day + timedelta(days=1)) <= 100


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)
def test_every_curve_is_at_0_before_the_year_and_at_100_after_it(curve: Curve) -> None:
    assert curve.expected(date(2023, 12, 31)) == 0
    assert curve.expected(date(2025, 1, 1)) == 100


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)
def test_a_curve_comes_back_from_json_as_it_was(curve: AnyCurve) -> None:
    assert curve_from_json(curve_to_json(curve)) == curve


@pytest.mark.parametrize("text", ["", "{}", '{"type": "plan", "kind": "monthly", "start": "2024-01-01", "points": []}'])
def test_text_that_is_no_curve_is_refused(text: str) -> None:
    with pytest.raises(CurveError):
        curve_from_json(text)


def test_every_curve_has_a_name_of_its_own() -> None:
    assert len({curve.name for curve in CURVES}) == len(CURVES)


@pytest.mark.parametrize(
    "percents", [(10, 40, 80), (10, 40, 30, 100), (10, 40, 80, 90), (-1, 40, 80, 100), (10, 40, 80, 101)]
)
def test_a_plan_that_falls_or_does_not_end_at_100_is_refused(percents: tuple[int, ...]) -> None:
    with pytest.raises(CurveError):
        quarterly(2024, [Decimal(n) for n in percents])


def test_a_plan_whose_days_do_not_rise_is_refused() -> None:
    points = (Point(date(2024, 6, 30), Decimal(50)), Point(date(2024, 6, 30), Decimal(100)))
    with pytest.raises(CurveError):
        Plan("quarterly", date(2024, 1, 1), points)


@pytest.mark.parametrize("kind", [Milestones, Stages])
def test_marks_without_weight_and_none_at_all_are_refused(kind: type[Milestones] | type[Stages]) -> None:
    with pytest.raises(CurveError):
        kind((Mark("开工", date(2024, 3, 1), Decimal(0)),))
    with pytest.raises(CurveError):
        kind(())


def test_stages_are_not_reversed_and_not_named_twice() -> None:
    first, second = Mark("基础", date(2024, 6, 1), Decimal(1)), Mark("主体", date(2024, 3, 1), Decimal(1))
    with pytest.raises(CurveError):
        Stages((first, second))
    with pytest.raises(CurveError):
        Stages((second, Mark("主体", date(2024, 6, 1), Decimal(1))))


def test_a_curve_over_the_turn_of_the_year_counts_its_months() -> None:
    curve = Linear(date(2023, 11, 1), date(2024, 2, 29))
    assert curve.expected(date(2023, 12, 31)) == 50
    assert curve.expected(date(2024, 1, 31)) == 75

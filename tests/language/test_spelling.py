"""How alike texts are spelt: what is not compared would not have been likely."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from taizhang.language.spelling import edit_ratio, likeliest, part_ratio, ratio

WORDS = st.text("县乡道路改造公里", max_size=12)


@given(WORDS, WORDS, st.sampled_from([35, 75, 97]))
def test_what_shares_too_few_characters_is_below_the_least(one: str, other: str, least: int) -> None:
    assert part_ratio(one, other, least) == fuzz.partial_ratio(one, other, score_cutoff=least)


def test_the_likeliest_come_with_their_places() -> None:
    among = ["农村公路改造", "农村道路改造", "口袋公园"]
    assert likeliest("农村道路改造", among, 60, limit=2) == [(1, 100.0), (0, ratio(among[0], among[1]))]
    assert likeliest("道路改造", among, 90, part=True) == [(1, 100.0)]


def test_edits_are_counted_in_the_longer_text() -> None:
    assert edit_ratio("农村公路", "农村道路") == 0.75

"""Pairs with the greatest sum of weights."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.measuring.assignment import assign

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from([-1.0, 0.0, 1.0, 2.0, 3.5, 9.0]), max_size=16
)


def test_one_with_another_choice_makes_way() -> None:
    assert assign({(0, 0): 9.0, (0, 1): 8.0, (1, 0): 8.0}) == {0: 1, 1: 0}


def test_a_sure_pair_is_not_broken_for_two_doubtful_ones() -> None:
    assert assign({(0, 0): 40.0, (0, 1): 5.0, (1, 0): 5.0}) == {0: 0}


def test_what_weighs_nothing_is_no_pair() -> None:
    assert assign({(0, 0): 0.0, (1, 1): -2.0}) == {}
    assert assign({}) == {}


@given(WEIGHTS)
def test_no_other_pairing_weighs_more(weights: dict[tuple[int, int], float]) -> None:
    found = assign(weights)
    assert len(set(found.values())) == len(found)
    best = max(sum(max(0.0, weights.get((i, j), 0.0)) for i, j in enumerate(order)) for order in permutations(range(5)))
    assert sum(weights[pair] for pair in found.items()) == best

"""Who goes with whom: pairs of two sets so that the sum of their weights is greatest, each member used once.

Taking the likest pair first would be wrong where two rows want the same task and only one of them has another choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

Pair = tuple[int, int]


def assign(weights: Mapping[Pair, float]) -> dict[int, int]:
    """The left members of the pairs to the right ones; who is in no pair of a weight above 0 stays alone.

    Groups that no pair joins are solved apart, each by the Hungarian method (Kuhn 1955, Munkres 1957) in time of
    the square of its smaller side times its larger one.
    """
    found: dict[int, int] = {}
    for group in _groups([pair for pair, weight in weights.items() if weight > 0]):
        lefts, rights = sorted({a for a, _ in group}), sorted({b for _, b in group})
        if len(lefts) == 1 or len(rights) == 1:
            best = max(group, key=lambda pair: (weights[pair], -pair[0], -pair[1]))
            found[best[0]] = best[1]
            continue
        allowed = set(group)
        gain = [[weights[a, b] if (a, b) in allowed else 0.0 for b in rights] for a in lefts]
        found |= {lefts[i]: rights[j] for i, j in _best(gain) if gain[i][j] > 0}
    return found


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs, those that share a member together."""
    of_left: dict[int, list[Pair]] = {}
    of_right: dict[int, list[Pair]] = {}
    for pair in pairs:
        of_left.setdefault(pair[0], []).append(pair)
        of_right.setdefault(pair[1], []).append(pair)
    seen: set[Pair] = set()
    groups = []
    for first in pairs:
        if first in seen:
            continue
        seen.add(first)
        group, waiting = [], [first]
        while waiting:
            pair = waiting.pop()
            group.append(pair)
            for near in chain(of_left[pair[0]], of_right[pair[1]]):
                if near not in seen:
                    seen.add(near)
                    waiting.append(near)
        groups.append(group)
    return groups


def _best(gain: Sequence[Sequence[float]]) -> list[Pair]:
    """Places of a matrix, one in each row and column of its smaller side, whose sum is greatest."""
    if len(gain) > len(gain[0]):
        return [(i, j) for j, i in _best(list(zip(*gain, strict=True)))]
    height, width = len(gain), len(gain[0])
    of_row, of_column = [0.0] * (height + 1), [0.0] * (width + 1)  # potentials; index 0 is the row being placed
    row_at = [0] * (width + 1)
    for row in range(1, height + 1):
        row_at[0] = row
        way = _shortest(gain, row_at, of_row, of_column)
        at = way[0]
        while at:
            row_at[at] = row_at[way[at]]
            at = way[at]
    return [(row_at[j] - 1, j - 1) for j in range(1, width + 1) if row_at[j]]


def _shortest(
    gain: Sequence[Sequence[float]], row_at: list[int], of_row: list[float], of_column: list[float]
) -> list[int]:
    """From each column the one before it on the cheapest way to a free column, which stands at 0."""
    width = len(gain[0])
    least, way, done = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    at = 0
    while row_at[at]:
        done[at] = True
        row, step, following = row_at[at], float("inf"), 0
        for j in range(1, width + 1):
            if done[j]:
                continue
            cost = -gain[row - 1][j - 1] - of_row[row] - of_column[j]
            if cost < least[j]:
                least[j], way[j] = cost, at
            if least[j] < step:
                step, following = least[j], j
        for j in range(width + 1):
            if done[j]:
                of_row[row_at[j]] += step
                of_column[j] -= step
            else:
                least[j] -= step
        at = following
    way[0] = at
    return way

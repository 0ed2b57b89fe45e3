"""A flattened table as a stream of pieces: header found, pieces put into rows and columns, a grid made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from taizhang.language.chars import unspaced
from taizhang.ledger import Origin, Role

from .align import Place, align, glance, taught
from .costs import Habits
from .fitting import fits
from .grid import Grid, GridCell, Paragraph
from .headline import Plan, find_header, plans, with_hidden
from .kinds import is_number
from .patterns import ORDINAL, PAGE_NUMBER, is_section
from .pieces import Piece, joined, tidy

_GOOD = 1.9  # score a piece above which a header is read rightly
_FIRST = 18  # pieces on which the plainest way is tried
_GLANCE = 12  # pieces on which the ways to read a header are first looked at
_DOUBTS = 0.04  # share of pieces that go on in a cell or fit their column badly, above which a second reading is made
_CLEAR = 4.0  # score by which a way must be ahead at a glance to need no trial
_TRIAL = 30  # pieces on which the ways to read a header are tried


Read = tuple[Plan, float, list[Place]]
"""A way to read a header, its score, and a place for each piece."""


class Flow(Struct):
    """Blocks made of a stream, and how well the stream fitted its columns."""

    blocks: list[Paragraph | Grid] = field(default_factory=list)
    score: float = 0.0


def paragraph(piece: Piece) -> Paragraph:
    """A piece outside any table."""
    return Paragraph(piece.text, Origin(spans=piece.spans))


def build(pieces: Sequence[Piece], habits: Habits, separator: str = "\n") -> Flow | None:
    """Grids and paragraphs from a stream, None when no header stands in it."""
    pages = [p for p in pieces if PAGE_NUMBER.match(p.text) and "\n" not in p.text and not p.text.strip().isdigit()]
    stream = [p for p in pieces if p not in pages] if pages else list(pieces)
    flow = Flow()
    at = 0
    header = find_header(stream)
    if header is None:
        return None
    plan: Plan | None = None
    names: tuple[str, ...] = ()
    while header:
        begin, end = header
        flow.blocks += [paragraph(p) for p in stream[at:begin] if p.text]
        same = _same_header(stream, end, stream[begin:end])
        following = find_header(stream, end) if same is None else same
        stop = following[0] if following else len(stream)
        found = tuple(unspaced(p.text) for p in stream[begin:end])
        body = stream[end:stop]
        if plan is None or found != names:
            plan, score, places = _best_plan(stream[begin:end], body, habits)
            names = found
        else:
            plan = _renewed(plan, stream[begin:end])
            score, places = _even(body, plan, habits) or align(body, plan.roles, habits)
        flow.score += score + 2.0 * len(plan.heads)
        outside = _grid(flow, plan, body, places, separator)
        flow.blocks += [paragraph(p) for p in outside if p.text]
        at, header = stop, following
    flow.blocks += [paragraph(p) for p in pages]
    return flow


def _same_header(stream: Sequence[Piece], start: int, header: Sequence[Piece]) -> tuple[int, int] | None:
    """Where the same header comes again, as on the next page."""
    size, first = len(header), header[0].text
    for at in range(start, len(stream) - size + 1):
        if stream[at].text == first and all(
            a.text == b.text for a, b in zip(stream[at : at + size], header, strict=True)
        ):
            return at, at + size
    return None


def _renewed(plan: Plan, header: Sequence[Piece]) -> Plan:
    """The plan with the pieces of a repeated header in place of the first one's."""
    ways = [p for way in plans(header) for p in (way, *with_hidden(way))]
    return next(p for p in ways if p.roles == plan.roles and p.tiers == plan.tiers)


def _best_plan(header: Sequence[Piece], body: Sequence[Piece], habits: Habits) -> Read:
    """The way to read the header under which the rows fit best, the plainer way when it is close, with its places."""
    ways = plans(header)
    best = next(ways)
    if even := _even(body, best, habits):
        return best, *even
    first = body[:_FIRST]
    if glance(first, best.roles, habits) < _GOOD * len(first):
        best = _fittest([best, *ways], body, habits)
    plain = best, *align(body, best.roles, habits)
    return _again(body, _named(body, plain, habits), habits)


def _named(body: Sequence[Piece], plain: Read, habits: Habits) -> Read:
    """The reading with an unnamed column where one explains the stream better, read again from where it first shows."""
    plan, score, places = plain
    begin = _loose_at(plan, places)
    if begin is None:
        return plain
    rest, row = body[begin:], places[begin].row
    usual = align(rest, plan.roles, habits)[0] if begin else score
    chosen, best = plain, usual
    for way in with_hidden(plan):
        total, later = align(rest, way.roles, habits)
        at = _inserted(plan, way)
        moved = [p._replace(column=p.column + (p.column >= at)) for p in places[:begin]]
        whole = [*moved, *(p._replace(row=p.row + row) for p in later)]
        if total - 2.5 > best and not _starves(places, whole, at):
            chosen, best = (way, score + total - usual - 2.5, whole), total - 2.5
    return chosen


def _fittest(ways: Sequence[Plan], body: Sequence[Piece], habits: Habits) -> Plan:
    """The plan that fits best at a glance, after a longer trial of the best where others are close."""
    seen = _ranked(ways, body[:_GLANCE], habits, 1.0)
    if len(seen) < 2 or seen[0][0] - seen[1][0] > _CLEAR:
        return seen[0][1]
    first = [plan for _, plan in seen[:2]]
    return _ranked(first if ways[0] in first else [ways[0], *first], body[:_TRIAL], habits, 2.5)[0][1]


def _again(body: Sequence[Piece], first: Read, habits: Habits) -> Read:
    """A second reading with what the first one taught about its columns, where the first one left doubts."""
    plan, score, places = first
    doubtful = sum(place.goes_on or _ill(piece, place, plan) for piece, place in zip(body, places, strict=True))
    if doubtful < _DOUBTS * len(body):
        return first
    learned = taught(body, places, plan.roles)
    return (plan, score, align(body, plan.roles, habits, learned)[1]) if learned else first


def _ill(piece: Piece, place: Place, plan: Plan) -> bool:
    return place.kind == "cell" and bool(piece.text) and fits(piece.text, plan.roles[place.column]) < 0.6


def _inserted(plan: Plan, way: Plan) -> int:
    """Which column the way has more than the plan."""
    pairs = zip(plan.roles, way.roles, strict=False)
    return next((k for k, (a, b) in enumerate(pairs) if a is not b), len(plan.roles))


def _starves(before: Sequence[Place], after: Sequence[Place], at: int) -> bool:
    """True when an unnamed column `at` takes the cells of a named one, so that it stands empty where it was filled."""
    filled, left = _filled(before), _filled(after)
    return any(left[k + (k >= at)] * 2 < n for k, n in filled.items() if n > 2)


def _filled(places: Sequence[Place]) -> Counter[int]:
    """How many cells each column has."""
    return Counter(p.column for p in places if p.kind == "cell" and not p.goes_on)


def _loose_at(plan: Plan, places: Sequence[Place]) -> int | None:
    """Where the first item begins that a column without a name would explain, None when there is none.

    There names run over several pieces, or rows begin without a number.
    """
    named = next(k for k, role in enumerate(plan.roles) if role is not Role.NUMBER)
    item = row = -1
    for at, place in enumerate(places):
        if place.kind != "cell":
            continue
        if place.column == 0 and place.row != row:
            item = at
        if (place.row != row and place.column) or (place.goes_on and place.column == named):
            return max(item, 0)
        row = place.row
    return None


def _ranked(tried: Sequence[Plan], body: Sequence[Piece], habits: Habits, margin: float) -> list[tuple[float, Plan]]:
    """The plans with their scores, best first; another than the first is set back by `margin`."""
    known: dict[tuple[Role, ...], float] = {}
    scores = []
    for k, plan in enumerate(tried):
        if plan.roles not in known:
            known[plan.roles] = glance(body, plan.roles, habits)
        scores.append(known[plan.roles] - (margin if k else 0.0))
    order = sorted(range(len(tried)), key=lambda k: -scores[k])
    return [(scores[k], tried[k]) for k in order]


def _even(body: Sequence[Piece], plan: Plan, habits: Habits) -> tuple[float, list[Place]] | None:
    """The plain reading of a stream that prints every cell: so many cells, so many a row; None when it is not so."""
    width = len(plan.roles)
    if habits.skip < 2 or not body or len(body) % width or plan.roles[0] is not Role.NUMBER:
        return None
    if not all(_may_open(p.text) for p in body[::width]):
        return None
    places = [Place("cell", k // width, k % width) for k in range(len(body))]
    return sum(fits(p.text, plan.roles[k % width]) for k, p in enumerate(body)), places


def _may_open(text: str) -> bool:
    return not text or is_number(text) or text.isdigit() or bool(ORDINAL.match(text)) or is_section(text)


def _grid(flow: Flow, plan: Plan, body: Sequence[Piece], places: Sequence[Place], separator: str) -> list[Piece]:
    """Add the grid of header and placed pieces to the flow; gives the pieces that stand outside."""
    cells = [GridCell(h.piece.text, h.row, h.column, h.rows, h.columns, h.piece.origin) for h in plan.heads]
    groups: dict[tuple[int, int], list[Piece]] = {}
    outside = []
    for piece, place in zip(body, places, strict=True):
        if place.kind == "outside":
            outside.append(piece)
        elif piece.text:
            groups.setdefault((place.row, place.column), []).append(piece)
    numbers = {row: k for k, row in enumerate(sorted({row for row, _ in groups}))}
    for (row, column), parts in groups.items():
        piece = _together(parts, separator)
        cells.append(GridCell(tidy(piece.text), plan.tiers + numbers[row], column, origin=piece.origin))
    flow.blocks.append(Grid(tuple(cells), plan.tiers + len(numbers), len(plan.roles), header_rows=plan.tiers))
    return outside


def _together(parts: list[Piece], separator: str) -> Piece:
    if len(parts) == 1:
        return parts[0]
    whole = parts[0]
    for part in parts[1:]:
        whole = joined([whole, part], separator if not part.first or separator != " " else "\n")
    return whole

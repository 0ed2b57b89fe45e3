"""Small words for the templates of the month: states, lights, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from taizhang.ledger import plain
from taizhang.web.ledgers.labels import Label
from taizhang.web.ledgers.signs import lamp, word_of

from .. import markup
from ..differences import NAMES, Difference
from ..hands import Hand
from ..labels import STATES
from ..matrix import Line
from ..models import Period
from ..review import TaskReview
from ..today import today_of

register = template.Library()


@register.filter
def state(shown: str) -> Label:
    """The label of what `opening.shown_as` says."""
    return STATES[shown]


@register.simple_tag
def squares(line: Line, now: Period | None) -> SafeString:
    """A unit's cells in the matrix."""
    return markup.squares(line, now)


register.simple_tag(lamp)
register.filter(word_of)


@register.filter
def curve_word(name: str) -> str:
    """A curve's official name in the reader's language."""
    return _(name) if name else ""


@register.filter
def number(value: Decimal | None) -> str:
    """A figure as people write it; a dash where there is none."""
    return "—" if value is None else plain(value)


@register.filter
def signed(value: Decimal | None) -> str:
    """A difference with its sign; a dash where there is none."""
    return "—" if value is None else f"{'+' if value > 0 else ''}{plain(value) if value else '0'}"


@register.filter
def percent(value: Decimal | None) -> str:
    """A rate to one decimal, without a zero at its end; a dash where there is none."""
    return "—" if value is None else f"{plain(round(value, 1)) if value else '0'}%"


@register.filter
def signed_points(value: Decimal | None) -> str:
    """A difference in percentage points, to one decimal."""
    return signed(None if value is None else round(value, 1))


@register.filter
def total(hands: Iterable[Hand]) -> int:
    """How many returns there are in all."""
    return sum(len(hand.returns) for hand in hands)


@register.filter
def share(value: Decimal) -> str:
    """A percentage as the width of a bar, nought to a hundred, with a point whatever the language."""
    return str(round(min(max(value, Decimal(0)), Decimal(100)), 1))


@register.filter
def of(known: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; None for nothing."""
    return known.get(key)


@register.simple_tag
def cell_name(change: Difference, one: TaskReview) -> str:
    """The name of a cell that differs: an indicator's, or a text's."""
    if isinstance(change.cell, str):
        return str(NAMES[change.cell])
    return next((f.indicator.name for f in one.figures if f.indicator.pk == change.cell), "")


@register.inclusion_tag("months/parts/today.html", takes_context=True)
def months_today(context: Mapping[str, Any]) -> dict[str, Any]:
    """What of the months concerns the person today, on the home page."""
    return {"today": today_of(context["user"])}

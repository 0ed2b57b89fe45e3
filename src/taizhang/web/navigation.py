"""The places that the top of every page leads to: one table, each shown to those who have a right to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .people.access import Visitor, has
from .people.rights import Right

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Place:
    """The name of its address, its sign, its word, and the rights of which one opens it (none: open to all).

    `below`: an address that takes a key, whose pages are in the place too though they do not begin with its address.
    """

    name: str
    icon: str
    word: _StrPromise
    rights: frozenset[Right] = frozenset()
    below: str = ""

    def holds(self, path: str) -> bool:
        """Whether the page at `path` is in the place."""
        address = reverse(self.name)
        starts = [address] if address != "/" else []
        if self.below:
            starts.append(reverse(self.below, args=[0]).removesuffix("0/"))
        return path == address or path.startswith(tuple(starts))


PLACES = (
    Place("home", "home", _("首页")),
    Place("own-month", "edit", _("本单位填报"), frozenset({Right.FILL}), below="return"),
    Place("matrix", "calendar", _("月报"), frozenset({Right.REVIEW, Right.PLAN, Right.REMARK})),
    Place("my-projects", "note", _("我的项目"), frozenset({Right.REMARK})),
    Place("plans", "check", _("年度任务"), frozenset({Right.PLAN})),
    Place("papers", "file", _("文稿"), frozenset({Right.REVIEW, Right.APPROVE, Right.FILL})),
    Place("import", "upload", _("导入"), frozenset({Right.IMPORT})),
    Place("events", "shield", _("操作日志"), frozenset({Right.READ_EVENTS})),
    Place("places", "list", _("地区和单位"), frozenset({Right.MANAGE_PLACES})),
    Place("rules", "list", _("规则"), frozenset({Right.MANAGE_RULES})),
    Place("accounts", "user", _("账号"), frozenset({Right.MANAGE_PEOPLE, Right.GRANT_ROLES})),
)


def places_for(visitor: Visitor, path: str) -> Iterator[tuple[Place, str, bool]]:
    """Each place the person may go to, its address, and whether the page at `path` is in it."""
    for place in PLACES:
        if not place.rights or any(has(visitor, right) for right in place.rights):
            yield place, reverse(place.name), place.holds(path)

"""Finding accounts in their list: by words, role and state."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from taizhang.web.asking import Asking

from .gate.entering import locked_names
from .models import Role, User


@dataclass(frozen=True, slots=True)
class Search(Asking):
    """What is looked for.  `q` stands in a name, a user name, or the name of a unit or region."""

    q: str = ""
    role: str = ""
    state: str = ""

    def among(self, found: QuerySet[User]) -> QuerySet[User]:
        """Those that answer."""
        if self.q:
            places = Q(own_unit__name__icontains=self.q) | Q(region__name__icontains=self.q)
            found = found.filter(Q(name__icontains=self.q) | Q(username__icontains=self.q) | places)
        if self.role in Role.values:
            found = found.filter(role=self.role)
        if self.state == "locked":
            found = found.filter(is_active=True, username__in=locked_names())
        elif self.state in {"active", "stopped"}:
            found = found.filter(is_active=self.state == "active")
        return found

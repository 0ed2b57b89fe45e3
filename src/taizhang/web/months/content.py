"""What a submission holds, as plain data in one fixed writing."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import msgspec
from msgspec import Struct


class SentValue(Struct, frozen=True, omit_defaults=True):
    """A figure as entered, and the sum since January up to it; both None where nothing was ever reported."""

    indicator: int
    entered: Decimal | None = None
    total: Decimal | None = None


class SentReason(Struct, frozen=True, omit_defaults=True):
    """Why a finding stands."""

    rule: str
    words: str
    text: str


class SentFile(Struct, frozen=True, omit_defaults=True):
    """A file sent along: its name, its SHA-256, and the key it is taken home by."""

    key: int
    name: str
    digest: str


class SentReport(Struct, frozen=True, omit_defaults=True):
    """One task's report as sent; `told` is False where the unit said nothing of the task."""

    task: int
    row: int
    told: bool = False
    progress: str = ""
    stage: str = ""
    cause: str = ""
    problems: str = ""
    next_steps: str = ""
    unchanged: str = ""
    values: tuple[SentValue, ...] = ()
    reasons: tuple[SentReason, ...] = ()
    files: tuple[SentFile, ...] = ()


class Sent(Struct, frozen=True):
    """A return as sent."""

    reports: tuple[SentReport, ...]

    @property
    def totals(self) -> dict[int, Decimal]:
        """The sum of each indicator that has one."""
        return {v.indicator: v.total for r in self.reports for v in r.values if v.total is not None}


def encoded(sent: Sent) -> str:
    """The one writing of a return."""
    return msgspec.json.encode(sent, order="deterministic").decode()


def decoded(text: str) -> Sent:
    """The return that was written."""
    return msgspec.json.decode(text, type=Sent)


def digest_of(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()

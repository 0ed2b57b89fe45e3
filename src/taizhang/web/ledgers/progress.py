"""Where the files of an import stand, as its page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.web.people.models import User
from taizhang.web.queue import nobody_works

from .access import visible_versions
from .labels import Label
from .models import Draft, Incoming, Intake, LedgerVersion, State
from .models.content import HEAVY
from .problems import Problem, told
from .services.intakes import drafts_of

STATES: dict[str, Label] = {
    State.QUEUED: Label(_("排队中"), "clock", "slate"),
    State.READING: Label(_("正在读取"), "dots", "blue"),
    State.READ: Label(_("已读出"), "check", "green"),
    State.OPENED: Label(_("已解开"), "check", "green"),
    State.REFUSED: Label(_("没有读入"), "stop", "red"),
    "stuck": Label(_("读取中断"), "alert", "amber"),
    "dropped": Label(_("已放弃"), "dash", "slate"),
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same file before: who gave it and when, and the period made of it if there is one."""

    by: str
    at: datetime
    version: LedgerVersion | None = None


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the import; `twin` is the name of the same file in it, `inside` that it came in an archive."""

    file: Incoming
    label: Label
    problem: Problem | None
    earlier: Earlier | None
    twin: str
    retry: bool

    @property
    def name(self) -> str:
        """The file's name; of one that came in an archive its path there, for the archive stands above it."""
        return self.file.name.partition("/")[2] if self.inside else self.file.name

    @property
    def inside(self) -> bool:
        """Whether it came in an archive of the same import."""
        return self.file.archive_id is not None

    @property
    def draft(self) -> Draft | None:
        """What was read of it, while it waits to be saved."""
        draft = self.file.draft
        return draft if draft is not None and draft.saved_as_id is None else None


@dataclass(frozen=True, slots=True)
class Progress:
    """All files, how many are settled, what to do next; `missing` are the names of chosen files that did not come."""

    lines: tuple[FileLine, ...]
    drafts: tuple[Draft, ...]
    settled: int
    busy: bool
    idle: bool
    read: int
    refused: int
    missing: list[str]

    @property
    def only(self) -> Draft | None:
        """The one document of an import of one file, read and not collected: there is nothing to choose from."""
        alone = not self.missing and len(self.lines) == 1 and len(self.drafts) == 1 and not self.drafts[0].collected
        return self.drafts[0] if alone else None


def progress(user: User, intake: Intake) -> Progress:
    """Where the import stands now."""
    files = list(_in_order(intake))
    earlier = _earlier(user, intake, [file.original_id for file in files])
    first: dict[tuple[str, int], str] = {}
    lines = []
    for file in files:
        twin = first.setdefault((file.original_id, file.table), file.name)
        lines.append(_line(file, earlier.get(file.original_id), twin if twin != file.name else ""))
    states = Counter(file.state for file in files)
    waiting = states[State.QUEUED] + states[State.READING]
    return Progress(
        tuple(lines),
        tuple(drafts_of(intake)),
        len(files) - waiting,
        waiting > 0,
        nobody_works(files),
        states[State.READ],
        states[State.REFUSED],
        intake.awaited,
    )


def _in_order(intake: Intake) -> list[Incoming]:
    """The files as they came, after each what is in it."""
    heavy = [f"draft__{name}" for name in (*HEAVY, "pane")]
    files = list(intake.files.select_related("draft", "original").defer("original__data", *heavy))
    inside: dict[int | None, list[Incoming]] = {}
    for file in files:
        inside.setdefault(file.archive_id, []).append(file)

    def of(outer: int | None) -> Iterator[Incoming]:
        for file in inside.get(outer, ()):
            yield file
            yield from of(file.pk)

    return list(of(None))


def _line(file: Incoming, earlier: Earlier | None, twin: str) -> FileLine:
    state = "stuck" if file.is_stuck else file.state
    if state == State.READ and file.draft is None:
        state = "dropped"
    problem = told(file.name, file.problem) if file.problem else None
    return FileLine(file, STATES[state], problem, earlier, twin, state in (State.REFUSED, "stuck"))


def _earlier(user: User, intake: Intake, digests: list[str]) -> dict[str, Earlier]:
    """By digest: the periods that the person may see and were made of the same file, else an import of their own."""
    found: dict[str, Earlier] = {}
    uses = Incoming.objects.filter(original__in=digests, intake__owner=user).exclude(intake=intake)
    for digest, at in uses.order_by("pk").values_list("original", "intake__made_at"):
        found.setdefault(digest, Earlier(user.name, at))
    saved = visible_versions(user).filter(corrected_by=None)
    for version in saved.filter(original__in=digests):
        found[version.original_id or ""] = Earlier(version.saved_by.name, version.saved_at, version)
    gathered = Q(intake__saved_as__in=saved.values("pk"), original__in=digests)
    versions = {version.pk: version for version in saved.filter(intake__files__original__in=digests).distinct()}
    for digest, key in Incoming.objects.filter(gathered).values_list("original", "intake__saved_as"):
        version = versions[key]
        found.setdefault(digest, Earlier(version.saved_by.name, version.saved_at, version))
    return found

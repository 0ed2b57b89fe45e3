"""Acts on a paper: each locks its row, asks right and state, moves it by the table of `states`, and is logged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.writing.bulletin import (
    Block,
    Outline,
    bulletin_from_json,
    bulletin_to_json,
    outline_from_json,
    outline_to_json,
)
from taizhang.writing.bulletin.model import AnnexName, Urgency
from taizhang.writing.publication import OPENNESS, Publication

from ..access import visible_papers
from ..formats import kept_json
from ..models import Paper, Register
from ..proof import open_doubts, open_errors
from ..publishing import as_issued
from ..refusals import (
    Changed,
    Doubtful,
    NumberMissing,
    NumberTaken,
    OpenErrors,
    OwnPaper,
    PrintedBefore,
    ReasonMissing,
    WhyNotPublished,
    WrongState,
)
from ..states import MOVES, Act, State
from .making import told_of, written


def held(user: User, key: int, act: Act, reason: str = "") -> Paper:
    """The paper, which nobody else acts on until the transaction ends.

    Raises Http404, PermissionDenied, WrongState or ReasonMissing, in this order.
    """
    found = visible_papers(user).select_for_update(of=("self",)).filter(pk=key).first()
    if found is None:
        raise Http404
    move = MOVES[act]
    if not has(user, move.right):
        raise PermissionDenied
    if State(found.state) not in move.steps:
        raise WrongState(found)
    if move.reason and not reason.strip():
        raise ReasonMissing
    return found


def _moved(user: User, found: Paper, act: Act, **facts: str | int) -> None:
    move = MOVES[act]
    found.state = move.steps[State(found.state)]
    found.save()
    about = {"ledger": str(found.version.yearly), "period": found.version.period, "paper": found.title}
    about |= {"key": str(found.pk)}
    record(move.code, user, **about, **facts)


@transaction.atomic
def edit(
    user: User,
    key: int,
    blocks: Sequence[Block],
    title: str = "",
    *,
    to: str | None = None,
    annexes: Sequence[AnnexName] | None = None,
    layouts: Mapping[AnnexName, str] | None = None,
    urgency: Urgency | None = None,
    seen: int | None = None,
) -> Paper:
    """The draft's paragraphs anew: sentences of the record are written again, free ones stay as they are.

    `to`, `annexes` and their `layouts`, and `urgency` stay as they are unless they are told.  `seen` is the revision
    that the person looked at, None for whatever stands.

    Raises what `held` raises, Changed when another person saved after `seen`, and WriteError for a block with a broken
    brace or an unknown fact.
    """
    found = held(user, key, Act.EDIT)
    if seen is not None and seen != found.revision:
        raise Changed(found)
    found.revision, found.edited_by = found.revision + 1, user
    outline = msgspec.structs.replace(outline_from_json(found.outline), blocks=tuple(blocks))
    if title.strip():
        outline = msgspec.structs.replace(outline, title=title.strip())
    if to is not None:
        outline = msgspec.structs.replace(outline, to=to)
    if annexes is not None:
        outline = msgspec.structs.replace(outline, annexes=tuple(annexes))
    if layouts is not None:
        outline = msgspec.structs.replace(outline, layouts=dict(layouts))
    if urgency is not None:
        outline = msgspec.structs.replace(outline, urgency=urgency)
    return _written_down(user, found, outline)


@transaction.atomic
def write_anew(user: User, key: int) -> Paper:
    """The draft from the record as it is now, by the outline that it has."""
    found = held(user, key, Act.EDIT)
    return _written_down(user, found, outline_from_json(found.outline))


def _written_down(user: User, found: Paper, outline: Outline) -> Paper:
    bulletin = written(found.version, found.before, outline)
    found.outline, found.content = outline_to_json(outline).decode(), bulletin_to_json(bulletin).decode()
    found.title = bulletin.title[:200]
    _moved(user, found, Act.EDIT)
    return found


@transaction.atomic
def describe(user: User, key: int, fields: Publication) -> Paper:
    """The 政府信息公开 fields, until the paper is approved; WhyNotPublished without a reason not to publish it."""
    found = held(user, key, Act.DESCRIBE)
    if fields.openness == "closed" and not fields.reason:
        raise WhyNotPublished
    found.publication = kept_json(msgspec.structs.replace(fields, index="", published=None))
    _moved(user, found, Act.DESCRIBE, openness=OPENNESS[fields.openness].zh if fields.openness else "—")
    return found


@transaction.atomic
def check(user: User, key: int) -> Paper:
    """The figures stand as the record has them now, and no doubt is left; OpenErrors, Doubtful."""
    found = held(user, key, Act.CHECK)
    if errors := open_errors(found.version):
        raise OpenErrors(errors)
    bulletin = written(found.version, found.before, outline_from_json(found.outline))
    if doubts := open_doubts(found, bulletin, told_of(found.version, found.before)):
        raise Doubtful(doubts)
    found.content, found.checked_by = bulletin_to_json(bulletin).decode(), user
    _moved(user, found, Act.CHECK)
    return found


@transaction.atomic
def approve(user: User, key: int) -> Paper:
    """A person other than the one who made it says that it may go out (design.md, law 9); OwnPaper."""
    found = held(user, key, Act.APPROVE)
    if found.made_by_id == user.pk:
        raise OwnPaper
    found.approved_by, found.approved_at = user, timezone.now()
    _moved(user, found, Act.APPROVE)
    return found


@transaction.atomic
def send_back(user: User, key: int, reason: str) -> Paper:
    """Back to a draft, for a reason."""
    found = held(user, key, Act.SEND_BACK, reason)
    found.reason, found.approved_by, found.approved_at = reason.strip(), None, None
    _moved(user, found, Act.SEND_BACK, reason=found.reason)
    return found


@transaction.atomic
def issue(user: User, key: int, word: str, day: date | None, printed: date | None = None) -> Paper:
    """Give it the next numbers of the registers and its day; its content is frozen, its digest goes into the log.

    `printed` is the 印发日期, its own day where it is None.  The paper whose place it takes is superseded.
    NumberMissing without word or day, PrintedBefore, NumberTaken when another place uses the same word; CodeMissing
    and IndexTaken as `next_index`.
    """
    found = held(user, key, Act.ISSUE)
    if not word or day is None:
        raise NumberMissing
    if printed and printed < day:
        raise PrintedBefore
    found.number, found.day, found.issued_at = _next_number(found, word, day.year), day, timezone.now()
    fields = as_issued(found, day)
    bulletin = bulletin_from_json(found.content)
    head = msgspec.structs.replace(bulletin.head, printed_on=printed)
    told = msgspec.structs.replace(bulletin, number=found.number, day=day, head=head, publication=fields)
    found.content, found.index_number = bulletin_to_json(told).decode(), fields.index
    found.digest = hashlib.sha256(found.content.encode()).hexdigest()
    _moved(user, found, Act.ISSUE, number=found.number, day=str(day), digest=found.digest)
    if found.supersedes is not None:
        old = found.supersedes
        Paper.objects.filter(pk=old.pk).update(state=State.SUPERSEDED)
        record("paper-superseded", user, paper=old.title, number=old.number, by=found.number, key=str(old.pk))
    return found


@transaction.atomic
def drop(user: User, key: int) -> None:
    """A draft that is not wanted."""
    found = held(user, key, Act.DROP)
    _moved(user, found, Act.DROP)
    found.delete()


def _next_number(found: Paper, word: str, year: int) -> str:
    """云政督通〔2026〕3号: the next of the register, without gaps, for its row is held until the act is done."""
    region = found.version.yearly.region
    Register.objects.get_or_create(region=region, word=word, year=year)
    register = Register.objects.select_for_update().get(region=region, word=word, year=year)
    register.last += 1
    register.save(update_fields=["last"])
    if Paper.objects.filter(number=str(register)).exists():
        raise NumberTaken(str(register))
    return str(register)

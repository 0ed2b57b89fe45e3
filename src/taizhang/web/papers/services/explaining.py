"""Why a doubt about a paper's words stands: said, and taken back."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from taizhang.web.events.services import record
from taizhang.web.people.models import User
from taizhang.writing.bulletin import bulletin_from_json

from ..models import Paper, PaperExplanation
from ..proof import Doubt, doubts_of
from ..refusals import MendOnly, ReasonMissing
from ..states import Act
from .acting import held
from .making import told_of


@transaction.atomic
def explain(user: User, key: int, doubt: str, reason: str) -> PaperExplanation:
    """The reason why the doubt stands; a second one takes the first one's place.

    Raises what `held` raises for an edit, Http404 for a doubt that is none, MendOnly, ReasonMissing.
    """
    paper, found = _found(user, key, doubt)
    if not found.may_be_explained:
        raise MendOnly
    if not reason.strip():
        raise ReasonMissing
    if found.explanation is not None:
        found.explanation.delete()
    finding = found.finding
    made = PaperExplanation.objects.create(
        paper=paper, rule=finding.rule, words=finding.words, reason=reason.strip()[:500], by=user
    )
    record("paper-doubt-explained", user, **_about(paper, found), reason=made.reason)
    return made


@transaction.atomic
def withdraw(user: User, key: int, doubt: str) -> None:
    """The doubt is open again; the log keeps the reason.  Raises as `explain`."""
    paper, found = _found(user, key, doubt)
    if found.explanation is not None:
        record("paper-doubt-open", user, **_about(paper, found), reason=found.explanation.reason)
        found.explanation.delete()


def _found(user: User, key: int, doubt: str) -> tuple[Paper, Doubt]:
    paper = held(user, key, Act.EDIT)
    told = told_of(paper.version, paper.before)
    found = next((one for one in doubts_of(paper, bulletin_from_json(paper.content), told) if one.key == doubt), None)
    if found is None:
        raise Http404
    return paper, found


def _about(paper: Paper, doubt: Doubt) -> dict[str, str]:
    return {"paper": paper.title, "key": str(paper.pk), "rule": doubt.finding.rule, "words": doubt.finding.words[:60]}

"""The only doors to papers and documents.

Those of the visible regions, for people of no unit; units see the papers that were issued, and no documents.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from taizhang.web.ledgers.access import visible_ledgers, visible_regions
from taizhang.web.ledgers.models.content import HEAVY
from taizhang.web.months.access import is_of_a_unit
from taizhang.web.people.models import User

from .models import Document, LayoutOfPlace, Paper
from .states import State


def visible_papers(user: User) -> QuerySet[Paper]:
    """The papers of the visible lists; a unit's people see what was issued."""
    found = Paper.objects.filter(version__yearly__in=visible_ledgers(user))
    found = found.select_related("version__yearly__region", "made_by", "approved_by")
    return found.filter(state__in=(State.ISSUED, State.SUPERSEDED)) if is_of_a_unit(user) else found


def listed_papers(user: User) -> QuerySet[Paper]:
    """The visible papers without what is in them, for lists."""
    return visible_papers(user).defer("outline", "content", *(f"version__{name}" for name in HEAVY))


def access_paper(user: User, key: int) -> Paper:
    """The paper, or Http404."""
    found = visible_papers(user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def visible_documents(user: User) -> QuerySet[Document]:
    """The documents of the visible lists, without their files' bytes; none for a unit's people."""
    if is_of_a_unit(user):
        return Document.objects.none()
    found = Document.objects.filter(version__yearly__in=visible_ledgers(user))
    return found.select_related("version__yearly__region", "made_by", "file").defer("file__data")


def listed_documents(user: User) -> QuerySet[Document]:
    """The visible documents without what is in their lists, for lists."""
    return visible_documents(user).defer(*(f"version__{name}" for name in HEAVY))


def access_document(user: User, key: int) -> Document:
    """The document, or Http404."""
    found = visible_documents(user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def visible_layouts(user: User) -> QuerySet[LayoutOfPlace]:
    """The layouts of the visible regions; those of regions above are used, not changed."""
    return LayoutOfPlace.objects.filter(region__in=visible_regions(user)).select_related("region", "by")


def access_layout(user: User, key: int) -> LayoutOfPlace:
    """The layout, or Http404."""
    found = visible_layouts(user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found

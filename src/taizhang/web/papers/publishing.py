"""A paper's 政府信息公开 fields: as decided so far, as issued with their 索引号, as its page and its file tell them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from msgspec.structs import replace

from taizhang.web.places.models import Region
from taizhang.writing.bulletin import bulletin_from_json
from taizhang.writing.publication import Publication, index_number, index_series, properties, rows, tags

from .formats import from_kept
from .models import FROZEN, IndexRegister, Paper
from .refusals import CodeMissing, IndexTaken
from .services.formats import format_of
from .states import State

ENDED = "失效"


def publication_of(paper: Paper) -> Publication:
    """As issued; before that as decided for the paper, else as its place proposes.

    A superseded paper is no longer valid, whatever it said of itself when it was issued.
    """
    if paper.state in FROZEN:
        told = bulletin_from_json(paper.content).publication or Publication()
        return replace(told, validity=ENDED) if paper.state == State.SUPERSEDED else told
    if paper.publication:
        return from_kept(paper.publication, Publication)
    issuer = bulletin_from_json(paper.content).issuer
    return format_of(paper.version.yearly.region).publication(paper.kind, issuer)


def fields_shown(paper: Paper) -> list[tuple[str, str]]:
    """The rows at the head of a published document; none for one that was issued before papers had such fields."""
    if paper.state in FROZEN and bulletin_from_json(paper.content).publication is None:
        return []
    return rows(publication_of(paper), paper.title, paper.number, paper.day)


def file_properties(paper: Paper) -> dict[str, str]:
    """The fields for the paper's file."""
    return properties(publication_of(paper), paper.title, paper.number, paper.day)


def page_tags(paper: Paper) -> Iterator[tuple[str, str]]:
    """The meta tags of the paper's page once it is issued and may be published."""
    if paper.state not in FROZEN:
        return iter(())
    return tags(publication_of(paper), paper.title, format_of(paper.version.yearly.region).names.site)


def as_issued(paper: Paper, day: date) -> Publication:
    """The fields with 索引号 and 发布日期, inside the transaction that issues the paper; as `next_index`.

    What is not published is in no index.
    """
    told = publication_of(paper)
    if told.openness not in ("open", "on_request"):
        return told
    published = timezone.localtime().replace(tzinfo=None, second=0, microsecond=0) if told.openness == "open" else None
    return replace(told, index=next_index(paper.version.yearly.region, day), published=published)


def next_index(region: Region, day: date) -> str:
    """The next 索引号 of the region without gaps, "" where it has no template: the register's row is held until then.

    Raises CodeMissing, and IndexTaken when another region has given the same.
    """
    kept = format_of(region)
    template, code = kept.forms.index, kept.names.code
    if not template:
        return ""
    if "{机构代码}" in template and not code:
        raise CodeMissing(region.name)
    series = "{}".join(index_series(template, code, day))
    IndexRegister.objects.get_or_create(region=region, series=series)
    register = IndexRegister.objects.select_for_update().get(region=region, series=series)
    register.last += 1
    register.save(update_fields=["last"])
    index = index_number(template, code, day, register.last)
    if Paper.objects.filter(index_number=index).exists():
        raise IndexTaken(index)
    return index

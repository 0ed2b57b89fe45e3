"""The register of numbers: which was given in a year, to which paper, and whether any is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.web.places.models import Region
from taizhang.writing.bulletin import document_number

from ..models import Paper, Register


@dataclass(frozen=True, slots=True)
class Given:
    """A number with the paper that has it; None where there is none, which is a gap."""

    number: str
    paper: Paper | None


@dataclass(frozen=True, slots=True)
class Book:
    """The numbers of one word in a year, the first first."""

    register: Register
    given: tuple[Given, ...]

    @property
    def gaps(self) -> list[str]:
        """The numbers that no paper has."""
        return [one.number for one in self.given if one.paper is None]


def years_of(regions: Sequence[Region]) -> list[int]:
    """The years in which numbers were given, the newest first."""
    found = Register.objects.filter(region__in=regions, last__gt=0)
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


def books_of(regions: Sequence[Region], year: int) -> list[Book]:
    """Every register of the regions in the year, region by region; two queries however many there are."""
    found = Register.objects.filter(region__in=regions, year=year, last__gt=0).select_related("region")
    papers = Paper.objects.filter(version__yearly__region__in=regions).exclude(number="")
    papers = papers.only("title", "number", "index_number", "day", "state", "kind", "issued_at", "supersedes_id")
    by_number = {paper.number: paper for paper in papers}
    return [_book(one, by_number) for one in found.order_by("region__path", "word")]


def _book(register: Register, papers: dict[str, Paper]) -> Book:
    names = (document_number(register.word, register.year, n) for n in range(1, register.last + 1))
    return Book(register, tuple(Given(name, papers.get(name)) for name in names))

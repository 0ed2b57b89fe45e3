"""Why a document did not come in, in the words of the person's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from taizhang.ledger import Bilingual
from taizhang.reading import ReadError


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document did not come in: what, where, what to do."""

    name: str
    what: str
    where: str = ""
    hint: str = ""


def problem_of(name: str, error: ReadError) -> Problem:
    """The reader's own words."""
    return told(name, [[part.zh, part.en] for part in (error.what, error.where, error.hint)])


def told(name: str, kept: Sequence[Sequence[str]]) -> Problem:
    """What an intake keeps of a reader's words: pairs of Chinese and English."""
    language = get_language() or "zh"
    return Problem(name, *(Bilingual(zh, en).in_language(language) for zh, en in kept))

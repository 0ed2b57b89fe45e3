"""Whether a paper may go out: its record has no open error, and its own words hold or are explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taizhang import checking
from taizhang.checking.prose import NAMES, Counts, check_prose
from taizhang.ledger import Bilingual, Document, Finding, Ledger, Passage
from taizhang.web.ledgers.explained import key_of, noted
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.writing.bulletin import Bulletin, Paragraph
from taizhang.writing.bulletin.facts import Told

from .models import Paper, PaperExplanation

_OF_TEXT = frozenset({"personal-data", "debris", "unbalanced-brackets"})
"""Rules that speak of text alone; those of tables would miss its columns."""
MENDED_ONLY = frozenset({"personal-data", "no-text"})
"""What no explanation lets out (design.md, law 10)."""
_NO_TEXT = Finding("no-text", "error", Bilingual("文稿没有正文", "the paper has no text"))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a paper's words: its key in addresses, and why it stands where somebody said so."""

    key: str
    finding: Finding
    explanation: PaperExplanation | None = None

    @property
    def message(self) -> str:
        """What is doubted, in the person's language."""
        return self.finding.message.in_language(get_language() or "zh")

    @property
    def rule(self) -> str:
        """What the doubt is called."""
        known = {**{rule.slug: rule.name for rule in checking.RULES}, **NAMES}
        name = known.get(self.finding.rule)
        return name.in_language(get_language() or "zh") if name else str(_("文稿疑点"))

    @property
    def may_be_explained(self) -> bool:
        """Whether a reason lets it stand."""
        return self.finding.rule not in MENDED_ONLY


def open_errors(version: LedgerVersion) -> int:
    """How many errors of the ledger nobody has explained."""
    found = noted(version.findings, version.explanations.all())
    return sum(one.finding.severity == "error" and one.explanation is None for one in found)


def doubts_of(paper: Paper, bulletin: Bulletin, told: Told) -> tuple[Doubt, ...]:
    """What the checks say of the paper's text, with the reasons given; each doubt once, however often it comes."""
    known = {_key(one.rule, one.words): one for one in paper.explanations.select_related("by")}
    found = {_key(one.rule, one.words): one for one in _findings(bulletin, told)}
    return tuple(Doubt(key, finding, known.get(key)) for key, finding in found.items())


def open_doubts(paper: Paper, bulletin: Bulletin, told: Told) -> list[str]:
    """The doubts that were neither mended nor explained, in the person's language."""
    return [doubt.message for doubt in doubts_of(paper, bulletin, told) if doubt.explanation is None]


def _key(rule: str, words: str) -> str:
    return key_of(Finding(rule, "error", Bilingual("", ""), words=words))


def _findings(bulletin: Bulletin, told: Told) -> Iterator[Finding]:
    if not bulletin.paragraphs:
        yield _NO_TEXT
    passages = tuple(Passage("note", paragraph.text) for paragraph in bulletin.paragraphs)
    document = Document(title=bulletin.title, passages=passages)
    found = checking.check(Ledger(document=document))
    yield from (f for f in found if f.rule in _OF_TEXT)
    texts = [paragraph.text for paragraph in bulletin.paragraphs]
    for doubt in check_prose(texts, counts_of(told)):
        if doubt.row is not None and _is_typed(bulletin.paragraphs[doubt.row], doubt):
            yield doubt


def _is_typed(paragraph: Paragraph, found: Finding) -> bool:
    """Whether a person typed one of the figures in question; those that the record gave are not doubted."""
    if found.span is None:
        return True
    reached = 0
    for piece in paragraph.pieces:
        text = piece if isinstance(piece, str) else piece.text
        start, end = max(found.span.start - reached, 0), found.span.end - reached
        if isinstance(piece, str) and any(sign.isdigit() for sign in text[start : max(end, 0)]):
            return True
        reached += len(text)
    return False


def counts_of(told: Told) -> Counts:
    """What the record says of the whole list."""
    statuses = Counter("under_way" if item.now.status == "vague" else item.now.status for item in told.items)
    return Counts(
        tasks=len(told.items),
        projects=len({id(item.project) for item in told.items}),
        statuses=statuses,
        parts=frozenset(_parts(told)),
    )


def _parts(told: Told) -> Iterable[str]:
    """Units, tiers and categories; a name of one sign would be found in any sentence."""
    for item in told.items:
        task = item.task
        units = (*task.lead_units, *task.responsible_units, *task.cooperating_units, *task.supervising_units)
        names = (*(unit.name for unit in units), item.project.tier, item.project.category, *task.tiers)
        yield from (name for name in names if len(name) > 1)

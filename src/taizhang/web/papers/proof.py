"""Whether a paper may go out: its record has no open error, and its own words hold."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taizhang import checking
from taizhang.ledger import Document, Ledger, Passage
from taizhang.web.ledgers.explained import noted
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.writing.bulletin import Bulletin


def open_errors(version: LedgerVersion) -> int:
    """How many errors of the ledger nobody has explained."""
    found = noted(version.findings, version.explanations.all())
    return sum(one.finding.severity == "error" and one.explanation is None for one in found)


def doubts_of(bulletin: Bulletin) -> list[str]:
    """What the checks say of the paper's text, and paragraphs left empty; in the person's language."""
    passages = tuple(Passage("note", paragraph.text) for paragraph in bulletin.paragraphs)
    document = Document(title=bulletin.title, passages=passages)
    found = [f.message for f in checking.check(Ledger(document=document)) if f.rule in _OF_TEXT]
    told = [message.in_language(get_language() or "") for message in found]
    return told if bulletin.paragraphs else [*told, _("文稿没有正文")]


_OF_TEXT = frozenset({"personal-data", "debris", "unbalanced-brackets"})
"""Rules that speak of text alone; those of tables would miss its columns."""

"""How a place heads, signs and publishes its papers, as plain data: its organs' names, and the form of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from taizhang.writing.bulletin import Head, Style
from taizhang.writing.publication import Openness, Publication

Kept = TypeVar("Kept", bound=Struct)


class Names(Struct, frozen=True, omit_defaults=True):
    """What is the place's own and no other's: who issues, prints and publishes its papers.

    `head` has the organs in red, the signers, who gets copies and who prints; its style is the kind's.  `word` is the
    机关代字 of its register of numbers, `words` that of kinds which have another; `code` is the publisher's in 索引号,
    `site` the tags of the website and its column (`publication.SITE_TAGS`).
    """

    issuer: str = ""
    head: Head = Head()
    word: str = ""
    words: dict[str, str] = {}
    publisher: str = ""
    code: str = ""
    site: dict[str, str] = {}


class KindForm(Struct, frozen=True, omit_defaults=True):
    """How papers of one kind are headed and published; `upward`: to a higher organ, so that the signers are named."""

    style: Style = "none"
    upward: bool = False
    genre: str = ""
    subject: str = ""
    openness: Openness = ""
    reason: str = ""


class Forms(Struct, frozen=True, omit_defaults=True):
    """The template of 索引号, "" for none, and the form of each kind of paper."""

    index: str = ""
    kinds: dict[str, KindForm] = {}


PLAIN = Forms(
    kinds={
        "monthly": KindForm(genre="报告"),
        "quarterly": KindForm(genre="通报"),
        "yearly": KindForm(genre="报告"),
        "reminder": KindForm(genre="函"),
    }
)
"""Where no place has said anything: no red head, no 索引号, and the 文种 (党政机关公文处理工作条例, 第八条)."""


@dataclass(frozen=True, slots=True)
class Format:
    """What holds for a region's papers; `forms_from` names the region that the forms come from, "" for none."""

    names: Names
    forms: Forms
    forms_from: str = ""
    own_forms: bool = False

    def form(self, kind: str) -> KindForm:
        """The form of papers of the kind."""
        return self.forms.kinds.get(kind) or PLAIN.kinds.get(kind) or KindForm()

    def head(self, kind: str) -> Head:
        """The red head and the imprint of papers of the kind; none without an organ to name in red."""
        form, head = self.form(kind), self.names.head
        style = form.style if head.organs else "none"
        return replace(head, style=style, signers=head.signers if form.upward else ())

    def word(self, kind: str) -> str:
        """The word that numbers of papers of the kind begin with."""
        return self.names.words.get(kind) or self.names.word

    def publication(self, kind: str, issuer: str = "") -> Publication:
        """What is proposed for a paper of the kind; `issuer` publishes where the place names no other."""
        form = self.form(kind)
        told: Mapping[str, Any] = {"subject": form.subject, "genre": form.genre, "reason": form.reason}
        publisher = self.names.publisher or self.names.issuer or issuer
        return Publication(openness=form.openness, publisher=publisher, **told)


def kept_json(data: Struct) -> str:
    """Names, forms or a publication as they are kept, in one fixed writing."""
    return msgspec.json.encode(data, order="deterministic").decode()


def from_kept(text: str, of: type[Kept]) -> Kept:
    """What `kept_json` wrote; msgspec.DecodeError for anything else."""
    return msgspec.json.decode(text, type=of)

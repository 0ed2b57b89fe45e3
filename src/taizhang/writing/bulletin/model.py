"""An official paper as plain data: what a place's outline says, and the paper that is made of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from taizhang.ledger import Bilingual

from ..by_hand import from_json
from ..layouts import Layout
from ..publication import Publication

GUIDE = "docs/algorithms/writing-bulletins.md"
"""Where the files of outlines and red heads are described."""

Kind = Literal["heading", "subheading", "text", "free"]
"""一、 and （一） headings, a paragraph written from the record, and one that a person wrote."""


Style = Literal["none", "公文", "函"]
"""No red head, a document's, or a letter's (GB/T 9704-2012, 7.2 and 10.1)."""


Urgency = Literal["", "特急", "加急"]
"""How soon a paper is to be dealt with; "" is printed as nothing (7.2.3)."""
URGENCIES: tuple[Urgency, ...] = ("特急", "加急")


class Head(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What stands above a paper's text and at its very end (版头, 版记): a place keeps its own and lends it to papers.

    `organs` are the names in red, the leading one first: a 公文 has `suffix` behind them, a 函 shows the first alone.
    `signers` (签发人) stand on papers to a higher organ only.  `cc` is what follows 抄送：, without its full stop.
    `printed_on` is the paper's own day where it is None.  A 函 has no printer's line.
    """

    style: Style = "none"
    organs: tuple[str, ...] = ()
    suffix: str = "文件"
    urgency: Urgency = ""
    signers: tuple[str, ...] = ()
    cc: str = ""
    printed_by: str = ""
    printed_on: date | None = None


NO_HEAD = Head()


AnnexName = Literal["behind", "on_schedule", "all"]


class Figure(Struct, frozen=True, omit_defaults=True):
    """Words that the record gave, with the rows of the ledger behind them; `fact` is its name in outlines."""

    text: str
    fact: str = ""
    rows: tuple[int, ...] = ()


Piece: TypeAlias = str | Figure
Pieces: TypeAlias = tuple[Piece, ...]


class Block(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One paragraph of an outline.  In `text` stands {a fact} where the record speaks; `free` text is kept as it is.

    The block is left out unless one of the facts `when` has something to say, and when one of `unless` has; a heading
    is left out when nothing follows it.
    """

    kind: Kind
    text: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Outline(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a place's paper of a kind says, in which order; an office edits it and keeps it.

    `annexes` name the tables that follow, `layouts` the layout of each that isn't in the ledger's own.  `head` is the
    style that the paper takes from a place that has a red head, whatever its other papers have; empty: the place's own.
    `urgency` is for the red head too.
    """

    name: str
    zh: str
    en: str
    title: str
    blocks: tuple[Block, ...]
    to: str = ""
    annexes: tuple[AnnexName, ...] = ()
    layouts: dict[AnnexName, str] = {}
    head: Literal["", "公文", "函"] = ""
    urgency: Urgency = ""

    @property
    def label(self) -> Bilingual:
        """What the paper is called."""
        return Bilingual(self.zh, self.en)


class Paragraph(Struct, frozen=True, omit_defaults=True):
    """A paragraph of a paper, a heading with its number; `block` is the outline's block that it was made of."""

    kind: Kind
    pieces: Pieces
    block: int

    @property
    def text(self) -> str:
        """The words as printed."""
        return written(self.pieces)


class Annex(Struct, frozen=True, omit_defaults=True):
    """A table that follows the text: its title, the rows of the ledger in it, and the layout if it has its own."""

    title: str
    rows: tuple[int, ...]
    layout: Layout | None = None


class Bulletin(Struct, frozen=True, omit_defaults=True):
    """A paper: its parts in the order of GB/T 9704-2012.  `day` is the 成文日期, None on a draft.

    `publication` are its 政府信息公开 fields as issued.
    """

    kind: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    to: str = ""
    annexes: tuple[Annex, ...] = ()
    issuer: str = ""
    day: date | None = None
    number: str = ""
    head: Head = NO_HEAD
    publication: Publication | None = None

    @property
    def text(self) -> str:
        """The title and the paragraphs, a line each."""
        return "\n".join((self.title, *(paragraph.text for paragraph in self.paragraphs)))


def written(pieces: Iterable[Piece]) -> str:
    """The words of pieces as printed."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def document_number(word: str, year: int, number: int) -> str:
    """发文字号: 云政督通〔2026〕3号, the year in full, the number without noughts before it (GB/T 9704-2012, 7.2.5)."""
    return f"{word}〔{year}〕{number}号"


def head_to_json(head: Head) -> bytes:
    """The head as UTF-8 JSON in one fixed writing."""
    return msgspec.json.encode(head, order="deterministic")


def head_from_json(data: bytes | str) -> Head:
    """The head in a file; WriteError with the place in the file when it is none."""
    return from_json(data, Head, of=Bilingual("版头文件", "the file of the red head"), guide=GUIDE)


def outline_to_json(outline: Outline) -> bytes:
    """The outline as a UTF-8 JSON file."""
    return msgspec.json.format(msgspec.json.encode(outline), indent=2)


def outline_from_json(data: bytes | str) -> Outline:
    """The outline in a file; WriteError with the place in the file when it is none."""
    return from_json(data, Outline, of=Bilingual("通报模板", "the outline file"), guide=GUIDE)


def bulletin_to_json(bulletin: Bulletin) -> bytes:
    """The paper as UTF-8 JSON in one fixed writing."""
    return msgspec.json.encode(bulletin, order="deterministic")


def bulletin_from_json(data: bytes | str) -> Bulletin:
    """The paper that was written; msgspec.DecodeError for anything else."""
    return msgspec.json.decode(data, type=Bulletin)

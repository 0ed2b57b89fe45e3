"""The form in which a paper's paragraphs are edited: what the browser sent -> blocks, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from msgspec.structs import replace

from taizhang.web.numbers import whole
from taizhang.web.places.models import Region
from taizhang.writing import AS_READ
from taizhang.writing.bulletin import Block, Outline, written
from taizhang.writing.bulletin.compose import ANNEX_TITLES, facts_in
from taizhang.writing.bulletin.explained import EXPLAINED, nearest
from taizhang.writing.bulletin.facts import Told
from taizhang.writing.bulletin.model import URGENCIES, AnnexName, Kind, Urgency
from taizhang.writing.bulletin.phrases import FACTS, phrase

from .services.layouts import layouts_of

MOST = 200
"""Blocks of one paper."""
LONGEST = 4000
"""Characters of one block."""
KINDS = frozenset({"heading", "subheading", "text", "free"})
ANNEXES: tuple[AnnexName, ...] = ("behind", "on_schedule", "all")


@dataclass
class Form:
    """What stands in the form: the title with its facts, to whom, blocks, annexes; errors by block (-1: the title).

    `layouts` has the layout of each annex that isn't in the ledger's own; `seen` is the revision it was made of.
    """

    title: str
    to: str
    blocks: list[Block]
    annexes: tuple[AnnexName, ...]
    layouts: dict[AnnexName, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    seen: int = 0
    urgency: Urgency = ""

    @property
    def title_error(self) -> str:
        """What is wrong with the title."""
        return self.errors.get(-1, "")

    @property
    def rows(self) -> list[tuple[int, Block, str]]:
        """Each block with its place and what is wrong with it."""
        return [(place, block, self.errors.get(place, "")) for place, block in enumerate(self.blocks)]


def form_of(outline: Outline, seen: int = 0) -> Form:
    """The form of a paper as it stands."""
    return Form(
        outline.title,
        outline.to,
        list(outline.blocks),
        outline.annexes,
        dict(outline.layouts),
        seen=seen,
        urgency=outline.urgency,
    )


def outline_from(form: Form, before: Outline) -> Outline:
    """The outline as the form has it; name and head stay as they were."""
    told = {"title": form.title, "to": form.to, "blocks": tuple(form.blocks), "annexes": form.annexes}
    return replace(before, layouts=form.layouts, urgency=form.urgency, **told)


def form_sent(sent: QueryDict) -> Form:
    """The form that was sent, with its errors."""
    number = min(whole(sent.get("number", "")) or 0, MOST)
    blocks = [_block(sent, place) for place in range(number)]
    annexes = tuple(name for name in ANNEXES if name in sent.getlist("annex"))
    layouts = {name: text for name in ANNEXES if (text := sent.get(f"layout-{name}", "")[:60])}
    form = Form(sent.get("title", "").strip()[:200], sent.get("to", "").strip()[:200], blocks, annexes, layouts)
    form.seen = whole(sent.get("seen", "")) or 0
    form.urgency = next((name for name in URGENCIES if name == sent.get("urgency")), "")
    form.errors = dict(_errors(form))
    return form


def lines_of(form: Form) -> list[str]:
    """All that stands in the form, a line each, for telling two apart."""
    annexes = (
        ANNEX_TITLES[name] + (f"（{form.layouts[name]}）" if name in form.layouts else "") for name in form.annexes
    )
    return [*filter(None, [form.urgency]), form.title, form.to, *(block.text for block in form.blocks), *annexes]


def moved(form: Form, wish: str) -> None:
    """Do what a button beside a block asks: up-3, down-3, remove-3, add-3 (after block 3)."""
    act, _dash, text = wish.partition("-")
    place = whole(text)
    blocks = form.blocks
    if place is None or place >= max(len(blocks), 1):
        return
    if act == "add" and len(blocks) < MOST:
        blocks.insert(place + 1, Block("free", ""))
    elif act == "remove" and blocks:
        del blocks[place]
    elif act in ("up", "down"):
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(blocks):
            blocks[place], blocks[other] = blocks[other], blocks[place]
    form.errors = {}


@dataclass(frozen=True, slots=True)
class Tick:
    """An annex that may be chosen: its name and title, whether it is, the chosen layout and all that there are."""

    name: str
    title: str
    chosen: bool
    layout: str
    layouts: list[tuple[str, str]]


def annexes_of(form: Form, region: Region) -> list[Tick]:
    """Every annex with the region's layouts; a chosen one that is gone stands among them, so that it is seen."""
    known = [
        (name, label) for name, label, layout in layouts_of(region) if layout.shape == "list" and name != AS_READ.name
    ]
    ticks = []
    for name in ANNEXES:
        own = form.layouts.get(name, "")
        gone = [(own, own)] if own and own not in dict(known) else []
        ticks.append(Tick(name, ANNEX_TITLES[name], name in form.annexes, own, [*known, *gone]))
    return ticks


def facts_told(told: Told | None) -> list[tuple[str, str, str]]:
    """Every fact: its name, what it says, and what it gives of a record ("" without one)."""
    language = get_language() or "zh"
    return [
        (name, EXPLAINED[name].in_language(language), written(phrase(told, name)) if told else "") for name in FACTS
    ]


def _block(sent: QueryDict, place: int) -> Block:
    kind = sent.get(f"kind-{place}", "")
    text = " ".join(sent.get(f"text-{place}", "").split())[:LONGEST]
    known = {
        name: tuple(f for f in sent.get(f"{name}-{place}", "").split() if f in FACTS) for name in ("when", "unless")
    }
    return Block(cast(Kind, kind) if kind in KINDS else "free", text, **known)


def _errors(form: Form) -> Iterable[tuple[int, str]]:
    """Braces that do not match, facts that there are none of, paragraphs without words."""
    for place, text in [(-1, form.title), *((n, b.text) for n, b in enumerate(form.blocks) if b.kind != "free")]:
        if wrong := _wrong(text):
            yield place, wrong
    for place, block in enumerate(form.blocks):
        if not block.text:
            yield place, _("这一段没有文字，请填写或删去。")


def _wrong(text: str) -> str:
    try:
        unknown = [name for name in facts_in(text) if name not in FACTS]
    except ValueError:
        return _("花括号不成对或写法有误。数据项写作 {总数}，花括号本身写作 {{ 和 }}。")
    if not unknown:
        return ""
    told = _("没有这个数据项：%(name)s。可用的见右侧。") % {"name": unknown[0] or "{}"}
    meant = nearest(unknown[0])
    return told + (_("是不是 {%(name)s}？") % {"name": meant} if meant else "")

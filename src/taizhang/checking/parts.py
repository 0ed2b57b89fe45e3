"""Wholes and their parts in prose: 其中 with amounts behind it, a list that a sum closes, brackets, sums that go on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.language.facts import Aspect, Kind, Mention
from taizhang.language.patterns import Pattern

from .cells import Text

LAST_SUM = Pattern(r"(?:上[周月旬期]|截至上[周月期])末?\S{0,4}累计\D{0,8}$")
NEW = Pattern(r"(?:本[周月旬期])\S{0,4}?(?:新增|增加|完成|新完成)\D{0,8}$")
SUM_NOW = Pattern(r"累计\D{0,8}$")


def rounded(mentions: list[Mention]) -> bool:
    """Whether any amount is a rounded one or a range, which adds up to nothing."""
    return any(m.quantity.bound in ("about", "over") or m.quantity.upper is not None for m in mentions)


TIME = Pattern(r"[本当][年月周季]|今年|上半年|\d月|20\d\d年|季度")
"""Words that give an amount to a time."""


def parts_after(text: Text) -> Iterator[tuple[Mention, list[Mention]]]:
    """A whole, then 其中 and at least two amounts in its unit, to the end of the sentence."""
    mentions = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    clauses = text.facts.clauses
    for found in re.finditer(r"其中", text.text):
        whole = _whole_before(text, mentions, found)
        if whole is None or re.search(r"[。\n]", text.text[whole.span.end : found.start()]):
            continue
        sentence = clauses[whole.clause].sentence
        parts = [
            m
            for m in mentions
            if m.span.start >= found.end()
            and m.quantity.unit == whole.quantity.unit
            and clauses[m.clause].sentence == sentence
            and m.quantity.value < whole.quantity.value
            and m.aspect is not Aspect.REMAINING
            and not re.search(r"(剩余|其余|尚有|还有)\D{0,4}$", text.text[: m.span.start])
            and not re.search(r"[（(]\s*(?:其中)?(?:含|包括|包含)[^（()）]*$", text.text[found.end() : m.span.start])
        ]
        stop = re.search(r"[。；;\n]", text.text[found.end() :])
        end = found.end() + stop.start() if stop else len(text.text)
        parts = [m for m in parts if m.span.end <= end] or parts
        if len(parts) >= 2 and not _by_time_and_kind(text, found.end(), parts):
            yield whole, parts


def _whole_before(text: Text, mentions: list[Mention], which: re.Match[str]) -> Mention | None:
    """The amount that 其中 goes back to: the last one, or the one that has the parts' name.

    停车场146个、泊位4.7万个，其中政府停车场52个、社会停车场94个 tells of the 停车场.
    """
    before = [m for m in mentions if m.span.end <= which.start()]
    parts = [m for m in mentions if m.span.start >= which.end() and m.part]
    named = [m for m in before[-2:-1] if "。" not in text.text[m.span.end : which.start()]]
    if parts and named and named[0].quantity.unit == parts[0].quantity.unit:
        name = named[0].counted[-2:]
        listed = [m for m in parts if m.clause == parts[0].clause]
        if len(name) > 1 and len(listed) > 1 and all(m.counted.endswith(name) for m in listed):
            return named[0]
    return before[-1] if before else None


_STATES = (Aspect.DONE, Aspect.ONGOING, Aspect.NOT_BEGUN, Aspect.PREPARED, Aspect.REMAINING)
_OUT_OF = Pattern(r"^[^，。；;\d]{0,10}中[，,]?(?:已|有)?[^，。；;\d]{0,4}$")
_BEGUN = Pattern(r"(?<![未待])(?:开工|启动|进场)")
_NOT_DONE = Pattern(r"已([^\W\d]{2,4}?)\s*[\d.]+\s*[万亿]?[^\W\d]{1,2}[，,、]\s*(?:尚|还|仍)?未\1\s*[\d.]+")
"""What is done, and right behind it what is not done of the same: 已整改398处，未整改14处."""


def parts_by_state(text: Text) -> Iterator[tuple[Mention, list[Mention]]]:
    """An amount and how many of it stand how, where these are more than all: 20所中已完工13所，在建7所，未开工2所."""
    mentions = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    for at, whole in enumerate(mentions[:-1]):
        if not _OUT_OF.match(text.text[whole.span.end : mentions[at + 1].span.start]):
            continue
        run = []
        for part in mentions[at + 1 : at + 2 + len(_STATES)]:
            if part.quantity.unit != whole.quantity.unit or re.search(
                r"[。；;\n]", text.text[whole.span.end : part.span.start]
            ):
                break
            run.append(part)
        if len(run) < 2:
            continue
        words = text.text[whole.span.end : run[-1].span.end]
        states = [p.aspect for p in run]
        apart = len(set(states)) == len(states) and set(states) <= set(_STATES) and not _BEGUN.search(words)
        if apart and "其中" not in words and sum(p.quantity.value for p in run) > whole.quantity.value:
            yield whole, run


def parts_not_done(text: Text) -> Iterator[tuple[Mention, list[Mention]]]:
    """An amount, and how many of it are done and how many not: 隐患412处，已整改398处，未整改14处."""
    mentions = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    for found in _NOT_DONE.finditer(text.text) if "未" in text.text else ():
        both = [m for m in mentions if found.start() <= m.span.start < found.end()]
        before = [m for m in mentions if m.span.end <= found.start()]
        whole = before[-1] if before else None
        near = whole is not None and not re.search(r"[。；;\n]", text.text[whole.span.end : found.start()])
        if whole and near and len(both) == 2 and len({m.quantity.unit for m in (whole, *both)}) == 1:
            yield whole, both


def _by_time_and_kind(text: Text, start: int, parts: list[Mention]) -> bool:
    """Whether only some parts are of a time: 累计改造23公里，其中今年改造15公里，路面恢复12公里 is no sum."""
    ends = [start, *(p.span.end for p in parts)]
    timed = [bool(TIME.search(text.text[end : p.span.start])) for end, p in zip(ends, parts, strict=False)]
    clauses = {p.clause for p, of_time in zip(parts, timed, strict=True) if of_time}
    return bool(clauses) and any(
        p.clause not in clauses for p, of_time in zip(parts, timed, strict=True) if not of_time
    )


def parts_before(text: Text) -> Iterator[tuple[Mention, list[Mention]]]:
    """Amounts in one sentence that 共计 or 合计 sums up after them."""
    mentions = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    clauses = text.facts.clauses
    for whole in mentions:
        lead = text.text[max(0, whole.span.start - 4) : whole.span.start]
        if lead.endswith(("，共", ",共")) and len(run := _run_before(text, mentions, whole)) > 1:
            yield whole, run
        if not re.search(r"(共计|合计|总计)\D{0,2}$", lead):
            continue
        parts = [
            m
            for m in mentions
            if m.span.end <= whole.span.start
            and m.quantity.unit == whole.quantity.unit
            and clauses[m.clause].sentence == clauses[whole.clause].sentence
        ]
        if len(parts) >= 2:
            yield whole, parts


def _run_before(text: Text, mentions: list[Mention], whole: Mention) -> list[Mention]:
    """The amounts of a list that a sum closes: 东门320个、西门410个泊位，共730个."""
    run: list[Mention] = []
    for mention in reversed([m for m in mentions if m.span.end <= whole.span.start]):
        between = text.text[mention.span.end : run[-1].span.start if run else whole.span.start]
        listed = "、" in between and not re.search(r"[，,。；;\n]", between) if run else between.count("，") < 2
        if not listed or mention.quantity.unit != whole.quantity.unit:
            break
        run.append(mention)
    return run[::-1]


_BRACKET = Pattern(r"[（(]([^（()）]{4,80})[)）]")
_NO_PARTS = Pattern(r"其中|含|去年|上年|同期|计划|目标|年度|[/／每]")


def parts_in_brackets(text: Text) -> Iterator[tuple[Mention, list[Mention]]]:
    """An amount, and right behind it a bracket of amounts in its unit: 1260米（左侧640米、右侧580米）."""
    mentions = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    for found in _BRACKET.finditer(text.text) if len(mentions) > 2 else ():
        whole = next((m for m in mentions if m.span.end == found.start()), None)
        inside = [m for m in mentions if found.start() < m.span.start < found.end()]
        if whole and len(inside) > 1 and not _NO_PARTS.search(found[1]):
            units = {m.quantity.unit for m in (whole, *inside)}
            if len(units) == 1 and all(m.quantity.value < whole.quantity.value for m in inside):
                yield whole, inside


def sums_going_on(text: Text) -> Iterator[tuple[Mention, Mention, Mention]]:
    """Three amounts of one unit that follow each other: the sum so far, what this period added, and the sum now."""
    mentions = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    for before, new, now in zip(mentions, mentions[1:], mentions[2:], strict=False):
        if len({m.quantity.unit for m in (before, new, now)}) > 1 or rounded([before, new, now]):
            continue
        words = (text.text[: before.span.start], text.text[before.span.end : new.span.start])
        told = LAST_SUM.search(words[0]) and NEW.search(words[1])
        if told and SUM_NOW.search(text.text[new.span.end : now.span.start]):
            yield before, new, now

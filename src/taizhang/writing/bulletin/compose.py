"""Outline + facts -> paper: sentences filled from the record, empty ones left out, headings numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter

from msgspec.structs import replace

from taizhang.ledger import Bilingual

from ..errors import WriteError
from ..layouts import LAYOUTS, Layout
from .explained import nearest
from .facts import GOOD, Told
from .model import NO_HEAD, Annex, AnnexName, Block, Bulletin, Head, Kind, Outline, Paragraph, Pieces, written
from .phrases import FACTS, phrase

ANNEX_TITLES: Mapping[AnnexName, str] = {
    "behind": "进度滞后项目清单",
    "on_schedule": "达到序时进度项目清单",
    "all": "民生实事项目进展情况台账",
}
_NUMERALS = "一二三四五六七八九十"
_NOT_BEFORE: Mapping[str, tuple[Kind | None, ...]] = {
    "heading": (None, "heading"),
    "subheading": (None, "heading", "subheading"),
}
"""What may not follow a heading at once; None is the end."""


def compose(
    outline: Outline,
    told: Told,
    *,
    issuer: str = "",
    to: str = "",
    head: Head = NO_HEAD,
    layouts: Mapping[str, Layout] = LAYOUTS,
) -> Bulletin:
    """The paper as a draft: without number and day, which it gets when it is issued.

    `head` is the place's, of which the outline may want another style: a letter of reminder is a 函.
    `layouts` are those that annexes may be printed in, by name.
    Raises WriteError for an outline with a broken brace, a fact or a layout that there is none of, naming it.
    """
    filled = [(number, block, _filled(block, told, number)) for number, block in enumerate(outline.blocks)]
    paragraphs = tuple(_numbered(_kept(filled, told)))
    title = written(_pieces(outline.title, told, "标题", "the title"))
    return Bulletin(
        kind=outline.name,
        title=title,
        paragraphs=paragraphs,
        to=to or outline.to,
        annexes=tuple(_annexes(outline, told, layouts)),
        issuer=issuer or told.ledger.document.issuer,
        head=styled(head, outline),
    )


def styled(head: Head, outline: Outline) -> Head:
    """The head in the style that papers of the outline have; none stays none."""
    return replace(head, style=outline.head) if outline.head and head.style != "none" else head


def facts_in(text: str) -> tuple[str, ...]:
    """The facts that a text names; ValueError for a broken brace."""
    return tuple(name for _, name, spec, turn in Formatter().parse(text) if name is not None and _plain(spec, turn))


def _plain(spec: str | None, turn: str | None) -> bool:
    """Names alone stand in braces: nothing of them is looked into or called."""
    if spec or turn:
        raise ValueError("a name alone stands in braces")
    return True


def _filled(block: Block, told: Told, number: int) -> Pieces:
    if block.kind == "free":
        return (block.text,)
    return _pieces(block.text, told, f"第{number + 1}段", f"block {number + 1}")


def _pieces(text: str, told: Told, zh: str, en: str) -> Pieces:
    try:
        names = facts_in(text)
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        raise WriteError(
            Bilingual(f"通报模板{zh}的花括号不成对或写法有误：{text[:40]}", f"a broken brace in {en}: {text[:40]}"),
            Bilingual("事实写作{总数}，花括号本身写作{{和}}。", "Write a fact as {总数}, a brace itself as {{ and }}."),
        ) from error
    _ask_known(names, zh, en)
    result: list[Pieces] = []
    for literal, name, _, _ in parsed:
        result.append((literal,) if literal else ())
        result.append(phrase(told, name) if name is not None else ())
    return tuple(piece for pieces in result for piece in pieces)


def _kept(filled: Sequence[tuple[int, Block, Pieces]], told: Told) -> list[tuple[int, Block, Pieces]]:
    """The blocks that have something to say; of the headings those that something is said under."""
    kept: list[tuple[int, Block, Pieces]] = []
    under: Kind | None = None
    for entry in reversed([e for e in filled if _speaks(e[1], told) and written(e[2]).strip()]):
        kind = entry[1].kind
        if kind not in _NOT_BEFORE or under not in _NOT_BEFORE[kind]:
            kept.append(entry)
            under = kind
    return kept[::-1]


def _speaks(block: Block, told: Told) -> bool:
    _ask_known((*block.when, *block.unless), "的条件", "a condition")
    wanted = not block.when or any(phrase(told, name) for name in block.when)
    return wanted and not any(phrase(told, name) for name in block.unless)


def _ask_known(names: Iterable[str], zh: str, en: str) -> None:
    if unknown := [name for name in names if name not in FACTS]:
        known, meant = "、".join(FACTS), nearest(unknown[0])
        zh_meant, en_meant = (f"是不是{{{meant}}}？", f"Is {{{meant}}} meant? ") if meant else ("", "")
        raise WriteError(
            Bilingual(f"通报模板{zh}里没有这个数据项：{unknown[0]}", f"{en} names no known fact: {unknown[0]}"),
            Bilingual(f"{zh_meant}可用的有：{known}。", f"{en_meant}There are: {known}."),
        )


def _numbered(kept: Sequence[tuple[int, Block, Pieces]]) -> Iterator[Paragraph]:
    """一、 and （一） before headings (GB/T 9704-2012, 7.3.3)."""
    first = second = 0
    for number, block, pieces in kept:
        mark = ""
        if block.kind == "heading":
            first, second = first + 1, 0
            mark = f"{numeral(first)}、"
        elif block.kind == "subheading":
            second += 1
            mark = f"（{numeral(second)}）"
        yield Paragraph(block.kind, (mark, *pieces) if mark else pieces, number)


def numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def _annexes(outline: Outline, told: Told, layouts: Mapping[str, Layout]) -> Iterator[Annex]:
    rows: Mapping[AnnexName, tuple[int, ...]] = {
        "behind": tuple(sorted(item.row for item in told.slow)),
        "on_schedule": tuple(item.row for item in told.having(GOOD)),
        "all": tuple(item.row for item in told.items),
    }
    for annex in outline.annexes:
        layout = _layout(outline.layouts.get(annex, ""), annex, layouts)
        if rows[annex]:
            yield Annex(ANNEX_TITLES[annex], rows[annex], layout)


def _layout(name: str, annex: AnnexName, layouts: Mapping[str, Layout]) -> Layout | None:
    if name and name not in layouts:
        title = ANNEX_TITLES[annex]
        raise WriteError(
            Bilingual(
                f"附件“{title}”要用的版式“{name}”没有了", f"the annex {title} wants a layout {name!r} that is gone"
            ),
            Bilingual("请在“修改正文”里另选一个版式。", "Choose another one where the paper is edited."),
        )
    return replace(layouts[name], template=None) if name else None  # an annex stands in the paper's own document

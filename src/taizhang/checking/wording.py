"""Families wording and privacy: words that can't be judged, what conversion left behind, and persons' data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Span

from .case import Case
from .cells import Place
from .rule import Rule
from .view import TaskView

SOFT = Pattern(r"力争|争取|预计|原则上|基本(?:完成|建成|实现)|有序推进|逐步(?:实现|推进|完善)|适时|探索|\d+\s*余\w")
PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」"}
CLOSING = {close: open_ for open_, close in PAIRS.items()}
SAME = str.maketrans("（）", "()")
MARK = Pattern("[（）()《》“”【】〔〕「」]")
GARBLED = Pattern(
    r"\[[A-Za-z]+:[^\]]*\]|\{\s*(?:HYPERLINK|PAGE|MERGEFORMAT|REF|TOC)[^}]*\}|_GoBack|MERGEFORMAT"
    r"|错误[!！]\s*未找到引用源[。.]?|Error!\s*Reference source not found\.?|#(?:REF|VALUE|DIV/0|NAME\?|N/A)!?"
    r"|&(?:nbsp|amp|lt|gt|quot);|\ufffd|[\ue000-\uf8ff]|(?:锟斤拷|烫烫烫|屯屯屯)"
)
RUN_DATE = Pattern(r"(?<![\d.\-/])20[12]\d(?:[1-9]|1[0-2])(?:[12]\d|3[01])(?![\d.\-/])")
SECOND = Pattern(r"(?:^|[\n；。])\s*2[.．、]\s*(?=\D|\d+月)")
FIRST = Pattern(r"(?:^|[\n；。\s])1[.．、]")
DOUBLED = Pattern(r"(?<!\d)(\d\d)\1(?=个(?:项目|实事|事项|件)|项(?:目|实事)?|件)")


class VagueTarget(Rule):
    """A target that can't be judged."""

    slug = "vague-target"
    family = "wording"
    severity = "info"
    name = Bilingual("目标表述不明确", "Target can't be judged")
    explanation = Bilingual(
        "目标里有“力争、推进、余、5-8个”等说法，难以考核。", "The target uses words or ranges that can't be judged."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row, at the first soft word or range of its goal."""
        for goal in view.goals:
            found = SOFT.search(goal.text)
            ranges = [m.span for m in goal.facts.mentions if m.quantity.upper is not None]
            span = Span(found.start(), found.end()) if found else next(iter(ranges), None)
            if span:
                yield self.finding(
                    goal.place(span),
                    f"“{goal.text[span.start : span.end]}”难以考核。",
                    "These words or this range can't be judged.",
                    suggestion=("改为可核验的数量或节点。", "Use a number or a date that can be verified."),
                )
                return


class Debris(Rule):
    """What a conversion left behind."""

    slug = "debris"
    family = "wording"
    name = Bilingual("转换残留", "Conversion left-overs")
    explanation = Bilingual(
        "书签标记、丢字的日期、重复的数字、缺了前项的编号等转换残留。",
        "Bookmark marks, dates that lost characters, doubled digits, numbering without its beginning.",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Marks that reading cut out, then marks still in the texts."""
        for leftover in case.ledger.leftovers:
            if leftover.reason == "debris" and leftover.row is not None:
                column = case.ledger.columns[leftover.column].name if leftover.column is not None else None
                yield self._finding(Place(leftover.text, leftover.row, column))
        for section in case.ledger.sections:
            yield from self._marks(case.section_place(section))
        for passage in case.ledger.document.passages:
            yield from self._marks(Place(passage.text))
        yield from super().check(case)

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a mark in a cell of the row, or a list that begins with 2."""
        for text in view.texts:
            yield from self._marks(text.place())
            orphan = SECOND.search(text.text) if "2" in text.text else None
            if orphan and not FIRST.search(text.text) and not self._follows(view, text.column):
                yield self._finding(text.place(Span(orphan.start(), orphan.end())))

    def _follows(self, view: TaskView, column: int) -> bool:
        """Whether the numbers run from row to row: the cell above in that column is item 1 and no more."""
        above = [t for t in view.case.tasks if t.row < view.task.row and t.cell(column)]
        cell = above[-1].cell(column) if above else None
        return cell is not None and FIRST.match(cell.text) is not None and not SECOND.search(cell.text)

    def _marks(self, place: Place) -> Iterator[Finding]:
        for pattern in (GARBLED, RUN_DATE, DOUBLED):
            for found in pattern.finditer(place.text):
                yield self._finding(place.at(Span(found.start(), found.end())))

    def _finding(self, place: Place) -> Finding:
        words = place.words()
        return self.finding(
            place,
            f"“{words.strip()}”像是转换时的残留或丢字。",
            f"“{words.strip()}” looks like a left-over of conversion, or lost characters.",
            suggestion=("对照原件更正。", "Mend it from the original."),
        )


class UnbalancedBrackets(Rule):
    """A bracket or quote without its other half."""

    slug = "unbalanced-brackets"
    family = "wording"
    severity = "warning"
    name = Bilingual("括号或引号不成对", "Unbalanced brackets")
    explanation = Bilingual(
        "括号、书名号或引号只有一半。", "A bracket, a title mark or a quotation mark has no partner."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a cell, at its first mark without a partner."""
        for text in view.texts:
            at = _unpaired(text.text)
            if at is not None:
                yield self.finding(
                    text.place(Span(at, at + 1)),
                    f"“{text.text[at]}”没有成对。",
                    f"“{text.text[at]}” has no partner.",
                    suggestion=("补上另一半，或删去。", "Add its partner, or delete it."),
                )


def _unpaired(text: str) -> int | None:
    """Index of the first mark without a partner; 1) and （1 as numbering at a line's head are no brackets."""
    open_: list[tuple[str, int]] = []
    for found in MARK.finditer(text):
        at, char = found.start(), found[0]
        if char in PAIRS:
            open_.append((char.translate(SAME), at))
        else:
            wanted = CLOSING[char].translate(SAME)
            if open_ and open_[-1][0] == wanted:
                open_.pop()
            elif not re.search(r"(?:^|[\n；。，、\s])[\d一二三四五六七八九十]{1,2}$", text[:at]):
                return at
    return open_[0][1] if open_ else None


ID_NUMBER = Pattern(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
MOBILE = Pattern(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
LANDLINE = Pattern(
    r"(?<![\d\-])(?:0\d{2,3}[-－ ]?)[2-9]\d{6,7}(?!\d)|(?:电话|手机|联系方式|热线)[^\d\n]{0,6}([2-9]\d{6,7})(?!\d)"
)
MAILBOX = Pattern(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+")
CARD = Pattern(r"(?<!\d)(?:6[2]\d{14,17}|[45]\d{15})(?!\d)")
DIGITS_OR_MAILBOX = Pattern(r"@|\d{6}|\d{4}[- ]?\d{4}")
"""One look for what each of the five below must hold, which most cells do not."""
PRIVATE = (
    (ID_NUMBER, "身份证号", "identity number"),
    (CARD, "银行卡号", "bank card number"),
    (MOBILE, "手机号码", "mobile number"),
    (LANDLINE, "电话号码", "telephone number"),
    (MAILBOX, "邮箱", "mailbox"),
)


class PersonalData(Rule):
    """Identity numbers, phones, mailboxes, bank cards."""

    slug = "personal-data"
    family = "privacy"
    name = Bilingual("含个人信息", "Personal data")
    explanation = Bilingual(
        "文中有身份证号、电话、个人邮箱或银行卡号，公开前应隐去。",
        "The text holds an identity number, a phone, a mailbox or a bank card; hide it before publication.",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Every passage of the document, then every cell."""
        for passage in case.ledger.document.passages:
            yield from self._scan(Place(passage.text))
        for section in case.ledger.sections:
            yield from self._scan(case.section_place(section))
        yield from super().check(case)

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a number or mailbox in the row."""
        for text in view.texts:
            yield from self._scan(text.place())

    def _scan(self, place: Place) -> Iterator[Finding]:
        if not DIGITS_OR_MAILBOX.search(place.text):
            return
        taken: list[Span] = []
        for pattern, zh, en in PRIVATE:
            for found in pattern.finditer(place.text):
                span = Span(*found.span(found.lastindex or 0))
                if any(span.start < t.end and t.start < span.end for t in taken):
                    continue
                taken.append(span)
                yield self.finding(
                    place.at(span),
                    f"含{zh}“{place.text[span.start : span.end]}”，公开前应隐去。",
                    f"Holds a {en}; hide it before publication.",
                    suggestion=("公开的版本中删去或隐去。", "Remove it from the published version."),
                )

"""Labelled records and numbered sentences to a grid: each entry a row, each label a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from taizhang.language.patterns import Pattern
from taizhang.ledger import Leftover, Origin, Role, Span

from .grid import Grid, GridCell, Paragraph
from .kinds import is_unit_list
from .labels import NUMBERED, Label, find_labels
from .lexicon import role_of
from .patterns import NOTE, PAGE_NUMBER, SIGNATURE, is_aside, is_section
from .pieces import Page, Piece, joined

_HEADED = Pattern(r"^[\s　]*[【\[][^】\]：:]{2,20}[】\]][\s　]*$")
_ORDINAL_TITLE = Pattern(r"^[\s　]*[一二三四五六七八九十]{1,3}[\s　]+[^\s，。；：:][^，。；：:]{1,30}$")
_BRIEF = 12
"""Most characters of a name that closes with a stop; a longer text with one is a sentence."""
_SEPARATORS = " 　；;，,、：:"


class Entry(Struct):
    """One record: its number, heading and labelled values; or a section line when `section` is set."""

    number: Piece | None = None
    heading: list[Piece] = field(default_factory=list)
    values: list[tuple[Label, list[Piece]]] = field(default_factory=list)
    section: Piece | None = None

    def has(self, name: str) -> bool:
        """True when a value of that label was seen."""
        return any(label.name == name for label, _ in self.values)


class Book(Struct):
    """The entries of a text, the paragraphs around them, and the marks between their parts."""

    entries: list[Entry] = field(default_factory=list)
    outside: list[Piece] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)


def read_entries(page: Page) -> tuple[Book, list[Label]] | None:
    """The text as records, None when labels do not come again as records have them."""
    labels = find_labels(page)
    names = [label.name for label in labels]
    if len(labels) < 4 or max(map(names.count, set(names))) < 2:
        return None
    return _Reader(page, labels).run(), labels


class _Reader:
    """Goes through the lines; knows the entry that is open and whether its last value goes on."""

    def __init__(self, page: Page, labels: Sequence[Label]) -> None:
        self.page, self.book = page, Book()
        self.by_line: dict[int, list[Label]] = {}
        for label in labels:
            self.by_line.setdefault(label.line, []).append(label)
        self.lead = self._lead(labels)
        self.first = next(label.line for label in labels if label.name == self.lead)
        counts = Counter(label.name for label in labels)
        self.lone = frozenset(name for name, count in counts.items() if count == 1)
        self.spaced = self._spaced()
        self.last = max(self.by_line)
        self.headed = self._is_headed()
        self.counted = self._counts_labels()
        self.blank = self.closed = False

    def _lead(self, labels: Sequence[Label]) -> str:
        """The label a record begins with: the first that comes again."""
        names = [label.name for label in labels]
        return next(n for n in names if names.count(n) > 1)

    def _spaced(self) -> bool:
        """True when blank lines stand between the labels of one record too."""
        lines = sorted(self.by_line)
        gaps = sorted(b - a for a, b in pairwise(lines))
        return bool(gaps) and gaps[len(gaps) // 2] > 1

    def _counts_labels(self) -> bool:
        """True when numbers count the labels of a record: 1.目标任务：… 2.进展情况：… in each."""
        numbers: dict[str, set[str]] = {}
        for number, labels in self.by_line.items():
            mark = NUMBERED.match(self.page.lines[number])
            if mark and self.page.starts[number] + mark.end() >= labels[0].begin:
                numbers.setdefault(labels[0].name, set()).add(mark.group().strip())
        told = [found for found in numbers.values() if len(found) == 1]
        return len(told) > 1 and len(told) == len(numbers) and len(set().union(*told)) == len(told)

    def run(self) -> Book:
        for number, line in enumerate(self.page.lines):
            if not line.strip():
                self.blank = True
                continue
            labels = self.by_line.get(number)
            if labels and not (number < self.first and all(label.name in self.lone for label in labels)):
                self._labelled(number, labels)
            else:
                self._plain(number, line)
            self.blank = False
        return self.book

    def _open(self) -> Entry | None:
        entries = self.book.entries
        return entries[-1] if entries and entries[-1].section is None else None

    def _labelled(self, number: int, labels: list[Label]) -> None:
        page, entry = self.page, self._open()
        start = page.starts[number]
        head = page.piece(start, labels[0].begin)
        bare = NUMBERED.match(page.lines[number])
        if self.counted and bare and start + bare.end() >= labels[0].begin:
            self._mark(start, labels[0].begin)
            head, bare = Piece(""), None
        numbered = (
            bare is not None and bool(page.text[start + bare.end() : labels[0].begin].strip(_SEPARATORS + "（(【["))
        ) or (bare is not None and start + bare.end() >= labels[0].begin)
        text = head.text.strip("（(【[ 　") if head.text else ""
        fresh = entry is None or (labels[0].name == self.lead and entry.has(self.lead))
        pending = entry is not None and not entry.values
        if (numbered and (text or fresh)) or (fresh and not pending) or (text and labels[0].bracket and not pending):
            entry = Entry()
            self.book.entries.append(entry)
        if entry is None:
            entry = Entry()
            self.book.entries.append(entry)
        if text:
            self._heading(entry, number, labels[0].begin)
        self._values(entry, labels)

    def _heading(self, entry: Entry, number: int, end: int) -> None:
        """Put a line's text before `end` to the entry's number and heading."""
        start = self.page.starts[number]
        raw = self.page.text[start:end]
        match = NUMBERED.match(raw) if entry.number is None and not entry.heading else None
        at = 0
        if match:
            group = next(g for g in (1, 2, 3, 4) if match[g])
            entry.number = self.page.piece(start + match.start(group), start + match.end(group))
            self._mark(start, start + match.start(group))
            self._mark(start + match.end(group), start + match.end())
            at = match.end()
        body = raw[at:]
        kept = body.rstrip(_SEPARATORS + "（(【[\n")
        self._mark(start + at + len(kept), end)
        if kept.strip():
            entry.heading.append(self.page.piece(start + at, start + at + len(kept)))

    def _values(self, entry: Entry, labels: list[Label]) -> None:
        for label, after in zip(labels, [*labels[1:], None], strict=True):
            limit = after.begin if after and after.bracket == label.bracket else label.end
            self._mark(label.begin, label.span.start)
            self._mark(label.span.end, label.value)
            raw = self.page.text[label.value : limit]
            kept = raw.rstrip(_SEPARATORS) if after or label.bracket else raw
            entry.values.append((label, [self.page.piece(label.value, label.value + len(kept))]))
            end = limit if after else self._line_end(label)
            self._mark(label.value + len(kept), min(end, self._line_end(label)))

    def _line_end(self, label: Label) -> int:
        return self.page.starts[label.line] + len(self.page.lines[label.line])

    def _mark(self, start: int, end: int) -> None:
        """Note the characters between two parts, white space aside, as marks."""
        raw = self.page.text[start:end]
        if raw.strip():
            begin = start + len(raw) - len(raw.lstrip())
            self.book.marks.append(Span(begin, start + len(raw.rstrip())))

    def _plain(self, number: int, line: str) -> None:
        """A line without label: a section, a record's heading, more of a value, or none of these."""
        piece = self.page.line(number)
        entry = self._open()
        after = self._next_label(number)
        leads = after is not None and (after.name == self.lead or after.bracket)
        complete = entry is None or bool(entry.values)
        if number < self.last and not is_aside(line) and not NOTE.match(line):
            if self._heads_section(line, number):
                self.book.entries.append(Entry(section=piece))
                return
            if leads and complete and self._heads_entry(line):
                self.book.entries.append(Entry())
                self._heading(self.book.entries[-1], number, self.page.starts[number] + len(line))
                return
        elif number > self.last and (self._closes(line) or self._signed(line, number)):
            self.closed = True
        if entry is not None and self._goes_on(line, number):
            target = entry.values[-1][1] if entry.values else entry.heading
            target.append(piece)
        else:
            self.book.outside.append(piece)

    def _next_label(self, number: int) -> Label | None:
        """The first label of the next line with words, None when that line has none."""
        for after in range(number + 1, min(number + 4, len(self.page.lines))):
            if self.page.lines[after].strip():
                labels = self.by_line.get(after)
                return labels[0] if labels else None
        return None

    def _is_headed(self) -> bool:
        """True when records have a heading line: one without label stands over most of the leading labels."""
        leading = [n for n, labels in self.by_line.items() if labels[0].name == self.lead and labels[0].first]
        above = [next((m for m in range(n - 1, -1, -1) if self.page.lines[m].strip()), -1) for n in leading]
        bare = sum(1 for m in above if m >= 0 and m not in self.by_line)
        return len(leading) > 1 and bare * 10 >= len(leading) * 7

    def _heads_section(self, line: str, number: int) -> bool:
        """True for a line that heads several records: its numbering is of another level than theirs."""
        below = next((n for n in range(number + 1, len(self.page.lines)) if self.page.lines[n].strip()), number)
        if _HEADED.match(line) or (self.blank and not self.headed and _ORDINAL_TITLE.match(line)):
            return True
        if not is_section(line):
            return False
        level = "" if self.counted and below in self.by_line else _level(self.page.lines[below])
        return level not in ("", _level(line)) or not self.headed

    def _closes(self, line: str) -> bool:
        """True for a heading such as 二、下一步打算 behind the last record, where 一、进展情况 headed them."""
        sections = (entry.section.text for entry in self.book.entries if entry.section)
        return is_section(line) and any(_level(text) == _level(line) != "" for text in sections)

    def _signed(self, line: str, number: int) -> bool:
        """True for the paper's signature: its office with the day, alone or in the next line."""
        below = next((t for t in self.page.lines[number + 1 :] if t.strip()), "")
        office = is_unit_list(line.strip()) or (
            len(line.strip()) < 30 and line.rstrip().endswith(("室", "中心", "专班"))
        )
        return bool(SIGNATURE.match(line) or (SIGNATURE.match(below) and office))

    def _heads_entry(self, line: str) -> bool:
        if NUMBERED.match(line):
            return self.headed or self.blank
        return self.headed and len(line.strip()) <= 120

    def _goes_on(self, line: str, number: int) -> bool:
        if self.closed or is_aside(line) or PAGE_NUMBER.match(line):
            return False
        return not self.blank or (self.spaced and number < self.last)


def _level(line: str) -> str:
    """The kind of numbering a line has: digits, 一、, （一）."""
    match = NUMBERED.match(line)
    if not match:
        return ""
    digit = any(c.isdigit() for c in match.group())
    return ("1" if digit else "一") + ("(" if re.search(r"[(（]", match.group()) else "")


def grid_of(book: Book) -> tuple[Grid, list[Leftover]]:
    """The grid of a book's entries, and the labels' repetitions as leftovers."""
    entries = [e for e in book.entries if e.section or e.values or e.heading]
    columns, named = _columns(entries)
    heads: dict[str, Label] = {}
    repeats: dict[str, list[Span]] = {}
    for entry in entries:
        for label, _ in entry.values:
            if heads.setdefault(label.name, label) is not label:
                repeats.setdefault(label.name, []).append(label.span)
    cells = [
        GridCell(c, 0, k, origin=Origin(spans=(heads[c].span,)) if c in heads else Origin())
        for k, c in enumerate(columns)
    ]
    for row, entry in enumerate(entries, 1):
        cells += _row(entry, row, columns, named)
    leftovers = [
        Leftover(" ".join([name] * len(spans)), "repeated_header", Origin(spans=tuple(spans)))
        for name, spans in repeats.items()
    ]
    return Grid(
        tuple(c for c in cells if c.text), len(entries) + 1, len(columns), made_header=True, header_rows=1
    ), leftovers


def _columns(entries: Sequence[Entry]) -> tuple[list[str], str]:
    """The columns' names in order, and the name of the heading's column."""
    order: list[str] = []
    for entry in entries:
        at = 0
        for label, _ in entry.values:
            if label.name in order:
                at = order.index(label.name) + 1
            else:
                order.insert(at, label.name)
                at += 1
    headed = [e for e in entries if e.heading]
    front = ["序号"] if any(e.number for e in entries) and "序号" not in order else []
    named = _heading_name(headed, order) if headed else ""
    return front + ([named] if named else []) + order, named


def _heading_name(entries: Sequence[Entry], labels: Sequence[str]) -> str:
    """项目名称 for short headings, 工作内容 for sentences."""
    texts = ["".join(p.text for p in e.heading) for e in entries]
    sentences = sum(1 for t in texts if len(t) > 30 or re.search(r"[。；，]", t[:-1] if len(t) <= _BRIEF else t))
    roles = {role_of(name)[0] for name in labels}
    wordy = sentences * 2 > len(texts) and Role.CONTENT not in roles
    name = "工作内容" if wordy or (Role.PROJECT in roles and "工作内容" not in labels) else "项目名称"
    return name if name not in labels else "项目"


def _row(entry: Entry, row: int, columns: Sequence[str], named: str) -> list[GridCell]:
    if entry.section:
        return [GridCell(entry.section.text, row, 0, columns=len(columns), origin=entry.section.origin)]
    cells = []
    if entry.number and "序号" in columns:
        cells.append(GridCell(entry.number.text, row, columns.index("序号"), origin=entry.number.origin))
    if entry.heading:
        piece = joined(entry.heading, "\n")
        cells.append(GridCell(piece.text, row, columns.index(named), origin=piece.origin))
    merged: dict[str, list[Piece]] = {}
    for label, pieces in entry.values:
        merged.setdefault(label.name, []).extend(pieces)
    for name, pieces in merged.items():
        piece = joined(pieces, "\n")
        cells.append(GridCell(piece.text, row, columns.index(name), origin=piece.origin))
    return cells


def paragraphs(pieces: Sequence[Piece]) -> list[Paragraph]:
    """Pieces as paragraphs."""
    return [Paragraph(p.text, p.origin) for p in pieces if p.text]

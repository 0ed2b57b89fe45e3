"""A file that the unit made by itself: its rows matched with the return's tasks, what they say laid beside the grid."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec
from django.core import signing
from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from taizhang import language
from taizhang.language import Answer
from taizhang.ledger import Ledger, Role, plain
from taizhang.ledger import Task as FileTask
from taizhang.measuring import Match, match_reports

from ..lines import Entry, Line
from ..refusals import NotAFigure
from ..sheet import Sheet
from ..typed import entered, in_unit
from .proposals import Proposal, State

SALT = "taizhang.months.laid"
TEXTS = {Role.PROGRESS: "progress", Role.PROBLEMS: "problems", Role.NEXT_STEPS: "next_steps", Role.STAGE: "stage"}
NOT_OURS = frozenset({Role.RATE, Role.RANK, Role.STATUS, Role.REMARKS})
"""What a report has no cell for: it is computed, or is left for the person to see."""
LONGEST = 4000
_OF_PERIOD = re.compile(r"(?:本月|当月|本期|本季|本周|新增|\d{1,2}月份?)[^，。；,;]{0,12}$")
_SINCE_JANUARY = re.compile(r"(?:累计|共|总计|合计|截至|截止)[^。；;]{0,24}$")


class Said(Struct, frozen=True, array_like=True):
    """A cell of a row: the role of its column, the column's name and indicator, its words and place."""

    role: str
    column: str
    indicator: str
    text: str
    place: str


class LaidRow(Struct, frozen=True):
    """A row of the file and the task (its row in the list) that it seems to report; see `measuring.Match`."""

    row: int
    title: str
    content: str
    cells: tuple[Said, ...]
    task: int | None
    likely: tuple[tuple[int, float], ...]
    sure: bool


class Laid(Struct, frozen=True):
    """A file as read: its name, its SHA-256, its rows that say something, words that stand in no row, other units'.

    `until` is the day that it says its figures stand at, or the last one of its period.
    """

    name: str
    digest: str
    rows: tuple[LaidRow, ...]
    rest: tuple[str, ...]
    others: int = 0
    until: date | None = None


class Broken(Exception):  # noqa: N818 -- it is an answer, not an error
    """What a page sent back is not what it was given."""


def signed(laid: Laid) -> str:
    """The file as a page carries it until a person has decided; nothing of it lies with the site meanwhile."""
    return signing.dumps(msgspec.to_builtins(laid), salt=SALT, compress=True)


def unsigned(text: str) -> Laid:
    """What the page carried; Broken, also for one of more than a day ago."""
    try:
        return msgspec.convert(signing.loads(text, salt=SALT, max_age=86_400), Laid)
    except (signing.BadSignature, msgspec.ValidationError, ValueError) as error:
        raise Broken from error


def read_rows(base: Ledger, ledger: Ledger, mine: Collection[int], name: str, data: bytes) -> Laid:
    """The rows of a file beside a list's tasks, of which those of `mine` (rows of the list) are the unit's own."""
    rows, others = [], 0
    for match in match_reports(base, [ledger]):
        if match.silent:
            continue
        likely = tuple((row, score) for row, score in match.likely if row in mine)
        if match.task is not None and match.task not in mine and match.sure:
            others += 1
            continue
        rows.append(_row(ledger, match, likely, match.task if match.task in mine else None))
    rest = tuple(left.text[:LONGEST] for left in ledger.leftovers if left.text.strip())
    document = ledger.document
    until = document.cut_off or (document.period.end if document.period else None)
    return Laid(name, hashlib.sha256(data).hexdigest(), tuple(rows), rest, others, until)


def _row(ledger: Ledger, match: Match, likely: tuple[tuple[int, float], ...], task: int | None) -> LaidRow:
    project, found = next((p, t) for p in ledger.projects for t in p.tasks if t.row == match.row)
    title = " ".join(filter(None, (found.number or project.number, found.name or project.name)))
    sure = match.sure and task is not None
    return LaidRow(match.row, title, found.content[:LONGEST], tuple(_said(ledger, found)), task, likely, sure)


def _said(ledger: Ledger, task: FileTask) -> Iterator[Said]:
    for cell in task.cells:
        column = ledger.columns[cell.column]
        if (column.role in TEXTS or column.role in NOT_OURS or column.role is Role.ACHIEVED) and cell.text.strip():
            origin = cell.origin
            where = f"{origin.sheet} {origin.row + 1}" if origin.sheet and origin.row is not None else ""
            yield Said(column.role.value, column.name, column.indicator, cell.text.strip()[:LONGEST], where)


@dataclass(frozen=True, slots=True)
class Left:
    """Words of the file that went nowhere, and why."""

    title: str
    text: str


def proposals(sheet: Sheet, laid: Laid, chosen: Mapping[int, int | None]) -> tuple[Proposal, ...]:
    """What the rows say of the tasks that they are of, where it differs from the grid; `chosen` as `decided` has it."""
    lines = {line.report.task.row: line for line in sheet.lines}
    found: dict[str, Proposal] = {}
    for row in laid.rows:
        task = chosen.get(row.row)
        if task is not None and task in lines:
            for one in _of_row(lines[task], row):
                found[one.name] = _second(one) if one.name in found else one
    return tuple(found.values())


def decided(laid: Laid, choices: Mapping[int, int | None]) -> dict[int, int | None]:
    """The task of each row that needs no person, or that one has chosen; None for a row of no task."""
    sure = {row.row: row.task for row in laid.rows if row.sure}
    return sure | dict(choices)


def left(laid: Laid, chosen: Mapping[int, int | None]) -> tuple[Left, ...]:
    """What could not be placed: rows of no task, columns that a report has no cell for, words outside the table."""
    found = []
    for row in laid.rows:
        words = "；".join(f"{said.column}：{said.text}" for said in row.cells)
        if row.row in chosen and chosen[row.row] is None:
            found.append(Left(row.title, f"{row.content} {words}".strip()))
        elif row.row in chosen:
            found += [Left(f"{row.title} · {s.column}", s.text) for s in row.cells if Role(s.role) in NOT_OURS]
    return (*found, *(Left("", text) for text in laid.rest))


def _second(one: Proposal) -> Proposal:
    return replace(one, state="ask", notes=(*one.notes, _("文件中有两行说到这一格，这是后一行。")))


def _of_row(line: Line, row: LaidRow) -> Iterator[Proposal]:
    texts = {TEXTS[Role(said.role)]: said for said in row.cells if Role(said.role) in TEXTS}
    yield from _figures(line, row, texts["progress"].text if "progress" in texts else "")
    for cell, said in texts.items():
        text = "" if cell == "problems" and language.is_none(said.text) else said.text
        if "".join(text.split()) == "".join(str(getattr(line.report, cell)).split()):
            continue
        one = Proposal(line.key, cell, text, source=said.text if text != said.text else "", place=said.place)
        yield _stage(line, one) if cell == "stage" else one
    if "problems" in texts and language.is_none(texts["problems"].text) and line.report.cause != "none":
        yield Proposal(line.key, "cause", "none", source=texts["problems"].text, place=texts["problems"].place)


def _stage(line: Line, one: Proposal) -> Proposal:
    if one.text in line.stages:
        return one
    named = [stage for stage in line.stages if stage in one.text]
    return replace(
        one,
        text=named[-1] if named else one.text,
        state="ask",
        source=one.text,
        notes=(_("不在形象进度的列表中。"),),
    )


def _figures(line: Line, row: LaidRow, progress: str) -> Iterator[Proposal]:
    """A figure for each indicator: from a column of figures, else from the progress text."""
    columns = [said for said in row.cells if Role(said.role) is Role.ACHIEVED]
    told = _answers(line.entries, progress)
    for number, entry in enumerate(line.entries):
        own = _own_column(columns, entry, number, len(line.entries))
        one = _of_column(line, entry, own) if own else _of_text(line, entry, told[number], progress)
        if one is not None and one.text != ("" if entry.entered is None else plain(entry.entered)):
            yield _checked(entry, one)


def _own_column(columns: Sequence[Said], entry: Entry, number: int, all_of_them: int) -> Said | None:
    """The column that names the indicator; the only one for the only indicator, or one each in order."""
    named = [said for said in columns if said.indicator and said.indicator in entry.indicator.name]
    if named:
        return named[0]
    return columns[number] if len(columns) == all_of_them else None


def _of_column(line: Line, entry: Entry, said: Said) -> Proposal | None:
    try:
        value = entered(said.text, entry.indicator)
    except NotAFigure:
        told = _answers([entry], said.text)[0]
        return _of_text(line, entry, told, said.text)
    if value is None:
        return None
    words = plain(value)
    one = Proposal(line.key, entry.cell, words, source=said.text if said.text != words else "", place=said.place)
    return one if entry.indicator.cumulative else _gained(entry, one, value, since_january=True)


def _answers(entries: Sequence[Entry], progress: str) -> list[Answer | None]:
    """What the text answers to each indicator, asked as the list would put it."""
    result: list[Answer | None] = []
    for entry in entries:
        target = plain(entry.target) if entry.target is not None else "1"
        promises = language.promises(f"{entry.indicator.name}{target}{entry.indicator.unit_word}。")
        found = language.answers(promises, progress) if promises and progress else ()
        result.append(found[0] if found else None)
    return result


def _of_text(line: Line, entry: Entry, answer: Answer | None, text: str) -> Proposal | None:
    if answer is None:
        return None
    if answer.kind == "all_done" and entry.target is not None and entry.indicator.cumulative:
        note = _("文中说已全部完成，没有数字；这里填的是目标值。")
        return Proposal(line.key, entry.cell, plain(entry.target), "ask", (note,))
    whole = answer.done is not None and answer.done.upper is None
    done = in_unit(answer.done, entry.indicator.unit_word) if answer.done and whole else None
    if answer.kind != "value" or done is None:
        return None
    return _of_amount(line, entry, answer, done, text)


def _of_amount(line: Line, entry: Entry, answer: Answer, done: Decimal, text: str) -> Proposal:
    notes = []
    if not answer.units_convert:
        notes.append(_("文中的计量单位与指标不同。"))
    if len(answer.done_mentions) > 1:
        notes.append(_("由文中%(number)s个数相加。") % {"number": len(answer.done_mentions)})
    ranges = [(m.span.start, m.span.end) for m in answer.done_mentions]
    words = "、".join(text[start:end] for start, end in ranges)
    before = text[: ranges[0][0]] if ranges else ""
    of_period = bool(_OF_PERIOD.search(before)) and not _SINCE_JANUARY.search(before)
    state: State = "ask" if notes else "sure"
    one = Proposal(line.key, entry.cell, plain(done), state, tuple(notes), words)
    if entry.indicator.cumulative:
        return _asking(one, _("文中像是本期的数，这里要填累计数。")) if of_period else one
    return _gained(entry, one, done, since_january=not of_period)


def _gained(entry: Entry, one: Proposal, value: Decimal, *, since_january: bool) -> Proposal:
    """The period's increment of what may be the sum since January."""
    if not since_january:
        return one
    if entry.before is None:
        return _asking(one, _("这里要填本期新增；文中像是累计数，没有上期可减。"))
    gain = replace(one, text=plain(value - entry.before) if value != entry.before else "0")
    known = {"sum": plain(value), "before": plain(entry.before)}
    return _asking(gain, _("文中像是累计数%(sum)s，减去上期累计%(before)s得出。") % known)


def _checked(entry: Entry, one: Proposal) -> Proposal:
    """Asked about where a sum would fall below last period's."""
    if not entry.indicator.cumulative or entry.before is None or Decimal(one.text) >= entry.before:
        return one
    return _asking(one, _("比上期累计%(before)s少。") % {"before": plain(entry.before)})


def _asking(one: Proposal, note: str) -> Proposal:
    return replace(one, state="ask", notes=(*one.notes, note))

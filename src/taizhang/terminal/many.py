"""What the command shows of many documents: a bar while it runs, and a table at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from taizhang.batch import Item, Job, Outcome, look_at_all
from taizhang.batch.engines import Engine

from . import MARKS

_WIDE, _TITLE = 100, 36
"""From how many columns of a terminal on titles are shown, and how many they may take."""


def run(
    items: Sequence[Item], engine: Engine[Any], job: Job, lang: str, each: Callable[[Outcome], None] | None = None
) -> list[Outcome]:
    """Have the job done on all items, with a bar while it runs; the outcomes without the files made.

    `each` is called with every outcome in the order of the items, as soon as those before it are there.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    outcomes: list[Outcome] = []
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("读取" if lang == "zh" else "Reading", total=len(items))
        for outcome in _in_order(_told(progress, bar, look_at_all(items, engine, job))):
            if each:
                each(outcome)
            outcomes.append(replace(outcome, made=b""))
    return outcomes


def _told(progress: Progress, bar: Any, found: Iterable[tuple[int, Outcome]]) -> Iterator[tuple[int, Outcome]]:
    for one in found:
        progress.advance(bar)
        yield one


def _in_order(found: Iterable[tuple[int, Outcome]]) -> Iterator[Outcome]:
    early: dict[int, Outcome] = {}
    following = 0
    for index, outcome in found:
        early[index] = outcome
        while following in early:
            yield early.pop(following)
            following += 1


def show(outcomes: Sequence[Outcome], lang: str, *, check: bool) -> None:
    """What was read with counts, what was not and why, and the sums."""
    zh = lang == "zh"
    root = _common_folder([o.name for o in outcomes])
    severities = ("error", "warning", "info") if check else ()
    read = [o for o in outcomes if o.error is None]
    console = Console()
    if read:
        console.print(_table(read, root, severities, zh, titled=console.width >= _WIDE))
    _show_unread([o for o in outcomes if o.error], root, zh)
    words = f"已读 {len(read)} 个，未读 {len(outcomes) - len(read)} 个" if zh else _read_of(len(read), len(outcomes))
    totals = [f"{MARKS[lang][s]} {sum(o.count(s) for o in read)}" for s in severities]
    tasks = f"任务 {sum(o.tasks for o in read)}" if zh else f"tasks {sum(o.tasks for o in read)}"
    console.print(Text("  ".join([words, tasks, *totals]), style="bold"))


def _table(read: Sequence[Outcome], root: str, severities: Sequence[str], zh: bool, *, titled: bool) -> Table:
    """A line a document.  Findings stand under their marks alone, which the last line of all explains."""
    table = Table(title=root or None, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("文件" if zh else "file", overflow="fold", ratio=1)
    if titled:
        table.add_column("标题" if zh else "title", overflow="ellipsis", no_wrap=True, max_width=_TITLE)
    counted = ("任务", "分节", "未归入") if zh else ("tasks", "sections", "leftovers")
    marks = [MARKS["zh" if zh else "en"][s].split()[0] for s in severities]
    for head in (counted[0], *marks) if severities else counted:
        table.add_column(head, justify="right", no_wrap=True, min_width=4)
    for o in read:
        counts = [o.tasks, *(o.count(s) for s in severities)] if severities else [o.tasks, o.sections, o.leftovers]
        words = [Text(o.name[len(root) :]), *([Text(o.title)] if titled else [])]
        table.add_row(*words, *(str(n) if n else "" for n in counts))
    return table


def _read_of(read: int, total: int) -> str:
    return f"{read} read, {total - read} not read"


def _show_unread(outcomes: Sequence[Outcome], root: str, zh: bool) -> None:
    if not outcomes:
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("未读的文件" if zh else "not read", overflow="fold", ratio=2, style="red")
    table.add_column("原因" if zh else "why", overflow="fold", ratio=3)
    for o in outcomes:
        table.add_row(Text(o.name[len(root) :]), Text(o.error.in_language("zh" if zh else "en") if o.error else ""))
    Console(stderr=True).print(table)


def _common_folder(names: Sequence[str]) -> str:
    """The folder that all names are in, with its closing slash; empty where there is none."""
    first, last = min(names, default=""), max(names, default="")
    same = next((k for k, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: first.rfind("/", 0, same) + 1]

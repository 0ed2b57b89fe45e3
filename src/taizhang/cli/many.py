"""Many documents at once: on this machine's processors or a cluster's."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .app import FINDINGS, UNREADABLE
from .common import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.batch import Job, Outcome
    from taizhang.batch.engines import Engine


def is_many(names: tuple[str, ...]) -> bool:
    """Whether the names stand for more than one document."""
    from taizhang import batch

    return batch.is_many(names)


def run(
    names: tuple[str, ...],
    lang: str,
    *,
    check: bool = False,
    as_of: datetime | None = None,
    make: str = "",
    lines: bool = False,
    output: Path | None = None,
    engine: tuple[str, str] | None = None,
) -> None:
    """Read or check many documents; leaves with the worst exit code of all.

    They go into the folder `output` as files, to standard output as JSON lines, or into a table.
    """
    from taizhang.batch import Job, gather
    from taizhang.batch.engines import EngineError
    from taizhang.terminal import many

    items = list(gather(names))
    if not items:
        refuse("没有找到文件 · no files found")
    job = Job(check, as_of.date() if as_of else None, make)
    each = _each([item.name for item in items], job, lang, lines=lines, output=output)
    try:
        with _engine(engine, len(items)) as at:
            outcomes = many.run(items, at, job, lang, each)
    except EngineError as error:
        refuse(error.words.in_language(lang))
    except BrokenPipeError:
        raise  # whoever read the output has seen enough: the command leaves without a word
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}")
    if output or not each:
        many.show(outcomes, lang, check=check)
    if any(o.error for o in outcomes):
        sys.exit(UNREADABLE)
    if any(o.count("error") for o in outcomes):
        sys.exit(FINDINGS)


def _each(
    names: list[str], job: Job, lang: str, *, lines: bool, output: Path | None
) -> Callable[[Outcome], None] | None:
    """What is done with each outcome on the way, None where only the table at the end shows it."""
    from taizhang.batch import output as made

    if output:
        if output.is_file() or output.suffix:
            refuse(f"{output}: 多个文件时 -o 为文件夹 · with many files -o is a folder")
        return made.Folder(output, names, job.make).take
    if lines:
        return lambda outcome: click.echo(made.check_line(outcome, lang))
    if job.make == "rows":
        return lambda outcome: click.echo(made.rows_line(outcome, lang))
    return None


def _engine(named: tuple[str, str] | None, documents: int) -> Engine[Any]:
    """Where documents are looked at: this machine's processors, or the cluster that was named."""
    if named:
        from taizhang.batch.engines import cluster

        return cluster(*named)
    from taizhang.batch.local import LocalEngine

    return LocalEngine(min(documents, os.cpu_count() or 1))

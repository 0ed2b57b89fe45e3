"""What several commands do: read a file, refuse in plain words, write whole files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .app import UNREADABLE

if TYPE_CHECKING:
    from taizhang.ledger import Ledger
    from taizhang.reading import Reading


def opened(name: str, table: int | None) -> Reading:
    """The reading of a file, of standard input for -, or of a ledger file that taizhang wrote."""
    from taizhang.reading import read

    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return read(data, name="" if name == "-" else Path(name).name, table=table)


def read_one(name: str, lang: str, table: int | None = None, *, hint: bool = True) -> Reading:
    """The reading, with what a person should know of it on standard error, and how to read another table."""
    from taizhang.reading import ReadError

    try:
        reading = opened(name, table)
    except OSError as error:
        unreadable(name, f"{error.strerror}", lang)
    except ReadError as error:
        unreadable(name, error.in_language(lang), lang)
    for notice in reading.notices if hint else ():
        click.echo(f"{name}: {notice.in_language(lang)}", err=True)
    if hint and table is None and len(reading.tables) > 1:
        words = "用 --table 序号 读其他表" if lang == "zh" else "read another with --table NUMBER"
        click.echo(f"{name}: {words}", err=True)
    return reading


def refuse_table(asked: bool) -> None:
    """Refuse a choice of table for many files."""
    if asked:
        refuse("--table、--tables 每次只用于一个文件 · --table and --tables take one file")


def unreadable(name: str, words: str, lang: str) -> NoReturn:
    """Say why a file could not be read, and leave."""
    click.echo(f"{name}: {'无法读取：' if lang == 'zh' else 'cannot read: '}{words}", err=True)
    sys.exit(UNREADABLE)


def refuse(words: str) -> NoReturn:
    """Say why nothing was done, and leave."""
    click.echo(words, err=True)
    sys.exit(UNREADABLE)


def rows_of(ledger: Ledger) -> object:
    """The rows as plain data."""
    from taizhang.writing import rows

    return rows(ledger)


def write_ledger(ledger: Ledger, output: Path, lang: str) -> None:
    """Write the ledger as it was read, in the kind of file that the name asks for."""
    from taizhang import writing

    try:
        data = writing.write(ledger, writing.kind_of(output))
    except writing.WriteError as error:
        refuse(error.in_language(lang))
    save(data, output, lang)


def save(data: bytes, output: Path, lang: str) -> None:
    """Write the file whole or not at all, and name it."""
    from taizhang.writing import save

    try:
        save(data, output)
    except OSError as error:
        words = "无法写入" if lang == "zh" else "cannot be written"
        refuse(f"{output}: {words}{'：' if lang == 'zh' else ': '}{error.strerror}")
    click.echo(str(output))


def print_json(value: object) -> None:
    """Print a value as JSON, in UTF-8 whatever the terminal takes."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
    sys.stdout.flush()

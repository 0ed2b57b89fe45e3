"""The command `taizhang`: thin over the library.  Heavy rooms are imported by the commands that need them."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from taizhang import __version__

if TYPE_CHECKING:
    from taizhang.ledger import Finding, Ledger
    from taizhang.reading import Reading

FINDINGS, UNREADABLE = 1, 2
"""Exit codes: findings of severity error; a file that could not be read."""


class Speech(StrEnum):
    """Language of messages."""

    ZH = "zh"
    EN = "en"


app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="读取、核对民生实事台账。Read and check the ledgers of a government's yearly promises.",
)

File = Annotated[str, typer.Argument(help="台账文件，- 为标准输入 · ledger file, - for standard input")]
Lang = Annotated[Speech, typer.Option("--lang", envvar="TAIZHANG_LANG", help="提示语言 · language of messages")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"taizhang {__version__}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 · version")
    ] = False,
) -> None:
    """读取、核对民生实事台账。Read and check the ledgers of a government's yearly promises."""


@app.command("read")
def read_command(
    files: Annotated[list[str], typer.Argument(help="台账文件，可以多个 · ledger files")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="写入 .json、.csv 或 .xlsx · write to")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="以 JSON 输出各行 · print the rows as JSON")] = False,
    lang: Lang = Speech.ZH,
) -> None:
    """读取台账，显示概要或导出。Read ledgers; show a summary, or export.

    例 · example:  taizhang read 台账.txt -o 台账.xlsx
    """
    if rows or output:
        if len(files) != 1:
            _usage("--rows 和 -o 每次只用于一个文件 · --rows and -o take one file")
        reading = _read(files[0], lang)
        if output:
            _write(reading.ledger, output)
        else:
            _print_json(_rows(reading.ledger))
        return
    from taizhang import terminal

    failed = terminal.summarise(files, _open, lang.value)
    if failed:
        raise typer.Exit(UNREADABLE)


@app.command("check")
def check_command(
    file: File,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="截至日 · cut-off, YYYY-MM-DD")
    ] = None,
    previous: Annotated[
        str | None, typer.Option("--previous", help="上一期台账 · the ledger of the period before")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · print JSON")] = False,
    lang: Lang = Speech.ZH,
) -> None:
    """核对台账，列出数据疑点。Check a ledger and list the findings.

    退出码：0 无错误，1 有错误，2 读不了。Exit code: 0 clean, 1 findings of severity error, 2 could not read.

    例 · example:  taizhang check 台账.txt --as-of 2025-03-31
    """
    from taizhang.checking import check

    ledger = _read(file, lang).ledger
    before = _read(previous, lang).ledger if previous else None
    findings = check(ledger, previous=before, as_of=as_of.date() if as_of else None)
    if as_json:
        _print_json({"findings": [_finding(f, lang.value) for f in findings]})
    else:
        from taizhang import terminal

        terminal.show_findings(ledger, findings, lang.value)
    if any(f.severity == "error" for f in findings):
        raise typer.Exit(FINDINGS)


@app.command("diff")
def diff_command(
    old: Annotated[str, typer.Argument(help="上一期 · the earlier ledger")],
    new: Annotated[str, typer.Argument(help="本期 · the later ledger")],
    lang: Lang = Speech.ZH,
) -> None:
    """比较两期台账。Compare two states of one list.

    例 · example:  taizhang diff 一季度.txt 上半年.txt
    """
    from taizhang import terminal
    from taizhang.measuring import changes

    before, after = _read(old, lang).ledger, _read(new, lang).ledger
    terminal.show_changes(before, after, changes(before, after), lang.value)


@app.command("schema")
def schema_command() -> None:
    """输出台账交换格式的 JSON Schema。Print the JSON Schema of the exchange format.

    例 · example:  taizhang schema > ledger.schema.json
    """
    from taizhang.ledger import json_schema

    _print_json(json_schema())


@app.command("serve")
def serve_command(
    host: Annotated[str, typer.Option(help="监听地址 · address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口 · port")] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help="演示：载入样例，点击即登录 · demo with samples")] = False,
    data: Annotated[Path, typer.Option(help="数据目录 · data directory")] = Path("var"),
) -> None:
    """启动网站。Start the web application.

    例 · example:  taizhang serve --demo
    """
    try:
        from taizhang.web import serve
    except ModuleNotFoundError as error:
        _usage(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    serve(host=host, port=port, demo=demo, data=data)


def _open(name: str) -> Reading:
    """The reading of a file, of standard input for -, or of a ledger file that taizhang wrote."""
    from taizhang.reading import read

    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return read(data, name="" if name == "-" else Path(name).name)


def _read(name: str, lang: Speech) -> Reading:
    from taizhang.reading import ReadError

    try:
        return _open(name)
    except OSError as error:
        _unreadable(name, f"{error.strerror}", lang)
    except ReadError as error:
        _unreadable(name, error.in_language(lang.value), lang)


def _unreadable(name: str, words: str, lang: Speech) -> NoReturn:
    typer.echo(f"{name}: {'无法读取：' if lang is Speech.ZH else 'cannot read: '}{words}", err=True)
    raise typer.Exit(UNREADABLE)


def _usage(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(UNREADABLE)


def _rows(ledger: Ledger) -> object:
    from taizhang.writing import rows

    return rows(ledger)


def _write(ledger: Ledger, output: Path) -> None:
    from taizhang import writing
    from taizhang.ledger import to_json

    makers = {".json": lambda: to_json(ledger, indent=2), ".csv": lambda: writing.to_csv(ledger)}
    makers[".xlsx"] = lambda: writing.to_xlsx(ledger)
    make = makers.get(output.suffix.lower())
    if make is None:
        _usage(f"{output}: 只能写 .json、.csv、.xlsx · only .json, .csv and .xlsx can be written")
    output.write_bytes(make())
    typer.echo(str(output))


def _finding(finding: Finding, lang: str) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "row": finding.row,
        "column": finding.column,
        "span": [finding.span.start, finding.span.end] if finding.span else None,
        "words": finding.words,
        "message": finding.message.in_language(lang),
        "computation": finding.computation,
        "suggestion": finding.suggestion.in_language(lang) if finding.suggestion else "",
    }


def _print_json(value: object) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
    sys.stdout.flush()


def main() -> None:
    """Entry point of the command."""
    app()


if __name__ == "__main__":
    main()

"""Commands on ledger files: read, check, compare, and the exchange format."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from .app import FINDINGS, app, cluster, language, one_table
from .common import print_json, read_one, refuse, refuse_table, rows_of, write_ledger
from .many import is_many, run


@app.command("read")
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件；多个文件时为文件夹 · write to")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "xlsx", "docx", "pdf", "html"]),
    default="json",
    show_default=True,
    help="写入文件夹时的格式 · of the files in a folder",
)
@click.option("--rows", is_flag=True, help="以 JSON 输出各行；多个文件时每个一行 · print the rows as JSON")
@one_table
@click.option("--tables", is_flag=True, help="列出文件里的各个表 · list the ledgers that the file holds")
@cluster
@language
def read_command(
    files: tuple[str, ...],
    output: Path | None,
    form: str,
    rows: bool,
    table: int | None,
    tables: bool,
    engine: tuple[str, str] | None,
    lang: str,
) -> None:
    """读取台账，显示概要或导出；- 为标准输入。Read ledgers; show a summary, or export; - is standard input.

    多个文件、文件夹、压缩文件并行读取，列出汇总表。Many files, folders and archives are read in parallel.

    多个文件时：-o 文件夹，各写一个文件，原名后加格式；--rows 每个文件一行 {"file", "error", "rows", …}。
    With many files -o FOLDER writes one each, the format added to its name; --rows prints a line of JSON each.

    例 · example:  taizhang read 台账.docx -o 台账.xlsx

    例 · example:  taizhang read 各单位/ -o 结果/ --format xlsx

    例 · example:  taizhang read 各月.xlsx --tables; taizhang read 各月.xlsx --table 3
    """
    if is_many(files) or engine or (output and output.is_dir()):
        refuse_table(table is not None or tables)
        make = form if output else "rows" if rows else ""
        run(files, lang, make=make, output=output, engine=engine)
        return
    reading = read_one(files[0], lang, table, hint=not tables)
    if tables:
        from taizhang import terminal

        terminal.show_tables(reading, lang)
    elif output:
        write_ledger(reading.ledger, output, lang)
    elif rows:
        print_json(rows_of(reading.ledger))
    else:
        from taizhang import terminal

        terminal.summarise(reading, lang)


@app.command("check")
@click.argument("files", nargs=-1, required=True)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="截至日 · cut-off, YYYY-MM-DD")
@click.option("--previous", help="上一期台账 · the ledger of the period before")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出；多个文件时每个一行 · print JSON")
@one_table
@cluster
@language
def check_command(
    files: tuple[str, ...],
    as_of: datetime | None,
    previous: str | None,
    as_json: bool,
    table: int | None,
    engine: tuple[str, str] | None,
    lang: str,
) -> None:
    """核对台账，列出数据疑点。Check a ledger and list the findings.

    多个文件、文件夹、压缩文件并行核对，列出汇总表。Many files, folders and archives get a table that sums them up.

    多个文件时 --json 每个文件一行 {"file", "error", "findings", …}，按文件顺序。
    With many files --json prints a line of JSON each, in the order of the files.

    退出码：0 无错误，1 有错误，2 读不了。Exit code: 0 clean, 1 findings of severity error, 2 could not read.

    例 · example:  taizhang check 台账.txt --as-of 2025-03-31
    """
    if is_many(files) or engine:
        if previous:
            refuse("--previous 每次只用于一个文件 · --previous takes one file")
        refuse_table(table is not None)
        run(files, lang, check=True, as_of=as_of, lines=as_json, engine=engine)
        return
    from taizhang.checking import check

    ledger = read_one(files[0], lang, table).ledger
    before = read_one(previous, lang).ledger if previous else None
    findings = check(ledger, previous=before, as_of=as_of.date() if as_of else None)
    if as_json:
        from taizhang.batch.output import finding_data

        print_json({"findings": [finding_data(f, lang) for f in findings]})
    else:
        from taizhang import terminal

        terminal.show_findings(ledger, findings, lang)
    if any(f.severity == "error" for f in findings):
        sys.exit(FINDINGS)


@app.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--table",
    "tables",
    type=click.IntRange(min=1),
    nargs=2,
    metavar="N N",
    help="前后各读第几个表，同一文件也可 · which ledger of each file, from 1; of one file too",
)
@language
def diff_command(old: str, new: str, tables: tuple[int, int] | None, lang: str) -> None:
    """比较两期台账。Compare two states of one list.

    例 · example:  taizhang diff 一季度.txt 上半年.txt

    例 · example:  taizhang diff 各月.xlsx 各月.xlsx --table 2 3
    """
    from taizhang import terminal
    from taizhang.measuring import changes

    first, second = tables or (None, None)
    before, after = read_one(old, lang, first).ledger, read_one(new, lang, second).ledger
    terminal.show_changes(before, after, changes(before, after), lang)


@app.command("schema")
def schema_command() -> None:
    """输出台账交换格式的 JSON Schema。Print the JSON Schema of the exchange format.

    例 · example:  taizhang schema > ledger.schema.json
    """
    from taizhang.ledger import json_schema

    print_json(json_schema())

"""The command `taizhang`: thin over the library.  Heavy rooms are imported by the commands that need them."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from taizhang import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.batch import Job, Outcome
    from taizhang.batch.engines import Engine
    from taizhang.ledger import Ledger
    from taizhang.reading import Reading

FINDINGS, UNREADABLE = 1, 2
"""Exit codes: findings of severity error; a file that could not be read."""

language = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    envvar="TAIZHANG_LANG",
    show_default=True,
    help="提示语言 · language of messages",
)

cluster = click.option(
    "--engine",
    type=(click.Choice(["dask", "ray"]), str),
    metavar="dask|ray ADDRESS",
    help="交给已有集群处理多个文件 · have a running cluster do many files",
)

one_table = click.option(
    "--table", type=click.IntRange(min=1), metavar="N", help="读第几个表 · which ledger of the file, from 1"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="taizhang", message="%(prog)s %(version)s", help="版本 · version")
def app() -> None:
    """读取、核对民生实事台账。Read and check the ledgers of a government's yearly promises."""


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
    if _is_many(files) or engine or (output and output.is_dir()):
        _refuse_table(table is not None or tables)
        make = form if output else "rows" if rows else ""
        _run(files, lang, make=make, output=output, engine=engine)
        return
    reading = _read(files[0], lang, table, hint=not tables)
    if tables:
        from taizhang import terminal

        terminal.show_tables(reading, lang)
    elif output:
        _write(reading.ledger, output, lang)
    elif rows:
        _print_json(_rows(reading.ledger))
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
    if _is_many(files) or engine:
        if previous:
            _refuse("--previous 每次只用于一个文件 · --previous takes one file")
        _refuse_table(table is not None)
        _run(files, lang, check=True, as_of=as_of, lines=as_json, engine=engine)
        return
    from taizhang.checking import check

    ledger = _read(files[0], lang, table).ledger
    before = _read(previous, lang).ledger if previous else None
    findings = check(ledger, previous=before, as_of=as_of.date() if as_of else None)
    if as_json:
        from taizhang.batch.output import finding_data

        _print_json({"findings": [finding_data(f, lang) for f in findings]})
    else:
        from taizhang import terminal

        terminal.show_findings(ledger, findings, lang)
    if any(f.severity == "error" for f in findings):
        sys.exit(FINDINGS)


@app.command("diff")
@click.argument("old")
@click.argument("new")
@language
def diff_command(old: str, new: str, lang: str) -> None:
    """比较两期台账。Compare two states of one list.

    例 · example:  taizhang diff 一季度.txt 上半年.txt
    """
    from taizhang import terminal
    from taizhang.measuring import changes

    before, after = _read(old, lang).ledger, _read(new, lang).ledger
    terminal.show_changes(before, after, changes(before, after), lang)


@app.command("write")
@click.argument("ledger")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="写入文件 · .docx .xlsx .pdf .html …"
)
@click.option(
    "--layout", default="as-read", show_default=True, help="版式名，或版式文件 · a layout's name, or its file"
)
@click.option("--title", default="", help="另用标题 · another title")
@click.option("--beside", multiple=True, help="并列的前期台账，可多次 · an earlier period to stand beside this one")
@click.option("--size", type=click.FloatRange(5, 22), help="表内字号（磅） · the table's type, in points")
@language
def write_command(
    ledger: str, output: Path, layout: str, title: str, beside: tuple[str, ...], size: float | None, lang: str
) -> None:
    """按版式写成 Word、Excel、PDF、网页等。Write a ledger as a paper, in any layout.

    LEDGER 为能读取的任何台账文件；版式见 taizhang layouts，也可用 .json 或 .docx 文件。
    LEDGER is any ledger file that can be read; for layouts see taizhang layouts, or give a .json or .docx.

    例 · example:  taizhang write 台账.txt -o 台账.docx --layout 季度台账
    """
    from taizhang import writing
    from taizhang.terminal import papers

    try:
        kind, chosen = writing.kind_of(output), papers.layout_of(layout, size)
        read = _read(ledger, lang).ledger
        earlier = papers.beside(read, [_read(name, lang).ledger for name in beside])
        data = writing.write(read, kind, chosen, title=title, earlier=earlier)
    except writing.WriteError as error:
        _refuse(error.in_language(lang))
    if not read.rows:
        click.echo(
            "台账没有内容行，只写了表头。" if lang == "zh" else "the ledger has no rows; only its header.", err=True
        )
    _save(data, output, lang)


@app.command("layouts")
@click.argument("name", required=False)
@language
def layouts_command(name: str | None, lang: str) -> None:
    """列出版式；给出版式名或 .docx 时输出其 JSON。List the layouts, or print one as JSON, to make one's own of it.

    例 · example:  taizhang layouts 季度台账 > 本县.json
    """
    from taizhang.terminal import papers
    from taizhang.writing import WriteError, layout_to_json

    if not name:
        click.echo("\n".join(papers.listed(lang)))
        return
    try:
        click.echo(layout_to_json(papers.layout_of(name)).decode())
    except WriteError as error:
        _refuse(error.in_language(lang))


@app.command("schema")
def schema_command() -> None:
    """输出台账交换格式的 JSON Schema。Print the JSON Schema of the exchange format.

    例 · example:  taizhang schema > ledger.schema.json
    """
    from taizhang.ledger import json_schema

    _print_json(json_schema())


@app.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 · address to listen on")
@click.option("--port", default=8000, show_default=True, help="端口 · port")
@click.option("--demo", is_flag=True, help="演示：载入样例，点击即登录 · demo with samples")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory")
def serve_command(host: str, port: int, demo: bool, data: Path) -> None:
    """启动网站。Start the web application.

    例 · example:  taizhang serve --demo
    """
    try:
        from taizhang.web import serve
    except ModuleNotFoundError as error:
        _refuse(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    serve(host=host, port=port, demo=demo, data=data)


@app.command("demo")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory")
def demo_command(data: Path) -> None:
    """建好演示数据：一个虚构的县一年的按月填报。Build the demo: a fictional county's year of monthly returns.

    已有演示数据时不再重建。serve --demo 会自动先建好。Built once; serve --demo does it by itself.

    例 · example:  taizhang demo --data var
    """
    try:
        from taizhang.web.serving import build_demo
    except ModuleNotFoundError as error:
        _refuse(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    click.echo(build_demo(data))


@app.command("remind")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory")
def remind_command(data: Path) -> None:
    """催办临近时限和逾期未报的单位；供定时任务每天运行，重复运行不会重复催办。Remind units whose return is missing.

    只催开启了定时催办的地区。Only in regions that switched it on; safe to run again, for nobody is reminded twice.

    例 · example:  taizhang remind --data var
    """
    try:
        from taizhang.web.serving import remind
    except ModuleNotFoundError as error:
        _refuse(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    for line in remind(data):
        click.echo(line)


@app.command("worker")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory")
@click.option("--until-closed", is_flag=True, hidden=True)
def worker_command(data: Path, until_closed: bool) -> None:
    """在后台读取上传的文件；serve 已自带一个。Read uploaded files in the background; serve brings one along.

    例 · example:  taizhang worker --data var
    """
    try:
        from taizhang.web.serving import work
    except ModuleNotFoundError as error:
        _refuse(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    work(data=data, until_closed=until_closed)


@app.command("prune")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory")
def prune_command(data: Path) -> None:
    """清理已完成的后台任务和没有留下内容的导入；后台程序每天自动做。Clear away what is done with.

    例 · example:  taizhang prune --data var
    """
    try:
        from taizhang.web.serving import clear
    except ModuleNotFoundError as error:
        _refuse(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    tasks, imports = clear(data)
    click.echo(f"后台任务 {tasks}，导入 {imports} · tasks {tasks}, imports {imports}")


@app.command("verify-log")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory")
def verify_log_command(data: Path) -> None:
    """校验操作日志和已冻结的数据，只读不写。Verify the log of acts and all frozen data; writes nothing.

    退出码：0 完整，1 发现改动，2 没有数据库。Exit code: 0 whole, 1 changed, 2 no database.

    例 · example:  taizhang verify-log --data var
    """
    try:
        from taizhang.web.serving import verify_log
    except ModuleNotFoundError as error:
        _refuse(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    try:
        whole, told = verify_log(data)
    except FileNotFoundError as error:
        _refuse(f"没有数据库 · no database: {error}")
    for line in told:
        click.echo(line)
    if not whole:
        sys.exit(FINDINGS)


@app.command("reset-password")
@click.argument("username")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory")
def reset_password_command(username: str, data: Path) -> None:
    """给账号一个重设密码的链接，并解除锁定、清除两步验证。Print a link for a new password of an account.

    管理员自己也进不去时，在服务器上用；记入操作日志。For administrators who are locked out themselves; it is logged.

    例 · example:  taizhang reset-password admin
    """
    try:
        from taizhang.web.serving import reset_password
    except ModuleNotFoundError as error:
        _refuse(f"网站需要安装 taizhang[web] · the site needs taizhang[web] ({error.name})")
    path = reset_password(username, data)
    if not path:
        _refuse(f"没有这个账号，或者已停用 · no such account, or it was stopped: {username}")
    click.echo(f"在网站地址后接上 · append to the site's address: {path}")


@app.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """输出命令补全脚本。Print the completion script of a shell.

    例 · example:  eval "$(taizhang completion bash)"
    """
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    if maker is None:
        _refuse(f"{shell}?")
    click.echo(maker(app, {}, "taizhang", "_TAIZHANG_COMPLETE").source())


def _is_many(names: tuple[str, ...]) -> bool:
    from taizhang import batch

    return batch.is_many(names)


def _run(
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
        _refuse("没有找到文件 · no files found")
    job = Job(check, as_of.date() if as_of else None, make)
    each = _each([item.name for item in items], job, lang, lines=lines, output=output)
    try:
        with _engine(engine, len(items)) as at:
            outcomes = many.run(items, at, job, lang, each)
    except EngineError as error:
        _refuse(error.words.in_language(lang))
    except OSError as error:
        _refuse(f"{error.filename}: {error.strerror}")
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
            _refuse(f"{output}: 多个文件时 -o 为文件夹 · with many files -o is a folder")
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


def _open(name: str, table: int | None) -> Reading:
    """The reading of a file, of standard input for -, or of a ledger file that taizhang wrote."""
    from taizhang.reading import read

    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return read(data, name="" if name == "-" else Path(name).name, table=table)


def _read(name: str, lang: str, table: int | None = None, *, hint: bool = True) -> Reading:
    """The reading, with what a person should know of it on standard error, and how to read another table."""
    from taizhang.reading import ReadError

    try:
        reading = _open(name, table)
    except OSError as error:
        _unreadable(name, f"{error.strerror}", lang)
    except ReadError as error:
        _unreadable(name, error.in_language(lang), lang)
    for notice in reading.notices if hint else ():
        click.echo(f"{name}: {notice.in_language(lang)}", err=True)
    if hint and table is None and len(reading.tables) > 1:
        words = "用 --table 序号 读其他表" if lang == "zh" else "read another with --table NUMBER"
        click.echo(f"{name}: {words}", err=True)
    return reading


def _refuse_table(asked: bool) -> None:
    if asked:
        _refuse("--table、--tables 每次只用于一个文件 · --table and --tables take one file")


def _unreadable(name: str, words: str, lang: str) -> NoReturn:
    click.echo(f"{name}: {'无法读取：' if lang == 'zh' else 'cannot read: '}{words}", err=True)
    sys.exit(UNREADABLE)


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(UNREADABLE)


def _rows(ledger: Ledger) -> object:
    from taizhang.writing import rows

    return rows(ledger)


def _write(ledger: Ledger, output: Path, lang: str) -> None:
    from taizhang import writing

    try:
        data = writing.write(ledger, writing.kind_of(output))
    except writing.WriteError as error:
        _refuse(error.in_language(lang))
    _save(data, output, lang)


def _save(data: bytes, output: Path, lang: str) -> None:
    """Write the file whole or not at all, and name it."""
    from taizhang.writing import save

    try:
        save(data, output)
    except OSError as error:
        words = "无法写入" if lang == "zh" else "cannot be written"
        _refuse(f"{output}: {words}{'：' if lang == 'zh' else ': '}{error.strerror}")
    click.echo(str(output))


def _print_json(value: object) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
    sys.stdout.flush()


def main() -> None:
    """Entry point of the command."""
    app(prog_name="taizhang")


if __name__ == "__main__":
    main()

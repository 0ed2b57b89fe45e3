"""Commands that write papers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import app, language
from .common import read_one, refuse, save

if TYPE_CHECKING:
    from taizhang.writing.bulletin.model import Urgency


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
        read = read_one(ledger, lang).ledger
        earlier = papers.beside(read, [read_one(name, lang).ledger for name in beside])
        data = writing.write(read, kind, chosen, title=title, earlier=earlier)
    except writing.WriteError as error:
        refuse(error.in_language(lang))
    if not read.rows:
        click.echo(
            "台账没有内容行，只写了表头。" if lang == "zh" else "the ledger has no rows; only its header.", err=True
        )
    save(data, output, lang)


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
        refuse(error.in_language(lang))


@app.command("bulletin")
@click.argument("ledger")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写入文件 · .docx .pdf .html …")
@click.option(
    "--kind",
    default="quarterly",
    show_default=True,
    help="monthly 月报、quarterly 季通报、yearly 年度总结、reminder 提醒函，或模板文件 · a kind, or an outline's file",
)
@click.option("--previous", help="上一期台账 · the ledger of the period before")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="截至日 · cut-off, YYYY-MM-DD")
@click.option("--issuer", default="", help="发文机关署名 · who issues it")
@click.option("--to", "addressee", default="", help="主送机关 · whom it goes to")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="成文日期 · its day, YYYY-MM-DD")
@click.option("--number", default="", help="发文字号 · its number, as in 云政督通〔2026〕3号")
@click.option("--organ", multiple=True, help="红头上的机关，联合行文可多次 · an organ in the red head")
@click.option(
    "--head",
    type=click.Choice(["公文", "函"]),
    help="红头样式，提醒函默认为函 · its style",
)
@click.option(
    "--urgency", type=click.Choice(["特急", "加急"]), help="紧急程度，印在红头上 · how urgent, in the red head"
)
@click.option("--signer", multiple=True, help="签发人，仅上行文 · who signed it, for a paper to a higher organ")
@click.option("--cc", default="", help="抄送机关 · who gets a copy")
@click.option("--printed-by", default="", help="印发机关 · who prints it")
@click.option("--layout", default="as-read", show_default=True, help="附件的版式 · the annexes' layout")
@language
def bulletin_command(
    ledger: str,
    output: Path,
    kind: str,
    previous: str | None,
    as_of: datetime | None,
    issuer: str,
    addressee: str,
    day: datetime | None,
    number: str,
    organ: tuple[str, ...],
    head: str | None,
    urgency: Urgency | None,
    signer: tuple[str, ...],
    cc: str,
    printed_by: str,
    layout: str,
    lang: str,
) -> None:
    """据台账写成通报、月报、年度总结或提醒函，附清单。Write a bulletin of a ledger, with its annexes.

    每个数都出自台账；状态按序时进度计算。给出 --organ 时带红头和版记。
    Every figure comes from the ledger; how a task stands is computed. With --organ it has a red head.

    例 · example:  taizhang bulletin 三季度.docx -o 通报.docx --previous 上半年.docx --organ 某县人民政府办公室
    """
    from taizhang.terminal import bulletins, papers
    from taizhang.writing import WriteError

    now = read_one(ledger, lang).ledger
    before = read_one(previous, lang).ledger if previous else None
    try:
        outline = bulletins.headed(bulletins.outline_of(kind), head or "")
        red = bulletins.head_of(outline, organ, signer, cc, printed_by, urgency or "")
        made = bulletins.bulletin(outline, now, before, as_of and as_of.date(), red)
        made = bulletins.signed(made, issuer, addressee, day and day.date(), number)
        data = bulletins.written(made, now, output, papers.layout_of(layout))
    except WriteError as error:
        refuse(error.in_language(lang))
    save(data, output, lang)

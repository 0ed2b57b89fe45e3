"""Sheet -> a page: one table that a screen reader can walk, and that prints."""

from __future__ import annotations

from html import escape

from .sheet import Box, Line, Sheet
from .text import printable

_CLASSES = {"before_title": "annex", "notice": "letter", "metadata": "aside", "heading": "line", "note": "note"}


def to_html(sheet: Sheet) -> bytes:
    """A whole UTF-8 page with no script and nothing from elsewhere."""
    title = escape(printable(sheet.title) or "台账")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    page = f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>{head}<style>{_style(sheet)}</style></head>\n'
    return f"{page}<body>\n{fragment(sheet)}</body>\n</html>\n".encode()


def fragment(sheet: Sheet, level: int = 1) -> str:
    """The texts and the table alone, for a page that has its own frame; classes instead of styles.

    The title is a heading of that level.
    """
    over, _ = _heads(sheet)
    above = "".join(_line(line) for line in (*sheet.cover, *over))
    below = "".join(_line(line) for line in sheet.below)
    return f"{above}{table(sheet, level)}{below}"


def table(sheet: Sheet, level: int = 1) -> str:
    """The table: title and what follows it as its caption, header cells with their scope, sections as heads.

    The title is a heading of that level.
    """
    _, caption = _heads(sheet)
    lines = "".join(_line(line, level) for line in caption)
    if not sheet.names:
        return lines
    rows = ["".join(_cell(box, sheet) for box in row.boxes) for row in sheet.rows]
    head = "".join(f"<tr>{cells}</tr>\n" for cells in rows[: sheet.header])
    body = "".join(f"<tr>{cells}</tr>\n" for cells in rows[sheet.header :])
    named = f"<caption>\n{lines}</caption>\n" if lines else ""
    return f'<table class="ledger">\n{named}<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n'


def _heads(sheet: Sheet) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What stands above the title, and the title with what stands below it."""
    title = next((k for k, line in enumerate(sheet.above) if line.kind == "title"), len(sheet.above))
    return sheet.above[:title], sheet.above[title:]


def _cell(box: Box, sheet: Sheet) -> str:
    spans = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    spans += f' colspan="{box.columns}"' if box.columns > 1 else ""
    words = words_of(box.text)
    if box.kind == "head":
        return f'<th scope="{"colgroup" if box.columns > 1 else "col"}"{spans}>{words}</th>'
    if box.kind != "text" and box.columns > 1 and box.text:
        return f'<th class="{box.kind}" scope="rowgroup"{spans}>{words}</th>'
    if box.column == sheet.named and box.kind == "text" and box.text:
        return f'<th class="{box.align} {box.kind}" scope="row"{spans}>{words}</th>'
    return f'<td class="{box.align} {box.kind}"{spans}>{words}</td>'


def words_of(text: str) -> str:
    """The words with their line ends; blanks stay, for the page keeps them (white-space: pre-wrap)."""
    return escape(printable(text), quote=False).replace("\n", "<br>")


def _line(line: Line, level: int = 1) -> str:
    words = words_of(line.text)
    if line.kind == "title":
        return f"<h{level}>{words}</h{level}>\n"
    if line.kind == "subtitle":
        return f'<p class="subtitle">{words}</p>\n'
    return f'<p class="{_CLASSES[line.kind]}">{words}</p>\n'


def _style(sheet: Sheet) -> str:
    top, right, bottom, left = sheet.paper.margins
    way = "landscape" if sheet.paper.landscape else "portrait"
    shares = "".join(
        f".ledger th:nth-child({k}){{width:{100 * w / sum(sheet.widths):.1f}%}}" for k, w in enumerate(sheet.widths, 1)
    )
    return (
        f"@page{{size:{sheet.paper.size} {way};margin:{top}mm {right}mm {bottom}mm {left}mm}}"
        "body{font-family:仿宋,FangSong,FandolFang,'Noto Serif CJK SC',serif;margin:1.5rem;line-height:1.5}"
        "h1{font-family:方正小标宋简体,'Noto Serif CJK SC',serif;font-size:1.6rem;text-align:center;margin:.5rem 0}"
        "caption{text-align:left;font-size:1rem}"
        ".subtitle,.line{text-align:center}.annex{font-family:黑体,SimHei,'Noto Sans CJK SC',sans-serif}"
        ".letter{text-indent:2em;max-width:48em;margin:.3rem auto}p,td,th{white-space:pre-wrap}"
        ".ledger{border-collapse:collapse;width:100%;font-size:.9rem}"
        ".ledger th,.ledger td{border:1px solid #333;padding:.3rem .4rem;text-align:left;overflow-wrap:anywhere}"
        ".ledger thead th{text-align:center;background:#f2f2f2;font-family:黑体,SimHei,'Noto Sans CJK SC',sans-serif}"
        ".ledger tbody th{font-weight:normal}.ledger .center{text-align:center}.ledger .right{text-align:right}"
        ".ledger .tier,.ledger .total{font-family:黑体,SimHei,'Noto Sans CJK SC',sans-serif;font-weight:normal}"
        ".ledger .category{font-family:楷体,KaiTi,FandolKai,serif;font-weight:normal}"
        f"thead{{display:table-header-group}}tr{{break-inside:avoid}}{shares if sheet.header == 1 else ''}"
    )

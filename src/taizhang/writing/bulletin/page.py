"""A paper and its annexes as a web page that a site publishes, with its 政府信息公开 fields for people and machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from taizhang.ledger import Ledger

from ..html import table, words_of
from ..layouts import AS_READ, Layout
from ..sheet import Sheet
from ..text import printable
from .model import Bulletin, Head
from .phrases import day_words
from .printed import annex_marks, annex_names, annex_sheets, copied_to, organ_mark, printed_line, title_lines

_LEVELS = {"heading": "h2", "subheading": "h3", "text": "p", "free": "p"}
_TAGS = {"PubDate": "发布日期", "Keywords": "关键词", "Description": "内容概述"}
"""Tags that every government page has, and the fields that say the same (《政府网站发展指引》, 国办发〔2017〕47号)."""


def to_html(
    bulletin: Bulletin,
    ledger: Ledger,
    layout: Layout = AS_READ,
    *,
    fields: Mapping[str, str] | None = None,
    tags: Mapping[str, str] | None = None,
) -> bytes:
    """A whole UTF-8 page with no script and nothing from elsewhere.

    `fields` are the paper's 政府信息公开 fields: a list above the paper, and a meta tag each.  `tags` are those of the
    site, its column and the article (`publication.tags`); without them they are told from the fields.
    """
    fields = fields or {}
    title = escape(printable(bulletin.title))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>\n'
    head += "".join(_metas(bulletin, fields, tags or {}))
    sheets = list(annex_sheets(bulletin, ledger, layout))
    body = "".join([*_fields(fields), *_paper(bulletin), *_annexes(bulletin, sheets)])
    style = _STYLE + "".join(_widths(sheets))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>{head}<style>{style}</style></head>\n'
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    ).encode()


def _metas(bulletin: Bulletin, fields: Mapping[str, str], tags: Mapping[str, str]) -> Iterator[str]:
    told = {"ArticleTitle": bulletin.title, "ContentSource": bulletin.issuer}
    told |= {tag: fields[name] for tag, name in _TAGS.items() if fields.get(name)}
    told |= tags
    for name, content in (*told.items(), *fields.items()):
        if content:
            yield f'<meta name="{escape(printable(name))}" content="{escape(printable(content))}">\n'


def _fields(fields: Mapping[str, str]) -> Iterator[str]:
    if not fields:
        return
    pairs = "".join(f"<div><dt>{words_of(name)}</dt><dd>{words_of(text)}</dd></div>\n" for name, text in fields.items())
    yield f'<dl class="fields">\n{pairs}</dl>\n'


def _paper(bulletin: Bulletin) -> Iterator[str]:
    yield "<article>\n"
    yield from _head(bulletin)
    yield f"<h1>{'<br>'.join(words_of(line) for line in title_lines(bulletin.title))}</h1>\n"
    if bulletin.to:
        yield f'<p class="to">{words_of(bulletin.to)}：</p>\n'
    for paragraph in bulletin.paragraphs:
        level = _LEVELS[paragraph.kind]
        yield f"<{level}>{words_of(paragraph.text)}</{level}>\n"
    yield from _annex_list(bulletin)
    yield from _signature(bulletin)
    yield from _imprint(bulletin)
    yield "</article>\n"


def _head(bulletin: Bulletin) -> Iterator[str]:
    """The organ in red, the number, who signed it, and the line below (7.2 and 10.1)."""
    head = bulletin.head
    if head.style == "none":
        if bulletin.number:
            yield f'<p class="number">{words_of(bulletin.number)}</p>\n'
        return
    letter = head.style == "函"
    if head.urgency and not letter:
        yield f'<p class="urgency">{head.urgency}</p>\n'
    organs = "<br>".join(words_of(line) for line in _organs(head))
    yield f'<p class="organ">{organs}</p>\n'
    number = f"<span>{words_of(bulletin.number)}</span>" if bulletin.number else ""
    signers = f'<span>签发人：<span class="signer">{words_of("　".join(head.signers))}</span></span>'
    if letter:
        urgency = f'<span class="urgency">{head.urgency}</span>' if head.urgency else ""
        yield f'<hr class="double">\n<p class="number letter">{urgency}{number}</p>\n'
    elif head.signers:
        yield f'<p class="number upward">{number}{signers}</p>\n<hr class="red">\n'
    else:
        yield f'<p class="number">{number}</p>\n<hr class="red">\n'


def _organs(head: Head) -> tuple[str, ...]:
    """Several organs a line each; what they issue stands behind the last."""
    marks = organ_mark(head)
    return (*marks[:-1], marks[-1] + head.suffix) if len(marks) > 1 else marks


def _annex_list(bulletin: Bulletin) -> Iterator[str]:
    if not bulletin.annexes:
        return
    names = [
        f'<a href="#annex-{number}">{words_of(name)}</a>'
        for number, name in enumerate(annex_names(bulletin.annexes), 1)
    ]
    yield f'<p class="annexes"><span>附件：</span><span>{"<br>".join(names)}</span></p>\n'


def _signature(bulletin: Bulletin) -> Iterator[str]:
    if bulletin.issuer or bulletin.day:
        day = ""
        if bulletin.day:
            day = f'<time datetime="{bulletin.day.isoformat()}">{day_words(bulletin.day)}</time>'
        issuer = f"{words_of(bulletin.issuer)}<br>" if bulletin.issuer else ""
        yield f'<p class="signed"><span>{issuer}{day}</span></p>\n'


def _imprint(bulletin: Bulletin) -> Iterator[str]:
    copied, (by, on) = copied_to(bulletin.head), printed_line(bulletin)
    lines = [f'<p class="copied"><span>抄送：</span><span>{words_of(copied)}</span></p>\n'] if copied else []
    if by:
        lines.append(f'<p class="printed"><span>{words_of(by)}</span><span>{on}</span></p>\n')
    if lines:
        plain = " plain" if bulletin.head.style == "函" else ""
        yield f'<footer class="imprint{plain}">\n{"".join(lines)}</footer>\n'


def _annexes(bulletin: Bulletin, sheets: Sequence[Sheet]) -> Iterator[str]:
    for number, (mark, sheet) in enumerate(zip(annex_marks(bulletin.annexes), sheets, strict=True), 1):
        yield f'<section id="annex-{number}" class="annexed" tabindex="0" aria-labelledby="mark-{number}">\n'
        yield f'<p class="annex" id="mark-{number}">{mark}</p>\n{table(sheet, level=2)}</section>\n'


def _widths(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The columns' shares of the width, where one row of headings can carry them."""
    for number, sheet in enumerate(sheets, 1):
        for column, width in enumerate(sheet.widths if sheet.header == 1 else (), 1):
            share = 100 * width / sum(sheet.widths)
            yield f"#annex-{number} thead th:nth-child({column}){{width:{share:.1f}%}}"


_SERIF = "仿宋,FangSong,FandolFang,'Noto Serif CJK SC',serif"
_TITLE = "方正小标宋简体,FZXiaoBiaoSong-B05S,FandolSong,'Noto Serif CJK SC',serif"
_BLACK = "黑体,SimHei,FandolHei,'Noto Sans CJK SC',sans-serif"
_KAI = "楷体,KaiTi,FandolKai,'Noto Serif CJK SC',serif"
_STYLE = (
    "@page{size:A4;margin:37mm 26mm 35mm 28mm}@page turned{size:A4 landscape;margin:28mm 37mm 26mm 35mm}"
    f"body{{font-family:{_SERIF};font-size:1.15rem;line-height:1.8;margin:1.5rem}}"
    "main{max-width:60rem;margin:0 auto}article{max-width:42rem;margin:0 auto}"
    "p,h1,h2,h3{margin:0;font-size:inherit;font-weight:normal;overflow-wrap:anywhere}"
    "p,td,th{white-space:pre-wrap}"
    f"h1{{font-family:{_TITLE};font-weight:bold;font-size:1.6rem;line-height:1.5;text-align:center;margin:2rem 0}}"
    f"h2{{font-family:{_BLACK};text-indent:2em}}h3{{font-family:{_KAI};text-indent:2em}}"
    "article>p{text-indent:2em}article>p:not([class]){text-align:justify}article>p.to,article>p.number,article>p.organ,article>p.urgency{text-indent:0}"
    f".organ{{font-family:{_TITLE};font-weight:bold;color:#d7000f;font-size:2.2rem;line-height:1.3;text-align:center;"
    "margin:2rem 0}.number{text-align:center}"
    f".urgency{{font-family:{_BLACK}}}.signer{{font-family:{_KAI}}}"
    ".number.letter,.number.upward{display:flex;justify-content:space-between}.number.letter>:last-child"
    "{margin-left:auto}.number.upward{padding:0 1em}"
    "hr{border:0;border-top:2px solid #d7000f;margin:.5rem 0}hr.double{border-top:5px double #d7000f}"
    "article>p.annexes,article>p.signed{text-indent:0;margin-top:1.8em;display:flex}.annexes{padding-left:2em}"
    ".annexes span:first-child,.copied span:first-child{flex:none}"
    ".signed{justify-content:flex-end;padding-right:4em;text-align:center}"
    ".imprint{font-size:1rem;margin-top:3rem;border:solid #000;border-width:2px 0}.imprint.plain{border:0}"
    ".imprint p{display:flex;padding:0 1em}.printed{justify-content:space-between}.copied+.printed"
    "{border-top:1px solid #000}"
    ".fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 1.5rem;font-size:.95rem;"
    f"margin:0 0 2rem;padding:.6rem 1rem;border:1px solid #999;font-family:{_BLACK}}}"
    ".fields div{display:flex}.fields dt{flex:none;min-width:6em;color:#444}.fields dd{margin:0}"
    ".annexed{margin-top:3rem;break-before:page;page:turned;overflow-x:auto}"
    f".annex{{font-family:{_BLACK}}}.annexed caption{{text-align:left;font-size:1rem}}"
    f".annexed h2{{font-family:{_TITLE};font-weight:bold;font-size:1.4rem;text-align:center;text-indent:0;margin:1rem}}"
    ".subtitle,.line{text-align:center}"
    ".ledger{border-collapse:collapse;width:100%;min-width:44rem;font-size:.95rem;line-height:1.5}"
    ".ledger th,.ledger td{border:1px solid #333;padding:.3rem .4rem;text-align:left;overflow-wrap:anywhere}"
    f".ledger thead th{{text-align:center;background:#f2f2f2;font-family:{_BLACK};font-weight:normal}}"
    ".ledger tbody th{font-weight:normal}.ledger .center{text-align:center}.ledger .right{text-align:right}"
    f".ledger .tier,.ledger .total{{font-family:{_BLACK}}}.ledger .category{{font-family:{_KAI}}}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    "@media(max-width:40rem){body{margin:.8rem;font-size:1.05rem}h1{font-size:1.3rem}.organ{font-size:1.5rem}}"
    "@media print{.ledger{min-width:0}.annexed{overflow:visible}main,article{max-width:none}"
    "body{margin:0;font-size:15.75pt;line-height:28.95pt}"
    ".fields{display:none}h2,h3{break-after:avoid}.signed,.imprint{break-inside:avoid}a{color:inherit;"
    "text-decoration:none}}"
)

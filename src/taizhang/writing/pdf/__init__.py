"""Sheet -> a PDF with its fonts inside, set by typst: a page costs milliseconds, and no office program is needed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from taizhang.ledger import Bilingual

from .. import fonts
from ..errors import WriteError
from ..sheet import Box, Sheet
from ..sheet.letter import parts_of
from ..text import printable

_PAPER = Path(__file__).with_name("paper.typ")
_WHOLE = 0.85
"""A row, or an item's rows, higher than this share of a page may be cut."""
_TOGETHER = 0.35


def to_pdf(sheet: Sheet) -> bytes:
    """A PDF of the sheet; raises WriteError where typst or every face with Chinese characters is missing."""
    try:
        import typst
    except ModuleNotFoundError as error:
        raise WriteError(
            Bilingual("没有安装排版程序 typst", "typst, which sets PDFs, is not installed"),
            Bilingual("请安装 taizhang[pdf]，或改写 .docx。", "Install taizhang[pdf], or write .docx instead."),
        ) from error
    data = msgspec.json.encode(_data(sheet)).decode()
    compiler = typst.Compiler(_PAPER, font_paths=_faces(), sys_inputs={"sheet": data})
    made = compiler.compile(format="pdf")
    return made if isinstance(made, bytes) else b""


def _data(sheet: Sheet) -> dict[str, Any]:
    look = sheet.look
    most = sheet.paper.room[1]
    return {
        "title": printable(sheet.title),
        "fonts": _fonts(sheet),
        "look": {
            "text_size": look.text_size,
            "title_size": look.title_size,
            "title_weight": "bold" if look.title_font in fonts.BOLD else "regular",
            "size": sheet.size,
        },
        "page": (sheet.paper.width, sheet.paper.height),
        "margins": sheet.paper.margins,
        "cover": [(part, printable(text)) for part, text in parts_of(sheet.cover)],
        "above": [(line.kind, printable(line.text)) for line in sheet.above],
        "below": [(line.kind, printable(line.text)) for line in sheet.below],
        "widths": sheet.widths,
        "header": [_cell(b, True) for row in sheet.rows[: sheet.header] for b in row.boxes],
        "body": [*_body(sheet, most)],
        "joined": _joined(sheet),
    }


def _body(sheet: Sheet, most: float) -> Iterator[tuple[object, ...]]:
    heights = [row.height for row in sheet.rows]
    for row in sheet.rows[sheet.header :]:
        for box in row.boxes:
            share = sum(heights[box.row : box.row + box.rows]) / most
            yield _cell(box, share <= (_WHOLE if box.rows == 1 else _TOGETHER))


def _joined(sheet: Sheet) -> list[tuple[int, int]]:
    """Runs of rows that stay on one page: the first, and how many; a row over a page high joins none."""
    runs: list[tuple[int, int]] = []
    most = sheet.paper.room[1] * _TOGETHER
    first, high = sheet.header, 0.0
    for number in range(sheet.header, len(sheet.rows)):
        row = sheet.rows[number]
        high += row.height
        if row.joined and high <= most:
            continue
        if number > first and high <= most:
            runs.append((first, number - first + 1))
        first, high = number + 1, 0.0
    return runs


def _cell(box: Box, whole: bool) -> tuple[object, ...]:
    return box.row, box.column, box.rows, box.columns, box.kind, box.align, printable(box.text), whole


def _fonts(sheet: Sheet) -> dict[str, list[str]]:
    look = sheet.look
    named = {
        "text": look.font, "head": look.head_font, "title": look.title_font, "category": look.category_font,
        "number": "宋体",
    }  # fmt: skip
    here = _families()
    chains = {use: [f for f in fonts.chain(font) if f.lower() in here] for use, font in named.items()}
    if not all(chains.values()):
        raise WriteError(
            Bilingual("本机没有中文字体，写不了 PDF", "there is no Chinese font on this machine to set a PDF in"),
            Bilingual(
                "请安装字体（Debian：fonts-noto-cjk），或改写 .docx。",
                "Install one (Debian: fonts-noto-cjk), or write .docx instead.",
            ),
        )
    return chains


@lru_cache(maxsize=1)
def _faces() -> Any:
    """The machine's faces as typst has them, looked for once."""
    import typst

    return typst.Fonts(font_paths=[folder for folder in fonts.FOLDERS if Path(folder).is_dir()])


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    """The names of the faces; a name that typst doesn't know it passes over in silence."""
    return frozenset(name.lower() for name in _faces().families())

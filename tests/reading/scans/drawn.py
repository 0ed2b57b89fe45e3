"""Pages of a fictional ledger drawn as pictures, as a scanner or a camera would give them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
)
SIMPLIFIED = 2
"""The face of those collections that has the mainland's forms."""
EM, PITCH, PAD = 29, 42, 12
WIDTHS = (120, 330, 560, 330)
SIZE = (1500, 1060)

HEADER = ("序号", "项目名称", "进展情况", "责任单位")
FIRST = ("1", "新建口袋公园", "已建成口袋公园12处，完成投资100000元，其余3处正在施工。", "县城市管理局")
SECOND = ("2", "改造老旧小区", "22个小区全部开工，其中11个已完工；完成率50%。", "县住建局")
THIRD = ("3", "办好村级食堂", "一", "县民政局")
TITLE = "柏川县2025年民生实事进展情况表"


def page(*rows: Sequence[str], title: str = TITLE, pad: int = PAD, thick: int = 3) -> Image.Image:
    """A page with a title and a ruled table, grey on white; a row of one text is a section over all columns."""
    picture = Image.new("L", SIZE, 250)
    pen = ImageDraw.Draw(picture)
    pen.text((SIZE[0] / 2, 60), title, 20, font(44), anchor="mm")
    top, left = 110, (SIZE[0] - sum(WIDTHS)) // 2
    edges = [left + sum(WIDTHS[:k]) for k in range(len(WIDTHS) + 1)]
    pen.line((left, top, edges[-1], top), 30, thick)
    y = top
    for row in rows:
        cells = [lines_of(text, width if row[1:] else sum(WIDTHS)) for text, width in zip(row, WIDTHS, strict=False)]
        bottom = y + pad * 2 + PITCH * max(map(len, cells))
        for lines, edge in zip(cells, edges, strict=False):
            for k, line in enumerate(lines):
                pen.text((edge + PAD, y + pad + k * PITCH), line, 20, font(EM))
        for edge in edges if row[1:] else (left, edges[-1]):
            pen.line((edge, y, edge, bottom), 30, thick)
        y = bottom
        pen.line((left, y, edges[-1], y), 30, thick)
    return picture


def lines_of(text: str, width: int) -> list[str]:
    """A cell's text in lines that fit its width."""
    lines = [""]
    for letter in text:
        if font(EM).getlength(lines[-1] + letter) > width - 2 * PAD and letter not in "，。；、":
            lines.append("")
        lines[-1] += letter
    return lines


def font(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese face; the test is skipped, and says so, where the machine has none."""
    path = next((path for path in FONTS if path.exists()), None)
    if path is None:
        pytest.skip("no Noto CJK font on this machine (Debian: fonts-noto-cjk)")
    return ImageFont.truetype(str(path), size, index=SIMPLIFIED)


def scanned(picture: Image.Image, degrees: float = 0.6) -> Image.Image:
    """The page as a scanner gives it: turned a little, with noise."""
    turned = picture.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=250)
    noise = np.random.default_rng(7).normal(0, 6, (turned.height, turned.width))
    return Image.fromarray(np.clip(np.asarray(turned, float) * 0.92 + 12 + noise, 0, 255).astype(np.uint8))


def file(kind: str, *pages: Image.Image) -> bytes:
    """The pages as a file: PNG, JPEG, TIFF or PDF."""
    made = BytesIO()
    several = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(made, kind, **several)
    return made.getvalue()

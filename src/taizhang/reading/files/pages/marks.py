"""What is drawn on one page: characters and ruling lines, turned so that the text stands upright.

Lengths are points, x grows to the right and y grows downwards; the page's own origin does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import c_double, c_float, c_int, pointer
from itertools import pairwise
from math import degrees

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec import Struct

from taizhang.ledger import Bilingual

from ...errors import ReadError
from .shapes import Char, Rule
from .stamps import without_stamps

__all__ = ["Char", "Marks", "Point", "Rule", "marks_of"]

THIN = 3.0
"""A filled rectangle no thicker than this, in points, is a ruling line."""
MAX_CHARS = 50_000
"""Most characters of one page.  A dense A3 page of a ledger has 6,000."""
MAX_OBJECTS = 100_000
"""Most objects drawn on one page; a page of a ledger has some hundreds, one for each piece of a line of text."""
MAX_RULES = 20_000
"""Most straight pieces of lines on one page; a page with dotted borders has some thousands."""
MAX_DEPTH = 8
"""Deepest form inside a form that is looked into."""

Point = Callable[[float, float], tuple[float, float]]
_TURNS: tuple[Point, ...] = (  # by how many quarters the text is turned to the left
    lambda x, y: (x, -y),
    lambda x, y: (y, x),
    lambda x, y: (-x, y),
    lambda x, y: (-y, -x),
)


class Marks(Struct, frozen=True):
    """A page's characters, its lines both ways, and whether it has pictures.

    `slanting` is what a watermark says, words that slant or lie large over the text.
    `shown` takes a point to its place on the page as shown, in parts of the page's width and height.
    """

    chars: tuple[Char, ...]
    slanting: str
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: bool
    shown: Point


def marks_of(document: pdfium.PdfDocument, number: int) -> Marks:
    """Everything on page `number` (from 0) that a table is made of; raises ReadError for a page beyond the limits."""
    page = document[number]
    text = page.get_textpage()
    try:
        return _marks(page, text, number + 1)
    finally:
        text.close()
        page.close()


def _marks(page: pdfium.PdfPage, text: pdfium.PdfTextPage, number: int) -> Marks:
    count = text.count_chars()
    if count > MAX_CHARS:
        raise _crowded(number, f"{count}个字符，上限为{MAX_CHARS}", f"{count} characters, the limit is {MAX_CHARS}")
    found = [
        (slant, letter, k) for k in range(count) if (letter := _letter(text.raw, k)) for slant in (_slant(text.raw, k),)
    ]
    usual = Counter(slant for slant, _, _ in found if slant is not None and slant % 90 == 0).most_common(1)
    upright = usual[0][0] if usual else 0
    turn = _TURNS[upright // 90]
    slanting = "".join(letter for slant, letter, _ in found if slant not in (None, upright))
    sized = [
        (
            _char(text.raw, k, letter, turn, slant is None),
            abs(turn(_BOX.left, _BOX.top)[1] - turn(_BOX.right, _BOX.bottom)[1]),
        )
        for slant, letter, k in found
        if slant in (None, upright)
    ]
    across, down, pictures = _drawn(page, turn, number)
    chars, stamped = without_stamps(sized, across, down)
    aside = (slanting + stamped).strip()
    return Marks(chars, aside, across, down, pictures, _after(turn, _to_shown(page)))  # a turn undoes itself


def _to_shown(page: pdfium.PdfPage) -> Point:
    """The way from a page's own points to parts of the page as shown, which its /Rotate and its box decide."""
    size, far = 1_000_000, 1_000.0
    at = c_int(), c_int()

    def device(x: float, y: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page.raw, 0, 0, size, size, 0, x, y, pointer(at[0]), pointer(at[1]))
        return at[0].value / size, at[1].value / size

    (x0, y0), (x1, y1), (x2, y2) = device(0, 0), device(far, 0), device(0, far)
    a, b, c, d = (x1 - x0) / far, (y1 - y0) / far, (x2 - x0) / far, (y2 - y0) / far
    return lambda x, y: (round(a * x + c * y + x0, 4), round(b * x + d * y + y0, 4))


def _letter(text: object, index: int) -> str:
    """A character as text, empty for one that prints nothing and for the second half of a pair."""
    code: int = raw.FPDFText_GetUnicode(text, index)
    if code == _WRAPPED:
        return "-"
    if code < 32 or 0xDC00 <= code < 0xE000:
        return ""
    if 0xD800 <= code < 0xDC00:
        low = raw.FPDFText_GetUnicode(text, index + 1)
        return chr(0x10000 + (code - 0xD800 << 10) + (low - 0xDC00)) if 0xDC00 <= low < 0xE000 else ""
    return chr(code) if code <= 0x10FFFF else ""


def _slant(text: object, index: int) -> int | None:
    """Degrees by which a character is turned to the left, None for one that pdfium made up."""
    if raw.FPDFText_IsGenerated(text, index) == 1:
        return None
    turned: float = raw.FPDFText_GetCharAngle(text, index)  # pdfium counts to the right
    if not turned:
        return 0
    angle = -round(degrees(turned))
    nearest = round(angle / 90) * 90
    return (nearest if abs(angle - nearest) <= 2 else angle) % 360


_WRAPPED = 2
"""What pdfium gives for a hyphen at a line's end; in a ledger it is part of a number, MS-04, and no mere division."""
_BOX = raw.FS_RECTF()
_X, _Y = c_double(), c_double()
_TO_BOX, _TO_X, _TO_Y = pointer(_BOX), pointer(_X), pointer(_Y)


def _char(text: object, index: int, letter: str, turn: Point, made: bool) -> Char:
    raw.FPDFText_GetLooseCharBox(text, index, _TO_BOX)
    raw.FPDFText_GetCharOrigin(text, index, _TO_X, _TO_Y)
    left, right = turn(_BOX.left, _BOX.bottom)[0], turn(_BOX.right, _BOX.top)[0]
    return Char(letter, min(left, right), max(left, right), turn(_X.value, _Y.value)[1], made)


def _crowded(number: int, what: str, english: str) -> ReadError:
    return ReadError(
        Bilingual(f"页面过于复杂：{what}", f"the page is too complex: {english}"),
        Bilingual(f"第{number}页", f"page {number}"),
        Bilingual(
            "请删去该页的图纸，或导入 Word 或 Excel 原件。", "Remove the drawing, or import the Word or Excel file."
        ),
    )


def _drawn(page: pdfium.PdfPage, turn: Point, number: int) -> tuple[tuple[Rule, ...], tuple[Rule, ...], bool]:
    across: list[Rule] = []
    down: list[Rule] = []
    pictures = False
    objects = _objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _identity, 0)
    for count, (item, place) in enumerate(objects):
        if count >= MAX_OBJECTS or len(across) + len(down) > MAX_RULES:
            raise _crowded(
                number,
                f"超过{MAX_OBJECTS}个对象或{MAX_RULES}条线",
                f"over {MAX_OBJECTS} objects or {MAX_RULES} lines",
            )
        kind = raw.FPDFPageObj_GetType(item)
        pictures = pictures or kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        for (x, y), (u, v) in _strokes(item, _after(place, turn)):
            if abs(y - v) <= 1 < abs(x - u):
                across.append(Rule((y + v) / 2, min(x, u), max(x, u)))
            elif abs(x - u) <= 1 < abs(y - v):
                down.append(Rule((x + u) / 2, min(y, v), max(y, v)))
    return tuple(across), tuple(down), pictures


def _identity(x: float, y: float) -> tuple[float, float]:
    return x, y


def _objects(
    holder: object, count: Callable[..., int], get: Callable[..., object], place: Point, depth: int
) -> Iterator[tuple[object, Point]]:
    """All objects of a page or form, those inside forms too, each with the way from its points to the page's."""
    for k in range(count(holder)):
        item = get(holder, k)
        yield item, place
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _through(item, place)
            yield from _objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def _after(first: Point, second: Point) -> Point:
    """The second transformation after the first."""
    return lambda x, y: second(*first(x, y))


def _through(item: object, place: Point) -> Point:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, m)
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: place(a * x + c * y + e, b * x + d * y + f)


_Stroke = tuple[tuple[float, float], tuple[float, float]]


def _strokes(item: object, place: Point) -> Iterator[_Stroke]:
    """The straight lines that a path draws, thin filled rectangles as lines."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    place = _through(item, place)
    for part in _parts(item, place):
        xs, ys = [p[0] for p in part], [p[1] for p in part]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if len(part) > 2 and min(wide, high) <= THIN:
            x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            yield ((min(xs), y), (max(xs), y)) if wide >= high else ((x, min(ys)), (x, max(ys)))
        elif stroke.value:
            yield from pairwise(part)


def _parts(item: object, place: Point) -> Iterator[list[tuple[float, float]]]:
    """A path's runs of straight lines; a run with a curve in it is left out."""
    x, y = c_float(), c_float()
    part: list[tuple[float, float]] = []
    curved = False
    for k in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, k)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(part) > 1 and not curved:
                yield part
            part, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        part.append(place(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if len(part) > 1 and not curved:
        yield part

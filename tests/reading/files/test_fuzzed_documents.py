"""Documents damaged at random: either a ledger without losses or a ReadError, never another exception."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading import ReadError, losses, read
from taizhang.reading.files import reader_for

from .documents import docx, docx_of, html_of, mht_of, packed
from .tables import truths

TRUTH = truths()["lanxi-2025-10"]
PAGE = html_of(TRUTH)
PACKAGE = docx_of(TRUTH)
SEEDS = st.integers(0, 2**32 - 1)
_WORD_TAGS = (
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:sdt", "w:sdtContent", "w:ins", "w:del", "w:txbxContent",
    "w:pict", "mc:AlternateContent", "mc:Choice", "w:tab", "w:br", "w:fldChar", "w:numPr", "w:trPr", "w:pPr", "w:rPr",
)  # fmt: skip
_PAGE_TAGS = ("table", "tr", "td", "tbody", "thead", "p", "div", "span", "br", "ol", "li", "pre", "a", "nav", "select",
              "script", "dl", "dd", "ruby", "input", "font", "caption")  # fmt: skip


def only_ledgers_or_refusals(data: bytes) -> None:
    try:
        reading = read(data)
    except ReadError:
        return
    assert losses(reading) == ()


def damaged(data: bytes, random_: random.Random) -> bytes:
    """Some bytes changed, some cut out, some doubled."""
    changed = bytearray(data)
    for _ in range(random_.randint(1, 12)):
        at = random_.randrange(len(changed))
        end = min(len(changed), at + random_.randint(1, 200))
        match random_.randrange(3):
            case 0:
                changed[at] = random_.randrange(256)
            case 1:
                del changed[at:end]
            case _:
                changed[at:at] = changed[at:end]
        if not changed:
            break
    return bytes(changed)


def jumbled(tags: tuple[str, ...], words: list[str], random_: random.Random) -> str:
    """Elements nested in no sensible order, with a ledger's words between them; each that opens closes."""
    parts: list[str] = []
    opened: list[str] = []
    for _ in range(random_.randint(5, 150)):
        if opened and random_.random() < 0.45:
            parts.append(f"</{opened.pop()}>")
        elif random_.random() < 0.3:
            parts.append(random_.choice(words))
        else:
            tag = random_.choice(tags)
            span = random_.choice(
                ("", "", ' rowspan="3"', ' colspan="0"', ' rowspan="0"', ' style="display:none"', ' w:val="7"')
            )
            parts.append(f"<{tag}{span}>")
            opened.append(tag)
    return "".join(parts) + "".join(f"</{tag}>" for tag in reversed(opened))


WORDS = [*TRUTH["columns"], *(text for row in TRUTH["rows"] for key, text in row.items() if not key.startswith("_"))]
WORDS = [re.sub(r"[<>&]", "", word) for word in WORDS if word]


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_damaged_package_is_refused_or_read(seed: int) -> None:
    only_ledgers_or_refusals(damaged(PACKAGE, random.Random(seed)))  # noqa: S311 - no secret


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_body_in_disorder_is_refused_or_read(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - no secret
    body = jumbled(_WORD_TAGS, [f"<w:t>{w}</w:t>" for w in WORDS], random_)
    data = docx(body)
    if "<w:document" in body or random_.random() < 0.2:
        data = packed({"word/document.xml": damaged(body.encode(), random_)})
    only_ledgers_or_refusals(data)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_damaged_page_is_refused_or_read(seed: int) -> None:
    only_ledgers_or_refusals(damaged(PAGE, random.Random(seed)))  # noqa: S311 - no secret


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_page_in_disorder_is_refused_or_read(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - no secret
    page = f"<html><body>{jumbled(_PAGE_TAGS, WORDS, random_)}"
    only_ledgers_or_refusals(page.encode())


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_damaged_web_archive_is_refused_or_read(seed: int) -> None:
    only_ledgers_or_refusals(damaged(mht_of(PAGE), random.Random(seed)))  # noqa: S311 - no secret


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_find_a_reader(data: bytes) -> None:
    assert reader_for(data).name

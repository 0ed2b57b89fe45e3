"""Documents whose elements are in disorder: a ledger without losses or a ReadError, never another exception."""

from __future__ import annotations

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from .documents import docx
from .tables import truths
from .test_fuzzed_files import FUZZ, only_ledgers_or_refusals

TRUTH = truths()["lanxi-2025-10"]
SEEDS = st.integers(0, 2**32 - 1)
_WORD_TAGS = (
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:sdt", "w:sdtContent", "w:ins", "w:del", "w:txbxContent",
    "w:pict", "mc:AlternateContent", "mc:Choice", "w:tab", "w:br", "w:fldChar", "w:numPr", "w:trPr", "w:pPr", "w:rPr",
)  # fmt: skip
_PAGE_TAGS = ("table", "tr", "td", "tbody", "thead", "p", "div", "span", "br", "ol", "li", "pre", "a", "nav", "select",
              "script", "dl", "dd", "ruby", "input", "font", "caption")  # fmt: skip


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


@FUZZ
@given(SEEDS)
def test_a_body_in_disorder_is_refused_or_read(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - no secret
    body = jumbled(_WORD_TAGS, [f"<w:t>{w}</w:t>" for w in WORDS], random_)
    only_ledgers_or_refusals(docx(body))


@FUZZ
@given(SEEDS)
def test_a_page_in_disorder_is_refused_or_read(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - no secret
    page = f"<html><body>{jumbled(_PAGE_TAGS, WORDS, random_)}"
    only_ledgers_or_refusals(page.encode())

"""Nothing is lost and nothing is there twice, whatever the text."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from taizhang.ledger import Leftover, from_json, to_json
from taizhang.reading import ReadError, Reading, losses, read

from .ledgers import NAMES, text_of

TEXTS = [text_of(name).decode("utf-8") for name in NAMES if name not in ("lanfeng-paged", "qishan-bars")]
SCRAPS = [
    "\t",
    "\n",
    "\n\n",
    " | ",
    "|",
    "：",
    "一、",
    "（一）",
    "合计",
    "序号",
    "注：",
    "1",
    "2.",
    "[bookmark: a]",
    "<br>",
    "\x07",
    '"',
]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A ledger with pieces cut out, doubled, moved and strewn with marks."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 120)))
        piece, scrap = text[start:end], draw(st.sampled_from(SCRAPS))
        how = draw(st.sampled_from(["cut", "double", "strew", "end", "front"]))
        if how == "cut":
            text = text[:start] + text[end:]
        elif how == "double":
            text = text[:start] + piece + text[start:]
        elif how == "strew":
            text = text[:start] + scrap + text[start:]
        elif how == "end":
            text = text[:start]
        else:
            text = piece + text
    return text


@settings(max_examples=150, deadline=None)
@given(spoilt())
def test_nothing_of_a_spoilt_ledger_is_lost(text: str) -> None:
    with contextlib.suppress(ReadError):
        reading = read(text)
        assert losses(reading) == ()
        assert from_json(to_json(reading.ledger)) == reading.ledger


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="序号项目名称责任单位进展情况无一二、。：（）1234\t\n| ", max_size=300))
def test_nothing_of_a_random_text_is_lost(text: str) -> None:
    with contextlib.suppress(ReadError):
        assert losses(read("序号\t项目名称\t责任单位\n" + text)) == ()


def test_a_missing_cell_is_a_loss() -> None:
    reading = read(text_of("lanfeng-tabs"))
    first = reading.ledger.projects[0]
    poorer = replace(first, tasks=(replace(first.tasks[0], cells=first.tasks[0].cells[:-1]), *first.tasks[1:]))
    broken = Reading(replace(reading.ledger, projects=(poorer, *reading.ledger.projects[1:])), reading.source)
    (loss,) = losses(broken)
    assert (loss.kind, loss.text) == ("missing", "按序时推进")


def test_a_text_held_twice_is_a_loss() -> None:
    reading = read(text_of("lanfeng-tabs"))
    cell = reading.ledger.tasks[0].cells[0]
    doubled = replace(reading.ledger, leftovers=(Leftover(cell.text, "unplaced", cell.origin),))
    assert [loss.kind for loss in losses(Reading(doubled, reading.source))] == ["twice"]


def test_a_cell_that_says_something_else_is_a_loss() -> None:
    reading = read(text_of("lanfeng-tabs"))
    title = reading.ledger.document.passages[0]
    other = replace(
        reading.ledger.document, passages=(replace(title, text="别的标题"), *reading.ledger.document.passages[1:])
    )
    found = losses(Reading(replace(reading.ledger, document=other), reading.source))
    assert [loss.kind for loss in found] == ["changed"]


def test_text_of_another_table_is_kept_as_unplaced() -> None:
    other = "\n\n姓名\t电话分机\n甲同志\t8001\n"
    reading = read(text_of("qishan-spaced").decode() + other)
    assert losses(reading) == ()
    held = " ".join(left.text for left in reading.ledger.leftovers) + " ".join(reading.ledger.document.notes)
    assert "8001" in held + " ".join(p.text for p in reading.ledger.document.passages)

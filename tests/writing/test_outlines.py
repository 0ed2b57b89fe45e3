"""Outlines of offices: facts that are explained, names that were meant, annexes in layouts of their own."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from msgspec.structs import replace

from taizhang.writing import AS_READ, LAYOUTS, Layout, layout_named
from taizhang.writing.bulletin import (
    OUTLINES,
    Block,
    Outline,
    bulletin_from_json,
    bulletin_to_json,
    compose,
    outline_from_json,
    outline_to_json,
    tell,
)
from taizhang.writing.bulletin.explained import EXPLAINED, nearest
from taizhang.writing.bulletin.phrases import FACTS
from taizhang.writing.bulletin.word import to_docx
from taizhang.writing.errors import WriteError
from taizhang.writing.layouts.model import Field
from tests.writing.test_bulletin import LEDGER, NOW

OWN = Layout("own", fields=(Field("project", ("项目",)), Field("responsible_unit", ("谁负责",))), groups="none")


def heads(outline: Outline, layouts: dict[str, Layout]) -> list[list[str]]:
    """The first row of each annex in Word."""
    bulletin = bulletin_from_json(bulletin_to_json(compose(outline, tell(LEDGER, NOW), layouts=layouts)))
    document = docx.Document(BytesIO(to_docx(bulletin, LEDGER)))
    return [[cell.text for cell in table.rows[0].cells] for table in document.tables]


def test_every_fact_is_explained() -> None:
    assert list(EXPLAINED) == list(FACTS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("总量", "总数"), ("滞后单位数", "滞后单位"), ("截止日", "截至日"), ("完成率", "完成数"), ("x", ""), ("", "")],
)
def test_the_fact_that_was_meant_is_guessed_from_its_name(written: str, meant: str) -> None:
    assert nearest(written) == meant


def test_an_unknown_fact_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(WriteError, match=r"第2段里没有这个数据项：截止日。是不是\{截至日\}？"):
        compose(Outline("x", "x", "x", "x", (Block("free", "一"), Block("text", "{截止日}"))), tell(LEDGER, NOW))


def test_an_annex_is_printed_in_the_layout_chosen_for_it_the_other_as_the_ledger_is() -> None:
    outline = replace(OUTLINES["quarterly"], annexes=("behind", "all"), layouts={"behind": "own", "all": "leaders"})
    assert outline_from_json(outline_to_json(outline)) == outline
    first, second = heads(outline, {"own": OWN, **LAYOUTS})
    assert first == ["项目", "谁负责"]
    assert second == [cell.heading[0] for cell in layout_named("leaders").fields]


def test_what_was_made_keeps_the_layout_that_it_was_made_in() -> None:
    outline = replace(OUTLINES["quarterly"], annexes=("all",), layouts={"all": "own"})
    made = compose(outline, tell(LEDGER, NOW), layouts={"own": OWN})
    assert bulletin_from_json(bulletin_to_json(made)).annexes[0].layout == OWN
    assert compose(OUTLINES["monthly"], tell(LEDGER, NOW)).annexes[0].layout is None
    assert AS_READ.name in LAYOUTS


def test_a_layout_that_is_gone_is_named_with_its_annex() -> None:
    outline = replace(OUTLINES["quarterly"], layouts={"behind": "旧版式"})
    with pytest.raises(WriteError, match="附件“进度滞后项目清单”要用的版式“旧版式”没有了"):
        compose(outline, tell(LEDGER, NOW))

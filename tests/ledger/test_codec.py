import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest

from taizhang.ledger import (
    Cell,
    Column,
    Deadline,
    Document,
    FormatError,
    Indicator,
    Ledger,
    Name,
    Origin,
    Project,
    Quantity,
    Rank,
    Report,
    Role,
    Section,
    Span,
    Target,
    Task,
    from_json,
    json_schema,
    to_json,
)
from taizhang.ledger.model import Achieved

FULL = Ledger(
    document=Document(title="清单", year=2025, cut_off=date(2025, 6, 30), fields={"有效性": ""}),
    columns=(Column("序号", Role.NUMBER), Column("内容", Role.CONTENT, heading=("计划", "内容"))),
    sections=(Section(0, "一、市级（2个）", kind="tier", total={1: Decimal("94.5")}),),
    projects=(
        Project(
            "1",
            "供水",
            tasks=(
                Task(
                    1,
                    "1",
                    content="新增蓄水能力10.8万方",
                    responsible_units=(Name("县水利局", "县水利局", 1, Span(0, 4)),),
                    deadline=Deadline("年底前", (date(2025, 12, 31),)),
                    indicators=(
                        Indicator("蓄水能力", Target(Quantity(Decimal(108000), "方", "10.8万方", scale=10000))),
                    ),
                    reports=(Report("已完成6.6万方", (Achieved(rank=Rank(3, 11), indicator=0),)),),
                    extra={"督办": "是"},
                    cells=(Cell("1", 0), Cell("新增蓄水能力10.8万方", 1, Origin("a.txt", spans=(Span(3, 14),)))),
                ),
            ),
        ),
    ),
)


def test_a_ledger_comes_back_from_json_as_it_was() -> None:
    assert from_json(to_json(FULL)) == FULL
    assert from_json(to_json(FULL, indent=2)) == FULL


def test_the_file_keeps_the_schema_that_the_command_prints() -> None:
    jsonschema.validate(json.loads(to_json(FULL)), json_schema())


def test_the_schema_refuses_what_is_no_ledger() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"taizhang": 1, "ledger": {"columns": [{"role": "no such role"}]}}, json_schema())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"taizhang": 2, "ledger": {}}',
        b'{"ledger": {}}',
        b'{"taizhang": 1, "ledger": 5}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_ledger_file_is_refused_with_words(data: bytes) -> None:
    with pytest.raises(FormatError, match="ledger"):
        from_json(data)


def test_rows_follow_each_other_as_on_paper() -> None:
    assert [type(r) for r in FULL.rows] == [Section, Task]


@pytest.mark.parametrize(
    ("text", "value", "scale", "decimals"),
    [("10.8万方", "108000", 10000, 1), ("1200", "1200", 1, 0), ("33.92公里", "33.92", 1, 2), ("50.0%", "50", 1, 1)],
)
def test_a_quantity_knows_how_many_decimals_were_printed(text: str, value: str, scale: int, decimals: int) -> None:
    assert Quantity(Decimal(value), text=text, scale=scale).decimals == decimals

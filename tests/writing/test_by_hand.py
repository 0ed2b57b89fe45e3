"""Files that a person may write by hand, and what is said of those that are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from taizhang.writing import WriteError, layout_from_json
from taizhang.writing.bulletin.model import head_from_json, outline_from_json

ROOT = Path(__file__).parents[2]
NAMED = '{"name":"a","zh":"b","en":"c","title":"d",'


@pytest.mark.parametrize(
    ("read", "zh", "en"),
    [
        (layout_from_json, "版式文件", "the layout file"),
        (outline_from_json, "通报模板", "the outline file"),
        (head_from_json, "版头文件", "the file of the red head"),
    ],
)
@pytest.mark.parametrize("data", [b"{", b'{"nmae": "a"}', b"\xff\xfe"])
def test_what_is_wrong_and_where_it_is_explained_stand_in_one_line(
    read: Callable[[bytes], object], zh: str, en: str, data: bytes
) -> None:
    with pytest.raises(WriteError) as told:
        read(data)
    chinese = re.fullmatch(zh + r"有误：[^。]+。请按 (docs/\S+\.md) 的说明修改。", str(told.value))
    english = re.fullmatch(en + r" is wrong: .+\. See (docs/\S+\.md)\.", told.value.in_language("en"))
    assert chinese
    assert english
    assert chinese[1] == english[1]
    assert (ROOT / chinese[1]).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("{}", "缺少`name`。"),
        ("x", "不是 JSON 文件。"),
        ('{"name"', "不是 JSON 文件，或者不完整。"),
        ('{"name": 1}', "应为`str`，却是`int`（在 `$.name`）。"),
        ('{"name":"a","zh":"b","en":"c","title":"d","blocks":[],"x":1}', "有不认识的`x`。"),
        (
            '{"name":"a","zh":"b","en":"c","title":"d","blocks":[{"kind":"z","text":""}]}',
            "不能用的值'z'（在 `$.blocks[0].kind`）。",
        ),
    ],
)
def test_a_wrong_outline_is_told_in_chinese(data: str, words: str) -> None:
    with pytest.raises(WriteError, match=re.escape(f"通报模板有误：{words}")):
        outline_from_json(data)

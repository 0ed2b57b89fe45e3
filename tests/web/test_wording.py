"""The log keeps codes; a reader is told words, in the language of the page."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from taizhang.measuring import year_curve
from taizhang.measuring.curves import _NAMES
from taizhang.web.events.codes import SENTENCES
from taizhang.web.events.models import Event
from taizhang.web.events.wording import WORDS
from taizhang.web.months.labels import CURVES
from taizhang.web.months.templatetags.months import curve_word

ABOUT = {"ledger": "《清单》", "period": "4月", "unit": "县教育局", "task": "学前教育"}


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("report-filled", {"cells": "progress、next_steps、value:28、value:29"}, "（进展情况、下步打算、数值）"),
        ("report-filled", {"cells": "新建幼儿园、unchanged"}, "（新建幼儿园、本期无变化的理由）"),
        ("report-filled", {"cells": "rate-mismatch: 按调整后的目标计算"}, "：按调整后的目标计算）"),
        ("role-changed", {"name": "某人", "before": "reporter", "role": "signer"}, "由责任单位填报改为责任单位签发"),
        ("period-changed", {"days": "due: 2025-05-05 → 2025-05-07"}, "报送时限：2025-05-05 → 2025-05-07"),
        (
            "opinion-given",
            {"question": "accepted", "answer": 1, "since": "2025-05-01", "basis": "x"},
            "是否通过验收：是",
        ),
        ("own-day-set", {"region": "县", "day": "2025-05-01", "worked": 0, "basis": "x"}, "设为休息"),
        (
            "unit-reminded",
            {"cause": "returned-2", "ways": "mail zha…@example.cn、dingtalk 群"},
            "邮件 zha…@example.cn、钉钉 群",
        ),
        ("log-verified", {"number": 3, "result": 1}, "共3条，未发现改动"),
        ("log-verified", {"number": 3, "result": 0}, "共3条，发现改动"),
        ("log-verified", {"number": 3, "result": "未发现改动"}, "共3条，未发现改动"),  # as it was kept before
        ("reminders-timed", {"region": "县", "automatic": 1, "days": 3}, "已开启；提前3天"),
    ],
)
def test_codes_are_told_in_words(code: str, facts: dict[str, object], words: str) -> None:
    sentence = Event(code=code, actor_name="某人", facts=ABOUT | facts).sentence
    assert words in sentence
    assert not re.search(r"[a-z]+_[a-z]+|value:|rate-mismatch|reporter|dingtalk", sentence)


def test_in_english_too_and_the_fact_itself_stays() -> None:
    event = Event(code="opinion-given", actor_name="A", facts=ABOUT | {"question": "reachable", "answer": 0})
    with override("en"):
        assert "No" in event.sentence
    assert event.facts["answer"] == 0


def test_only_facts_that_sentences_tell_are_worded() -> None:
    for code, name in WORDS:
        assert f"%({name})s" in SENTENCES[code], (code, name)


def test_every_curve_has_its_name_in_english() -> None:
    assert {*_NAMES.values(), year_curve(2025).name} <= set(CURVES)
    with override("en"):
        assert not [name for name in CURVES if re.search(r"[\u4e00-\u9fff]", curve_word(name))]

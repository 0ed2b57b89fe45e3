"""Facts that the log keeps as codes, in the words of the reader's language.

The log itself stays as it was written: codes do not change with the words of the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

OF_A_FIGURE = re.compile(r"value:\d+")


def worded(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an event of that code as its sentence tells them."""
    return {name: WORDS[code, name](str(fact)) if (code, name) in WORDS else fact for name, fact in facts.items()}


def _role(text: str) -> str:
    from taizhang.web.people.models import Role

    return str(Role(text).label) if text in Role.values else text


def _rule(text: str) -> str:
    from taizhang.checking import RULES

    named = {rule.slug: rule.name for rule in RULES}
    return named[text].in_language(get_language() or "zh") if text in named else text


def _cells(text: str) -> str:
    """Cells of a unit's page, or the rule and the reason why its finding stands."""
    slug, colon, reason = text.partition(": ")
    if colon and (name := _rule(slug)) != slug:
        return f"{name}：{reason}"
    return "、".join(dict.fromkeys(_cell(cell) for cell in text.split("、")))


def _cell(text: str) -> str:
    from taizhang.web.months.differences import NAMES

    known: dict[str, Any] = {name: word for name, word in NAMES.items()}  # noqa: C416 -- for the type checker
    return _("数值") if OF_A_FIGURE.fullmatch(text) else str(known.get(text, text))


def _days(text: str) -> str:
    names = {
        "label": _("名称"),
        "first": _("期初"),
        "last": _("期末"),
        "cut_off": _("截至日"),
        "opens": _("开始填报"),
        "due": _("报送时限"),
        "closes": _("关闭日"),
    }
    return re.sub(r"\b(" + "|".join(names) + "): ", lambda found: f"{names[found[1]]}：", text)


def _question(text: str) -> str:
    from taizhang.web.months.models import Question

    return str(Question(text).label) if text in Question.values else text


def _cause(text: str) -> str:
    from taizhang.web.reminders.templatetags.reminders import cause_word

    return cause_word(text)


def _ways(text: str) -> str:
    from taizhang.web.reminders.models import Kind
    from taizhang.web.reminders.templatetags.reminders import way_word

    told = (way.partition(" ") for way in text.split("、"))
    return "、".join(f"{way_word(way) if way in ('mail', *Kind.values) else way}{gap}{to}" for way, gap, to in told)


def _choice(yes: str, no: str) -> Callable[[str], str]:
    return lambda text: {"1": _(yes), "0": _(no)}.get(text, text)


WORDS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("role-changed", "before"): _role,
    ("role-changed", "role"): _role,
    ("account-invited", "role"): _role,
    ("role-granted", "role"): _role,
    ("report-filled", "cells"): _cells,
    ("period-changed", "days"): _days,
    ("opinion-given", "question"): _question,
    ("opinion-given", "answer"): _choice(gettext_noop("是"), gettext_noop("否")),
    ("own-day-set", "worked"): _choice(gettext_noop("上班"), gettext_noop("休息")),
    ("mailbox-set", "set"): _choice(gettext_noop("已填写"), gettext_noop("已删除")),
    ("reminders-timed", "automatic"): _choice(gettext_noop("已开启"), gettext_noop("已停用")),
    ("log-verified", "result"): _choice(gettext_noop("未发现改动"), gettext_noop("发现改动")),
    ("unit-reminded", "cause"): _cause,
    ("unit-reminded", "ways"): _ways,
}

"""Status words and the canonical status behind each (domain.md 2.3)."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from taizhang.ledger import Span, Status

from .chars import fold, unspaced
from .facts import StatusMention
from .patterns import Pattern

# Each word stands under its meaning; the longer word is tried first, so 未完成 is not read as 完成.
_WORDS: dict[Status, str] = {
    "not_started": (
        "未开工 未启动 尚未开工 尚未启动 暂未启动 暂未开工 未实质性开工 未动工 未实施 未开始 "
        "没有开工 将于近期实施 待开工 未进场 前期工作阶段"
    ),
    "ahead": (
        "超序时进度 超时序进度 超时间进度 超进度 超序时 超时序 快序时 "
        "快时序 进展较快 快于序时进度 快于序时 优于序时进度 超前推进 超前"
    ),
    "on_schedule": (
        "按序时进度推进 按序时推进 按计划推进 按时序推进 正常推进 达到序时进度 达序时进度 达序时 达进度 "
        "与时间进度同步 与序时进度同步 符合序时进度 达到和基本达到 达到时序进度 按期推进 按时间节点推进 "
        "进展正常 进展顺利 正常 顺利推进 顺利 绿灯"
    ),
    "behind": (
        "未达序时进度 未达到序时进度 未达序时 未达到序时 欠进度 慢序时 慢时序 进展偏慢 推进缓慢 进展缓慢 进度缓慢 "
        "进度滞后 滞后于序时进度 落后于序时进度 推进滞后 滞后 未达计划进度 落后序时 低于序时进度 慢于序时进度 "
        "偏慢 进度偏慢 较慢 缓慢"
    ),
    "overdue": "逾期未完成 超期未完成 已逾期 逾期 超期 未按期完成 未按时完成",
    "done": (
        "提前完成 超额完成 已全部完成 全部完成 已完成 已全部达标 全部达标 已办结 已完工 已竣工 "
        "已建成 已投用 已全部完工 完成 办结 已交付使用 完工 竣工 已落实 已达标 建成投用 已解决 已经解决"
    ),
    "closed": "已销号 销号 已办结销号 完成销号",
    "adjusted": "已调整 调整 中止 终止 取消 暂停 调出 暂缓实施 已取消 已终止",
    "vague": (
        "部分完成 正在推进 正在办理 有序推进 持续推进 推进中 基本完工 基本完成 正在实施 进行中 办理中 正在进行 "
        "稳步推进 加快推进 扎实推进 长期坚持 进度与全市同步 与全市进度同步 与全市同步 其它类 正在建设 在建 "
        "未完成 基本建成 正在施工 实施中 已启动 已开工 逐步解决 部分解决"
    ),
}
_ALL = {word: status for status, words in _WORDS.items() for word in words.split()}
# In prose these are too common to be a judgement: 已完成6.6万方, 正常运行, 调整方案.
_COMMON = """
完成 办结 正常 顺利 调整 取消 完工 竣工 超前 中止 终止 已建成 已启动 已开工 在建 推进中 暂停 已落实 未完成
已解决 已经解决 逐步解决 部分解决
"""
_NOT_IN_PROSE = frozenset(_COMMON.split())


def _pattern(words: list[str]) -> Pattern:
    """Any of the words, the longer first; a look at one character passes over most places."""
    first = "".join(sorted({w[0] for w in words}))
    return Pattern(rf"(?=[{first}])(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")")


_CELL = _pattern(list(_ALL))
_PROSE = _pattern([w for w in _ALL if w not in _NOT_IN_PROSE])
_YES_NO = {"是": 0, "√": 0, "✓": 0, "✔": 0, "已": 0, "否": 1, "×": 1, "✗": 1, "✘": 1, "未": 1}
_ANSWERS: dict[str, tuple[Status, Status]] = {
    "序时": ("on_schedule", "behind"), "进度": ("on_schedule", "behind"), "滞后": ("behind", "on_schedule"),
    "销号": ("closed", "vague"), "开工": ("vague", "not_started"), "启动": ("vague", "not_started"),
    "完成": ("done", "vague"), "办结": ("done", "vague"), "完工": ("done", "vague"), "竣工": ("done", "vague"),
    "达标": ("done", "vague"), "目标": ("done", "vague"),
}  # fmt: skip
"""What yes and no say under a heading that asks (是否完成, 完成与否); no to 完成 leaves open how the work stands."""
_ASKED = Pattern("(?:" + "|".join(_ANSWERS) + ")")
_ASKS = Pattern("是否|与否")
_MARKS: dict[str, Status] = {"√": "done", "✓": "done", "✔": "done", "绿色": "on_schedule", "绿": "on_schedule"}


@lru_cache(maxsize=1024)
def status(text: str, heading: str = "") -> tuple[Status, str]:
    """The canonical status of a status cell and the word it is read from; both empty when none is known.

    `heading` is the column's: 是 under 是否完成 says done, under 是否达序时 on schedule.
    """
    plain = unspaced(fold(text))
    if plain in _YES_NO and _ASKS.search(heading) and (asked := _ASKED.search(heading)):
        return _ANSWERS[asked[0]][_YES_NO[plain]], plain
    if plain in _MARKS:
        return _MARKS[plain], plain
    if plain in _ALL:
        return _ALL[plain], plain
    found = _CELL.search(plain)
    if not found or (len(plain) > 12 and found[0] in _NOT_IN_PROSE):
        return "", ""
    if re.search(r"(?:未|尚未|没有|不)(?:能|全部)?$", plain[: found.start()]) and _ALL[found[0]] in ("done", "closed"):
        return "vague", plain[: found.end()][-6:]
    return _ALL[found[0]], found[0]


def find_statuses(plain: str, clause_at: list[int]) -> tuple[StatusMention, ...]:
    """The status words in a folded text; `clause_at` holds the first place of each clause."""
    return tuple(
        StatusMention(Span(*m.span()), m[0], _ALL[m[0]], max(bisect_right(clause_at, m.start()) - 1, 0))
        for m in _PROSE.finditer(plain)
    )

"""The name of a rate (完成率, 普惠性幼儿园覆盖率), and rates whose % was forgotten."""

from __future__ import annotations

import re

from .patterns import Pattern

_TRAIL = Pattern(
    r"(?:已|均|都|分别|各|稳定|保持|控制|压降|约|近|全部|达到了?|达|为|到|是|至|在|:|超过|突破|不低于|不少于|不超过"
    r"|不高于|低于|高于|两个|仅|、| )+$",
    first=" :、不两为仅低保全分到压各在均已控是稳突约至超达近都高",
)
_NAMED = Pattern(r"(?:率|满意度|知晓度|占比|比例|比重|完成比|覆盖面)$")
_SCOPE = "工程|项目|年度|全年|本年度|年|总|既定|计划|省定|市定|下达|目标|任务|总量|工程量|总工程量|指标|数|的"
_COMPLETION = Pattern(
    rf"(?:完成|实现|占)了?(?:{_SCOPE})*(?:目标|任务|计划|工程量|总量|指标|进度)(?:数|量)?的?$"
    r"|(?:任务|目标|计划|总体|整体)(?:已)?(?:完成|进度)$|^(?:目前)?(?:工程|项目)(?:总体|整体)?(?:已)?(?:完成|进度)$"
    r"|完成(?:率|比例|比|进度|百分比)$|任务率$|(?:总|整体|工程|项目|施工|建设|总体)进度$",
    first="任占完实工建总整施目计项",
)
_GROWTH = Pattern(r"(?:增长|增幅|同比|环比|下降|减少|降低|上升|增加|提高)了?$")
_ALONE = Pattern(r"[ ,，]*(?:(?:已|累计|共|现|目前)*完成了?|占)", first=" ,共完已现目累，占")
_ENDS = Pattern(r" *(?:以上|左右)?(?:[，,。;、!\n)]|$)")
_STAGE_RATE = Pattern(r"形象进度(?:完成率|完成|进度)?$")
_WORDS = ("投资完成率", "完成率", "毛入园率", "入园率", "覆盖率", "达标率")
_BARE = Pattern(r"(?:率|完成比例|满意度)(?:已|约|均)?(?:达到|达|为|:)? ?$")
_WINDOW = 60
"""Characters before a figure that can hold the name of its rate."""


def rate_name(before: str, after: str = "") -> tuple[str, str]:
    """The name of a rate and what it is the rate of, from the words of the clause before its figure.

    普惠性幼儿园覆盖率达到 gives 覆盖率 and 普惠性幼儿园; 完成年度任务的 gives 完成率.
    `after` are the words behind the figure.  Empty for a share of
    something that follows (完成85%学生的体检).
    """
    words = _trimmed(before)
    if _STAGE_RATE.search(words):
        return "形象进度", _STAGE_RATE.sub("", words)
    if found := _COMPLETION.search(words):
        return "完成率", words[: found.start()]
    if _GROWTH.search(words):
        return "增幅", ""
    if words.strip(" ，,") == "占比" and _ENDS.match(after):
        return "完成率", ""
    if not _NAMED.search(words):
        return ("完成率", "") if _ALONE.fullmatch(words) and _ENDS.match(after) else ("", "")
    for word in _WORDS:
        if words.endswith(word):
            return word, words[: -len(word)]
    size = next((n for n in (2, 3) if words[-n:] in ("占比", "比例", "比重", "满意度", "知晓度")), 3)
    return words[-size:], words[:-size]


def is_bare_rate(before: str) -> bool:
    """Whether the words before a naked number say that it is a rate (完成率32.4)."""
    return bool(_BARE.search(before))


def is_completion(rate_of: str) -> bool:
    """Whether the rate tells how much of a target is done (完成率, 形象进度), not a goal such as 覆盖率."""
    return rate_of in ("完成率", "形象进度", "开工率", "竣工率", "完工率") or rate_of.endswith("完成率")


_WORK_DONE = Pattern(
    r"([^，。;,、\n]{2,16}?)(?:已|总体|累计|全部|目前|工程)*(?:完成|开挖|浇筑|砌筑|铺设|安装|施工)(?:了|约|近"
    r"|至|到)* ?$"
)


def stage_of(before: str) -> str:
    """The works that a share without a name belongs to: 暖通排烟工程完成72% gives 暖通排烟工程."""
    found = _WORK_DONE.search(before[-_WINDOW:])
    return re.sub(r"[“” ]", "", found[1]) if found else ""


_SHARE = Pattern(r"^ ?(?:以上)?的? ?(覆盖|达标|合格|普及|参保|就业)(?!率)")


def share_word(after: str) -> str:
    """The rate that a word behind the figure names: 实现100%覆盖 is a 覆盖率."""
    found = _SHARE.match(after)
    return f"{found[1]}率" if found else ""


def _trimmed(before: str) -> str:
    return _TRAIL.sub("", before[-_WINDOW:]).rstrip()


_OF_GOAL = Pattern(r"(?:占|完成)[^，。;]{0,12}(?:计划|任务|目标|总)[^，。;]{0,8}$")


def is_share_of_goal(before: str, between: str) -> bool:
    """Whether a share is one of a goal named with its figure: 占年度计划投资2.4亿元的77.1%."""
    return between.strip() == "的" and bool(_OF_GOAL.search(before[-_WINDOW:]))

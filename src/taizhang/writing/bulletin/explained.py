"""What each fact of an outline says, for those who write outlines, and which one an unknown name may have meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from taizhang.ledger import Bilingual

EXPLAINED: Mapping[str, Bilingual] = {
    "地区": Bilingual("台账的地区", "the ledger's region"),
    "年份": Bilingual("台账的年度，四位数字", "the ledger's year, four digits"),
    "期次": Bilingual("报告期，不带年份，如一季度、5月", "the period without its year: 一季度, 5月"),
    "截至日": Bilingual("数据截至哪一天", "the day that the figures reach to"),
    "截至": Bilingual(
        "写作“截至3月31日，”的句首；没有截至日的不写", "an opening like 截至3月31日，; nothing without such a day"
    ),
    "规模": Bilingual(
        "多少件、多少项；一件一项的只写项", "projects and tasks; tasks alone where each project is one task"
    ),
    "总数": Bilingual("任务总数", "how many tasks"),
    "单位数": Bilingual("牵头或责任单位有多少个", "how many units answer for tasks"),
    "状态分布": Bilingual("各种状态的项数和占比，合计100%", "counts and shares by status, adding up to 100%"),
    "层级分布": Bilingual(
        "省、市、县各级的项数、占比、完成和滞后；只有一级的不写",
        "by tier: count, share, done and behind; nothing where there is one tier",
    ),
    "类别分布": Bilingual(
        "各类别的项数、占比、完成和滞后；只有一类的不写",
        "by category: count, share, done and behind; nothing where there is one",
    ),
    "单位分布": Bilingual(
        "各单位的项数、占比、完成和滞后，按清单顺序，不排名；超过20个的不写",
        "by unit, in the order of the list and never ranked; nothing for more than 20",
    ),
    "完成数": Bilingual("已完成和已销号的项数", "tasks done or closed out"),
    "完成占比": Bilingual("已完成和已销号的占比", "the share of tasks done or closed out"),
    "达序时数": Bilingual(
        "达到序时进度的项数，含已完成的", "tasks that keep the expected progress, done ones included"
    ),
    "达序时占比": Bilingual("达到序时进度的占比，含已完成的", "the share of those, done ones included"),
    "滞后数": Bilingual("进度滞后、未启动和逾期未完成的项数", "tasks behind, not started or overdue"),
    "滞后占比": Bilingual("进度滞后、未启动和逾期未完成的占比", "the share of tasks behind, not started or overdue"),
    "未报数": Bilingual("本期没有报送进展的项数", "tasks that reported nothing in the period"),
    "较上期": Bilingual(
        "与上一期相比新完成、新滞后和追平的项数；起草时没有选与上期比较的不写",
        "newly done, newly behind, back on schedule; nothing where the paper isn't compared",
    ),
    "超前项目": Bilingual(
        "超序时进度的项目，超得多的在前，逐项写前8项", "tasks ahead, the furthest first, eight of them one by one"
    ),
    "滞后项目": Bilingual(
        "进度滞后的项目，差得多的在前，逐项写前8项", "tasks behind, the furthest first, eight of them one by one"
    ),
    "滞后单位": Bilingual(
        "有滞后项目的单位，按清单顺序，不排名", "units with tasks behind, in the order of the list, never ranked"
    ),
    "问题原因": Bilingual("存在问题按原因分类的项数，多的在前", "problems by cause, the most frequent first"),
    "问题情况": Bilingual(
        "滞后项目的单位自己写的问题，各取第一句", "what units say of tasks behind: the first sentence of each"
    ),
    "未说明数": Bilingual("进度滞后又没有写问题的项数", "tasks behind that tell of no problem"),
    "无滞后": Bilingual(
        "全部达到序时进度时写“各项任务均达到序时进度”，否则不写",
        "said where every task keeps the expected progress, else nothing",
    ),
}
"""By the fact's name, each of `phrases.FACTS`."""


def nearest(name: str) -> str:
    """The fact whose name is most like this one, "" where none is."""
    holding = [fact for fact in EXPLAINED if name and (fact in name or name in fact)]
    found = get_close_matches(name, EXPLAINED, 1, 0.4) or holding
    return found[0] if found else ""

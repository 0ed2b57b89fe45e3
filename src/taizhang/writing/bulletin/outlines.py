"""The outlines that come with the program; an office takes one and makes it its own."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.ledger import Bilingual

from ..errors import WriteError
from .model import Block, Outline

_COUNTS = Block(
    "text",
    "截至{截至日}，{年份}年民生实事共{规模}，涉及{单位数}，其中{状态分布}。（占比按最大余数法取舍，合计100%）",
    when=("截至日",),
)
_COUNTS_UNDATED = Block(
    "text",
    "{年份}年民生实事共{规模}，其中{状态分布}。（占比按最大余数法取舍，合计100%）",
    unless=("截至日",),
)
_SINCE = Block("text", "与上期相比，{较上期}。", when=("较上期",))
_TIERS = Block("text", "按层级分，{层级分布}。", when=("层级分布",))
_CATEGORIES = Block("text", "按类别分，{类别分布}。", when=("类别分布",))
_QUICK = Block("text", "进展较快的有：{超前项目}。", when=("超前项目",))
_SLOW = Block("text", "进度滞后的有{滞后数}：{滞后项目}。", when=("滞后项目",))
_CAUSES = Block("text", "从反映的问题看，涉及{问题原因}。", when=("问题原因",))
_PROBLEMS = Block("text", "其中，{问题情况}。", when=("问题情况",))
_UNEXPLAINED = Block("text", "进度滞后的项目中，有{未说明数}没有说明原因。", when=("未说明数",))
_SILENT = Block("text", "本期有{未报数}没有报送进展。", when=("未报数",))
_NONE_SLOW = Block("text", "本期{无滞后}。", when=("无滞后",))

_QUICK_AND_SLOW = (
    Block("heading", "进展较快的项目"),
    _QUICK,
    Block("heading", "存在的问题"),
    _NONE_SLOW,
    _SLOW,
    _CAUSES,
    _PROBLEMS,
    _UNEXPLAINED,
    _SILENT,
)

MONTHLY = Outline(
    "monthly",
    "月报",
    "monthly report",
    "关于{地区}{年份}年民生实事{期次}进展情况的报告",
    (
        Block("heading", "总体进展"),
        _COUNTS,
        _COUNTS_UNDATED,
        _SINCE,
        _TIERS,
        _CATEGORIES,
        *_QUICK_AND_SLOW,
        Block("heading", "下步安排"),
        Block(
            "text",
            "对滞后的{滞后数}，请{滞后单位}逐项明确赶超措施和完成时间，于下一报告期前追平序时进度。",
            when=("滞后单位",),
        ),
        Block("text", "对按序时推进的项目，各责任单位要倒排工期，确保按期完成。"),
    ),
    annexes=("behind",),
)

QUARTERLY = Outline(
    "quarterly",
    "季通报",
    "quarterly bulletin",
    "关于{地区}{年份}年民生实事{期次}进展情况的通报",
    (
        Block("text", "现将{地区}{年份}年民生实事{期次}进展情况通报如下。"),
        Block("heading", "总体情况"),
        _COUNTS,
        _COUNTS_UNDATED,
        _SINCE,
        Block("subheading", "分层级情况", when=("层级分布",)),
        _TIERS,
        Block("subheading", "分类别情况", when=("类别分布",)),
        _CATEGORIES,
        *_QUICK_AND_SLOW,
        Block("heading", "下步要求"),
        Block("subheading", "加快滞后项目", when=("滞后单位",)),
        Block(
            "text",
            "请{滞后单位}对照附件所列滞后项目，查明原因，明确措施、责任人和完成时间，尽快追平序时进度。",
            when=("滞后单位",),
        ),
        Block("subheading", "压实工作责任"),
        Block("text", "各牵头单位要加强调度，配合单位要主动衔接，需要协调的事项及时报送。"),
        Block("subheading", "如实报送数据"),
        Block("text", "各单位要按规定时间报送进展，数据有来源、可核实；与上期不一致的，写明原因。"),
    ),
    to="各乡镇人民政府、街道办事处，各责任单位",
    annexes=("behind", "on_schedule", "all"),
)

YEARLY = Outline(
    "yearly",
    "年度总结",
    "yearly summary",
    "关于{地区}{年份}年民生实事完成情况的报告",
    (
        Block("heading", "完成情况"),
        _COUNTS,
        _COUNTS_UNDATED,
        _TIERS,
        _CATEGORIES,
        Block("heading", "未完成的项目"),
        _NONE_SLOW,
        _SLOW,
        _CAUSES,
        _PROBLEMS,
        _UNEXPLAINED,
        Block("heading", "下步打算"),
        Block("text", "对未完成的{滞后数}，转入下一年度继续跟踪，完成一项、销号一项。", when=("滞后数",)),
        Block("text", "对已完成的项目，做好后续管护，确保长期发挥效益。", when=("完成数",)),
    ),
    annexes=("all",),
)

REMINDER = Outline(
    "reminder",
    "提醒函",
    "letter of reminder",
    "关于加快推进{年份}年民生实事滞后项目的提醒函",
    (
        Block("text", "{截至}你单位负责的{年份}年民生实事项目进度滞后{滞后数}：{滞后项目}。", when=("滞后项目",)),
        Block("text", "请认真分析原因，明确赶超措施和完成时间，并书面反馈督查室；确有困难需要协调的，一并提出。"),
        Block("text", "特此提醒。"),
    ),
    annexes=("behind",),
    head="函",
)

OUTLINES: Mapping[str, Outline] = {outline.name: outline for outline in (MONTHLY, QUARTERLY, YEARLY, REMINDER)}


def outline_named(name: str) -> Outline:
    """The outline of that name; WriteError naming those that there are."""
    if name in OUTLINES:
        return OUTLINES[name]
    known = "、".join(f"{outline.name}（{outline.zh}）" for outline in OUTLINES.values())
    raise WriteError(
        Bilingual(f"没有这种文件：{name}", f"there is no such paper: {name}"),
        Bilingual(f"可选：{known}。", f"There are: {', '.join(OUTLINES)}."),
    )

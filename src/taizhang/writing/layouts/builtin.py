"""The layouts that come with the program: as ledgers of real places are laid out (domain.md 1.3)."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.ledger import Bilingual

from ..errors import WriteError
from .model import Field, Layout

_NUMBER = Field("number", ("序号",))
_REMARKS = Field("remarks", ("备注",))

AS_READ = Layout("as-read", "原表", "the ledger's own columns")
_ALL = (
    AS_READ,
    Layout(
        "implementation",
        "落实情况表",
        "several tasks under one project",
        (
            _NUMBER,
            Field("project", ("项目名称",)),
            Field("content", ("项目内容",)),
            Field("responsible_unit", ("责任单位",)),
            Field("progress", ("进展情况",)),
        ),
        groups="none",
    ),
    Layout(
        "quarterly",
        "季度台账",
        "a quarter's ledger with problems and next steps",
        (
            _NUMBER,
            Field("project", ("目标任务",)),
            Field("content", ("项目内容",)),
            Field("responsible_unit", ("责任单位",)),
            Field("progress", ("进展情况",)),
            Field("problems", ("存在问题",)),
            Field("next_steps", ("下步打算",)),
        ),
        groups="none",
    ),
    Layout(
        "leaders",
        "领导牵头台账",
        "lead leaders, deadlines and category rows",
        (
            _NUMBER,
            Field("project", ("工作任务",), optional=True),
            Field("content", ("工作目标任务",)),
            Field("lead_leader", ("牵头领导",)),
            Field("responsible_unit", ("责任单位",)),
            Field("deadline", ("完成时限及有关要求",)),
            Field("progress", ("进展情况",)),
            Field("status", ("备注",)),
        ),
        groups="category",
    ),
    Layout(
        "tasks",
        "目标任务清单",
        "the year's tasks by tier, with totals of investment",
        (
            _NUMBER,
            Field("project", ("项目名称",)),
            Field("subproject", ("项目名称",), optional=True),
            Field("investment", ("年度工作计划", "年度投资（万元）")),
            Field("content", ("年度工作计划", "工作内容")),
            Field("lead_unit", ("牵头单位",)),
            Field("cooperating_unit", ("协作单位",)),
            _REMARKS,
        ),
        groups="tier",
        numbering="by_group",
        sums=True,
    ),
    Layout(
        "summary",
        "完成情况汇总表",
        "a month's summary of items of all tiers, the tiers in a note",
        (
            _NUMBER,
            Field("project", ("项目名称及指标任务",)),
            Field("target", ("项目名称及指标任务",)),
            Field("lead_leader", ("牵头领导",), optional=True),
            Field("lead_unit", ("牵头责任单位",)),
            Field("progress", ("完成情况",)),
            _REMARKS,
        ),
        groups="none",
        numbering="through",
        tier_note=True,
    ),
    Layout(
        "indicators",
        "指标完成情况表",
        "targets, results, rates and ranks in columns of their own",
        (
            _NUMBER,
            Field("project", ("项目名称",)),
            Field("lead_unit", ("牵头单位",)),
            Field("indicator", ("指标",)),
            Field("target_value", ("目标值",)),
            Field("achieved", ("完成值",)),
            Field("rate", ("完成率",)),
            Field("rank", ("排名",), optional=True),
            Field("status", ("进展状态",), optional=True),
            _REMARKS,
        ),
    ),
    Layout(
        "quarters",
        "分季度进展表",
        "progress in a column for each quarter or month",
        (
            _NUMBER,
            Field("project", ("项目名称",)),
            Field("content", ("目标任务",)),
            Field("responsible_unit", ("责任单位",)),
            Field("progress", ("进展情况",), each=True),
        ),
    ),
    Layout(
        "periods",
        "分期对照表",
        "two or three periods side by side",
        (
            _NUMBER,
            Field("project", ("项目名称",)),
            Field("responsible_unit", ("责任单位",)),
            Field("progress", ("进展情况",), each=True),
            Field("problems", ("存在问题",), each=True),
        ),
    ),
    Layout("matrix", "分县区指标表", "counties by indicators", shape="matrix", groups="none"),
)
LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in _ALL}
"""The built-in layouts by name."""


def layout_named(name: str) -> Layout:
    """The built-in layout of that name, English or Chinese; raises WriteError that names all there are."""
    found = LAYOUTS.get(name) or next((layout for layout in _ALL if layout.zh == name), None)
    if found is None:
        zh = "、".join(f"{layout.name}（{layout.zh}）" for layout in _ALL)
        raise WriteError(
            Bilingual(f"没有名为“{name}”的版式", f"there is no layout {name!r}"),
            Bilingual(f"可用的有：{zh}，也可以给出版式文件（.json 或 .docx）。",
                      f"There are {', '.join(LAYOUTS)}, or give a layout file (.json or .docx)."),
        )  # fmt: skip
    return found

"""What the pages call roles, statuses, severities and reasons; a word and a sign, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from taizhang.ledger import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A word, the icon's name in icons.svg, and the tone that the style sheet knows.  Each is made once."""

    word: _StrPromise
    icon: str
    tone: str


STATUSES: dict[str, Label] = {
    "overdue": Label(_("已逾期"), "clock", "red"),
    "behind": Label(_("滞后"), "down", "amber"),
    "not_started": Label(_("未启动"), "circle", "slate"),
    "on_schedule": Label(_("正常推进"), "right", "blue"),
    "ahead": Label(_("超前"), "up", "teal"),
    "done": Label(_("已完成"), "check", "green"),
    "closed": Label(_("已销号"), "check", "green"),
    "adjusted": Label(_("已调整"), "edit", "slate"),
    "vague": Label(_("表述不明"), "question", "slate"),
    "under_way": Label(_("推进中"), "dots", "pale"),
    "": Label(_("未报进展"), "dash", "plain"),
}

ANSWERS: dict[str, _StrPromise] = {
    "all_done": _("文字称已完成"),
    "prepared": _("前期工作"),
    "words": _("正在推进"),
    "none": _("未提及"),
    "value": _("已报数"),
}

SEVERITIES: dict[str, Label] = {
    "error": Label(_("错误"), "stop", "red"),
    "warning": Label(_("存疑"), "alert", "amber"),
    "info": Label(_("提示"), "info", "blue"),
    "explained": Label(_("已说明"), "note", "green"),
}

ROLES: dict[Role, _StrPromise] = {
    Role.NUMBER: _("序号"),
    Role.TIER: _("层级（省市区）"),
    Role.CATEGORY: _("类别"),
    Role.PROJECT: _("项目名称"),
    Role.SUBPROJECT: _("子项目"),
    Role.CONTENT: _("工作内容"),
    Role.TARGET: _("目标任务"),
    Role.LEAD_LEADER: _("牵头领导"),
    Role.LEAD_UNIT: _("牵头单位"),
    Role.RESPONSIBLE_UNIT: _("责任单位"),
    Role.COOPERATING_UNIT: _("配合单位"),
    Role.SUPERVISING_UNIT: _("督办单位"),
    Role.CONTACT: _("联系人"),
    Role.DEADLINE: _("完成时限"),
    Role.INVESTMENT: _("投资"),
    Role.PROGRESS: _("进展情况"),
    Role.ACHIEVED: _("完成数"),
    Role.RATE: _("完成率"),
    Role.RANK: _("排名"),
    Role.STAGE: _("形象进度"),
    Role.STATUS: _("状态"),
    Role.PROBLEMS: _("存在问题"),
    Role.NEXT_STEPS: _("下步打算"),
    Role.REMARKS: _("备注"),
    Role.REGION: _("地区"),
    Role.EXTRA: _("其他（原样保留）"),
}

FAMILIES: dict[str, _StrPromise] = {
    "arithmetic": _("算术"),
    "coverage": _("内容对应"),
    "schedule": _("进度与时限"),
    "consistency": _("前后一致"),
    "wording": _("文字"),
    "privacy": _("个人信息"),
    "periods": _("与上期相比"),
}

REASONS: dict[str, _StrPromise] = {
    "navigation": _("网页导航、分享按钮等"),
    "repeated_header": _("跨页重复的表头"),
    "page_number": _("页码"),
    "debris": _("转换残留的字符"),
    "unplaced": _("无法归入表格，请核对"),
}

CHANGES: dict[str, Label] = {
    "added": Label(_("新增"), "plus", "green"),
    "removed": Label(_("取消"), "minus", "red"),
    "changed": Label(_("有变化"), "edit", "amber"),
    "same": Label(_("无变化"), "dash", "slate"),
}

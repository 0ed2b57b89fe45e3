"""The first steps on a site without ledgers, for who can take them: what is done and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.web.people.access import has, may_import, may_plan, visible_accounts, visible_invitations
from taizhang.web.people.models import Role, User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, why or how, where it is done (the word of the link), and whether it is done."""

    words: _StrPromise
    told: _StrPromise
    link: _StrPromise
    address: str
    done: bool = False


def steps_of(user: User) -> list[Step]:
    """What the person does first; empty for who only waits for others."""
    steps = [*(_of_administrator(user) if has(user, Right.MANAGE_PEOPLE) else ())]
    if may_plan(user):
        return [*steps, *_of_office()]
    return [*steps, _import(_("督查室经办登录后自己导入；您也可以现在就导入。"))] if may_import(user) else steps


def _of_administrator(user: User) -> Iterator[Step]:
    yield Step(
        _("新建地区"),
        _("地区决定谁能看到哪些台账。市里统一部署的，先建市，再建县（市、区）。"),
        _("新建地区"),
        reverse("places"),
        Region.objects.exists(),
    )
    yield Step(
        _("邀请安全管理员和审计监督"),
        _(
            "三员不能由一人兼任：系统管理员管账号，安全管理员管授权，审计监督看操作日志。不邀请，督查室等角色暂由您授权。"
        ),
        _("邀请一人"),
        reverse("invite"),
        _are_invited(user, Role.SECURITY) and _are_invited(user, Role.AUDITOR),
    )
    yield Step(
        _("邀请督查室经办"),
        _("把一次性链接交给本人，本人打开后设置用户名和密码。各单位的填报人、签发人可以以后按表一次邀请。"),
        _("邀请一人"),
        reverse("invite"),
        _are_invited(user, Role.COORDINATOR),
    )


def _of_office() -> Iterator[Step]:
    yield _import(
        _(
            "年初的通知、各单位的汇总表都可以：Word、Excel、PDF、网页，或者粘贴文字。没有电子文件的，在“年度任务”里手工录入。"
        )
    )
    yield Step(
        _("设为按月填报，生成报告期"),
        _("导入以后在台账页点“按月填报”，核对各项任务由谁填报，再定每月何时报送。只看、只查台账的，不用这一步。"),
        _("年度任务"),
        reverse("plans"),
    )


def _import(told: _StrPromise) -> Step:
    return Step(_("导入第一份台账"), told, _("导入第一份台账"), reverse("import"))


def _are_invited(user: User, role: Role) -> bool:
    """Whether there is one, or a link is under way."""
    waiting = visible_invitations(user).filter(role=role, used_at=None, revoked_at=None, account=None)
    return visible_accounts(user).filter(role=role, is_active=True).exists() or waiting.exists()

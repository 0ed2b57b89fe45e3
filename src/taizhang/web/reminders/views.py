"""Pages: reminding the units of a period; the ways by which units of a region are reached."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.web.ledgers.access import visible_regions
from taizhang.web.mailing import why_word
from taizhang.web.months.access import access_period
from taizhang.web.months.doors import may_review
from taizhang.web.numbers import whole, wholes
from taizhang.web.people.access import may_plan, only, signed_in
from taizhang.web.places.models import Region, Unit

from .forms import PolicyForm, RobotForm
from .missing import Missing, missing_of
from .models import Policy, Robot
from .posting import NotPosted
from .services import Result, add_robot, remind, remove_robot, set_mailbox, set_policy, try_robot
from .words import text_of, text_of_many


@only(may_review)
@require_http_methods(["GET", "POST"])
def remind_page(request: HttpRequest, key: int) -> HttpResponse:
    """Who has not sent, what a reminder says, and what became of those that were sent."""
    user = signed_in(request)
    period = access_period(user, key)
    if request.method == "POST":
        units = set(wholes(request.POST.getlist("unit")))
        _tell(request, remind(user, period, units))
        return redirect("remind", key)
    missing = missing_of(period)
    now = [one for one in missing if one.can]
    context = {
        "period": period,
        "rows": [(one, text_of(one)) for one in missing],
        "number": len(now),
        "common": text_of_many(now) if any(r.unit_id is None for one in now for r in one.robots) else "",
        "email_is_set": settings.EMAIL_IS_SET,
        "unreached": _unreached(now),
    }
    return render(request, "reminders/remind.html", context)


def _unreached(missing: Sequence[Missing]) -> list[Missing]:
    """The units that no way leads to."""
    return [one for one in missing if not one.robots and not (one.mails and settings.EMAIL_IS_SET)]


def _tell(request: HttpRequest, results: Sequence[Result]) -> None:
    sent = [str(result.unit) for result in results if result.ok]
    failed = [str(result.unit) for result in results if not result.ok and not result.twice]
    if sent:
        messages.success(request, _("已催办：%(units)s。") % {"units": "、".join(sent)})
    if failed:
        messages.error(request, _("没有发出：%(units)s。原因见下表，可以再试。") % {"units": "、".join(failed)})
    if not sent and not failed:
        messages.info(request, _("没有需要催办的单位，或者刚刚已经催办过。"))


@only(may_plan)
@require_http_methods(["GET", "POST"])
def channels_page(request: HttpRequest, region: int) -> HttpResponse:
    """Robots, mailboxes and timed reminders of a region; `act` says which form was sent."""
    user = signed_in(request)
    found = visible_regions(user).filter(pk=region).first()
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    robot_form = RobotForm(found, request.POST if act == "robot" else None)
    if request.method == "POST" and _done(request, found, robot_form, act):
        return redirect("channels", region)
    policy = Policy.objects.filter(region=found).select_related("by").first()
    initial = {"automatic": policy.automatic, "days": policy.days} if policy else {"days": 3}
    units = Unit.objects.filter(region=found, merged_into=None).select_related("mailbox").prefetch_related("people")
    context = {
        "region": found,
        "robots": found.robots.select_related("unit", "by"),
        "units": units,
        "form": robot_form,
        "policy": policy,
        "policy_form": PolicyForm(initial=initial),
        "email_is_set": settings.EMAIL_IS_SET,
    }
    return render(request, "reminders/channels.html", context, status=422 if robot_form.errors else 200)


def _done(request: HttpRequest, region: Region, form: RobotForm, act: str) -> bool:
    """Whether the form was taken; a robot's may be refused."""
    user = signed_in(request)
    if act == "robot":
        if not form.is_valid():
            return False
        add_robot(user, region, **form.cleaned_data)
        messages.success(request, _("已添加机器人。可以先发一条测试消息。"))
    elif act in ("try", "remove"):
        _on_robot(request, _robot(region, request.POST.get("robot", "")), act)
    elif act == "mailboxes":
        _set_mailboxes(request, region)
    elif act == "policy":
        policy = PolicyForm(request.POST)
        if policy.is_valid():
            set_policy(user, region, policy.cleaned_data["automatic"], policy.cleaned_data["days"])
            messages.success(request, _("已保存。"))
    else:
        raise Http404
    return True


def _robot(region: Region, key: str) -> Robot:
    found = region.robots.filter(pk=whole(key) or 0).first()
    if found is None:
        raise Http404
    return found


def _on_robot(request: HttpRequest, robot: Robot, act: str) -> None:
    user = signed_in(request)
    if act == "remove":
        remove_robot(user, robot)
        messages.success(request, _("已删除机器人。"))
        return
    try:
        try_robot(user, robot)
    except NotPosted as error:
        messages.error(request, _("测试消息没有发出（%(why)s）。请检查地址和密钥。") % {"why": why_word(str(error))})
    else:
        messages.success(request, _("测试消息已发出，请到群里查看。"))


def _set_mailboxes(request: HttpRequest, region: Region) -> None:
    wrong = []
    for unit in Unit.objects.filter(region=region, merged_into=None).select_related("region"):
        email = request.POST.get(f"mail-{unit.pk}", "").strip()
        try:
            if email:
                validate_email(email)
        except ValidationError:
            wrong.append(unit.name)
        else:
            set_mailbox(signed_in(request), unit, email)
    if wrong:
        messages.error(request, _("邮箱写法不对，没有保存：%(units)s") % {"units": "、".join(wrong)})
    else:
        messages.success(request, _("已保存。"))

"""Invitations: one, a sheet of them, granting, links."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import BooleanField, Case, Q, Value, When
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.reading import ReadError
from taizhang.web.ledgers.problems import Problem, problem_of
from taizhang.web.ledgers.uploads import safe_name
from taizhang.web.mailing import why_word
from taizhang.web.numbers import wholes
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import region_under
from taizhang.web.refusals import too_large

from ..access import (
    Visitor,
    access_invitation,
    handles,
    has,
    may_manage_people,
    may_see_accounts,
    only,
    signed_in,
    visible_invitations,
)
from ..forms import InviteForm, RegionForm, RowForm
from ..models import Invitation, User
from ..rights import Right
from ..services import invitations, sheets
from ..services.mailing import mail_links
from .accounts import address_of, regions_of, show_link

PAGE = 100
WAITING_FIRST = Case(When(granted_by=None, then=Value(False)), default=Value(True), output_field=BooleanField())
Rows = formset_factory(RowForm, extra=0, max_num=sheets.MOST, validate_max=True)


def may_grant(visitor: Visitor) -> bool:
    """Grant roles."""
    return has(visitor, Right.GRANT_ROLES)


@only(may_see_accounts)
@require_safe
def invitation_list(request: HttpRequest) -> HttpResponse:
    """The invitations that are open, those that wait for a grant first; by words."""
    by = signed_in(request)
    words = request.GET.get("q", "").strip()
    found = visible_invitations(by).filter(used_at=None, revoked_at=None)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(own_unit__name__icontains=words))
    page = Paginator(found.order_by(WAITING_FIRST, "-pk"), PAGE).get_page(request.GET.get("page"))
    known: dict[Any, bool] = {}
    rows = [(one, _mine(by, one, known)) for one in page.object_list]
    context = {
        "page": page,
        "rows": rows,
        "q": words,
        "mail_set": settings.EMAIL_IS_SET,
        "may_invite": has(by, Right.MANAGE_PEOPLE),
        "may_grant": may_grant(by) and any(mine and not one.granted_by_id for one, mine in rows),
        "may_link": any(mine and one.granted_by_id for one, mine in rows),
    }
    return render(request, "people/invitations.html", context)


def _mine(by: User, one: Invitation, known: dict[Any, bool]) -> bool:
    """Whether the person hands out the link; asked once for each role and region of a page."""
    key = (one.role, one.region_id)
    if key not in known:
        known[key] = handles(by, one.role, one.region)
    return known[key]


@only(may_manage_people)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """One invitation; its link is shown at once to who may hand it out."""
    by = signed_in(request)
    form = InviteForm(by, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        region = region_named(data["region"])
        made = invitations.invite(by, data["name"], data["role"], region, data["unit"], data["email"])
        if made.granted_by_id:
            return show_link(request, invitations.link(by, made), made)
        messages.success(request, _("邀请已提交，等安全管理员授权后由其发放链接。"))
        return redirect("invitations")
    context = {"form": form, "regions": regions_of(by), "units": _units(by)}
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


def region_named(name: str) -> Region | None:
    """The region of that name, made at the top when there is none; None for no name."""
    if not name:
        return None
    return Region.objects.filter(name=name).first() or region_under(None, name)


def _units(by: User) -> list[str]:
    return list(Unit.objects.filter(region__in=regions_of(by)).values_list("name", flat=True).distinct()[:500])


@only(may_manage_people)
@require_http_methods(["GET", "POST"])
def invite_many(request: HttpRequest) -> HttpResponse:
    """A sheet of people: the file, then its rows to look at and mend, then invitations for all."""
    by = signed_in(request)
    if request.method == "POST" and "form-TOTAL_FORMS" in request.POST:
        return _invite_rows(request, by)
    region = RegionForm(by, request.POST or None)
    problem = None
    if request.method == "POST":
        people, problem = _people(request)
        if problem is None and region.is_valid():
            return _rows_page(request, by, region, _judged(people), 200)
    context = {"region": region, "problem": problem, "regions": regions_of(by), "most": sheets.MOST}
    return render(request, "people/invite_many.html", context, status=422 if request.method == "POST" else 200)


def _people(request: HttpRequest) -> tuple[list[dict[str, str]], Problem | None]:
    file = request.FILES.get("file")
    if file is None:
        return [], Problem("", _("没有选择文件"))
    name = safe_name(file.name or "")
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        return [], problem_of(name, too_large(settings.UPLOAD_LIMIT))
    try:
        return sheets.people_in(file.read(), name), None
    except ReadError as error:
        return [], problem_of(name, error)


def _judged(people: list[dict[str, str]]) -> BaseFormSet[RowForm]:
    """The rows as forms, bound, so that each says at once what is wrong with it; who is there already is left out."""
    there = sheets.already(people)
    data: dict[str, str] = {"form-TOTAL_FORMS": str(len(people)), "form-INITIAL_FORMS": "0"}
    for number, person in enumerate(people):
        data |= {f"form-{number}-{key}": value for key, value in person.items()}
        if number in there:
            data[f"form-{number}-skip"] = "on"
    return Rows(data)


def _rows_page(
    request: HttpRequest, by: User, region: RegionForm, rows: BaseFormSet[RowForm], status: int
) -> HttpResponse:
    rows.is_valid()
    wrong = sum(bool(form.errors) for form in rows)
    context = {"region": region, "rows": rows, "wrong": wrong, "regions": regions_of(by), "units": _units(by)}
    return render(request, "people/invite_rows.html", context, status=status)


def _invite_rows(request: HttpRequest, by: User) -> HttpResponse:
    region, rows = RegionForm(by, request.POST), Rows(request.POST)
    if not (region.is_valid() and rows.is_valid()):
        return _rows_page(request, by, region, rows, 422)
    chosen = [form.cleaned_data for form in rows if not form.cleaned_data.get("skip")]
    place = region_named(region.cleaned_data["region"])
    if place is None:
        region.add_error("region", _("请填写地区。"))
        return _rows_page(request, by, region, rows, 422)
    with transaction.atomic():
        for data in chosen:
            invitations.invite(by, data["name"], data["role"], place, data["unit"], data["email"])
    messages.success(request, _("已邀请%(number)s人，请勾选后下载链接清单，分发给本人。") % {"number": len(chosen)})
    return redirect("invitations")


@only(may_see_accounts)
@require_POST
def links(request: HttpRequest) -> HttpResponse:
    """New links of the chosen invitations, as a sheet to hand out; those handed out before are void."""
    rows = _made(request, _chosen(request))
    if not rows:
        messages.error(request, _("没有可以发放的邀请。"))
        return redirect("invitations")
    response = HttpResponse(_sheet(rows), content_type=SHEET)
    response["Content-Disposition"] = 'attachment; filename="invitations.xlsx"'
    return response


@only(may_see_accounts)
@require_POST
def mail_many(request: HttpRequest) -> HttpResponse:
    """New links of the chosen invitations that have a mailbox, sent there; the others keep theirs."""
    chosen = _chosen(request)
    wanted = [one for one in chosen if one.email]
    if not settings.EMAIL_IS_SET:
        words = _("没有设置发信服务器，不能发邮件。请下载链接清单分发，或由运维人员设置 TAIZHANG_EMAIL_URL。")
        messages.error(request, words)
    elif not wanted:
        messages.error(request, _("勾选的邀请都没有电子邮箱，请下载链接清单分发。"))
    else:
        _tell(request, len(chosen) - len(wanted), mail_links(signed_in(request), _made(request, wanted)))
    return redirect("invitations")


def _tell(request: HttpRequest, without: int, told: dict[int, str]) -> None:
    failed = [why for why in told.values() if why]
    if sent := len(told) - len(failed):
        messages.success(request, _("已发出%(number)s封邀请邮件。") % {"number": sent})
    if failed:
        words = _("%(number)s封没有发出（%(why)s），请重新生成链接，复制后发给本人。")
        messages.error(request, words % {"number": len(failed), "why": "、".join(dict.fromkeys(map(why_word, failed)))})
    if without:
        messages.info(request, _("%(number)s人没有电子邮箱，没有发。") % {"number": without})


def _chosen(request: HttpRequest) -> list[Invitation]:
    """The invitations that were ticked, of those whose links the person hands out."""
    by = signed_in(request)
    keys = wholes(request.POST.getlist("invitation"))
    found = visible_invitations(by).filter(pk__in=keys, used_at=None, revoked_at=None).exclude(granted_by=None)
    return [one for one in found.order_by("own_unit__order", "pk") if handles(by, one.role, one.region)]


def _made(request: HttpRequest, chosen: list[Invitation]) -> list[tuple[Invitation, str]]:
    """Each with its new link; all or none."""
    with transaction.atomic():
        rows = [(one, address_of(request, invitations.link(signed_in(request), one))) for one in chosen]
    for one, _address in rows:
        one.refresh_from_db(fields=["expires_at"])
    return rows


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _sheet(rows: list[tuple[Invitation, str]]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [_("姓名"), _("单位"), _("角色"), _("电子邮箱"), _("邀请链接"), _("有效天数")])
        for number, (one, address) in enumerate(rows, start=1):
            told = [one.name, one.unit, str(one.get_role_display()), one.email, address]
            for column, text in enumerate(told):
                sheet.write_string(number, column, text)
            sheet.write_number(number, 5, settings.INVITATION_DAYS)
        sheet.set_column(0, 3, 18)
        sheet.set_column(4, 4, 80)
    return made.getvalue()


@only(may_see_accounts)
@require_POST
def invitation_link(request: HttpRequest, invitation: int) -> HttpResponse:
    """A new link, shown once; the one before is void."""
    by = signed_in(request)
    found = access_invitation(by, invitation)
    return show_link(request, invitations.link(by, found), found)


@only(may_grant)
@require_POST
def grant(request: HttpRequest) -> HttpResponse:
    """Grant the roles of the chosen invitations."""
    by = signed_in(request)
    keys = wholes(request.POST.getlist("invitation"))
    mine = visible_invitations(by).filter(pk__in=keys).values_list("pk", flat=True)
    granted = invitations.grant(by, list(mine))
    messages.success(request, _("已授权%(number)s个邀请，链接由您发放。") % {"number": len(granted)})
    return redirect("invitations")


@only(may_see_accounts)
@require_POST
def revoke(request: HttpRequest, invitation: int) -> HttpResponse:
    """The link is void."""
    by = signed_in(request)
    found = access_invitation(by, invitation)
    if not has(by, Right.MANAGE_PEOPLE) and not has(by, Right.GRANT_ROLES):
        raise PermissionDenied
    invitations.revoke(by, found)
    messages.success(request, _("邀请已撤销。"))
    return redirect("invitations")

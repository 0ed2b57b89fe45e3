"""The accounts of the own regions: find one, look at it, act on it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.web.mailing import why_word
from taizhang.web.places.models import Region, Unit

from .. import services
from ..access import (
    access_account,
    handles,
    has,
    may_see_accounts,
    may_stop,
    only,
    signed_in,
    visible_accounts,
    visible_invitations,
)
from ..forms import RoleForm
from ..gate import code, entering
from ..models import Invitation, Role, User
from ..rights import Right
from ..searching import Search
from ..services.invitations import link, reset_password
from ..services.mailing import mail_links

PAGE = 50
Act = Callable[[User, User], object]


@only(may_see_accounts)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts, those that hold first; by words, role and state."""
    by = signed_in(request)
    asked = Search.from_query(request.GET.dict())
    found = asked.among(visible_accounts(by)).order_by("-is_active", "region__path", "own_unit__order", "pk")
    waiting = visible_invitations(by).filter(used_at=None, revoked_at=None, account=None).count()
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "roles": Role.choices,
        "asked": asked,
        "waiting": waiting,
        "locked": set(entering.locked_names()),
        "may_invite": has(by, Right.MANAGE_PEOPLE),
    }
    return render(request, "people/accounts.html", context)


@only(may_see_accounts)
@require_safe
def account(request: HttpRequest, account: int) -> HttpResponse:
    """One account, and what may be done about it."""
    return _page(request, access_account(signed_in(request), account))


def _page(request: HttpRequest, found: User, form: RoleForm | None = None) -> HttpResponse:
    by = signed_in(request)
    mine = handles(by, found.role, found.region) and by != found
    context = {
        "person": found,
        "code_on": code.is_on(found),
        "locked": entering.is_locked_anywhere(found),
        "mine": mine,
        "may_stop": found.is_active and may_stop(by, found),
        "may_grant": mine and has(by, Right.GRANT_ROLES),
        "form": form or RoleForm(initial={"role": found.role, "unit": found.unit}),
        "units": Unit.objects.filter(region=found.region) if found.region else (),
    }
    return render(request, "people/account.html", context, status=422 if form else 200)


def _act(request: HttpRequest, key: int, act: Act, words: str) -> HttpResponse:
    by = signed_in(request)
    found = access_account(by, key)
    act(by, found)
    messages.success(request, words)
    return redirect("account", found.pk)


@only(may_see_accounts)
@require_POST
def stop_account(request: HttpRequest, account: int) -> HttpResponse:
    """Stop an account."""
    return _act(request, account, services.stop_account, _("账号已停用，登录即刻失效。"))


@only(may_see_accounts)
@require_POST
def restart_account(request: HttpRequest, account: int) -> HttpResponse:
    """Restart a stopped or locked account."""
    return _act(request, account, services.restart_account, _("账号可以登录了。"))


@only(may_see_accounts)
@require_POST
def drop_code(request: HttpRequest, account: int) -> HttpResponse:
    """Forget the second step of one who lost the telephone."""
    return _act(request, account, services.drop_second_step, _("两步验证已清除，下次登录只要密码。"))


@only(may_see_accounts)
@require_POST
def reset(request: HttpRequest, account: int) -> HttpResponse:
    """A link for a new password, shown once."""
    by = signed_in(request)
    found = access_account(by, account)
    made = reset_password(by, found)
    return show_link(request, link(by, made), made)


def show_link(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """The page with a link, which the site can never show again; it goes by e-mail too where that is possible."""
    from django.conf import settings

    invitation.refresh_from_db()
    address = address_of(request, token)
    told = mail_links(signed_in(request), [(invitation, address)])
    context = {
        "address": address,
        "name": invitation.name,
        "email": invitation.email,
        "mail_set": settings.EMAIL_IS_SET,
        "why": why_word(told.get(invitation.pk, "")),
        "days": settings.INVITATION_DAYS,
    }
    return render(request, "people/link.html", context)


def address_of(request: HttpRequest, token: str) -> str:
    """The link of a token: under the site's own address where it is set, else as the site was asked for now."""
    from django.conf import settings
    from django.urls import reverse

    path = reverse("invitation", args=[token])
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


@only(may_see_accounts)
@require_http_methods(["POST"])
def change_role(request: HttpRequest, account: int) -> HttpResponse:
    """Another role, by the security administrator; or another unit for who reports."""
    by = signed_in(request)
    found = access_account(by, account)
    form = RoleForm(request.POST)
    if not handles(by, found.role, found.region):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, found, form)
    role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]
    try:
        if role == found.role:
            services.move(by, found, unit)
        else:
            services.change_role(by, found, role, unit)
    except services.OneHand:
        form.add_error("role", _("系统管理员、安全管理员、审计不能由同一人担任，请另建账号。"))
        return _page(request, found, form)
    messages.success(request, _("角色和单位已修改。"))
    return redirect("account", found.pk)


def regions_of(by: User) -> QuerySet[Region]:
    """The regions that the person may choose from."""
    found = Region.objects.all()
    return found.filter(path__startswith=by.region.path) if by.region else found

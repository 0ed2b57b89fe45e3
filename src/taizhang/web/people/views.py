"""Signing in and out, the first run, and the accounts."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.web.places.models import Region
from taizhang.web.places.services import region_under

from . import services
from .access import may_manage_people, only, signed_in
from .checks import is_loopback
from .forms import AccountForm, FirstRunForm, SignInForm
from .models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, or in the demo one button for each sample role."""
    if request.user.is_authenticated:
        return redirect("home")
    if services.first_run_open():
        return redirect("first-run")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = services.sign_in_with(form.cleaned_data["username"], form.cleaned_data["password"])
        if user is not None:
            login(request, user, BACKEND)
            return redirect(_next(request))
        form.add_error(None, _("用户名或密码不对，或者账号已被停用、锁定。"))
    samples = User.objects.filter(is_sample=True, is_active=True).order_by("pk") if settings.DEMO else ()
    context = {"form": form, "samples": samples, "next": _next(request)}
    return render(request, "people/sign_in.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest) -> str:
    """Where the person was going, when it is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click for a sample role; only in the demo and only from this machine."""
    if not settings.DEMO or not is_loopback(request.META.get("REMOTE_ADDR", "")):
        raise Http404
    user = services.sign_in_as_sample(request.POST.get("username", ""))
    if user is None:
        raise Http404
    login(request, user, BACKEND)
    return redirect(_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends."""
    logout(request)
    return redirect("sign-in")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again", "token")
@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Make the administrator; the page is gone once an account exists."""
    if not services.first_run_open():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = services.first_administrator(data["token"], data["username"], data["name"], data["password"])
        if user is not None:
            login(request, user, BACKEND)
            return redirect("home")
        form.add_error("token", _("口令不对，请看启动程序的控制台。"))
    return render(request, "people/first_run.html", {"form": form}, status=422 if form.errors else 200)


@only(may_manage_people)
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts, and a form for a new one."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        region = _region(data["region"])
        services.make_account(
            signed_in(request),
            data["username"],
            data["name"],
            data["role"],
            password=data["password"],
            region=region,
            unit=data["unit"],
        )
        return redirect("accounts")
    people = User.objects.select_related("region", "own_unit").order_by("-is_active", "pk")
    context = {"form": form, "people": people, "regions": Region.objects.all()}
    return render(request, "people/accounts.html", context, status=422 if form.errors else 200)


def _region(name: str) -> Region | None:
    """The region of that name, made at the top when there is none."""
    if not name:
        return None
    return Region.objects.filter(name=name).first() or region_under(None, name)


@only(may_manage_people)
@require_POST
def stop_account(request: HttpRequest, account: int) -> HttpResponse:
    """Stop an account, never one's own: somebody must be able to undo it."""
    user = get_object_or_404(User, pk=account)
    if user != request.user:
        services.stop_account(signed_in(request), user)
    return redirect("accounts")

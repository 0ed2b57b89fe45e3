"""System checks that stop an unsafe start."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.utils.module_loading import import_string

from .models import Role


def is_loopback(host: str) -> bool:
    """True for 127.0.0.1 and its kin, ::1 and localhost."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@register(Tags.security)
def demo_stays_at_home(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demo signs anyone in, so it may only listen on this machine."""
    if not settings.DEMO or is_loopback(settings.BIND):
        return []
    if not settings.BIND:
        return [_demo_without_serve()]
    return [
        Error(
            f"演示模式不需要密码，只能在本机使用，不能监听 {settings.BIND}。"
            f" / The demo asks no password: it may not listen on {settings.BIND}.",
            hint="taizhang serve --demo --host 127.0.0.1",
            id="taizhang.E001",
        )
    ]


def _demo_without_serve() -> CheckMessage:
    """Under another server the address is unknown, so the demo is refused there too."""
    return Error(
        "演示模式只能由 taizhang serve --demo 启动。 / The demo starts only by `taizhang serve --demo`.",
        hint="TAIZHANG_DEMO=0",
        id="taizhang.E002",
    )


@register(Tags.security)
def secret_is_set(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a secret of its own every process signs differently and people are signed out at each start."""
    if settings.SECRET_KEY_IS_SET:
        return []
    return [
        Caution(
            "未设置 TAIZHANG_SECRET_KEY，重启后须重新登录。 / TAIZHANG_SECRET_KEY is not set.",
            hint="taizhang serve 会自动生成 / `taizhang serve` makes one in the data folder",
            id="taizhang.W001",
        )
    ]


@register()
def vendor_files_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The style and script files that npm installs."""
    find = import_string("django.contrib.staticfiles.finders.find")
    missing = [name for name in ("vendor/tabler/tabler.min.css", "vendor/htmx/htmx.min.js") if not find(name)]
    if not missing:
        return []
    return [
        Caution(
            f"缺少界面文件 {', '.join(missing)}，页面会没有样式。 / Pages will be without style.",
            hint="make run",
            id="taizhang.W002",
        )
    ]


@register(Tags.security)
def provider_is_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Who stands between us and the provider could say who anyone is."""
    parts = urlsplit(settings.OIDC_URL)
    if not settings.OIDC_URL or parts.scheme == "https" or is_loopback(parts.hostname or ""):
        return []
    return [
        Error(
            f"统一身份认证地址必须是 https：{settings.OIDC_URL} / Single sign-on needs https.",
            hint="TAIZHANG_OIDC_URL=https://…",
            id="taizhang.E003",
        )
    ]


@register(Tags.security)
def obliged_roles_are_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt role would be obliged to nothing."""
    unknown = sorted(set(settings.MFA_ROLES) - set(Role.values))
    if not unknown:
        return []
    return [
        Error(
            f"TAIZHANG_MFA_ROLES 中有不认识的角色：{', '.join(unknown)} / Unknown roles.",
            hint=", ".join(Role.values),
            id="taizhang.E004",
        )
    ]

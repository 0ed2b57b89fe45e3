"""The pages shown when something is refused, missing or broken."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """An error page: what happened and what to do."""
    return render(request, "error.html", {"status": status, "title": title, "advice": advice}, status=status)


def unfit(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 for more than a form may hold."""
    if isinstance(exception, RequestDataTooBig):
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        return page(
            request, 413, _("内容过大"), _("单个文件或文本的上限为 %(limit)s MB，没有保存任何内容。") % {"limit": limit}
        )
    return page(request, 400, _("请求有误"), _("请返回上一页重试；填写的内容没有保存。"))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return page(request, 403, _("没有权限"), _("您的角色不能查看或操作这一页。如确有需要，请联系本单位的系统管理员。"))


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or comes from elsewhere."""
    return page(request, 403, _("页面已过期"), _("请返回上一页，刷新后重新提交；填写的内容没有保存。"))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return page(request, 404, _("没有找到这一页"), _("地址可能有误，或者该台账不在您的管辖范围内。"))


def wrong_way(request: HttpRequest) -> HttpResponse:
    """405 for an address that is opened, where it only takes what a form sends."""
    return page(
        request,
        405,
        _("这个地址不能直接打开"),
        _("它只接收页面上的按钮提交的内容。请回到首页，从原来的页面再操作一次。"),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500; drawn without asking for the person or the database, for it may be what broke."""
    return HttpResponseServerError(render_to_string("broken.html", {"at": localtime()}))

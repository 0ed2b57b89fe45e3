"""The pages shown when something is refused, missing or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """An error page: what happened and what to do."""
    return render(request, "error.html", {"status": status, "title": title, "advice": advice}, status=status)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return page(request, 403, _("没有权限"), _("您的角色不能查看或操作这一页。如确有需要，请联系本单位的系统管理员。"))


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or comes from elsewhere."""
    return page(request, 403, _("页面已过期"), _("请返回上一页，刷新后重新提交；填写的内容没有保存。"))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return page(request, 404, _("没有找到这一页"), _("地址可能有误，或者该台账不在您的管辖范围内。"))


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return page(request, 500, _("系统出错"), _("错误已记录，没有保存任何内容。请稍后重试，仍不行请联系系统管理员。"))

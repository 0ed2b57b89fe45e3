"""Forms of regions and units."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.web.months.fields import Styled

from .models import Region, Unit

CODE = re.compile(r"\d{6}(?:\d{3}(?:\d{3})?)?")
"""GB/T 2260: six digits down to the county; nine for a town, twelve for a village (GB/T 10114)."""


class RegionForm(Styled):
    """A region's own data."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    code = forms.CharField(label=gettext_lazy("行政区划代码（GB/T 2260）"), max_length=12, required=False)
    code_origin = forms.CharField(label=gettext_lazy("代码来源"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """A code is of six, nine or twelve digits, and says where it was taken from."""
        data = super().clean() or {}
        code = data.get("code", "")
        if code and not CODE.fullmatch(code):
            self.add_error("code", _("代码为6位、9位或12位数字。"))
        if code and not data.get("code_origin"):
            self.add_error("code_origin", _("请写明代码取自哪份资料，例如民政部某年某月公布的代码表。"))
        return data


class NewRegionForm(RegionForm):
    """A further region, below one of the person's own."""

    parent = forms.ModelChoiceField(
        label=gettext_lazy("上级地区"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=gettext_lazy("请选择"),
    )
    field_order = ("parent", "name", "code", "code_origin")

    def __init__(self, regions: QuerySet[Region], top: bool, data: Any = None) -> None:
        super().__init__(data)
        choice = self.fields["parent"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- for the type checker only
        choice.queryset = regions
        choice.required = not top
        if top:
            choice.empty_label = gettext_lazy("没有上级")


class NameForm(Styled):
    """One name of a unit."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=100)

    def clean_name(self) -> str:
        """Without spaces at its ends."""
        return str(self.cleaned_data["name"]).strip()


class MergeForm(Styled):
    """The unit that another one goes into."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("并入"), queryset=Unit.objects.none(), empty_label=gettext_lazy("请选择")
    )

    def __init__(self, units: QuerySet[Unit], data: Any = None) -> None:
        super().__init__(data)
        choice = self.fields["into"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- for the type checker only
        choice.queryset = units

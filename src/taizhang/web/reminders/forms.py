"""Forms of the ways by which units are reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.web.months.fields import Styled
from taizhang.web.places.models import Region, Unit

from .models import Kind
from .posting import allowed


class RobotForm(Styled):
    """A robot; what is secret is typed once and never shown again."""

    kind = forms.ChoiceField(label=gettext_lazy("平台"), choices=Kind.choices)
    name = forms.CharField(label=gettext_lazy("名称（例如：各单位联络群）"), max_length=60)
    address = forms.CharField(
        label=gettext_lazy("机器人地址（Webhook）"),
        max_length=600,
        widget=forms.PasswordInput({"autocomplete": "off", "class": "form-control"}),
    )
    secret = forms.CharField(
        label=gettext_lazy("加签密钥（钉钉、飞书，可不填）"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off", "class": "form-control"}),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("用于"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("全部单位"),
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, region: Region, data: Any = None) -> None:
        super().__init__(data, prefix="robot")
        choice = self.fields["unit"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- for the type checker only
        choice.queryset = Unit.objects.filter(region=region, merged_into=None)

    def clean_address(self) -> str:
        """An address that may be posted to."""
        address: str = self.cleaned_data["address"].strip()
        if not allowed(address):
            raise forms.ValidationError(
                _("只能用企业微信、钉钉、飞书的 https 地址；内网的地址请管理员在 TAIZHANG_WEBHOOK_HOSTS 中允许。")
            )
        return address


class PolicyForm(Styled):
    """Timed reminders."""

    automatic = forms.BooleanField(label=gettext_lazy("到期前自动催办"), required=False)
    days = forms.IntegerField(label=gettext_lazy("提前几天"), min_value=0, max_value=30)

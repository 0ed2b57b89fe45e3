"""Forms of the people pages."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from .models import Role, User
from .rights import OF_A_UNIT


def _input(kind: str = "text", **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "type": kind} | attrs)


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"class": "form-control", "autocomplete": autocomplete})


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label=_("用户名"), max_length=60, widget=_input(autocomplete="username"))
    password = forms.CharField(label=_("密码"), strip=False, widget=_password("current-password"))


class _NewAccount(forms.Form):
    """What any new account needs."""

    username = forms.CharField(label=_("用户名"), max_length=60, widget=_input(autocomplete="username"))
    name = forms.CharField(label=_("姓名"), max_length=60, widget=_input(autocomplete="name"))
    password = forms.CharField(label=_("密码"), strip=False, widget=_password("new-password"))
    again = forms.CharField(label=_("再次输入密码"), strip=False, widget=_password("new-password"))

    def clean_username(self) -> str:
        """A name that nobody has."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("这个用户名已经有人使用。"))
        return username

    def clean_password(self) -> str:
        """A password that keeps the rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        data = super().clean() or {}
        if data.get("password") and data["password"] != data.get("again"):
            self.add_error("again", _("两次输入的密码不一致。"))
        return data


class FirstRunForm(_NewAccount):
    """The first administrator, with the token that the console printed."""

    token = forms.CharField(label=_("控制台上的一次性口令"), widget=_input(autocomplete="one-time-code"))
    field_order = ("token", "username", "name", "password", "again")


class AccountForm(_NewAccount):
    """An account that the administrator makes."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices, widget=forms.Select(attrs={"class": "form-select"}))
    region = forms.CharField(label=_("地区"), max_length=60, required=False, widget=_input(list="regions"))
    unit = forms.CharField(label=_("单位"), max_length=100, required=False, widget=_input())
    field_order = ("username", "name", "role", "region", "unit", "password", "again")

    def clean(self) -> dict[str, Any]:
        """Everyone but an administrator belongs to a region; those who report to a unit too."""
        data = super().clean()
        if data.get("role") != Role.ADMINISTRATOR and not data.get("region"):
            self.add_error("region", _("请填写地区。"))
        if data.get("role") in OF_A_UNIT and not data.get("unit"):
            self.add_error("unit", _("填报人须填写所在单位。"))
        return data

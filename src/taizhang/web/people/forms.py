"""Forms of the people pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.web.places.models import Region

from .access import reaches
from .models import Role, User
from .rights import OF_A_UNIT, OFFICERS

SELECT = {"class": "form-select"}
CHOICES = [("", _("请选择")), *Role.choices]  # a role that was not understood must not become the first of them


def _input(kind: str = "text", **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "type": kind} | attrs)


def _password(autocomplete: str, **attrs: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"class": "form-control", "autocomplete": autocomplete} | attrs)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label=_("用户名"), max_length=60, widget=_input(autocomplete="username"))
    password = forms.CharField(label=_("密码"), strip=False, widget=_password("current-password"))


class NewPasswordForm(forms.Form):
    """A password twice, by the rules."""

    password = forms.CharField(
        label=_("新密码"), strip=False, widget=_password("new-password", **{"data-password": ""})
    )
    again = forms.CharField(label=_("再次输入密码"), strip=False, widget=_password("new-password"))

    def __init__(self, user: User | None, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Both are the same, and the rules are kept."""
        data = super().clean() or {}
        password = data.get("password")
        if password and password != data.get("again"):
            self.add_error("again", gettext("两次输入的密码不一致。"))
        if password:
            try:
                validate_password(password, self.person(data))
            except ValidationError as error:
                self.add_error("password", error)
        return data

    def person(self, data: Mapping[str, Any]) -> User | None:
        """Whose password it is going to be."""
        return self.user


class ChangePasswordForm(NewPasswordForm):
    """The own password, with the old one."""

    old = forms.CharField(label=_("现在的密码"), strip=False, widget=_password("current-password"))
    field_order = ("old", "password", "again")


class NewAccountForm(NewPasswordForm):
    """A user name, the person's name and a password."""

    username = forms.CharField(
        label=_("用户名"), max_length=60, widget=_input(autocomplete="username", **{"data-username": ""})
    )
    name = forms.CharField(label=_("姓名"), max_length=60, widget=_input(autocomplete="name"))
    field_order = ("token", "username", "name", "password", "again")

    def __init__(self, data: Mapping[str, Any] | None = None, name: str = "") -> None:
        super().__init__(None, data)
        self.fields["name"].initial = name

    def clean_username(self) -> str:
        """A name that nobody has."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise ValidationError(gettext("这个用户名已经有人使用。"))
        return username

    def person(self, data: Mapping[str, Any]) -> User | None:
        """Not saved yet; the rules ask for its user name."""
        return User(username=data.get("username", ""))


class FirstRunForm(NewAccountForm):
    """The first administrator, with the token that the console printed."""

    token = forms.CharField(label=_("控制台上的一次性口令"), widget=_input(autocomplete="one-time-code"))


class PersonForm(forms.Form):
    """Who is invited, and as what; the place is told by whoever makes the form."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=_input(autocomplete="off"))
    role = forms.ChoiceField(label=_("角色"), choices=CHOICES, widget=forms.Select(attrs=SELECT))
    unit = forms.CharField(label=_("单位"), max_length=100, required=False, widget=_input(list="units"))
    email = forms.EmailField(label=_("电子邮箱"), required=False, widget=_input("email", autocomplete="off"))

    def clean(self) -> dict[str, Any]:
        """Those who report have a unit; the others have none."""
        data = super().clean() or {}
        if data.get("role") in OF_A_UNIT and not data.get("unit"):
            self.add_error("unit", gettext("填报、签发的人须填写所在单位。"))
        elif data.get("role") and data["role"] not in OF_A_UNIT:
            data["unit"] = ""
        return data


class RowForm(PersonForm):
    """A row of a sheet; it may be left out."""

    skip = forms.BooleanField(label=_("不邀请"), required=False)

    def clean(self) -> dict[str, Any]:
        """Nothing is wrong with a row that is left out."""
        data = super().clean()
        if data.get("skip"):
            self.errors.clear()
        return data


class RegionForm(forms.Form):
    """A region that the person reaches; those of no region may name a new one."""

    region = forms.CharField(label=_("地区"), max_length=60, required=False, widget=_input(list="regions"))

    def __init__(self, by: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.by = by
        self.fields["region"].initial = by.region.name if by.region else ""

    def clean_region(self) -> str:
        """The name of a region that the person reaches; of a new one only where the person reaches all."""
        name: str = self.cleaned_data["region"]
        found = Region.objects.filter(name=name).first() if name else None
        if self.by.region is not None and (found is None or not reaches(self.by, found)):
            raise ValidationError(gettext("请选择您管辖的地区。"))
        return name


class InviteForm(RegionForm, PersonForm):
    """One invitation."""

    field_order = ("name", "role", "region", "unit", "email")

    def clean(self) -> dict[str, Any]:
        """Everyone but the three officers belongs to a region: without one an account would see everything."""
        data = super().clean()
        if data.get("role") not in OFFICERS and "region" in data and not data["region"]:
            self.add_error("region", gettext("请填写地区。"))
        return data


class RoleForm(forms.Form):
    """Another role, and the unit of who reports."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices, widget=forms.Select(attrs=SELECT))
    unit = forms.CharField(label=_("单位"), max_length=100, required=False, widget=_input(list="units"))

    def clean(self) -> dict[str, Any]:
        """A role of a unit has one."""
        data = super().clean() or {}
        if data.get("role") in OF_A_UNIT and not data.get("unit"):
            self.add_error("unit", gettext("填报、签发的人须填写所在单位。"))
        return data

"""What is wrong with a field, in the site's words: Django's Chinese is a programmer's (确保该变量包含不超过60字符)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: dict[type[forms.Field], dict[str, _StrPromise]] = {
    forms.Field: {"required": _("请填写这一项。")},
    forms.CharField: {"max_length": _("最多%(limit_value)s个字，现在是%(show_value)s个。")},
    forms.IntegerField: {
        "invalid": _("请填写整数。"),
        "min_value": _("不能小于%(limit_value)s。"),
        "max_value": _("不能大于%(limit_value)s。"),
    },
    forms.DecimalField: {"invalid": _("请填写数字。")},
    forms.DateField: {"invalid": _("请填写日期，例如 2026-03-31。")},
    forms.EmailField: {"invalid": _("请填写电子邮箱，例如 name@example.cn。")},
    forms.ChoiceField: {"invalid_choice": _("请从列出的几项里选。")},
    forms.ModelChoiceField: {"invalid_choice": _("请从列出的几项里选。")},
}
"""By the kind of field; kinds below one have its words too."""


def speak() -> None:
    """Have all forms say it so, those of allauth too."""
    for kind, words in WORDS.items():
        kind.default_error_messages = {**kind.default_error_messages, **words}  # a new table: some kinds share one

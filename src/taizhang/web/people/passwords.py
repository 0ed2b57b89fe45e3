"""The rules for passwords (domain.md 8.1), their words for who chooses one, and how old one may grow."""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import User


def classes(password: str) -> int:
    """How many of lower case, upper case, digits and other signs the password uses."""
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    known = sum(any(char in kind for char in password) for kind in kinds)
    return known + any(char not in string.ascii_letters + string.digits for char in password)


class LengthValidator:
    """Enough signs; the number is a setting.  Django's own validator tells it in English to a Chinese reader."""

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError for a shorter password."""
        if len(password) < settings.PASSWORD_LENGTH:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("密码至少要有%(number)s个字符。") % {"number": settings.PASSWORD_LENGTH}


class ClassesValidator:
    """Enough of the four classes of signs; the number is a setting."""

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError for a password of fewer classes."""
        if classes(password) < settings.PASSWORD_CLASSES:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("密码须包含大写字母、小写字母、数字、符号中的至少%(number)s类。") % {
            "number": settings.PASSWORD_CLASSES
        }


class OwnNameValidator:
    """Not the own user name in it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError for a password that holds the user name."""
        name = user.username.lower() if user else ""
        if len(name) > 2 and name in password.lower():
            raise ValidationError(self.get_help_text(), code="password_holds_name")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("密码不能包含用户名。")


class HistoryValidator:
    """None of the last ones; how many is a setting."""

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError for a password that the account has or had."""
        if user is None or user.pk is None or not settings.PASSWORD_HISTORY:
            return
        past = [past.encoded for past in user.past_passwords.all()[: settings.PASSWORD_HISTORY - 1]]
        if any(check_password(password, encoded) for encoded in [user.password, *past]):
            raise ValidationError(self.get_help_text(), code="password_used")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("不能使用最近%(number)s次用过的密码。") % {"number": settings.PASSWORD_HISTORY}


def is_old(user: User) -> bool:
    """Whether the password has been in use for longer than it may; never for one who has none."""
    if not settings.PASSWORD_DAYS or not user.has_usable_password():
        return False
    chosen = user.password_at or user.made_at
    return timezone.now() - chosen >= timedelta(days=settings.PASSWORD_DAYS)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for who chooses a password: what the page checks while one types ("": it cannot), how much, the words."""

    key: str
    least: int
    words: str


def rules() -> list[Rule]:
    """The rules in force."""
    length, kinds, past = settings.PASSWORD_LENGTH, settings.PASSWORD_CLASSES, settings.PASSWORD_HISTORY
    told = [
        Rule("length", length, _("至少%(number)s个字符") % {"number": length}),
        Rule("classes", kinds, _("大写字母、小写字母、数字、符号中的至少%(number)s类") % {"number": kinds}),
        Rule("name", 0, _("不含用户名")),
        Rule("", 0, _("不是人人都猜得到的常用密码")),
    ]
    return told + ([Rule("", past, _("不是最近%(number)s次用过的密码") % {"number": past})] if past else [])

"""The rule for passwords (domain.md 8.1)."""

import string

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def classes(password: str) -> int:
    """How many of lower case, upper case, digits and other signs the password uses."""
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    known = sum(any(char in kind for char in password) for kind in kinds)
    return known + any(char not in string.ascii_letters + string.digits for char in password)


class ThreeClassesValidator:
    """At least three of the four classes of signs."""

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError for a password of fewer classes."""
        if classes(password) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("密码须包含大写字母、小写字母、数字、符号中的至少三类。")

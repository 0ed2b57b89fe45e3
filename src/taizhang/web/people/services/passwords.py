"""Choosing a password."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from taizhang.web.events.services import record

from ..models import PastPassword, User


@transaction.atomic
def choose(user: User, password: str) -> None:
    """Take a password that keeps the rules (the form asked them); the one before is remembered by its hash."""
    if user.has_usable_password() and settings.PASSWORD_HISTORY:
        PastPassword.objects.create(user=user, encoded=user.password)
        kept = user.past_passwords.values_list("pk", flat=True)[: settings.PASSWORD_HISTORY]
        user.past_passwords.exclude(pk__in=list(kept)).delete()
    user.set_password(password)
    user.save(update_fields=["password", "password_at"])
    record("password-chosen", user)

"""Django's entry to reminders."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Channels and reminders."""

    name = "taizhang.web.reminders"

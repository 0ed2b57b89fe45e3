"""Django's entry to events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The log of acts."""

    name = "taizhang.web.events"

"""Django's entry to papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Papers and what they are made by."""

    name = "taizhang.web.papers"

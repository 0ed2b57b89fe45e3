"""Django's entry to months."""

from django.apps import AppConfig


class MonthsConfig(AppConfig):
    """Periods, returns, review, closing."""

    name = "taizhang.web.months"

"""Django's entry to people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts and sign-in."""

    name = "taizhang.web.people"

    def ready(self) -> None:
        """Register the system checks."""
        from . import checks  # noqa: F401 -- importing it registers the checks

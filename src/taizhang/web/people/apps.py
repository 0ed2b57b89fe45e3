"""Django's entry to people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts and sign-in."""

    name = "taizhang.web.people"

    def ready(self) -> None:
        """Register the system checks; have the fields of all forms speak as the site does."""
        from taizhang.web.field_words import speak

        from . import checks  # noqa: F401 -- importing it registers the checks

        speak()

"""Django's entry to places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Regions."""

    name = "taizhang.web.places"

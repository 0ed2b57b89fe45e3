"""Django's entry to ledgers."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """Yearly ledgers and import."""

    name = "taizhang.web.ledgers"

    def ready(self) -> None:
        """Bring the compiled translations up to date; a clone holds only their source."""
        from taizhang.web.catalogue import compile_catalogues

        compile_catalogues()

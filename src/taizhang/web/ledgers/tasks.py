"""What runs in the background."""

from django_tasks import task

from .services.reading import read_incoming


@task()
def read_file(key: int) -> None:
    """Read the file of an intake."""
    read_incoming(key)

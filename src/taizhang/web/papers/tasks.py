"""What runs in the background."""

from django_tasks import task

from .services.documents import make


@task(priority=10)
def make_document(key: int) -> None:
    """Make a document; before files that wait to be read, for a person waits and it takes a moment."""
    make(key)

"""Files as they were given."""

from django.db import models


class Original(models.Model):
    """A file or pasted text byte by byte, kept once however often it comes; `digest` is its SHA-256 in hexadecimal.

    Who gave it, when and under which name stands with each use of it.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.digest

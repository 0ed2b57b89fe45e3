"""Office files locked by a password: an OLE file whose one stream is the encrypted package."""

from __future__ import annotations

from ..grid import Source
from .base import SURE
from .package import locked

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "EncryptedPackage".encode("utf-16-le")


class LockedReader:
    """Knows an encrypted docx, xlsx or pptx, only to say that it needs its password."""

    name = "locked"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for an OLE file with the stream EncryptedPackage."""
        return SURE if data.startswith(_OLE) and _STREAM in data else None

    def read(self, data: bytes, name: str) -> Source:
        """Always raises ReadError."""
        raise locked()

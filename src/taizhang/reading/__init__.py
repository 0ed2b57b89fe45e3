"""A file or pasted text to a ledger.

`read` is the way in; `open_archive` gives the documents of an archive; `losses` holds law 1 of the house
(nothing is lost); `ReadError` says what could not be read, where, and what to do.
"""

from .decode import MAX_BYTES
from .errors import ReadError
from .files.archives import is_archive, may_be_archive, open_archive
from .grid import Grid, GridCell, Paragraph, Source
from .law import Loss
from .reader import Reading, is_ledger_file, losses, read, understand

__all__ = [
    "MAX_BYTES",
    "Grid",
    "GridCell",
    "Loss",
    "Paragraph",
    "ReadError",
    "Reading",
    "Source",
    "is_archive",
    "is_ledger_file",
    "losses",
    "may_be_archive",
    "open_archive",
    "read",
    "understand",
]

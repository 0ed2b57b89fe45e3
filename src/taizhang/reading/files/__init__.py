"""Readers of files, one a kind of file, behind one protocol; each takes a file apart into a `Source`.

To add a kind: write a class with `name`, `score` and `read` (see `base.FileReader`) in a file of its own
and put it into `registry`.  Import heavy packages inside `read`: every start of the command pays
for what this package imports.
"""

from .base import MAX_FILE_BYTES, FileReader
from .registry import reader_for, readers

__all__ = ["MAX_FILE_BYTES", "FileReader", "reader_for", "readers"]

"""The rows of a file, for a child process that knows no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taizhang.reading.decode import decode
from taizhang.reading.files import reader_for
from taizhang.reading.files.sheets.delimited import records
from taizhang.reading.grid import Grid

DELIMITERS = "\t,;，|"


def rows_of(data: bytes, name: str) -> list[list[str]]:
    """All rows of a file's tables; raises ReadError as the readers do."""
    reader = reader_for(data, name)
    if reader.name in {"text", "csv"}:  # a short list of people is no ledger to them
        return _split(decode(data).text)
    source = reader.read(data, name)
    volumes = source.shelf.volumes if source.shelf else (source,)
    return [row for volume in volumes for row in _rows(volume.blocks)]


def _split(text: str) -> list[list[str]]:
    """By the delimiter that is there most often."""
    delimiter = max(DELIMITERS, key=text.count)
    return [[cell for cell, _ in record] for record in records(text, delimiter)]


def _rows(blocks: Iterable[object]) -> Iterator[list[str]]:
    for block in blocks:
        if isinstance(block, Grid):
            rows = [[""] * block.width for _ in range(block.height)]
            for cell in block.cells:
                rows[cell.row][cell.column] = cell.text
            yield from rows

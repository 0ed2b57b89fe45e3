"""The rows of a file, for a child process that knows no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taizhang.reading.files import reader_for
from taizhang.reading.files.sheets.delimited import DelimitedReader
from taizhang.reading.grid import Grid


def rows_of(data: bytes, name: str) -> list[list[str]]:
    """All rows of a file's tables; raises ReadError as the readers do."""
    reader = reader_for(data, name)
    if reader.name == "text":  # a short list is no ledger, but may well be a sheet
        reader = DelimitedReader()
    source = reader.read(data, name)
    volumes = source.shelf.volumes if source.shelf else (source,)
    return [row for volume in volumes for row in _rows(volume.blocks)]


def _rows(blocks: Iterable[object]) -> Iterator[list[str]]:
    for block in blocks:
        if isinstance(block, Grid):
            rows = [[""] * block.width for _ in range(block.height)]
            for cell in block.cells:
                rows[cell.row][cell.column] = cell.text
            yield from rows

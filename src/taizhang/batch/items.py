"""The documents to look at: files as they are, folders with all below them, archives taken apart."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from taizhang.ledger import Bilingual

MAX_FILES = 20_000
"""Most documents taken in one run; a county's ten years of forty units' monthly files are about 5,000."""

_CLUTTER = ("~$", ".")


class Item(Struct, frozen=True):
    """One document to look at: a file by its path, or what an archive held, or why it could not be opened."""

    name: str
    path: str = ""
    data: bytes = b""
    error: Bilingual | None = None

    def carried(self) -> Item:
        """The same with the file's bytes in it, to be sent where its path means nothing."""
        if not self.path:
            return self
        try:
            return replace(self, path="", data=Path(self.path).read_bytes())
        except OSError as error:
            words = error.strerror or type(error).__name__
            return Item(self.name, error=Bilingual(words, words))


def is_many(names: Sequence[str]) -> bool:
    """True for several names, a folder, or an archive with more than one document in it."""
    if len(names) != 1 or Path(names[0]).is_dir():
        return True
    path = Path(names[0])
    if not path.is_file() or not _archive_head(path):
        return False
    return len(list(gather(names))) > 1


def gather(names: Sequence[str]) -> Iterator[Item]:
    """The documents under the names, in their order; those after MAX_FILES are one item that says so."""
    for number, item in enumerate(item for name in names for item in _under(name)):
        if number >= MAX_FILES:
            words = (
                f"文件过多，上限为 {MAX_FILES} 个，其余未读",
                f"too many files; the limit is {MAX_FILES}, the rest was not read",
            )
            yield Item("…", error=Bilingual(*words))
            return
        yield item


def _under(name: str) -> Iterator[Item]:
    if name == "-":
        yield Item(name, data=sys.stdin.buffer.read())
        return
    path = Path(name)
    if not path.is_dir():
        yield from _opened(name, path)
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith(_CLUTTER))
        for file in sorted(f for f in files if not f.startswith(_CLUTTER)):
            yield from _opened(str(Path(folder, file)), Path(folder, file))


def _opened(name: str, path: Path) -> Iterator[Item]:
    if not path.is_file() or not _archive_head(path):
        yield Item(name, str(path))
        return
    from taizhang.reading import ReadError, is_archive, open_archive

    data = path.read_bytes()
    if not is_archive(data):
        yield Item(name, str(path))
        return
    try:
        for entry, content in open_archive(data, path.name):
            yield Item(f"{name}/{entry}", data=content)
    except ReadError as error:
        yield Item(name, error=Bilingual(str(error), error.in_language("en")))


def _archive_head(path: Path) -> bool:
    """True when a file may be an archive: a zip package, or text that begins like an e-mail."""
    from taizhang.reading import may_be_archive

    try:
        with path.open("rb") as stream:
            return may_be_archive(stream.read(4000))
    except OSError:
        return False

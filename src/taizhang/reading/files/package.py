"""Zip packages (docx, xlsx, ods, archives) opened within limits, and told apart without opening them."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from taizhang.ledger import Bilingual

from ..errors import ReadError
from .base import WHOLE_FILE, damaged, in_package, refuse_large

if TYPE_CHECKING:
    from zipfile import ZipInfo

MAX_ENTRIES = 10_000
"""Most files in a package.  A Word file has about 15; one with many pictures a few hundred."""
MAX_UNPACKED = 500_000_000
"""Most bytes of a package's files together when unpacked."""
MAX_PART = 200_000_000
"""Most bytes of one file in a package when unpacked; a table of 100,000 rows takes about 150 MB."""
MAX_RATIO = 200
"""Most times that a file of over 10 MB may grow when unpacked.  The XML of real tables grows 20 to 60 times."""

_RATIO_FROM = 10_000_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)


def is_zip(data: bytes) -> bool:
    """True for a zip package, a cut-off one too."""
    return data.startswith(_ZIP)


def names_in(data: bytes) -> frozenset[str]:
    """The names of the files in a package; of a cut-off package those whose beginnings are still there."""
    if not is_zip(data):
        return frozenset()
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist()[: MAX_ENTRIES + 1])
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset(_headers(data))


def _headers(data: bytes) -> list[str]:
    found = []
    for match in _ENTRY.finditer(data):
        length = int.from_bytes(match[1], "little")
        found.append(data[match.end() : match.end() + length].decode("utf-8", "replace"))
    return found[:MAX_ENTRIES]


class Package:
    """A zip package within the limits; use as a context manager.

    Raises ReadError when it is cut off, locked by a password, or larger inside than the limits allow.
    """

    def __init__(self, data: bytes) -> None:
        refuse_large(data)
        try:
            self._archive = ZipFile(io.BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged() from error
        entries = self._archive.infolist()
        _refuse_many(len(entries))
        _refuse_unpacked(sum(entry.file_size for entry in entries))
        self._entries = {entry.filename: entry for entry in entries}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    @property
    def names(self) -> frozenset[str]:
        """The names of all files in the package."""
        return frozenset(self._entries)

    def read(self, part: str) -> bytes | None:
        """One file's bytes, None when the package has none of that name."""
        entry = self._entries.get(part)
        if entry is None:
            return None
        self._refuse_part(entry)
        try:
            with self._archive.open(entry) as stream:
                content = stream.read(MAX_PART + 1)
        except (BadZipFile, EOFError, zlib.error, OSError, NotImplementedError, ValueError) as error:
            raise damaged(where=in_package(part)) from error
        if len(content) > MAX_PART:
            raise _too_large(part)
        return content

    def _refuse_part(self, entry: ZipInfo) -> None:
        if entry.flag_bits & 1:
            raise locked()
        if entry.file_size > MAX_PART:
            raise _too_large(entry.filename)
        ratio = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > _RATIO_FROM and ratio > MAX_RATIO:
            raise ReadError(
                Bilingual(
                    f"压缩比异常：解压后增大到 {ratio} 倍，上限为 {MAX_RATIO} 倍",
                    f"unpacked it grows {ratio} times; the limit is {MAX_RATIO} times",
                ),
                in_package(entry.filename),
                _SUSPECT,
            )


_SUSPECT = Bilingual(
    "这样的文件可能是恶意构造的，请向报送单位核实，另存后再试。",
    "Such a file may be made to do harm; ask who sent it, save it anew and try again.",
)


def locked() -> ReadError:
    """What to say of a file that opens only with a password."""
    return ReadError(
        Bilingual("文件已加密，需要密码才能打开", "the file is encrypted and opens only with a password"),
        WHOLE_FILE,
        Bilingual(
            "请用密码打开，另存为不加密的文件后再导入。",
            "Open it with its password, save it without one, then import it.",
        ),
    )


def _too_large(part: str) -> ReadError:
    limit = MAX_PART // 1_000_000
    return ReadError(
        Bilingual(f"内容过大：解压后超过 {limit} MB", f"too large: over {limit} MB when unpacked"),
        in_package(part),
        _SUSPECT,
    )


def _refuse_many(count: int) -> None:
    if count > MAX_ENTRIES:
        raise ReadError(
            Bilingual(
                f"文件包内文件过多：{count} 个，上限为 {MAX_ENTRIES} 个",
                f"too many files in the package: {count}, the limit is {MAX_ENTRIES}",
            ),
            WHOLE_FILE,
            _SUSPECT,
        )


def _refuse_unpacked(size: int) -> None:
    if size > MAX_UNPACKED:
        limit = MAX_UNPACKED // 1_000_000
        raise ReadError(
            Bilingual(
                f"内容过大：解压后共 {size / 1e6:.0f} MB，上限为 {limit} MB",
                f"too large: {size / 1e6:.0f} MB when unpacked, the limit is {limit} MB",
            ),
            WHOLE_FILE,
            _SUSPECT,
        )

"""What every reader of files offers, and the degrees of certainty it may claim."""

from __future__ import annotations

from typing import Protocol

from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Source

MAX_FILE_BYTES = 50_000_000
"""Largest file accepted, in bytes.  A year's ledger of forty units is under 1 MB as a Word file."""

SURE = 100
"""The file's own structure says what it is (a zip package that holds a Word document)."""
LIKELY = 50
"""The contents look like it (tags of a web page, columns with one delimiter)."""
FALLBACK = 1
"""Anything may be text."""

WHOLE_FILE = Bilingual("整个文件", "the whole file")


class FileReader(Protocol):
    """A reader of one kind of file."""

    @property
    def name(self) -> str:
        """The kind's short name: `docx`, `html`, `text`."""
        ...

    def score(self, data: bytes, name: str) -> int | None:
        """How surely `data` is of this kind (SURE, LIKELY, FALLBACK), None when it is not.

        Judged by content; `name` may only decide between kinds that the content leaves open.
        """
        ...

    def read(self, data: bytes, name: str) -> Source:
        """The file taken apart in reading order; raises ReadError with what, where and what to do."""
        ...


def count_in(text: str | None, otherwise: int = 0) -> int:
    """The number that a file gives as plain digits; `otherwise` for none, for other signs, and from a milliard on."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def refuse_large(data: bytes, limit: int = MAX_FILE_BYTES) -> None:
    """Raise ReadError when the file is larger than `limit` bytes."""
    if len(data) > limit:
        raise ReadError(
            Bilingual(
                f"文件过大：{len(data) / 1e6:.1f} MB，上限为 {limit // 1_000_000} MB",
                f"the file is too large: {len(data) / 1e6:.1f} MB, the limit is {limit // 1_000_000} MB",
            ),
            WHOLE_FILE,
            Bilingual("请只保留台账表格，或分成几个文件。", "Keep only the ledger tables, or split the file."),
        )


def in_package(part: str) -> Bilingual:
    """Where in a file a part of its package is."""
    return Bilingual(f"文件包中的 {part}", f"{part} in the package")


def damaged(program: str = "", kind: str = "", *, where: Bilingual = WHOLE_FILE) -> ReadError:
    """What to say of a file that ends too early or makes no sense; `program` can save it anew, as `kind` (.xlsx)."""
    zh = f"用 {program} 或 WPS 打开后另存为 {kind} 再试" if program else "打开后另存再试"
    en = f"open it in {program} or WPS and save it as {kind}" if program else "open it and save it anew"
    return ReadError(
        Bilingual("文件不完整或已损坏", "the file is cut off or damaged"),
        where,
        Bilingual(f"请重新获取完整的文件，或{zh}。", f"Get the whole file again, or {en}."),
    )

"""What a person drops in: safe names, archives opened, and the kinds of files that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from taizhang.reading import is_archive, open_archive
from taizhang.reading.files import READERS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AT_ONCE = 60
"""Most documents of one import: each is reviewed by a person."""

KINDS: dict[str, _StrPromise] = {
    "docx": _("Word"),
    "office": _("旧版 Word、WPS 文字、RTF、ODT"),
    "xlsx": _("Excel"),
    "ods": _("WPS、ODS 表格"),
    "pdf": _("PDF"),
    "html": _("网页"),
    "text": _("文本"),
    "archive": _("装有这些文件的压缩包"),
}


def safe_name(name: str) -> str:
    """The file's own name without folders, as some browsers send them."""
    return PurePath(name.replace("\\", "/")).name[:200]


def documents(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The document itself, or each one of an archive; raises `taizhang.reading.ReadError` for an unsafe archive."""
    if not is_archive(data):
        yield name, data
        return
    for entry, content in open_archive(data, name):
        yield safe_name(entry), content


def readable() -> list[_StrPromise]:
    """The kinds of files that this version reads, in words."""
    known = {reader.name for reader in READERS}
    return [word for kind, word in KINDS.items() if kind in known]

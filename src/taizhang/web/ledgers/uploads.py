"""What a person drops in: safe names, and the kinds of files that can be read."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from taizhang.reading.files import readers

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST = 200
"""Longest name of a file that is kept, in characters."""

KINDS: dict[str, _StrPromise] = {
    "docx": _("Word"),
    "office": _("旧版 Word、WPS 文字、RTF、ODT"),
    "xlsx": _("Excel"),
    "ods": _("WPS、ODS 表格"),
    "pdf": _("PDF"),
    "image": _("扫描件和图片"),
    "html": _("网页"),
    "text": _("文本"),
    "archive": _("装有这些文件的压缩包"),
}


def safe_name(name: str) -> str:
    """The file's own name without folders, as some browsers send them."""
    return PurePath(name.replace("\\", "/")).name[:LONGEST]


def safe_path(name: str) -> str:
    """A file's path inside an archive; of a long one the end."""
    return name.replace("\\", "/")[-LONGEST:]


def readable() -> list[_StrPromise]:
    """The kinds of files that this version reads, in words."""
    known = {reader.name for reader in readers()}
    if not find_spec("rapidocr"):  # the extra that recognises scans
        known.discard("image")
    return [word for kind, word in KINDS.items() if kind in known]

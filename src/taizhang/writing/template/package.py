"""A Word file from outside: opened within limits, refused where it could do harm, cleaned of links to elsewhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual

from ..errors import WriteError
from .names import W

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "word/document.xml"
LARGEST = 10 * 2**20
"""Most bytes of a file; a form with a logo has some hundred thousand."""
LARGEST_INSIDE = 60 * 2**20
MOST_PARTS = 1_000
_MADE = (1980, 1, 1, 0, 0, 0)  # the same ledger gives the same bytes
_TYPES = "[Content_Types].xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ATTACHED = f"{W}attachedTemplate"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HINT = Bilingual(
    "请给出含有台账表格（至少有表头）的 .docx 文件。", "Give a .docx with the ledger's table, its header at least."
)
_SAVE_ANEW = Bilingual("请用 Word 或 WPS 打开，另存为 .docx 后再试。", "Open it in Word or WPS and save it as .docx.")


def opened(data: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name, without links to files elsewhere.

    Raises WriteError for what is no Word document or is damaged, too large inside, locked, or holds macros,
    embedded files or declarations of its own (DTD).
    """
    parts = _unpacked(data)
    _refuse_acting(parts)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            root = parsed(part)
            if name.endswith((".rels", "/settings.xml")) and _unlinked(root):
                parts[name] = written(root)
    root = parsed(parts[MAIN])
    if root.tag != f"{W}document" or root.nsmap.get("w") != W[1:-1]:
        raise WriteError(
            Bilingual("这个 Word 文件的格式较少见，无法套用", "the Word file is of a rare kind"), _SAVE_ANEW
        )
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a .docx, the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def written(root: _Element) -> bytes:
    """An XML part of its root."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def parsed(part: bytes) -> _Element:
    """The root of an XML part; raises WriteError for a broken one, and for one that declares entities."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _acting(Bilingual("文档类型声明", "declarations of its own"))
    return root


def _unpacked(data: bytes) -> dict[str, bytes]:
    if len(data) > LARGEST:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [e for e in package.infolist() if not e.is_dir()]
            small = len(entries) <= MOST_PARTS and sum(e.file_size for e in entries) <= LARGEST_INSIDE
            parts = {e.filename: package.read(e) for e in entries} if small else {}
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise WriteError(Bilingual("这不是 Word 文档（.docx）", "this is no Word document (.docx)"), _HINT) from error
    except RuntimeError as error:  # what zipfile says of a file with a password
        raise WriteError(Bilingual("文件已加密", "the file is encrypted"), _SAVE_ANEW) from error
    if not small:
        raise _too_large()
    if MAIN not in parts or _TYPES not in parts:
        raise WriteError(Bilingual("这不是 Word 文档（.docx）", "this is no Word document (.docx)"), _HINT)
    return parts


def _refuse_acting(parts: dict[str, bytes]) -> None:
    """Macros, controls and embedded files are refused; a .dotx becomes a .docx."""
    names = [name.lower() for name in parts]
    types = parts[_TYPES]
    if b"macroenabled" in types.lower() or any("vbaproject" in name or "vbadata" in name for name in names):
        raise _acting(Bilingual("宏", "macros"))
    if any("/activex/" in name or "/embeddings/" in name for name in names):
        raise _acting(Bilingual("嵌入的控件或文件", "embedded controls or files"))
    if b'wordprocessingml.template.main+xml"' in types:
        template = _DOCUMENT.replace("document.main", "template.main")
        parts[_TYPES] = types.replace(template.encode(), _DOCUMENT.encode())


def _unlinked(root: _Element) -> bool:
    """Whether the template that the file was made from was taken out; any other link but an address is refused."""
    links = [e for e in root.iter(_RELATION) if e.get("TargetMode") == "External"]
    kinds = {link.get("Type", "").rpartition("/")[2] for link in links}
    if kinds - {"hyperlink", "attachedTemplate"}:
        raise _acting(Bilingual("指向外部文件的链接", "links to files elsewhere"))
    gone = [e for e in links if not e.get("Type", "").endswith("/hyperlink")] + list(root.iter(_ATTACHED))
    for element in gone:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return bool(gone)


def _acting(what: Bilingual) -> WriteError:
    return WriteError(
        Bilingual(f"文件含有{what.zh}，不能用作模板", f"the file holds {what.en} and cannot be a template"), _SAVE_ANEW
    )


def _damaged() -> WriteError:
    return WriteError(Bilingual("Word 文件已损坏", "the Word file is damaged"), _SAVE_ANEW)


def _too_large() -> WriteError:
    return WriteError(
        Bilingual("Word 文件过大，或解压后异常地大", "the Word file is too large, or unpacks to too much"), _HINT
    )

"""XML parts parsed safely: no entities, no network, no declarations, nesting within the library's bound."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from taizhang.ledger import Bilingual

from ..errors import ReadError
from .base import in_package

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_NESTING = 40
"""Deepest nesting of tables, text boxes and wrappers that is walked; documents people make stay under 10."""

LARGE = 20_000_000
"""Bytes from which a part is walked piece by piece rather than held as a tree."""


def parse(data: bytes, part: str) -> _Element:
    """The root of an XML part; raises ReadError when it is broken, too deep or declares entities."""
    if b"<!DOCTYPE" in data:
        raise _declares(part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise too_deep(part) from error
        raise _broken(part, error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(part)
    return root


def elements(data: bytes, part: str, *tags: str) -> Iterator[_Element]:
    """The elements of an XML part that have one of `tags`, in document order, each with what is inside it.

    A large part is never in memory as a whole: an element is emptied when the next one is asked for.
    Raises ReadError as `parse` does.
    """
    if len(data) < LARGE:
        yield from parse(data, part).iter(*tags)
        return
    if b"<!DOCTYPE" in data:
        raise _declares(part)
    steps = etree.iterparse(
        io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in steps:
            if element.getroottree().docinfo.internalDTD is not None:
                raise _declares(part)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        if isinstance(error, ReadError):
            raise
        raise _broken(part, error) from error


def too_deep(part: str = "") -> ReadError:
    """What to say of a document whose parts are nested beyond all measure."""
    return ReadError(
        Bilingual(
            f"文档结构嵌套过深，上限为 {MAX_NESTING} 层", f"the document is nested too deep; the limit is {MAX_NESTING}"
        ),
        _in(part),
        _ANEW,
    )


_ANEW = Bilingual("请用 Word 或 WPS 打开，另存后再导入。", "Open it in Word or WPS, save it anew, then import it.")


def _in(part: str) -> Bilingual:
    return in_package(part) if part else Bilingual("正文", "the body")


def _broken(part: str, error: Exception) -> ReadError:
    return ReadError(
        Bilingual("文件内容已损坏", "the file's content is damaged"),
        Bilingual(f"{_in(part).zh}（{error}）", f"{_in(part).en} ({error})"),
        _ANEW,
    )


def _declares(part: str) -> ReadError:
    return ReadError(
        Bilingual("文件声明了外部实体，已拒绝读取", "the file declares entities and is refused"),
        _in(part),
        Bilingual(
            "正常的办公文件没有这样的声明，请向报送单位核实。", "No office program writes such; ask who sent the file."
        ),
    )

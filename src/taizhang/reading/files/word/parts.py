"""The parts of a Word package by what they are for, as its relationships name them."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang.ledger import Bilingual

from ...errors import ReadError
from ..base import WHOLE_FILE
from ..package import Package
from ..xml import parse
from .names import MAIN, STRICT

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL = "word/document.xml"


class Relation(Struct, frozen=True):
    """What a part stands in relation to: the last word of the relation's type, and the other part's name."""

    kind: str
    target: str
    identity: str


class WordParts:
    """A package seen as a Word document; raises ReadError where it has no main part."""

    def __init__(self, package: Package) -> None:
        self._package = package
        main = [r.target for r in self._relations("") if r.kind == "officeDocument"]
        self.main = next((name for name in (*main, _USUAL) if name in package.names), "")
        if not self.main:
            raise ReadError(
                Bilingual("Word 文件里没有正文", "the Word file has no body"),
                WHOLE_FILE,
                Bilingual(
                    "请用 Word 或 WPS 打开，另存后再导入。", "Open it in Word or WPS, save it anew, then import it."
                ),
            )
        self._related = tuple(self._relations(self.main))

    def body(self) -> tuple[_Element, bytes]:
        """The main part's root, and its bytes for asking quickly what it cannot hold."""
        data = self._bytes(self.main) or b""
        return parse(data, self.main), data

    def part(self, kind: str) -> _Element | None:
        """The root of the part of one kind (`numbering`, `styles`, `footnotes`), None where there is none."""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[_Element]:
        """The roots of all parts of one kind (`header`, `footer`)."""
        for relation in self._related:
            if relation.kind == kind and (data := self._bytes(relation.target)) is not None:
                yield parse(data, relation.target)

    @property
    def has_pictures(self) -> bool:
        """True when the package holds pictures."""
        return any(r.kind == "image" for r in self._related)

    @property
    def has_macros(self) -> bool:
        """True when the package holds macros."""
        return any(r.kind == "vbaProject" for r in self._related)

    def _bytes(self, name: str) -> bytes | None:
        data = self._package.read(name)
        if data and STRICT.encode() in data[:4000]:
            return data.replace(STRICT.encode(), MAIN.encode())
        return data

    def _relations(self, part: str) -> Iterator[Relation]:
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        data = self._package.read(name)
        if data is None:
            return
        for element in parse(data, name).iter(_RELATION):
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "")
            target = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
            yield Relation(element.get("Type", "").rpartition("/")[2], target, element.get("Id", ""))

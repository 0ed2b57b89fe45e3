"""The element and attribute names of WordprocessingML that the walk knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of ISO 29500 Strict; parts in it are read as if they were in MAIN."""
W = f"{{{MAIN}}}"
VAL = f"{W}val"

P, R, T, TBL, TR, TC = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc"))
P_PR, R_PR, TR_PR, TC_PR = (f"{W}{name}" for name in ("pPr", "rPr", "trPr", "tcPr"))
SDT, SDT_CONTENT = f"{W}sdt", f"{W}sdtContent"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BOX = f"{W}txbxContent"

OFF = frozenset({"0", "false", "off"})
"""Values by which a property says that it does not hold."""

WRAPPERS = frozenset({
    *(f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "bdo", "dir")),
    *(f"{W}{name}" for name in ("sdtContent", "ruby", "rubyBase")),
    SDT, CHOICE,
})  # fmt: skip
"""Elements that stand around text without being part of it; what was inserted counts as written."""
GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid"))
"""Elements whose contents are not printed: tracked deletions, pronunciation over characters, properties."""


def properties_of(element: _Element, tag: str) -> _Element | None:
    """The properties of an element, which stand first in it; much quicker than asking for a child by name."""
    return element[0] if len(element) and element[0].tag == tag else None

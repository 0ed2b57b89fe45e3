"""The text of a web page in the encoding that it is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHINESE = frozenset({"gb2312", "gb_2312-80", "gbk", "gb18030", "cp936", "ms936", "x-gbk", "hz-gb-2312", "csgb2312"})


def page_text(data: bytes, declared: str = "") -> str:
    """The page's text; `declared` is the encoding that came with it in a message's head.

    UTF-8 and GB18030 are tried before an unfit declaration is believed: pages saved again by a browser often
    keep the declaration of the page they were.  Bytes that no encoding explains become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    found = _DECLARED.search(data[:4096])
    named = [_known(name) for name in (declared, found[1].decode("ascii") if found else "")]
    for encoding in ("utf-8", *(name for name in named if name), "gb18030"):
        try:
            return _without_declaration(data.decode(encoding))
        except (UnicodeDecodeError, UnicodeError):
            continue
    best = next((name for name in named if name), "utf-8")
    return _without_declaration(data.decode(best, "replace"))


def _known(name: str) -> str:
    """The encoding's name for Python, GB18030 for all its parts, empty for one not known."""
    if name.lower() in _CHINESE:
        return "gb18030"
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""


def _without_declaration(text: str) -> str:
    return _DECLARATION.sub("", text, count=1)

"""A page's text to its tree: scripts aren't run, nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from ..xml import too_deep

if TYPE_CHECKING:
    from lxml.etree import _Element


def tree_of(text: str) -> _Element | None:
    """The body of a page, None when the page is empty; raises ReadError when elements are nested too deep.

    Pages leave elements open, so real ones are nested some hundred deep; the parser's bound is 2,048.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing but blanks or comments
        return None
    if any(error.type_name == "ERR_NAME_TOO_LONG" or "depth" in error.message for error in parser.error_log):
        raise too_deep()
    body = None if root is None else root.find("body")
    return root if body is None else body

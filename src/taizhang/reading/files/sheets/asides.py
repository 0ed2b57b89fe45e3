"""What an Excel sheet holds outside its cells: comments on cells and text boxes that lie over them."""

from __future__ import annotations

from ..base import count_in
from ..build import tidy
from ..package import Package
from ..xml import parse
from .sheet import SheetCell

Links = dict[str, tuple[str, str]]


def asides(package: Package, links: Links) -> list[SheetCell]:
    """The texts of a sheet's comments and text boxes at the places they are fixed to."""
    found: list[SheetCell] = []
    for kind, part in links.values():
        content = package.read(part) if kind.endswith(("/comments", "/drawing")) else None
        if content is None:
            continue
        found += _comments(content, part) if kind.endswith("/comments") else _boxes(content, part)
    return found


def _comments(content: bytes, part: str) -> list[SheetCell]:
    found = []
    for comment in parse(content, part).iter("{*}comment"):
        ref = comment.get("ref") or "A1"
        letters = ref.rstrip("0123456789")
        column = sum((ord(c) - 64) * 26**k for k, c in enumerate(reversed(letters[:3]))) - 1
        row = count_in(ref[len(letters) :], 1) - 1
        text = tidy("".join(t.text or "" for t in comment.iter("{*}t")))
        if text:
            found.append(SheetCell(row, column, text))
    return found


def _boxes(content: bytes, part: str) -> list[SheetCell]:
    found = []
    for anchor in parse(content, part).iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        paragraphs = ["".join(t.text or "" for t in p.iter("{*}t")) for p in anchor.iter("{*}p")]
        text = tidy("\n".join(paragraphs))
        if text:
            row, column = (next((count_in(e.text) for e in anchor.iter(f"{{*}}{tag}")), 0) for tag in ("row", "col"))
            found.append(SheetCell(row, column, text))
    return found

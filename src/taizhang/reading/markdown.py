"""The signs of Markdown in a text: headings, quotations and bold print, which people write into plain files too."""

from __future__ import annotations

from taizhang.language.patterns import Pattern
from taizhang.ledger import Leftover, Origin, Span

_HEADING = Pattern(r"(?m)^ {0,3}(?:#{1,6}|>) +(?=[^\s#>|])(?![^\n]*\t)")
_BOLD = Pattern(r"(?m)(?:^[ \t]*[-*+] +)?(?<!\*)\*\*(?=[^\s*、，。；：:)）])([^*\n|\t]{1,80}?)(?<=[^\s*])\*\*(?!\*)")
"""Words in bold, with the bullet of a list whose items open with them; 张** and 李** are names held back."""


def without_signs(text: str) -> tuple[str, tuple[Leftover, ...]]:
    """The text without the signs, and one leftover for each place they stood in."""
    found: list[tuple[int, int]] = []
    if "# " in text or "> " in text:
        found += [match.span() for match in _HEADING.finditer(text)]
    if "**" in text:
        for match in _BOLD.finditer(text):
            found += [(match.start(), match.start(1)), (match.end(1), match.end())]
    return _cut(text, sorted(found)) if found else (text, ())


def _cut(text: str, places: list[tuple[int, int]]) -> tuple[str, tuple[Leftover, ...]]:
    kept: list[str] = []
    leftovers: list[Leftover] = []
    at = length = 0
    for start, end in places:
        start = max(start, at)  # a heading may be in bold
        kept.append(text[at:start])
        length += start - at
        at = end
        leftovers.append(Leftover(text[start:end].strip(), "debris", Origin(spans=(Span(length, length),))))
    kept.append(text[at:])
    return "".join(kept), tuple(leftovers)

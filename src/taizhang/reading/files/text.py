"""Plain and pasted text: the layouts of `taizhang.reading.layouts` find the table in it."""

from __future__ import annotations

from msgspec.structs import replace

from ..decode import decode
from ..errors import cut_off, no_table
from ..grid import Grid, Paragraph, Source
from .base import FALLBACK


class TextReader:
    """Text in any encoding that `decode` knows; spans count in what is decoded, signs of Markdown left out."""

    name = "text"

    def score(self, data: bytes, name: str) -> int | None:
        """Always FALLBACK: `read` says what a file is that is no text."""
        return FALLBACK

    def read(self, data: bytes | str, name: str) -> Source:
        """The text under the layout that fits it best; raises ReadError as `decode` does, or without a table."""
        from ..markdown import without_signs
        from ..text import best_draft

        decoded = decode(data)
        text, signs = without_signs(decoded.text)
        draft = best_draft(text)
        if draft is None:
            raise no_table(text)
        if draft.cut_short is not None:
            raise cut_off(draft.cut_short)
        return Source(draft.blocks, name, text, draft.marks, (*decoded.leftovers, *signs, *draft.leftovers))


def as_text(source: Source) -> Source:
    """A document without a ledger's table as the text that it prints, taken apart as text is.

    Offices also write ledgers as paragraphs with tabs, as records, or paste a flattened table.  Raises ReadError
    as TextReader does.
    """
    lines: list[str] = []
    for block in source.blocks:
        lines += [block.text] if isinstance(block, Paragraph) else _rows(block)
    made = TextReader().read("\n".join(lines), source.name)
    return replace(made, leftovers=(*source.leftovers, *made.leftovers), notices=source.notices)


def _rows(grid: Grid) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, [""] * grid.width)[cell.column] = cell.text.replace("\n", " ")
    return ["\t".join(texts) for _, texts in sorted(rows.items())]

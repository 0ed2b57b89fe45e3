"""Plain and pasted text: the layouts of `taizhang.reading.layouts` find the table in it."""

from __future__ import annotations

from ..decode import decode
from ..errors import cut_off, no_table
from ..grid import Source
from ..text import best_draft
from .base import FALLBACK


class TextReader:
    """Text in any encoding that `decode` knows; its ledger's spans count in the decoded text."""

    name = "text"

    def score(self, data: bytes, name: str) -> int | None:
        """Always FALLBACK: `read` says what a file is that is no text."""
        return FALLBACK

    def read(self, data: bytes | str, name: str) -> Source:
        """The text under the layout that fits it best; raises ReadError as `decode` does, or without a table."""
        decoded = decode(data)
        draft = best_draft(decoded.text)
        if draft is None:
            raise no_table(decoded.text)
        if draft.cut_short is not None:
            raise cut_off(draft.cut_short)
        return Source(draft.blocks, name, decoded.text, draft.marks, (*decoded.leftovers, *draft.leftovers))

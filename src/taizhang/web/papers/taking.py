"""A file as a layout: plain data in and out; it runs in a process of its own, for files come from outside."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec.structs import replace

from taizhang import reading
from taizhang.ledger import Document, Ledger, Project, Task
from taizhang.writing import Layout, layout_from_json, layout_to_json, write
from taizhang.writing.layouts.word import layout_from_word
from taizhang.writing.template import proved

_TRIED = Ledger(Document(title="1"), projects=(Project("1", "1", tasks=(Task(0, "1", "1"),)),))


def layout_in(data: bytes, file: str) -> bytes:
    """The layout of a Word file, or in a JSON one, as JSON, under the file's name.

    A few words are written in it once, so that what it cannot be used for is told now.  Raises WriteError as
    `layout_from_word` and `layout_from_json` do, and ReadError for a Word file that is not read.
    """
    path = PurePosixPath(file)
    if path.suffix.lower() == ".json":
        layout = layout_from_json(data)
        layout = replace(layout, template=proved(layout.template)) if layout.template else layout
    else:
        layout = layout_from_word(data, path.stem, lambda data: reading.read(data, name=file, form=True).ledger)
    if layout.fields:
        write(_TRIED, "docx", layout)
    return layout_to_json(_trimmed(layout))


def _trimmed(layout: Layout) -> Layout:
    """The layout without what no person could have meant."""
    notes = tuple(note[:500] for note in layout.notes[:20])
    return replace(layout, title=layout.title[:200], notes=notes)

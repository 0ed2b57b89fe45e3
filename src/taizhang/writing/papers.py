"""A ledger in a layout as a file of any kind, and files that appear only when whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from taizhang.ledger import Bilingual, Ledger, to_json

from .csv import to_csv
from .errors import WriteError
from .layouts import AS_READ, Layout, Period, arrange, titled
from .sheet import Align, Sheet, draw


def laid_out(ledger: Ledger, layout: Layout = AS_READ, *, title: str = "", earlier: Sequence[Period] = ()) -> Ledger:
    """The ledger as the layout has it, under another title where one is given; raises WriteError as `arrange` does."""
    laid = arrange(ledger, layout, earlier)
    return replace(laid, document=titled(laid.document, title)) if title else laid


def sheet_of(ledger: Ledger, layout: Layout = AS_READ) -> Sheet:
    """The table on paper of a ledger that is already laid out in the layout."""
    shares = {}
    if _is_whole(ledger, layout):
        shares = {k: f.width for k, f in enumerate(layout.fields) if f.width}
    return draw(ledger, layout.paper, layout.look, shares=shares, aligns=_aligns(ledger, layout))


def _is_whole(ledger: Ledger, layout: Layout) -> bool:
    """Whether the ledger's columns are the layout's fields one by one: none was left out or repeated."""
    return len(layout.fields) == len(ledger.columns)


def _aligns(ledger: Ledger, layout: Layout) -> dict[int, Align]:
    """The columns that the layout aligns."""
    return {k: f.align for k, f in enumerate(layout.fields) if f.align} if _is_whole(ledger, layout) else {}


def write(
    ledger: Ledger, kind: str, layout: Layout = AS_READ, *, title: str = "", earlier: Sequence[Period] = ()
) -> bytes:
    """The ledger as a file: `kind` is docx, xlsx, pdf, html, csv or json.

    Raises WriteError for a layout that doesn't suit the ledger, and for a PDF where typst is missing; KeyError for
    another kind.
    """
    make = _MAKERS[kind]
    return make(laid_out(ledger, layout, title=title, earlier=earlier), layout)


def save(data: bytes, path: Path) -> None:
    """Write a file that appears only when it is whole; raises OSError as writing does."""
    path = Path(os.path.realpath(path))  # a link goes on pointing at the new file
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def kind_of(path: Path) -> str:
    """The kind of file that a name asks for; raises WriteError that says which there are."""
    suffix = path.suffix[1:].lower()
    kind = {"htm": "html"}.get(suffix, suffix)
    if kind not in _MAKERS:
        names = [f".{kind}" for kind in _MAKERS]
        raise WriteError(
            Bilingual(f"{path.name}：只能写 {'、'.join(names)}", f"{path.name}: only {', '.join(names)} can be written")
        )
    return kind


def _docx(ledger: Ledger, layout: Layout) -> bytes:
    from .docx import to_docx
    from .template import to_docx as into_template

    sheet = sheet_of(ledger, layout)
    if layout.template is None:
        return to_docx(sheet)
    return into_template(sheet, ledger, layout.template, _aligns(ledger, layout))


def _xlsx(ledger: Ledger, layout: Layout) -> bytes:
    from .xlsx import to_xlsx

    return to_xlsx(sheet_of(ledger, layout))


def _pdf(ledger: Ledger, layout: Layout) -> bytes:
    from .pdf import to_pdf

    return to_pdf(sheet_of(ledger, layout))


def _html(ledger: Ledger, layout: Layout) -> bytes:
    from .html import to_html

    return to_html(sheet_of(ledger, layout))


_MAKERS: Mapping[str, Callable[[Ledger, Layout], bytes]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "pdf": _pdf,
    "html": _html,
    "csv": lambda ledger, layout: to_csv(ledger),
    "json": lambda ledger, layout: to_json(ledger, indent=2),
}
KINDS = tuple(_MAKERS)
"""The kinds of files that can be made of a ledger, by the ending of their names."""

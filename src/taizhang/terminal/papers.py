"""What the command `taizhang write` asks for: a layout by name or file, and earlier periods beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from taizhang.ledger import Bilingual, Ledger
from taizhang.writing import LAYOUTS, Layout, Period, WriteError, layout_from_json, layout_named


def layout_of(name: str, size: float | None = None) -> Layout:
    """The layout of that name, in that .json file, or of the table in that .docx file; `size` is the table's type.

    Raises WriteError for one that there isn't or that cannot be read.
    """
    path = Path(name)
    if path.suffix.lower() not in (".json", ".docx"):
        layout = layout_named(name)
    else:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise WriteError(Bilingual(f"{name}：{error.strerror}", f"{name}: {error.strerror}")) from error
        layout = _from_json(data) if path.suffix.lower() == ".json" else _from_word(data, path.stem)
    return replace(layout, look=replace(layout.look, size=size)) if size else layout


def _from_json(data: bytes) -> Layout:
    from taizhang.writing.template import proved

    layout = layout_from_json(data)
    return replace(layout, template=proved(layout.template)) if layout.template else layout


def _from_word(data: bytes, name: str) -> Layout:
    from taizhang import reading
    from taizhang.writing.layouts.word import layout_from_word

    def read(data: bytes) -> Ledger:
        try:
            return reading.read(data, name=name, form=True).ledger
        except reading.ReadError as error:
            raise WriteError(error.what, error.hint) from error

    return layout_from_word(data, name, read)


def beside(ledger: Ledger, earlier: Sequence[Ledger]) -> tuple[Period, ...]:
    """Earlier states of the list, oldest first, and this one, each row matched with ours."""
    if not earlier:
        return ()
    from taizhang.measuring import match_rows

    periods = [Period(_label(old, k), old, match_rows(old, ledger)) for k, old in enumerate(earlier, 1)]
    return tuple(sorted(periods, key=_begins))


def _label(ledger: Ledger, number: int) -> str:
    return ledger.document.period_text or f"第{number}期"


def _begins(period: Period) -> str:
    when = period.ledger.document.period
    return when.end.isoformat() if when else ""


def listed(lang: str) -> list[str]:
    """A line for each layout that comes with the program: its name and what it is; then how to make one's own."""
    named = [f"{name:16}{layout.label.in_language(lang)}" for name, layout in LAYOUTS.items()]
    return [*named, "", *(line.in_language(lang) for line in _OWN)]


_OWN = (
    Bilingual("自己的版式：", "One's own:"),
    Bilingual(
        "  taizhang layouts 季度台账 > 本县.json            在文件里改列、表头、列宽，用 --layout 本县.json",
        "  taizhang layouts quarterly > ours.json           change columns, headings, widths; then --layout ours.json",
    ),
    Bilingual(
        "  taizhang write 台账.txt -o 台账.docx --layout 本县用表.docx   一直在用的 Word 表：表头作列，样子照旧",
        "  taizhang write a.txt -o a.docx --layout form.docx   a Word form of the office: its columns and its look",
    ),
)

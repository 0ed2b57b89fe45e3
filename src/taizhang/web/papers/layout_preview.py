"""A layout tried on the newest ledger of its place, as markup and as what is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from msgspec.structs import replace

from taizhang.ledger import Document, Ledger, Role
from taizhang.writing import Layout, WriteError, laid_out, sheet_of
from taizhang.writing.html import fragment
from taizhang.writing.layouts import unknown
from taizhang.writing.sheet import Sheet

SHOWN = 12
"""Items of the preview; the file has them all."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The table with the texts around it, how it lies on paper, and what a person should know of it."""

    markup: str = ""
    page: str = ""
    notices: tuple[str, ...] = ()
    error: str = ""


def preview_of(layout: Layout, ledger: Ledger | None) -> Preview:
    """The layout on the ledger's first items, on an empty one where there is none."""
    tried = first_items(ledger) if ledger else Ledger(Document(title=_("（台账标题）")))
    try:
        laid = laid_out(tried, layout)
        sheet = sheet_of(laid, layout)
    except WriteError as error:
        return Preview(error=error.in_language(get_language() or "zh"))
    page = f"{layout.paper.size}{'-lying' if layout.paper.landscape else ''}"
    markup = mark_safe(_with_widths(fragment(sheet, level=2), sheet))  # noqa: S308 -- the writer escapes all words in it
    return Preview(markup, page, tuple(_notices(layout, sheet, ledger)))


def first_items(ledger: Ledger) -> Ledger:
    """The ledger's first items with the rows over them."""
    if len(ledger.projects) <= SHOWN:
        return ledger
    kept = ledger.projects[:SHOWN]
    last = max((t.row for p in kept for t in p.tasks), default=0)
    return replace(ledger, projects=kept, sections=tuple(s for s in ledger.sections if s.row < last))


def own_names(ledger: Ledger | None) -> list[str]:
    """The columns of a ledger that no role is known for, or that are a second one of their role."""
    if ledger is None:
        return []
    seen: set[Role] = set()
    names = []
    for column in ledger.columns:
        if column.role is Role.EXTRA or column.role in seen:
            names.append(column.name)
        seen.add(column.role)
    return names


def _with_widths(markup: str, sheet: Sheet) -> str:
    """The markup with the columns' shares of the page, which a strict policy lets no style say."""
    whole = sum(sheet.widths) or 1
    columns = "".join(f'<col width="{100 * width / whole:.1f}%">' for width in sheet.widths)
    return markup.replace("<thead>", f"<colgroup>{columns}</colgroup><thead>", 1)


def _notices(layout: Layout, sheet: Sheet, ledger: Ledger | None) -> list[str]:
    told = []
    if ledger is None:
        told.append(_("这个地区还没有台账，先按空表预览。"))
    elif len(ledger.projects) > SHOWN:
        told.append(_("预览前%(shown)s件，共%(all)s件。") % {"shown": SHOWN, "all": len(ledger.projects)})
    if sheet.size < layout.look.size and layout.template is None:
        sizes = {"size": f"{sheet.size:g}", "wanted": f"{layout.look.size:g}"}
        told.append(_("列多，%(wanted)s磅放不下，表内用%(size)s磅。") % sizes)
    names = (
        {column.name for column in ledger.columns} | {h for c in ledger.columns for h in c.heading} if ledger else set()
    )
    missing = [layout.fields[k].of for k in unknown(layout) if layout.fields[k].of not in names]
    if ledger and missing:
        told.append(_("台账里没有“%(names)s”，这一列印出来是空的，供手工填写。") % {"names": "”“".join(missing)})
    return told

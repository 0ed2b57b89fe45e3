"""The form in which a layout is made: what the browser sent -> a layout, and what is wrong with each of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from msgspec.structs import replace

from taizhang.ledger import Role
from taizhang.web.ledgers.labels import ROLES
from taizhang.web.numbers import whole
from taizhang.writing import Field, Layout
from taizhang.writing.layouts import faults
from taizhang.writing.layouts.faults import MOST
from taizhang.writing.sheet import Look, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

TIER = "／"
"""What parts the tiers of a heading where they are typed in one line."""
MADE: Mapping[str, _StrPromise] = {"indicator": gettext_lazy("指标名称"), "target_value": gettext_lazy("目标值")}
"""What is made out of a task's words, beside the roles."""
GROUPS: Mapping[str, _StrPromise] = {
    "own": gettext_lazy("照台账原有的分组行"),
    "none": gettext_lazy("不分组"),
    "tier": gettext_lazy("按层级分组（省市区）"),
    "category": gettext_lazy("按类别分组"),
}
NUMBERINGS: Mapping[str, _StrPromise] = {
    "own": gettext_lazy("照台账原有的序号"),
    "through": gettext_lazy("从头到尾连续编号"),
    "by_group": gettext_lazy("每组从1编号"),
}
SORTS: Mapping[str, _StrPromise] = {
    "own": gettext_lazy("照台账原有的顺序"),
    "number": gettext_lazy("按序号"),
    "unit": gettext_lazy("按牵头单位"),
    "deadline": gettext_lazy("按完成时限"),
    "status": gettext_lazy("按状态，滞后的在前"),
    "region": gettext_lazy("按地区"),
}
ALIGNS: Mapping[str, _StrPromise] = {
    "": gettext_lazy("按内容"),
    "left": gettext_lazy("靠左"),
    "center": gettext_lazy("居中"),
    "right": gettext_lazy("靠右"),
}
SIDES: tuple[_StrPromise, ...] = (gettext_lazy("上"), gettext_lazy("右"), gettext_lazy("下"), gettext_lazy("左"))
_LONGEST = 200


@dataclass(slots=True)
class Column:
    """A column as it stands in the form; `width` is as typed, `focus` the control that has the keyboard."""

    of: str = ""
    heading: str = ""
    width: str = ""
    align: str = ""
    each: bool = False
    optional: bool = False
    error: str = ""
    focus: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it asks for a column of the ledger's own, by its name."""
        return self.of not in ROLES and self.of not in MADE


@dataclass(slots=True)
class Form:
    """What stands in the form; `errors` are those of the whole, each column has its own."""

    name: str
    columns: list[Column]
    base: Layout
    groups: str = "own"
    numbering: str = "own"
    sort: str = "own"
    sums: bool = False
    tier_note: bool = False
    title: str = ""
    notes: str = ""
    paper: str = "A4"
    lying: bool = True
    margins: list[str] = field(default_factory=lambda: ["28", "20", "26", "20"])
    title_font: str = ""
    head_font: str = ""
    font: str = ""
    title_size: str = ""
    size: str = ""
    template: bool = False
    changed: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        """Whether it cannot be saved as it is."""
        return bool(self.errors) or any(column.error for column in self.columns)

    @property
    def is_list(self) -> bool:
        """Whether the layout has columns of its own."""
        return self.base.shape == "list"

    def sides(self) -> list[tuple[int, _StrPromise, str]]:
        """The margins, each with its place and name."""
        return [(k, side, text) for k, (side, text) in enumerate(zip(SIDES, self.margins, strict=True))]


def form_of(layout: Layout) -> Form:
    """The form of a layout as it is kept."""
    look = layout.look
    return Form(
        layout.name,
        [_column(f) for f in layout.fields],
        layout,
        groups=layout.groups,
        numbering=layout.numbering,
        sort=layout.sort,
        sums=layout.sums,
        tier_note=layout.tier_note,
        title=layout.title,
        notes="\n".join(layout.notes),
        paper=layout.paper.size,
        lying=layout.paper.landscape,
        margins=[f"{m:g}" for m in layout.paper.margins],
        title_font=look.title_font,
        head_font=look.head_font,
        font=look.font,
        title_size=f"{look.title_size:g}",
        size=f"{look.size:g}",
        template=layout.template is not None,
    )


def _column(f: Field) -> Column:
    width = f"{f.width:g}" if f.width else ""
    return Column(f.of, TIER.join(f.heading) if any(f.heading) else "", width, f.align, f.each, f.optional)


def form_sent(sent: QueryDict, base: Layout, known: Iterable[str]) -> Form:
    """The form that was sent, of the layout `base`; `known` are the names of columns that the region's ledgers have."""
    number = min(whole(sent.get("number", "")) or 0, MOST + 1)
    form = Form(
        " ".join(sent.get("name", "").split())[:60],
        [_column_sent(sent, k) for k in range(number)],
        base,
        groups=_one_of(sent, "groups", GROUPS),
        numbering=_one_of(sent, "numbering", NUMBERINGS),
        sort=_one_of(sent, "sort", SORTS),
        sums="sums" in sent,
        tier_note="tier_note" in sent,
        title=_words(sent, "title"),
        notes="\n".join(line for line in sent.get("notes", "")[:4000].splitlines() if line.strip()),
        paper="A3" if sent.get("paper") == "A3" else "A4",
        lying="lying" in sent,
        margins=[_words(sent, f"margin-{k}") for k in range(4)],
        title_font=_words(sent, "title_font"),
        head_font=_words(sent, "head_font"),
        font=_words(sent, "font"),
        title_size=_words(sent, "title_size"),
        size=_words(sent, "size"),
        template="template" in sent,
    )
    form.template = form.template and base.template is not None
    form.changed = True
    _check(form, set(known) | {f.of for f in base.fields})
    return form


def _one_of(sent: QueryDict, name: str, table: Mapping[str, _StrPromise]) -> str:
    asked = sent.get(name, "")
    return asked if asked in table else "own"


def _words(sent: QueryDict, name: str) -> str:
    return " ".join(sent.get(name, "").split())[:_LONGEST]


def _column_sent(sent: QueryDict, place: int) -> Column:
    align = sent.get(f"align-{place}", "")
    return Column(
        of=_words(sent, f"of-{place}")[:100],
        heading=_words(sent, f"heading-{place}"),
        width=_words(sent, f"width-{place}"),
        align=align if align in ALIGNS else "",
        each=f"each-{place}" in sent,
        optional=f"optional-{place}" in sent,
    )


def layout_of(form: Form) -> Layout:
    """The layout that the form tells; numbers that are none count as not given."""
    base = form.base
    chosen: dict[str, Any] = {
        name: getattr(form, name) for name in ("groups", "numbering", "sort", "sums", "tier_note", "title")
    }
    made = replace(
        base,
        fields=tuple(map(_field, form.columns)) if form.is_list else (),
        notes=tuple(form.notes.split("\n")) if form.notes else (),
        look=_look(form),
        template=base.template if form.template else None,
        **chosen,
    )
    if form.template:
        return made
    margins = [_number(m) for m in form.margins]
    sides = tuple(d if m is None else m for m, d in zip(margins, Paper().margins, strict=True))
    size = cast("Literal['A4', 'A3']", form.paper)
    return replace(made, paper=Paper(size, form.lying, cast("tuple[float, float, float, float]", sides)))


def _field(column: Column) -> Field:
    heading = tuple(part.strip() for part in column.heading.split(TIER)) if column.heading else ()
    of = column.of or (heading[-1] if heading else "")
    align = cast("Literal['left', 'center', 'right', '']", column.align)
    return Field(of, heading, _number(column.width) or 0, align, column.each, column.optional)


def _look(form: Form) -> Look:
    look, plain = form.base.look, Look()
    size = _number(form.size) or plain.size
    if form.template:
        return replace(look, size=size)
    return replace(
        look,
        title_font=form.title_font or plain.title_font,
        head_font=form.head_font or plain.head_font,
        font=form.font or plain.font,
        title_size=_number(form.title_size) or plain.title_size,
        size=size,
    )


def _number(text: str) -> float | None:
    """A measure of at most 999.9; None for nothing and for what is none."""
    try:
        found = float(text) if text.isascii() and len(text) <= 6 else None
    except ValueError:
        return None
    return round(found, 1) if found is not None and 0 <= found < 1000 else None


def _check(form: Form, known: set[str]) -> None:
    """Say what is wrong where it stands."""
    if form.is_list and not form.columns:
        form.errors.append(_("还没有一列。请至少加一列。"))
    for column in form.columns:
        column.error = _wrong(column, known)
    sizes = {_("表内字号"): form.size} if form.template else {_("标题字号"): form.title_size, _("表内字号"): form.size}
    for name, text in sizes.items():
        found = _number(text)
        if text and (found is None or not 5 <= found <= 60):
            form.errors.append(_("%(name)s要在5到60磅之间。") % {"name": name})
    if not form.template and any(_number(m) is None for m in form.margins):
        form.errors.append(_("页边距要填毫米数。"))
    language = get_language() or "zh"
    for fault in faults(layout_of(form)) if form.columns or not form.is_list else ():
        told = fault.what.in_language(language)
        if fault.at is None:
            form.errors.append(told)
        elif not form.columns[fault.at].error:
            form.columns[fault.at].error = told


def _wrong(column: Column, known: set[str]) -> str:
    if not column.of and not column.heading:
        return _("请填写表头，或者选这一列的内容。")
    if column.of and column.is_own and column.of not in known:
        return _("台账里没有“%(name)s”这一列，请重选。") % {"name": column.of}
    if column.width and _number(column.width) is None:
        return _("列宽要填毫米数，不填为自动。")
    return ""


def moved(form: Form, wish: str) -> None:
    """Do what a button beside a column asks: up-3, down-3, remove-3, add-3 (after column 3)."""
    act, _dash, text = wish.partition("-")
    place = whole(text)
    columns = form.columns
    if place is None or place >= max(len(columns), 1):
        return
    if act == "add" and len(columns) < MOST:
        columns.insert(place + 1, Column(focus="of"))
    elif act == "remove" and columns:
        del columns[place]
        for column in columns[min(place, len(columns) - 1) :][:1]:
            column.focus = "remove"
    elif act in ("up", "down"):
        _move(columns, place, act)
    form.errors = []
    for column in columns:
        column.error = ""


def _move(columns: list[Column], place: int, act: str) -> None:
    """Move a column by one; the keyboard stays on its button, at an end on the other one."""
    other = place + (1 if act == "down" else -1)
    if 0 <= other < len(columns):
        columns[place], columns[other] = columns[other], columns[place]
        last = {"up": 0, "down": len(columns) - 1}[act]
        columns[other].focus = act if other != last else {"up": "down", "down": "up"}[act]


Choice = tuple[str, str]


def choices(names: Iterable[str], form: Form) -> list[tuple[str, list[Choice]]]:
    """What may stand in a column, in groups: roles, what is made of words, the columns of the region's own ledgers."""
    roles = [(role.value, str(word)) for role, word in ROLES.items() if role is not Role.EXTRA]
    made = [(name, str(word)) for name, word in MADE.items()]
    used = [column.of for column in form.columns if column.of and column.is_own]
    own = [(name, name) for name in dict.fromkeys((*names, *used))]
    groups = ((_("台账的列"), roles), (_("由内容得出"), made), (_("本地台账自己的列"), own))
    return [(label, found) for label, found in groups if found]


def unsettled(form: Form, names: Iterable[str]) -> Iterator[tuple[int, Column]]:
    """The columns of a Word file that no role is known for, and that no ledger has: a person may say what they are."""
    known = set(names)
    return ((k, c) for k, c in enumerate(form.columns) if c.is_own and c.of and c.of not in known)

"""Family consistency: one unit or person written in several ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Name

from .case import Case
from .cells import Place
from .rule import Rule
from .view import TaskView

AREA = "省市区县州旗盟"
ENDING = Pattern(r"(局|委|办|会|院|中心|公司|集团|联)$")
ROWS_SHOWN = 3


class NameVariant(Rule):
    """One unit or person written in several ways."""

    slug = "name-variant"
    family = "consistency"
    name = Bilingual("同一名称写法不一", "One name in several spellings")
    explanation = Bilingual("同一单位或同一人的名称前后写法不同。", "One unit or person is written in several ways.")

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding a name with variants, for the whole document."""
        rows: dict[str, list[int]] = defaultdict(list)
        for view in case.views:
            for name in _names(view):
                rows[name.text].append(view.task.row)
        for spellings in (*_spacing_variants(rows), *_unit_variants(rows)):
            yield self._finding(spellings, rows)

    def _finding(self, spellings: list[str], rows: dict[str, list[int]]) -> Finding:
        zh = "、".join(f"“{s}”（第{_places(rows[s], '、')}行）" for s in spellings)
        en = ", ".join(f"“{s}” (row {_places(rows[s], ', ')})" for s in spellings)
        spacing = len({"".join(s.split()) for s in spellings}) == 1
        return self.finding(
            Place("、".join(spellings)),
            f"同一名称有多种写法：{zh}。",
            f"One name in several spellings: {en}.",
            severity="info" if spacing else "warning",
            suggestion=("统一写法。", "Use one spelling."),
        )


def _places(rows: list[int], comma: str) -> str:
    """The first few rows, counted from 1 as a person does."""
    shown = [str(r + 1) for r in dict.fromkeys(rows)]
    return comma.join(shown[:ROWS_SHOWN]) + ("…" if len(shown) > ROWS_SHOWN else "")


def _names(view: TaskView) -> Iterator[Name]:
    task = view.task
    yield from (*task.lead_leaders, *task.lead_units, *task.responsible_units)
    yield from (*task.cooperating_units, *task.supervising_units)


def _spacing_variants(rows: dict[str, list[int]]) -> Iterator[list[str]]:
    """Spellings that differ in blanks only; a line break is the cell's, not the name's."""
    alike: dict[str, set[str]] = defaultdict(set)
    for text in rows:
        if "\n" not in text:
            alike["".join(text.split())].add(text)
    yield from (sorted(v) for v in alike.values() if len(v) > 1)


def _unit_variants(rows: dict[str, list[int]]) -> Iterator[list[str]]:
    """A unit without its 区 or 县, and a short name beside the full one (住建局, 住房城乡建设局)."""
    names = sorted((text for text in rows if ENDING.search(text) and text == "".join(text.split())), key=len)
    alike: dict[str, list[str]] = defaultdict(list)  # full names under what a short one must share with them
    for name in names:
        alike[name[1:]].append(name)
        alike[name[:2] + name[-1]].append(name)
    for short in names:
        for full in dict.fromkeys((*alike[short], *alike[short[:2] + short[-1]])):
            if len(full) > len(short) and (_lacks_area(short, full) or _shortens(short, full)):
                yield [short, full]


def _lacks_area(short: str, full: str) -> bool:
    return full[0] in AREA and full[1:] == short


def _shortens(short: str, full: str) -> bool:
    """Whether the short name is made of the full one's characters in order, with one head and one ending.

    The area before it must be the same, and the first character of the office too, so that 县医院 is not
    taken for 县中医院.
    """
    if short[0] not in AREA or short[:2] != full[:2] or short[-1] != full[-1] or len(short) < 4:
        return False
    rest = iter(full)
    return ENDING.search(short) is not None and short[-1] in "局委办" and all(char in rest for char in short)

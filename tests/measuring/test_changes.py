from taizhang.ledger import Cell, Column, Ledger, Project, Role, Section, Task
from taizhang.measuring import changes

COLUMNS = (Column("序号", Role.NUMBER), Column("内容", Role.CONTENT), Column("进展", Role.PROGRESS))


def ledger(*rows: tuple[str, str, str] | str) -> Ledger:
    sections, projects = [], []
    for index, row in enumerate(rows):
        if isinstance(row, str):
            sections.append(Section(index, row, title=row, cells=(Cell(row, 0),)))
            continue
        number, content, _ = row
        cells = tuple(Cell(text, i) for i, text in enumerate(row) if text)
        projects.append(Project(number, tasks=(Task(index, number, content=content, cells=cells),)))
    return Ledger(columns=COLUMNS, sections=tuple(sections), projects=tuple(projects))


def kinds(old: Ledger, new: Ledger) -> list[tuple[str, int | None, int | None]]:
    return [(c.kind, c.old_row, c.new_row) for c in changes(old, new)]


def test_equal_ledgers_have_no_changes() -> None:
    one = ledger("一、交通", ("1", "修建乡村道路30公里", "已完成8公里"))
    assert kinds(one, one) == [("same", 0, 0), ("same", 1, 1)]


def test_a_changed_cell_is_shown_before_and_after() -> None:
    old = ledger(("1", "修建乡村道路30公里", "已完成8公里"))
    new = ledger(("1", "修建乡村道路30公里", "已完成19公里"))
    (change,) = changes(old, new)
    assert change.kind == "changed"
    assert [(c.column, c.old, c.new) for c in change.cells] == [("进展", "已完成8公里", "已完成19公里")]


def test_blanks_are_no_change() -> None:
    assert kinds(ledger(("1", "修建 道路", "已完成")), ledger(("1", "修建道路", "已 完成"))) == [("same", 0, 0)]


def test_a_row_moved_and_reworded_is_still_the_same_row() -> None:
    old = ledger(("1", "修建乡村道路30公里", "a"), ("2", "新建托育园3所", "b"))
    new = ledger(("1", "新建普惠托育园3所", "b"), ("2", "修建乡村道路30公里", "a"))
    assert [(c.old_row, c.new_row) for c in changes(old, new)] == [(1, 0), (0, 1)]


def test_rows_added_and_removed_are_told_apart() -> None:
    old = ledger(("1", "修建乡村道路30公里", "a"), ("2", "免费筛查新生儿听力", "b"))
    new = ledger(("1", "修建乡村道路30公里", "a"), ("2", "加装住宅电梯12台", "c"))
    assert kinds(old, new) == [("same", 0, 0), ("removed", 1, None), ("added", None, 1)]


def test_two_rows_of_the_same_words_are_each_used_once() -> None:
    twice = ledger(("1", "改造老旧小区", "甲"), ("2", "改造老旧小区", "乙"))
    assert [(c.old_row, c.new_row) for c in changes(twice, twice)] == [(0, 0), (1, 1)]

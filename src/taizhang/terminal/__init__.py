"""What the command shows in a terminal: summaries, findings with their words underlined, differences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from .paint import Part, say, table

if TYPE_CHECKING:
    from taizhang.ledger import Finding, Ledger, Section, Task
    from taizhang.measuring import Change
    from taizhang.reading import Reading

CONTEXT, SHOWN = 24, 80
"""Characters shown on each side of the words in question, and of each cell."""
UNSURE_SHOWN = 30
"""Doubtful cells of a scan that are named."""

MARKS = {
    "zh": {"error": "✗ 错误", "warning": "! 存疑", "info": "· 提示"},
    "en": {"error": "✗ error", "warning": "! warning", "info": "· info"},
}
KINDS = {
    "zh": {"added": "+ 新增", "removed": "- 删除", "changed": "~ 变化", "same": "= 相同"},
    "en": {"added": "+ added", "removed": "- removed", "changed": "~ changed", "same": "= same"},
}


def summarise(reading: Reading, lang: str) -> None:
    """What one document holds, in full."""
    zh, ledger, document = lang == "zh", reading.ledger, reading.ledger.document
    say((document.title or ("（无标题）" if zh else "(no title)"), "bold"))
    facts = (
        ("年度" if zh else "year", str(document.year or "")),
        ("报告期" if zh else "period", document.period.label if document.period else ""),
        ("截至日" if zh else "cut-off", str(document.cut_off or "")),
        ("文号" if zh else "number", document.document_number),
        ("项目" if zh else "projects", str(len(ledger.projects))),
        ("任务" if zh else "tasks", str(len(ledger.tasks))),
        ("分节" if zh else "sections", str(len(ledger.sections))),
        ("未归入" if zh else "leftovers", str(len(ledger.leftovers))),
    )
    say(("  ".join(f"{k} {v}" for k, v in facts if v), "dim"))
    names = [" ".join(column.name.split()) for column in ledger.columns]
    if names:
        table(names, [(_cells(row, len(names)), "bold" if _is_section(row) else "") for row in ledger.rows])
    for note in document.notes:
        say((note, "dim"))
    _show_unsure(ledger, zh)


def _show_unsure(ledger: Ledger, zh: bool) -> None:
    """The cells of a scan that a person should hold against the paper, with the characters that may be others."""
    from taizhang.reading.sureness import UNSURE

    unsure = [(row, cell) for row in ledger.rows for cell in row.cells if cell.origin.confidence < UNSURE]
    for row, cell in unsure[:UNSURE_SHOWN]:
        where = f"第{row.row + 1}行" if zh else f"row {row.row + 1}"
        text = " ".join(cell.text.split())
        parts: list[tuple[str, str]] = [("? ", "warning"), (f"{where}  {ledger.columns[cell.column].name}  ", "dim")]
        parts.append((text if len(text) <= CONTEXT else text[:CONTEXT] + "…", ""))
        for doubt in cell.origin.doubts:
            others = "、".join(doubt[1:]) if zh else ", ".join(doubt[1:])
            parts.append((f"  {doubt[0]}或为{others}" if zh else f"  {doubt[0]} or {others}", "warning"))
        say(*parts)
    rest = len(unsure) - UNSURE_SHOWN
    if rest > 0:
        say((f"另有{rest}格" if zh else f"and {rest} more cells", "dim"))


def show_tables(reading: Reading, lang: str) -> None:
    """The ledgers that a file holds; the one that is read where nobody chooses is marked."""
    head = ("", "序号", "表", "行数") if lang == "zh" else ("", "number", "table", "rows")
    rows = [
        (("→" if choice.read else "", str(choice.number), choice.name, str(choice.rows)), "bold" if choice.read else "")
        for choice in reading.tables
    ]
    table(head, rows)


def _is_section(row: Section | Task) -> bool:
    from taizhang.ledger import Section

    return isinstance(row, Section)


def _cells(row: Section | Task, width: int) -> list[str]:
    texts = {c.column: " ".join(c.text.split()) for c in row.cells}
    return [texts.get(i, "")[:SHOWN] + ("…" if len(texts.get(i, "")) > SHOWN else "") for i in range(width)]


def show_findings(ledger: Ledger, findings: Sequence[Finding], lang: str) -> None:
    """Findings grouped by row, the words in question underlined in what stands around them."""
    say((ledger.document.title, "bold"))
    texts = {(r.row, ledger.columns[c.column].name): c.text for r in ledger.rows for c in r.cells}
    for row, group in groupby(findings, key=lambda f: f.row):
        say((_row_title(ledger, row, lang), "heading"))
        for finding in group:
            _show_finding(finding, texts.get((row if row is not None else -1, finding.column or "")), lang)
    say((_count(findings, lang), "bold"))


def _row_title(ledger: Ledger, row: int | None, lang: str) -> str:
    if row is None:
        return "全文" if lang == "zh" else "The whole document"
    item = ledger.rows[row]
    words = next((" ".join(c.text.split()) for c in item.cells if len(c.text.strip()) > 3), "")
    return f"第{row + 1}行  {words[:36]}" if lang == "zh" else f"Row {row + 1}  {words[:36]}"


def _show_finding(finding: Finding, text: str | None, lang: str) -> None:
    column = f"  {finding.column}" if finding.column else ""
    say((MARKS[lang][finding.severity], finding.severity), (f"  {finding.rule}{column}", "dim"), indent=2)
    say((finding.message.in_language(lang), ""), indent=4)
    if text is not None and finding.span:
        say(*_underlined(text, finding.span.start, finding.span.end), indent=4)
    if finding.suggestion:
        say(("→ " + finding.suggestion.in_language(lang), "good"), indent=4)


def _underlined(text: str, start: int, end: int) -> list[Part]:
    left, right = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    flat = text.replace("\n", " ")
    before = ("…" if left else "") + flat[left:start]
    after = flat[end:right] + ("…" if right < len(text) else "")
    return [(before, "dim"), (flat[start:end], "underline"), (after, "dim")]


def _count(findings: Sequence[Finding], lang: str) -> str:
    counts = {s: sum(f.severity == s for f in findings) for s in ("error", "warning", "info")}
    if not findings:
        return "没有发现疑点。" if lang == "zh" else "No findings."
    return "  ".join(f"{MARKS[lang][s]} {n}" for s, n in counts.items() if n)


def show_changes(old: Ledger, new: Ledger, found: Sequence[Change], lang: str) -> None:
    """Rows added, removed and changed, each changed cell before and after."""
    for change in found:
        if change.kind == "same":
            continue
        ledger, row = (new, change.new_row) if change.new_row is not None else (old, change.old_row)
        say((f"{KINDS[lang][change.kind]}  {_row_title(ledger, row, lang)}", "bold"))
        for cell in change.cells:
            say((cell.column, "dim"), indent=2)
            for sign, text, style in (("-", cell.old, "bad"), ("+", cell.new, "good")):
                if text.strip():
                    say((f"{sign} {' '.join(text.split())}", style), indent=4)
    counts = {k: sum(c.kind == k for c in found) for k in ("added", "removed", "changed", "same")}
    say(("  ".join(f"{KINDS[lang][k]} {n}" for k, n in counts.items()), "bold"))

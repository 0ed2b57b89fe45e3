"""What the command shows in a terminal: summaries, findings with their words underlined, differences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from taizhang.ledger import Finding, Ledger, Section, Task
    from taizhang.measuring import Change
    from taizhang.reading import Reading

CONTEXT = 24
"""Characters shown on each side of the words in question."""

STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
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
    _show_ledger(Console(), reading.ledger, lang)


def _show_ledger(console: Console, ledger: Ledger, lang: str) -> None:
    from rich.table import Table

    zh, document = lang == "zh", ledger.document
    console.print(Text(document.title or ("（无标题）" if zh else "(no title)"), style="bold"))
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
    console.print(Text("  ".join(f"{k} {v}" for k, v in facts if v), style="dim"))
    table = Table(show_lines=True, expand=True)
    for column in ledger.columns:
        table.add_column(Text(column.name), overflow="fold")
    for row in ledger.rows:
        table.add_row(*_cells(row, len(ledger.columns)), style="bold" if _is_section(row) else "")
    console.print(table)
    for note in document.notes:
        console.print(Text(note, style="dim"))


def _is_section(row: Section | Task) -> bool:
    from taizhang.ledger import Section

    return isinstance(row, Section)


def _cells(row: Section | Task, width: int) -> list[Text]:
    texts = {c.column: " ".join(c.text.split()) for c in row.cells}
    return [Text(texts.get(i, "")[:80] + ("…" if len(texts.get(i, "")) > 80 else "")) for i in range(width)]


def show_findings(ledger: Ledger, findings: Sequence[Finding], lang: str) -> None:
    """Findings grouped by row, the words in question underlined in what stands around them."""
    console = Console()
    console.print(Text(ledger.document.title, style="bold"))
    texts = {(r.row, ledger.columns[c.column].name): c.text for r in ledger.rows for c in r.cells}
    for row, group in groupby(findings, key=lambda f: f.row):
        console.print(Text(_row_title(ledger, row, lang), style="bold blue"))
        for finding in group:
            _show_finding(console, finding, texts.get((row if row is not None else -1, finding.column or "")), lang)
    console.print(Text(_count(findings, lang), style="bold"))


def _row_title(ledger: Ledger, row: int | None, lang: str) -> str:
    if row is None:
        return "全文" if lang == "zh" else "The whole document"
    item = ledger.rows[row]
    words = next((" ".join(c.text.split()) for c in item.cells if len(c.text.strip()) > 3), "")
    return f"第{row + 1}行  {words[:36]}" if lang == "zh" else f"Row {row + 1}  {words[:36]}"


def _show_finding(console: Console, finding: Finding, text: str | None, lang: str) -> None:
    line = Text()
    line.append(MARKS[lang][finding.severity], style=STYLES[finding.severity])
    line.append(f"  {finding.rule}", style="dim")
    line.append(f"  {finding.column}" if finding.column else "", style="dim")
    console.print(Padding(line, (0, 0, 0, 2)))
    console.print(Padding(Text(finding.message.in_language(lang)), (0, 0, 0, 4)))
    if text is not None and finding.span:
        console.print(Padding(_underlined(text, finding.span.start, finding.span.end), (0, 0, 0, 4)))
    if finding.suggestion:
        console.print(Padding(Text("→ " + finding.suggestion.in_language(lang), style="green"), (0, 0, 0, 4)))


def _underlined(text: str, start: int, end: int) -> Text:
    left, right = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    line = Text("…" if left else "", style="dim")
    line.append(text[left:start].replace("\n", " "))
    line.append(text[start:end].replace("\n", " "), style="underline not dim")
    line.append(text[end:right].replace("\n", " "))
    line.append("…" if right < len(text) else "")
    return line


def _count(findings: Sequence[Finding], lang: str) -> str:
    counts = {s: sum(f.severity == s for f in findings) for s in ("error", "warning", "info")}
    if not findings:
        return "没有发现疑点。" if lang == "zh" else "No findings."
    return "  ".join(f"{MARKS[lang][s]} {n}" for s, n in counts.items() if n)


def show_changes(old: Ledger, new: Ledger, found: Sequence[Change], lang: str) -> None:
    """Rows added, removed and changed, each changed cell before and after."""
    console = Console()
    for change in found:
        if change.kind == "same":
            continue
        ledger, row = (new, change.new_row) if change.new_row is not None else (old, change.old_row)
        console.print(Text(f"{KINDS[lang][change.kind]}  {_row_title(ledger, row, lang)}", style="bold"))
        for cell in change.cells:
            console.print(Padding(Text(cell.column, style="dim"), (0, 0, 0, 2)))
            for sign, text, style in (("-", cell.old, "red"), ("+", cell.new, "green")):
                if text.strip():
                    console.print(Padding(Text(f"{sign} {' '.join(text.split())}", style=style), (0, 0, 0, 4)))
    counts = {k: sum(c.kind == k for c in found) for k in ("added", "removed", "changed", "same")}
    console.print(Text("  ".join(f"{KINDS[lang][k]} {n}" for k, n in counts.items()), style="bold"))

"""A ledger as plain rows: the form that `taizhang read --rows` prints."""

from __future__ import annotations

from typing import Any

from taizhang.ledger import Ledger, Section, Task


def rows(ledger: Ledger) -> dict[str, Any]:
    """`{"title", "period", "columns", "rows", "note"}`; a row is column name to text.

    A merged cell's text stands in its first row only.  A section is `{"_section": text, "_total": text}`,
    `_total` only where the section prints one.
    """
    names = [column.name for column in ledger.columns]
    return {
        "title": ledger.document.title,
        "period": ledger.document.period_text,
        "columns": names,
        "rows": [_section(r) if isinstance(r, Section) else _task(r, names) for r in ledger.rows],
        "note": "\n".join(ledger.document.notes),
    }


def _section(section: Section) -> dict[str, str]:
    row = {"_section": section.text}
    rest = " ".join(c.text for c in section.cells if c.column in section.total or not _in_text(c.text, section.text))
    return row | {"_total": rest} if rest else row


def _in_text(text: str, whole: str) -> bool:
    return text in whole


def _task(task: Task, names: list[str]) -> dict[str, str]:
    row = dict.fromkeys(names, "")
    for cell in task.cells:
        row[names[cell.column]] = cell.text
    return row

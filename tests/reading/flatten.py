"""A ledger's rows written out in each of the ways in which texts flatten tables.

The same rows in another layout must read to the same rows: that is the reader's promise, tested in
`test_layouts.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Truth = dict[str, Any]
Grid = list[list[str]]


def grid(truth: Truth) -> Grid:
    """Header and rows as lists of texts; a section's cells stand where the truth says, or first."""
    columns = truth["columns"]
    rows = [list(columns)]
    for row in truth["rows"]:
        if "_section" in row:
            cells = row.get("_cells") or {columns[0]: row["_section"]}
            rows.append([cells.get(c, "") for c in columns])
        else:
            rows.append([row[c] for c in columns])
    return rows


def around(truth: Truth, table: str) -> str:
    """The table with its title and note."""
    note = f"\n{truth['note']}\n" if truth.get("note") else ""
    return f"{truth['title']}\n\n{table}\n{note}"


def flat(text: str, mark: str = " ") -> str:
    """The text on one line."""
    return text.replace("\n", mark)


def tab_rows(truth: Truth) -> str:
    return around(truth, "\n".join("\t".join(flat(c) for c in row) for row in grid(truth)))


def stripped_tab_rows(truth: Truth) -> str:
    return around(truth, "\n".join("\t".join(flat(c) for c in row).rstrip("\t") for row in grid(truth)))


def quoted_tab_rows(truth: Truth) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if "\n" in text or '"' in text else text

    return around(truth, "\n".join("\t".join(quoted(c) for c in row) for row in grid(truth)))


def paged_tab_rows(truth: Truth) -> str:
    """The header again after every four rows, the row before it cut in its longest cell."""
    header, *body = grid(truth)
    lines = [header]
    for number, row in enumerate(body, 1):
        section = "_section" in truth["rows"][number - 1]
        if number % 4 or section or number == len(body):
            lines.append(row)
            continue
        longest = max(range(len(row)), key=lambda k: len(row[k]))
        text = flat(row[longest])
        at = _cut(text)
        rest = [""] * len(row)
        first = [flat(c) for c in row]
        first[longest], rest[longest] = text[:at], text[at:]
        lines += [first, ["— 3 —"], header, *([rest] if at < len(text) else [])]
    return around(truth, "\n".join("\t".join(flat(c) for c in row) for row in lines))


def _cut(text: str) -> int:
    """Where a page may cut a text: in its middle, not behind a stop."""
    at = len(text) * 3 // 5 if len(text) > 12 else len(text)
    while 0 < at < len(text) and text[at - 1] in "。；;！？.、，,0123456789 ":
        at += 1
    return at


def leading_tabs(truth: Truth) -> str:
    return around(truth, "\n\n".join("\n".join("\t" + c for c in row) for row in grid(truth)))


def tight_leading_tabs(truth: Truth) -> str:
    return around(truth, "\n".join("\n".join("\t" + c for c in row) for row in grid(truth)))


def paragraphs(truth: Truth) -> str:
    """As pages give them: two line ends behind a filled cell, one behind an empty one, one behind a row."""
    rows = [
        "".join(flat(c) + "\n\n" if c else "\n" for c in row[:-1]) + (flat(row[-1]) + "\n" if row[-1] else "")
        for row in grid(truth)
    ]
    return around(truth, "\n".join(rows))


def dropped_paragraphs(truth: Truth) -> str:
    return around(truth, "\n\n".join(flat(c) for row in grid(truth) for c in row if c))


def lines(truth: Truth) -> str:
    return around(truth, "\n".join(flat(c) for row in grid(truth) for c in row if c))


def pipes(truth: Truth) -> str:
    return around(truth, "\n".join(" | ".join(flat(c) for c in row) + " |" for row in grid(truth)))


def markdown(truth: Truth) -> str:
    header, *body = ["| " + " | ".join(flat(c, "<br>") for c in row) + " |" for row in grid(truth)]
    rule = "|" + " --- |" * len(truth["columns"])
    return around(truth, "\n".join([header, rule, *body]))


def bar_lines(truth: Truth) -> str:
    return around(truth, "\n".join(f"{c} |" if c else "|" for row in grid(truth) for c in row))


def spaced(truth: Truth) -> str:
    return around(truth, "\n".join(" ".join("".join(c.split()) for c in row if c) for row in grid(truth)))


def records(truth: Truth) -> str:
    """A record an item: heading line from number and name, then label and value."""
    columns = truth["columns"]
    text = []
    for row in truth["rows"]:
        if "_section" in row:
            text.append("\n" + row["_section"] + "\n")
            continue
        text.append("\n".join(f"{c}：{row[c]}" for c in columns) + "\n")
    return around(truth, "\n".join(text))


EXPLICIT: tuple[Callable[[Truth], str], ...] = (
    tab_rows,
    stripped_tab_rows,
    quoted_tab_rows,
    paged_tab_rows,
    leading_tabs,
    tight_leading_tabs,
    paragraphs,
    pipes,
    markdown,
    bar_lines,
)
"""Layouts that mark every cell: any ledger must come back exactly."""

LOSSY: tuple[Callable[[Truth], str], ...] = (dropped_paragraphs, lines, spaced, records)
"""Layouts that leave out empty cells or blanks: ledgers come back when their texts tell the columns apart."""

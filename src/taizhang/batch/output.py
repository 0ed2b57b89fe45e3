"""What becomes of many outcomes besides a table: a JSON line each for scripts, or a file each in a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from taizhang.ledger import Finding

from .work import Outcome


def check_line(outcome: Outcome, lang: str) -> bytes:
    """One line of JSON, without its end: the file's name, what it holds and its findings, or `error`."""
    if outcome.error:
        return _failed(outcome, lang)
    return msgspec.json.encode({
        "file": outcome.name,
        "error": None,
        "title": outcome.title,
        "period": outcome.period,
        "tasks": outcome.tasks,
        "sections": outcome.sections,
        "leftovers": outcome.leftovers,
        "notices": [notice.in_language(lang) for notice in outcome.notices],
        "findings": [finding_data(finding, lang) for finding in outcome.findings],
    })  # fmt: skip


def rows_line(outcome: Outcome, lang: str) -> bytes:
    """One line of JSON, without its end: the file's name and what `read --rows` prints of it, or `error`."""
    if outcome.error:
        return _failed(outcome, lang)
    return msgspec.json.encode({"file": outcome.name, "error": None} | msgspec.json.decode(outcome.made))


def _failed(outcome: Outcome, lang: str) -> bytes:
    words = outcome.error.in_language(lang) if outcome.error else ""
    return msgspec.json.encode({"file": outcome.name, "error": words})


def finding_data(finding: Finding, lang: str) -> dict[str, object]:
    """A finding as `check --json` prints it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "row": finding.row,
        "column": finding.column,
        "span": [finding.span.start, finding.span.end] if finding.span else None,
        "words": finding.words,
        "message": finding.message.in_language(lang),
        "computation": finding.computation,
        "suggestion": finding.suggestion.in_language(lang) if finding.suggestion else "",
    }


class Folder:
    """A folder that takes a file for each document, under the document's own path and name with an ending added.

    The ending is added and not put in place of the old one: 台账.doc and 台账.xlsx in one folder are two documents.
    """

    def __init__(self, folder: Path, names: Sequence[str], ending: str) -> None:
        self._folder, self._ending = folder, ending
        self._root = os.path.commonpath([os.path.dirname(os.path.abspath(name)) for name in names])
        self.written = 0

    def take(self, outcome: Outcome) -> None:
        """Write the file made of one document; nothing for one that was not read."""
        if outcome.error:
            return
        inside = os.path.relpath(os.path.abspath(outcome.name), self._root)
        target = self._folder / f"{inside}.{self._ending}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(outcome.made)
        self.written += 1

"""The data themselves: samples and corpus are well formed, agree with their texts, and plant every rule."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parent
SAMPLES = CORPUS.parent.parent / "samples"
SAMPLE_TRUTHS = sorted(SAMPLES.glob("*.expected.json"))
CORPUS_TRUTHS = sorted(CORPUS.glob("*.json"))
TRUTHS = SAMPLE_TRUTHS + CORPUS_TRUTHS

RULES = {
    "rate-mismatch",
    "rate-truncated",
    "percent-sign-missing",
    "impossible-rate",
    "parts-mismatch",
    "count-mismatch",
    "unit-mismatch",
    "conflicting-figures",
    "target-unreported",
    "goal-echoed",
    "object-mismatch",
    "other-year",
    "process-not-result",
    "no-figure",
    "behind-schedule",
    "behind-without-problem",
    "overdue",
    "not-finished",
    "not-started",
    "after-cutoff",
    "beyond-year",
    "target-changed",
    "stage-reversed",
    "work-before-permit",
    "status-contradiction",
    "problem-hidden",
    "rank-without-n",
    "rank-contradiction",
    "no-period",
    "no-unit",
    "no-deadline",
    "name-variant",
    "vague-target",
    "debris",
    "unbalanced-brackets",
    "personal-data",
    "went-backwards",
    "jumped",
    "copied-text",
    "problem-vanished",
}
every_truth = pytest.mark.parametrize("path", TRUTHS, ids=lambda p: p.name)


def load(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth


def source(path: Path) -> str:
    text = path.with_name(path.name.replace(".expected.json", ".json")).with_suffix(".txt")
    return text.read_bytes().decode(load(path).get("encoding", "utf-8"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def cells(row: dict[str, Any]) -> list[str]:
    return list(row["_cells"].values()) if "_section" in row else list(row.values())


def stands_in(cell: str, text: str) -> bool:
    """Whole, or in two pieces where a page or a left-over mark cuts it."""
    return cell in text or any(cell[:at] in text and cell[at:] in text for at in range(1, len(cell)))


def test_every_text_has_its_truth_and_every_truth_its_text() -> None:
    assert {p.stem for p in CORPUS.glob("*.txt")} == {p.stem for p in CORPUS_TRUTHS}
    assert {p.stem for p in SAMPLES.glob("*.txt")} == {p.name.removesuffix(".expected.json") for p in SAMPLE_TRUTHS}


def test_there_is_enough_to_measure_with() -> None:
    clean = [p for p in CORPUS_TRUTHS if not load(p)["must"]]
    assert len(SAMPLE_TRUTHS) >= 8
    assert len(CORPUS_TRUTHS) >= 24
    assert len(clean) >= len(CORPUS_TRUTHS) // 3
    assert {load(p)["encoding"] for p in CORPUS_TRUTHS if "encoding" in load(p)} == {"gb18030", "utf-16", "utf-8-sig"}


@every_truth
def test_rows_have_exactly_the_columns(path: Path) -> None:
    truth = load(path)
    assert len(set(truth["columns"])) == len(truth["columns"])
    for row in truth["rows"]:
        if "_section" in row:
            assert set(row) <= {"_section", "_total", "_cells"}
            assert set(row["_cells"]) <= set(truth["columns"])
        else:
            assert list(row) == truth["columns"]


@every_truth
def test_every_cell_title_and_note_stands_in_the_text(path: Path) -> None:
    truth, text = load(path), squeezed(source(path))
    wanted = [c for row in truth["rows"] for c in cells(row)] + [truth["title"], truth["note"]]
    assert [w for w in wanted if not stands_in(squeezed(w), text)] == []


@every_truth
def test_findings_name_known_rules_and_real_rows(path: Path) -> None:
    truth = load(path)
    places = Counter((f["row"], f["rule"]) for f in truth["must"] + truth["may"])
    assert {rule for _, rule in places} <= RULES
    assert all(row is None or 0 <= row < len(truth["rows"]) for row, _ in places)
    assert [place for place, times in places.items() if times > 1] == []
    assert all(f["why"] for f in truth["must"])


@every_truth
def test_dates_and_the_period_before_are_real(path: Path) -> None:
    truth = load(path)
    assert str(date.fromisoformat(truth["as_of"]).year) in truth["period"]
    if "previous" in truth:
        assert (path.parent / truth["previous"]).exists()


def test_every_rule_is_planted_twice_in_the_samples() -> None:
    planted = Counter(f["rule"] for p in SAMPLE_TRUTHS for f in load(p)["must"])
    assert {rule: planted[rule] for rule in RULES if planted[rule] < 2} == {}

"""Hold what the program reads and finds in a ledger against what a careful reader wrote down.

`python -m tests.acceptance.judge [NAME…]` prints a line a ledger and every miss and false alarm.
"""

import json
import sys
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from taizhang.checking import check
from taizhang.ledger import Finding
from taizhang.reading import Reading, read
from taizhang.writing import rows

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Exhibit:
    """One ledger with its truth: rows as printed, findings that must and may be there."""

    name: str
    file: Path
    truth: dict[str, Any] = field(repr=False)
    previous: Path | None = None

    @cached_property
    def reading(self) -> Reading:
        """The ledger as read."""
        return read(self.file.read_bytes(), name=self.file.name)

    @cached_property
    def printed(self) -> dict[str, Any]:
        """What --rows prints."""
        return rows(self.reading.ledger)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the check finds on the day the truth was written for."""
        before = read(self.previous.read_bytes(), name=self.previous.name).ledger if self.previous else None
        day = date.fromisoformat(self.truth["as_of"]) if self.truth.get("as_of") else None
        return check(self.reading.ledger, previous=before, as_of=day)

    @cached_property
    def missed(self) -> list[tuple[int | None, str, str]]:
        """Findings that must be there and are not."""
        have = {(f.row, f.rule) for f in self.findings}
        return [
            (m["row"], m["rule"], m.get("why", "")) for m in self.truth["must"] if (m["row"], m["rule"]) not in have
        ]

    @cached_property
    def false_alarms(self) -> list[Finding]:
        """Errors and warnings that no careful reader would raise."""
        fair = {(m["row"], m["rule"]) for m in (*self.truth["must"], *self.truth["may"])}
        return [f for f in self.findings if f.severity != "info" and (f.row, f.rule) not in fair]

    @cached_property
    def wrong_rows(self) -> list[str]:
        """Where the rows differ from the truth, blanks aside."""
        got, want = self.printed, self.truth
        wrong = [
            f"{key}: {got.get(key)!r} for {want.get(key)!r}"
            for key in ("title", "period", "columns", "note")
            if key in want and _bare(got.get(key)) != _bare(want.get(key))
        ]
        for index in range(max(len(got["rows"]), len(want["rows"]))):
            mine = got["rows"][index] if index < len(got["rows"]) else {}
            right = want["rows"][index] if index < len(want["rows"]) else {}
            for key in (k for k in dict.fromkeys((*right, *mine)) if k not in ("_cells", "_spans")):
                if _bare(mine.get(key)) != _bare(right.get(key)):
                    wrong.append(f"row {index} {key}: {mine.get(key)!r} for {right.get(key)!r}")
        return wrong


def _bare(value: object) -> object:
    if isinstance(value, str | None):
        return "".join((value or "").split())
    return ["".join(str(v).split()) for v in value] if isinstance(value, list) else value


def samples() -> list[Exhibit]:
    """The ledgers of samples/, with what was planted in them."""
    return [_exhibit(p, ".expected.json") for p in sorted((ROOT / "samples").glob("*.expected.json"))]


def corpus() -> list[Exhibit]:
    """The further ledgers of tests/corpus/."""
    return [_exhibit(p, ".json") for p in sorted((ROOT / "tests" / "corpus").glob("*.json"))]


def _exhibit(path: Path, suffix: str) -> Exhibit:
    truth = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(suffix)
    before = path.with_name(truth["previous"]) if truth.get("previous") else None
    return Exhibit(name, path.with_name(f"{name}.txt"), truth, before)


def seeds() -> list[Exhibit]:
    """The five real ledgers, when ../shared is there."""
    if not SHARED.is_dir():
        return []
    known = json.loads((SHARED / "truth" / "findings.json").read_text(encoding="utf-8"))
    found = []
    for path in sorted((SHARED / "truth").glob("seed-*.json")):
        number = int(path.stem[-1])
        truth = json.loads(path.read_text(encoding="utf-8"))
        truth["as_of"] = known["as_of"][str(number)]
        for kind in ("must", "may"):
            truth[kind] = [m for m in known[kind] if m["seed"] == number]
        found.append(Exhibit(path.stem, SHARED / "seeds" / truth["file"], truth))
    return found


def main(wanted: list[str]) -> None:
    """Print how each ledger fares."""
    totals = [0, 0, 0, 0]
    for exhibit in (*seeds(), *samples(), *corpus()):
        if wanted and not any(w in exhibit.name for w in wanted):
            continue
        try:
            wrong, missed, alarms = exhibit.wrong_rows, exhibit.missed, exhibit.false_alarms
        except Exception as error:
            print(f"{exhibit.name:28} {type(error).__name__}: {error}")
            continue
        musts = len(exhibit.truth["must"])
        totals = [a + b for a, b in zip(totals, (len(wrong), len(missed), musts, len(alarms)), strict=True)]
        fared = f"cells wrong {len(wrong):3}  missed {len(missed):2} of {musts:2}  false alarms {len(alarms)}"
        print(f"{exhibit.name:28} {fared}")
        for line in wrong[: 40 if wanted else 4]:
            print("    ", line[:220])
        for row, rule, why in missed:
            print("    - ", row, rule, why)
        for f in alarms:
            print("    + ", f.row, f.rule, f.severity, "|", f.column, "|", f.words[:60], "|", f.message.zh[:110])
    print("all: cells wrong {}, missed {} of {}, false alarms {}".format(*totals))


if __name__ == "__main__":
    main(sys.argv[1:])

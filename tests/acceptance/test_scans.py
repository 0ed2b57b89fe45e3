"""A real ledger's scan, made by the fixture maker beside the checkout, read without any help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.reading import losses, read
from taizhang.writing import rows
from tests.tools import SHARED, TRUTH, environment, needs

NAME = "seed-000"
FOLDED, EXACT = 0.985, 0.95


@needs("seeds", "libreoffice", "pdftoppm")
def test_a_scan_turned_by_a_degree_gives_the_rows(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    maker = [sys.executable, str(SHARED / "tools/make_fixtures.py"), str(tmp_path), str(TRUTH / f"{NAME}.json")]
    subprocess.run([*maker, "--formats", "scan", "--angle", "1"], check=True, capture_output=True, env=environment())
    reading = read((tmp_path / f"{NAME}.scan.pdf").read_bytes())
    given = tmp_path / "rows.json"
    given.write_text(json.dumps(rows(reading.ledger), ensure_ascii=False), encoding="utf-8")
    scorer = [sys.executable, str(SHARED / "tools/score_rows.py"), str(given), str(TRUTH / f"{NAME}.json"), "--json"]
    seen = json.loads(subprocess.run(scorer, check=True, capture_output=True, env=environment()).stdout)["rows"]
    assert losses(reading) == ()
    assert seen["f1_folded"] >= FOLDED
    assert seen["f1"] >= EXACT

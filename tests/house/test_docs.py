"""Documentation is held to the program: pages made from it are current, and links lead somewhere."""

import re
import subprocess
import sys

from taizhang.checking import RULES
from tests.house.files import texts
from tests.tools import ROOT, environment, needs

LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def test_the_pages_made_from_the_program_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, env=environment()
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_rule_is_documented_once() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    headed = re.findall(r"^### `(.+?)`", page, re.MULTILINE)
    assert sorted(headed) == sorted({rule.slug for rule in RULES})
    assert len(headed) == len(RULES)


@needs("checkout")
def test_links_between_documents_lead_somewhere() -> None:
    pages = [(path, text) for path, text in texts() if path.suffix == ".md"]
    dead = [
        f"{path.relative_to(ROOT)}: {target}"
        for path, text in pages
        for target in LINK.findall(text)
        if "docs/pictures/" not in target and not (path.parent / target).exists()
    ]
    assert dead == []


def test_every_decision_is_numbered_and_says_context_and_decision() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert {"**Context.**", "**Decision.**"} <= set(re.findall(r"\*\*\w+\.\*\*", text)), path.name


def test_every_setting_is_documented_and_no_other() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/taizhang").rglob("*.py"))
    read = re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', source)
    known = {f"TAIZHANG_{name}" for name in read} | set(re.findall(r'envvar="(TAIZHANG_\w+)"', source))
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(TAIZHANG_\w+)`", page, re.MULTILINE)) == sorted(known)

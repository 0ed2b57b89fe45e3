"""The rules of the house that a tool can hold: see docs/architecture.md and CONTRIBUTING.md."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import taizhang
from tests.house.files import texts, tracked
from tests.tools import ROOT, SEEDS, environment, needs

# Spelt in pieces, so that this file does not hold what it forbids.
MACHINE = re.compile(r"(?<![\w.])/(?:wor" + r"k|far" + r"m|ro" + r"ot)/")
REGISTRIES = ("registry" + ".npmjs", "pypi" + ".org", "files.python" + "hosted", "--(?:extra-)?index" + "-url")
REGISTRY = re.compile("|".join(re.escape(name) if not name.startswith("--") else name for name in REGISTRIES))
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]{26,}")


def matches(pattern: re.Pattern[str]) -> list[str]:
    """Give `file:line: words` for each match of the pattern in a tracked text."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs("checkout")
def test_no_file_names_a_path_of_one_machine() -> None:
    assert matches(MACHINE) == []


@needs("checkout")
def test_no_file_names_a_registry() -> None:
    assert matches(REGISTRY) == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_python_lock_pins_by_hash_and_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[a-z0-9.-]+==\S+", pin) and "--hash=sha256:" in pin for pin in pins)
    assert "://" not in text


def test_the_front_end_lock_pins_by_hash_and_holds_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in package and "resolved" not in package for package in packages.values())


def test_the_front_end_is_pinned_to_exact_versions() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_the_development_lock_agrees_with_the_lock_users_run() -> None:
    run, dev = (set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS[:2])
    assert run <= dev


@needs("checkout")
def test_no_third_party_front_end_code_is_tracked() -> None:
    folders = {"node_modules", "vendor"}
    assert [path for path in tracked() if folders & set(path.relative_to(ROOT).parts)] == []


def test_the_version_heads_the_changelog() -> None:
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heading
    assert heading[1] == taizhang.__version__


def test_every_ignored_lint_rule_has_its_reason_in_the_settings() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    ignored = lint["ignore"] + [rule for rules in lint["per-file-ignores"].values() for rule in rules]
    bare = [rule for rule in ignored if not re.search(rf'"{rule}"(,|\])[^\n]*#\s*\S', text)]
    assert bare == []


@needs("checkout")
def test_every_ignored_lint_rule_has_its_reason_on_the_line() -> None:
    silenced = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b")
    codes = r"noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w-]+(?:,\s*[\w-]+)*\]"
    explained = re.compile(rf"#\s*(?:{codes})\s*(?:#|--?)\s*\w+")
    bare = [line for line in matches(silenced) if not explained.search(line) and not line.startswith("tests/house/")]
    assert bare == []


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert text.count("\n") == 202


@needs("checkout", "seeds")
def test_no_file_holds_a_sentence_of_a_real_ledger() -> None:
    width = 26
    seeds = "".join(path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt"))
    known = {seeds[at : at + width] for at in range(len(seeds) - width + 1)}
    copied = [
        f"{path.relative_to(ROOT)}: {run[0][at : at + width]}"
        for path, text in texts()
        for run in CHINESE_RUN.finditer(text)
        for at in range(len(run[0]) - width + 1)
        if run[0][at : at + width] in known
    ]
    assert copied == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = {"requirements.lock": project["dependencies"] + extras["web"], "requirements-dev.lock": extras["dev"]}
    for name, requirements in asked.items():
        locked = dict(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for requirement in map(Requirement, requirements):
            version = locked.get(canonicalize_name(requirement.name))
            assert version, f"{name} lacks {requirement}: run python3 scripts/lock.py"
            assert requirement.specifier.contains(version), f"{name} has {version} for {requirement}"

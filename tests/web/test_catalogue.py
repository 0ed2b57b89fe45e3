"""Every string has its English, and no Chinese stands outside what is translated."""

import ast
import re
from pathlib import Path

import pytest

from taizhang.web.catalogue import BLOCK, CONSTANT, LOCALES, TRANSLATE, WEB, _in_python, read_po, strings, to_mo

PO = LOCALES / "en/LC_MESSAGES/django.po"
CHINESE = re.compile(r"[一-鿿]")
PLACES = re.compile(r"%\(\w+\)s")
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))

# Chinese that is data or speaks both languages at once, and so is no string of the interface.
BOTH_LANGUAGES = {
    "people/checks.py",
    "serving.py",
    "companion.py",
    "refusals.py",
    "months/verifying.py",
    "ledgers/forms.py",
    "settings/__init__.py",
    "settings/accounts.py",
    "people/services/sheets.py",
    "months/services/typing.py",
    "months/typed.py",
    "months/incoming/laying.py",
    "reminders/words.py",
    "people/services/mailing.py",  # messages to people outside, as reminders
    "months/models/removal.py",  # what the list prints of a task that left it
    "papers/preview.py",  # the paper's own words, as printed
    "papers/differences.py",  # the same
    "papers/formats.py",  # the same: genres
    "papers/place_forms.py",  # the same: subjects to choose from
    "papers/place_views.py",  # the same: the title shown below a red head
    "papers/outline_views.py",  # the name of a file
    "papers/publishing.py",  # the same as printed, and the places of a template
    "months/drafting.py",  # writes and reads a ledger's own words
    "months/reasons.py",  # goes into the record
}
PAPERS = {"red.html", "imprint.html"}  # what a paper itself prints is Chinese in every language
PRINTED_DAY = re.compile(r'\|date:"Y年n月j日"')
SEPARATORS = {"、", "中文", "，", "："}


def test_every_string_has_its_english() -> None:
    english = read_po(PO)
    assert [text for text in strings() if not english.get(text)] == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    assert set(read_po(PO)) - set(strings()) == set()


def test_a_translation_keeps_the_places_for_facts() -> None:
    wrong = [
        text for text, english in read_po(PO).items() if sorted(PLACES.findall(text)) != sorted(PLACES.findall(english))
    ]
    assert wrong == []


def test_the_english_is_english() -> None:
    assert [english for english in read_po(PO).values() if CHINESE.search(english)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_chinese_outside_its_strings(path: Path) -> None:
    if path.name in PAPERS:
        return
    left = path.read_text(encoding="utf-8")
    for pattern in (BLOCK, TRANSLATE, CONSTANT, PRINTED_DAY):
        left = pattern.sub("", left)
    assert [line.strip() for line in left.splitlines() if CHINESE.search(line.replace("中文", ""))] == []


def _bilingual(tree: ast.AST) -> set[int]:
    """The Chinese words that stand beside their English."""
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args)
    return {id(call.args[0]) for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Bilingual"}


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.py")), ids=lambda path: path.relative_to(WEB).as_posix())
def test_code_has_no_chinese_outside_its_strings(path: Path) -> None:
    name = path.relative_to(WEB).as_posix()
    if name in BOTH_LANGUAGES or "/migrations/" in name or name.startswith("demo/"):
        return
    source = path.read_text(encoding="utf-8")
    known = set(_in_python(source)) | SEPARATORS
    tree = ast.parse(source)
    documented = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)} | _bilingual(tree)
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented
    ]
    assert [text for text in found if CHINESE.search(text) and text not in known] == []


def test_a_compiled_catalogue_is_read_by_gettext(tmp_path: Path) -> None:
    import gettext

    made = tmp_path / "x.mo"
    made.write_bytes(to_mo({"台账": "Ledgers", "第%(number)s期": "Period %(number)s"}))
    with made.open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("台账") == "Ledgers"
    assert read.gettext("没有") == "没有"

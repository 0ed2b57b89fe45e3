"""`taizhang bulletin` as a person meets it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import msgspec
import pypdfium2
import pytest
from lxml import etree, html

from taizhang.writing.bulletin import OUTLINES, outline_to_json
from tests.tools import ROOT, environment

SAMPLES = ROOT / "samples"
Q1, H1 = SAMPLES / "qinghe-2025-q1.txt", SAMPLES / "qinghe-2025-h1.txt"


def taizhang(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "taizhang.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False)


def test_it_writes_a_bulletin_compared_with_the_period_before(tmp_path: Path) -> None:
    out = tmp_path / "通报.docx"
    told = ("--issuer", "清禾县人民政府办公室", "--day", "2025-07-08")
    done = taizhang("bulletin", H1, "-o", out, "--previous", Q1, *told)
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", str(out))
    text = "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert "与上期相比，" in text
    assert "清禾县人民政府办公室\n2025年7月8日" in text


@pytest.mark.parametrize("kind", list(OUTLINES))
def test_every_kind_is_written_as_plain_text_too(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    assert taizhang("bulletin", H1, "-o", out, "--kind", kind).returncode == 0
    assert out.read_text(encoding="utf-8").startswith("关于")


HEADED = ("--organ", "清禾县人民政府办公室", "--number", "清政督〔2025〕3号", "--cc", "县委办公室")


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html"])
def test_a_red_head_and_an_imprint_stand_in_every_kind_of_file(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"a{suffix}"
    more = ("--printed-by", "县政府督查室", "--day", "2025-07-08")
    done = taizhang("bulletin", H1, "-o", out, *HEADED, *more)
    assert (done.returncode, done.stderr) == (0, "")
    text = words_of(out)
    for words in ("清禾县人民政府办公室文件", "清政督〔2025〕3号", "抄送：县委办公室。", "2025年7月8日印发"):
        assert words in text


@pytest.mark.parametrize("kind", ["quarterly", "reminder"])
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html"])
def test_an_urgent_paper_says_so_in_its_head(suffix: str, kind: str, tmp_path: Path) -> None:
    out = tmp_path / f"a{suffix}"
    done = taizhang("bulletin", H1, "-o", out, "--kind", kind, *HEADED, "--urgency", "特急")
    assert (done.returncode, done.stderr) == (0, "")
    assert "特急" in words_of(out)


def test_an_outline_tells_its_urgency_and_the_command_another(tmp_path: Path) -> None:
    kept = tmp_path / "outline.json"
    kept.write_bytes(outline_to_json(msgspec.structs.replace(OUTLINES["monthly"], urgency="加急")))
    for more, word in (((), "加急"), (("--urgency", "特急"), "特急")):
        out = tmp_path / f"{word}.html"
        assert taizhang("bulletin", H1, "-o", out, "--kind", kept, *HEADED, *more).returncode == 0
        assert [name for name in ("特急", "加急") if name in words_of(out)] == [word]


def words_of(path: Path) -> str:
    """All that is written in a paper, without blanks."""
    if path.suffix == ".pdf":
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            text = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
    else:
        text = html.document_fromstring(path.read_text(encoding="utf-8")).text_content()
    return "".join(text.split())


@pytest.mark.parametrize(
    ("kind", "asked", "organ"),
    [
        ("reminder", (), "清禾县人民政府办公室"),
        ("reminder", ("--head", "公文"), "清禾县人民政府办公室文件"),
        ("monthly", ("--head", "函"), "清禾县人民政府办公室"),
    ],
)
def test_a_reminder_is_a_letter_unless_another_head_is_asked_for(
    kind: str, asked: tuple[str, ...], organ: str, tmp_path: Path
) -> None:
    out = tmp_path / "a.html"
    assert taizhang("bulletin", H1, "-o", out, "--kind", kind, *HEADED, *asked).returncode == 0
    page = html.document_fromstring(out.read_text(encoding="utf-8"))
    assert page.find(".//p[@class='organ']").text == organ


def test_an_outline_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_bytes(outline_to_json(OUTLINES["monthly"]).replace("总体进展".encode(), "基本情况".encode()))
    taizhang("bulletin", H1, "-o", tmp_path / "a.txt", "--kind", own)
    assert "一、基本情况" in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "a.docx", "--kind", "weekly"), "没有这种文件：weekly。可选：monthly（月报）"),
        (("-o", "a.docx", "--kind", "none.json"), "无法读取模板"),
        (("-o", "a.xlsx"), "通报只能写 .docx、.pdf、.html、.txt、.json"),
        (("-o", "a.docx", "--cc", "县委办公室"), "没有写明发文机关标志。请加上 --organ"),
        (("-o", "a.docx", "--urgency", "特急"), "没有写明发文机关标志。请加上 --organ"),
        (("-o", "a.docx", "--layout", "nothing"), "nothing"),
        (("-o", "nowhere/a.docx"), "无法写入"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    out = [str(tmp_path / word) if word.endswith((".docx", ".xlsx")) else word for word in words]
    done = taizhang("bulletin", H1, *out)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []

"""`taizhang write` and `taizhang layouts` as a person meets them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from taizhang.ledger import Ledger, to_json
from taizhang.reading import read
from taizhang.writing import LAYOUTS, save
from tests.tools import ROOT, environment
from tests.writing.forms import office, part

SAMPLES = ROOT / "samples"
Q1, H1 = SAMPLES / "qinghe-2025-q1.txt", SAMPLES / "qinghe-2025-h1.txt"


def taizhang(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "taizhang.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment())


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "html", "htm", "csv", "json"])
def test_it_writes_every_kind_and_names_the_file(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"台账.{suffix}"
    done = taizhang("write", Q1, "-o", out)
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", str(out))
    assert len(out.read_bytes()) > 1000
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_it_takes_a_layout_a_title_and_a_size(tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    taizhang("write", H1, "-o", out, "--layout", "落实情况表", "--title", "清禾县民生实事落实情况表", "--size", "10.5")
    document = docx.Document(io.BytesIO(out.read_bytes()))
    assert [c.text for c in document.tables[0].rows[0].cells] == [
        "序号",
        "项目名称",
        "项目内容",
        "责任单位",
        "进展情况",
    ]
    assert document.paragraphs[0].text == "清禾县民生实事落实情况表"
    assert document.styles["Table Text left"].font.size.pt == 10.5


def test_it_sets_an_earlier_period_beside_this_one(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    assert taizhang("write", H1, "-o", out, "--layout", "periods", "--beside", Q1).returncode == 0
    heads = [c.value for c in openpyxl.load_workbook(out).active[2] if c.value]
    assert heads == ["序号", "项目名称", "责任单位", "2025年一季度", "2025年上半年"]


def test_it_reads_a_layout_from_its_own_json_and_from_a_word_file(tmp_path: Path) -> None:
    own, form, out = tmp_path / "own.json", tmp_path / "form.docx", tmp_path / "out.docx"
    own.write_text(taizhang("layouts", "leaders").stdout, encoding="utf-8")
    assert json.loads(own.read_text(encoding="utf-8"))["zh"] == "领导牵头台账"
    taizhang("write", SAMPLES / "lanxi-2025-10.txt", "-o", form, "--layout", own)
    taizhang("write", Q1, "-o", out, "--layout", form)
    heads, taken = (
        [c.text for c in docx.Document(io.BytesIO(p.read_bytes())).tables[0].rows[0].cells] for p in (form, out)
    )
    assert heads == taken


def test_it_lists_the_layouts() -> None:
    told = taizhang("layouts").stdout
    assert all(name in told and layout.zh in told for name, layout in LAYOUTS.items())


def test_it_says_how_to_make_ones_own() -> None:
    assert "--layout 本县.json" in taizhang("layouts").stdout
    assert "--layout form.docx" in taizhang("layouts", "--lang", "en").stdout


def test_a_word_form_gives_what_is_written_its_look_and_goes_into_one_json(tmp_path: Path) -> None:
    form, out, own = tmp_path / "本县用表.docx", tmp_path / "a.docx", tmp_path / "本县.json"
    form.write_bytes(office())
    assert taizhang("write", Q1, "-o", out, "--layout", form).returncode == 0
    first = out.read_bytes()
    assert docx.Document(io.BytesIO(first)).sections[0].footer.paragraphs[0].text == "内部资料"
    own.write_text(taizhang("layouts", form).stdout, encoding="utf-8")
    assert taizhang("write", Q1, "-o", out, "--layout", own).returncode == 0
    assert out.read_bytes() == first
    taizhang("write", Q1, "-o", out, "--layout", form, "--size", "9")
    assert '<w:sz w:val="18"/>' in part(out.read_bytes(), "word/document.xml")


@pytest.mark.parametrize(("lines", "says"), [(("{{ 密码 }}",), "密码"), (("{% for a in b %}",), "标签")])
def test_a_broken_template_is_said_and_leaves_nothing(lines: tuple[str, ...], says: str, tmp_path: Path) -> None:
    form, out = tmp_path / "坏.docx", tmp_path / "a.docx"
    form.write_bytes(office(lines=lines))
    done = taizhang("write", Q1, "-o", out, "--layout", form)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [form.name]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-o", "a.doc"), ".docx"),
        (("-o", "无此文件夹/a.docx"), "无法写入"),
        (("-o", "a.docx", "--layout", "横版"), "季度台账"),
        (("-o", "a.docx", "--layout", "没有.json"), "没有.json"),
        (("-o", "a.docx", "--layout", "matrix"), "县区"),
        (("-o", "a.docx", "--layout", str(Q1.with_suffix(".docx"))), "qinghe"),
        (("-o", "a.docx", "--size", "99"), "99"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "taizhang.cli", "write", str(Q1), *words],
        capture_output=True, text=True, encoding="utf-8", env=environment(), cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_ledger_is_written_and_said_to_be_empty(tmp_path: Path) -> None:
    given, out = tmp_path / "empty.json", tmp_path / "empty.docx"
    given.write_bytes(to_json(Ledger()))
    done = taizhang("write", given, "-o", out)
    assert done.returncode == 0
    assert "没有内容行" in done.stderr
    assert docx.Document(io.BytesIO(out.read_bytes())).tables == []


def test_what_it_writes_it_reads_again(tmp_path: Path) -> None:
    out = tmp_path / "again.docx"
    taizhang("write", Q1, "-o", out)
    assert taizhang("read", "--rows", out).stdout == taizhang("read", "--rows", Q1).stdout


def test_a_file_appears_only_when_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    save(b"old", path)

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(b"new", path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]


def test_a_saved_file_can_be_read_by_others_and_a_link_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_bytes(b"old")
    link.symlink_to(path)
    save(b"new", link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_reading_into_a_file_writes_papers_too(tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    assert taizhang("read", Q1, "-o", out).returncode == 0
    assert read(out.read_bytes()).ledger.document.title == read(Q1.read_bytes()).ledger.document.title

"""Many documents at once: a folder of forty, five of them bad, is read to its end, and a table tells of each."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import cast

import pytest

from taizhang.batch import Item, Job, Outcome, gather, is_many, look, look_at_all
from taizhang.batch.local import LocalEngine
from taizhang.batch.output import Folder
from taizhang.ledger import from_json
from taizhang.reading import read
from taizhang.writing import rows, to_csv, to_xlsx

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty files in three kinds and two folders; five cannot be read."""
    (tmp_path / "住建局").mkdir()
    for number in range(35):
        sample = SAMPLES[number % len(SAMPLES)]
        data = sample.read_bytes()
        if number % 3:
            ledger = read(data).ledger
            plain = "matrix" not in sample.name  # two tiers of a header do not fit into the one of a csv
            made, ending = (to_csv(ledger), "csv") if number % 3 == 2 and plain else (to_xlsx(ledger), "xlsx")
        else:
            made, ending = data, "txt"
        (tmp_path / ("住建局" if number % 2 else "") / f"{number:02}.{ending}").write_bytes(made)
    whole = to_xlsx(read(SAMPLES[0].read_bytes()).ledger)
    (tmp_path / "截断.xlsx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "图片.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "无表.txt").write_text("今天天气很好。", encoding="utf-8")
    (tmp_path / "乱.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(2000))
    (tmp_path / ".隐藏").write_bytes(b"x")
    return tmp_path


def taizhang(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "taizhang.cli", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"COLUMNS": "160", "PYTHONUTF8": "1"},
        timeout=120,
        check=False,
    )


def test_a_folder_is_checked_to_its_end_whatever_is_in_it(folder: Path) -> None:
    done = taizhang("check", str(folder))
    assert done.returncode == 2
    assert "已读 35 个，未读 5 个" in done.stdout
    assert "住建局/01.xlsx" in done.stdout
    for name in ("截断.xlsx", "图片.png", "空.txt", "无表.txt", "乱.xls"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_reads_the_lines_may_stop_at_the_first(folder: Path) -> None:
    command = [sys.executable, "-m", "taizhang.cli", "check", str(folder / "住建局"), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert json.loads(running.stdout.readline())["file"]
        running.stdout.close()
        assert running.stderr.read() == b""


def in_processes(items: list[Item], job: Job) -> dict[int, Outcome]:
    with LocalEngine(2) as engine:
        return dict(look_at_all(items, engine, job))


def test_processes_give_what_this_process_gives(folder: Path) -> None:
    items = [item for item in gather([str(folder)]) if item.name.endswith((".txt", ".xls"))]
    job = Job(check=True, make="csv")
    assert in_processes(items, job) == {k: look(item, job) for k, item in enumerate(items)}


def test_an_archive_is_read_whole(tmp_path: Path) -> None:
    archive = tmp_path / "各单位.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for sample in SAMPLES[:3]:
            target.write(sample, f"报送/{sample.name}")
    assert is_many([str(archive)])
    done = taizhang("read", str(archive), "--lang", "en")
    assert done.returncode == 0
    assert "3 read, 0 not read" in done.stdout


def test_an_archive_with_one_document_is_read_as_that_document(tmp_path: Path) -> None:
    archive = tmp_path / "一.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.write(SAMPLES[0], "台账.txt")
    assert not is_many([str(archive)])
    assert taizhang("read", "--rows", str(archive)).stdout == taizhang("read", "--rows", str(SAMPLES[0])).stdout


def test_a_bad_archive_among_good_files_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    outcomes = [look(item) for item in gather([str(tmp_path / "坏.zip"), str(SAMPLES[0])])]
    assert [o.error is None for o in outcomes] == [False, True]


def test_a_missing_file_is_an_outcome() -> None:
    error = look(Item("没有.txt", "没有.txt")).error
    assert error is not None


def test_a_process_that_dies_costs_only_its_document() -> None:
    deadly = Item("坏.txt", data=cast(bytes, Deadly()))
    items = [Item(f"好{k}.txt", str(SAMPLES[k % len(SAMPLES)])) for k in range(12)]
    items.insert(1, deadly)
    outcomes = in_processes(items, Job())
    assert [outcomes[k].error is None for k in range(13)] == [True, False, *[True] * 11]


class Deadly:
    """What ends the process that takes it in."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_the_work_and_what_it_takes_and_gives_can_be_sent_away() -> None:
    item = Item(SAMPLES[0].name, data=SAMPLES[0].read_bytes())
    outcome = look(item, Job(check=True))
    for thing in (look, item, outcome):
        assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301 - our own, made on this line


def test_an_option_for_one_file_is_refused_for_many() -> None:
    done = taizhang("check", str(SAMPLES[0]), str(SAMPLES[1]), "--previous", str(SAMPLES[0]))
    assert done.returncode == 2
    assert "--previous" in done.stderr


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    done = taizhang("check", str(tmp_path))
    assert done.returncode == 2
    assert "没有找到文件" in done.stderr


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Two ledgers and, in the middle by name, a file that holds none."""
    given = tmp_path / "报送"
    (given / "民政局").mkdir(parents=True)
    (given / "1.txt").write_bytes(SAMPLES[0].read_bytes())
    (given / "2.txt").write_bytes("今天天气很好。".encode())
    (given / "民政局" / "1.txt").write_bytes(SAMPLES[1].read_bytes())
    return given


def test_findings_of_many_are_a_json_line_a_file_in_order(three: Path) -> None:
    done = taizhang("check", str(three), "--json", "--lang", "en")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(three / name) for name in ("1.txt", "2.txt", "民政局/1.txt")]
    assert "no ledger table" in lines[1]["error"]
    alone = json.loads(taizhang("check", str(SAMPLES[0]), "--json", "--lang", "en").stdout)
    assert lines[0]["findings"] == alone["findings"]
    assert lines[0]["error"] is None
    assert done.returncode == 2


def test_rows_of_many_are_a_json_line_a_file(three: Path) -> None:
    first, second, third = map(json.loads, taizhang("read", str(three), "--rows").stdout.splitlines())
    assert first == {"file": str(three / "1.txt"), "error": None} | rows(read(SAMPLES[0].read_bytes()).ledger)
    assert set(second) == {"file", "error"}
    assert third["rows"]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_many_are_written_into_a_folder_under_their_own_names(three: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "结果"
    done = taizhang("read", str(three), "-o", str(out), "--format", form)
    assert "已读 2 个，未读 1 个" in done.stdout
    written = sorted(str(path.relative_to(out)) for path in out.rglob("*.*"))
    assert written == [f"1.txt.{form}", f"民政局/1.txt.{form}"]
    if form == "json":
        made = from_json((out / "民政局" / "1.txt.json").read_bytes())
        assert made.rows == read(SAMPLES[1].read_bytes(), name="1.txt").ledger.rows


def test_many_are_not_written_into_one_file(three: Path, tmp_path: Path) -> None:
    done = taizhang("read", str(three), "-o", str(tmp_path / "a.xlsx"))
    assert done.returncode == 2
    assert "文件夹" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_names_in_an_archive_lead_nowhere_outside_the_folder(tmp_path: Path) -> None:
    names = [f"{tmp_path}/信.eml/../../x.txt", f"{tmp_path}/信.eml/b.txt"]
    folder = Folder(tmp_path / "out", names, "json")
    for name in names:
        folder.take(Outcome(name, made=b"{}"))
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.json")) == ["b.txt.json", "x.txt.json"]

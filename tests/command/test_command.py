"""The command as a user runs it: a process of its own, real files, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = SAMPLES / "qinghe-2025-q1.txt"
LATER = SAMPLES / "qinghe-2025-h1.txt"


def taizhang(*arguments: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "taizhang.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=os.environ | env, timeout=60, check=False)


def test_it_says_its_version() -> None:
    from taizhang import __version__

    assert taizhang("--version").stdout.decode().strip() == f"taizhang {__version__}"


def test_read_shows_a_summary() -> None:
    done = taizhang("read", str(SAMPLE))
    assert done.returncode == 0
    assert "清禾县2025年一季度" in done.stdout.decode()


def test_read_prints_rows_in_the_form_of_the_truth() -> None:
    truth = json.loads(SAMPLE.with_suffix(".expected.json").read_text(encoding="utf-8"))
    done = taizhang("read", "--rows", str(SAMPLE))
    assert done.returncode == 0
    got = json.loads(done.stdout)
    assert list(got) == ["title", "period", "columns", "rows", "note"]
    assert got["columns"] == truth["columns"]
    assert len(got["rows"]) == len(truth["rows"])


def test_standard_input_is_read_for_a_dash() -> None:
    data = SAMPLE.read_bytes()
    assert taizhang("read", "--rows", "-", stdin=data).stdout == taizhang("read", "--rows", str(SAMPLE)).stdout


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
def test_read_writes_a_file(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{suffix}"
    assert taizhang("read", str(SAMPLE), "-o", str(out)).returncode == 0
    if suffix == ".xlsx":
        assert openpyxl.load_workbook(out).active.max_row > 10
    else:
        assert "清禾县" in out.read_text(encoding="utf-8-sig") or suffix == ".csv"
        assert len(out.read_bytes()) > 1000


def test_a_ledger_file_is_read_again_and_equals_its_source(tmp_path: Path) -> None:
    out = tmp_path / "ledger.json"
    taizhang("read", str(SAMPLE), "-o", str(out))
    assert taizhang("read", "--rows", str(out)).stdout == taizhang("read", "--rows", str(SAMPLE)).stdout


def test_a_doubtful_cell_of_a_scan_is_named_with_the_characters_that_it_may_hold(tmp_path: Path) -> None:
    out = tmp_path / "ledger.json"
    taizhang("read", str(SAMPLE), "-o", str(out))
    data = json.loads(out.read_bytes())
    cell = data["ledger"]["projects"][0]["tasks"][0]["cells"][1]
    cell["origin"] |= {"confidence": 0.5, "doubts": ["岽崇祟"]}
    out.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert "岽或为崇、祟" in taizhang("read", str(out), "--lang", "zh").stdout.decode()
    assert "岽 or 崇, 祟" in taizhang("read", str(out), "--lang", "en").stdout.decode()
    assert "或为" not in taizhang("read", str(SAMPLE)).stdout.decode()


def test_another_kind_of_output_is_refused(tmp_path: Path) -> None:
    done = taizhang("read", str(SAMPLE), "-o", str(tmp_path / "out.doc"))
    assert done.returncode == 2
    assert ".xlsx" in done.stderr.decode()


def test_the_ledgers_of_a_workbook_are_listed_and_read_by_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, words in ((book.active, "开工"), (book.create_sheet("2月"), "完工")):
        sheet.append(["苇塘县2025年民生实事台账"])
        sheet.append(["序号", "项目名称", "责任单位", "进展情况"])
        sheet.append([1, "新建公园", "县城管局", words])
    book.active.title = "1月"
    path = tmp_path / "各月.xlsx"
    book.save(path)
    listed = taizhang("read", "--tables", str(path)).stdout.decode()
    shown = [[cell.strip() for cell in line.split("│")[1:-1]] for line in listed.splitlines() if "月" in line]
    assert shown == [["→", "1", "1月", "1"], ["", "2", "2月", "1"]]
    first, second = taizhang("read", "--rows", str(path)), taizhang("read", "--rows", "--table", "2", str(path))
    assert "--table" in first.stderr.decode()
    assert [json.loads(done.stdout)["rows"][0]["进展情况"] for done in (first, second)] == ["开工", "完工"]
    assert json.loads(second.stdout)["period"] == "2025年2月"
    assert "没有第3个表" in taizhang("check", "--table", "3", str(path)).stderr.decode()
    compared = taizhang("diff", str(path), str(path), "--table", "1", "2").stdout.decode()
    assert "开工" in compared
    assert "完工" in compared
    refused = taizhang("check", "--table", "1", str(path), str(path))
    assert refused.returncode == 2
    assert "一个文件" in refused.stderr.decode()


def test_several_files_are_summed_up_and_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    done = taizhang("read", str(SAMPLE), str(bad), str(LATER), COLUMNS="200")
    assert done.returncode == 2
    assert done.stdout.decode().count("清禾县") == 2
    assert "bad.txt" in done.stderr.decode()


def test_check_exits_1_on_an_error_and_shows_it_in_its_words() -> None:
    done = taizhang("check", str(SAMPLES / "yanhu-2025-09.txt"))
    assert done.returncode == 1
    assert "rate-mismatch" in done.stdout.decode()
    assert "文中写作" in done.stdout.decode()


def test_check_speaks_english_when_asked() -> None:
    done = taizhang("check", str(SAMPLES / "yanhu-2025-09.txt"), "--lang", "en")
    assert "Should be" in done.stdout.decode()


def test_check_prints_json_for_machines() -> None:
    done = taizhang("check", str(SAMPLES / "yanhu-2025-09.txt"), "--json")
    findings = json.loads(done.stdout)["findings"]
    assert findings
    fields = {"rule", "severity", "row", "column", "span", "words", "message", "suggestion"}
    assert all(fields <= set(f) for f in findings)


def test_check_exits_0_when_nothing_is_wrong(tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text(
        "云岭县2025年1—6月民生实事进展情况表\n\n序号\t任务\t责任单位\t进展情况\n"
        "1\t新建驿站20个。\t县住建局\t已建成11个，完成率55%。\n2\t文化演出60场。\t县文旅局\t已演出32场。\n",
        encoding="utf-8",
    )
    done = taizhang("check", str(clean), "--as-of", "2025-06-30")
    assert (done.returncode, "没有发现疑点" in done.stdout.decode()) == (0, True)


def test_check_compares_with_the_period_before() -> None:
    plain = json.loads(taizhang("check", "--json", str(LATER)).stdout)["findings"]
    both = json.loads(taizhang("check", "--json", str(LATER), "--previous", str(SAMPLE)).stdout)["findings"]
    assert {f["rule"] for f in both} - {f["rule"] for f in plain} >= {"went-backwards", "copied-text"}


def test_diff_shows_what_changed() -> None:
    done = taizhang("diff", str(SAMPLE), str(LATER))
    assert done.returncode == 0
    assert "~ 变化" in done.stdout.decode()


def test_schema_is_a_json_schema() -> None:
    schema = json.loads(taizhang("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)


TABLE = "序号\t项目名称\t责任单位\t进展情况\n1\t修路\t县交通局\t已完成3公里。\n2\t建桥\t县住建局\t已开工。\n"
BAD = {
    "empty": (b"", "空"),
    "blank": (b" \n\t\n", "空"),
    "binary": (b"\x00\x01\x02\x03" * 100, "文本"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "图片"),
    "no table": ("今天天气很好，没有表格。\n".encode(), "表格"),
    "no header": ("1\t修路\t县交通局\t已完成\n2\t建桥\t县住建局\t已开工\n3\t植树\t县林业局\t已种完\n".encode(), "表头"),
    "header only": ("序号\t项目名称\t责任单位\t进展情况\n".encode(), "没有内容"),
    "50 MB": (TABLE.encode() * 600_000, "MB"),
    "cut inside a character": (TABLE.encode()[:-5], ""),
    "cut inside its last row": ((TABLE * 4).encode()[: -len("\t已开工。\n".encode())] + b"", ""),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_what_where_and_what_to_do(name: str) -> None:
    data, says = BAD[name]
    done = taizhang("check", "-", stdin=data)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert "Traceback" not in told
    assert says in told
    assert "位置" in told
    assert done.stdout == b""


@pytest.mark.parametrize("name", BAD)
def test_nothing_is_written_from_bad_input(name: str, tmp_path: Path) -> None:
    source, out = tmp_path / "in.txt", tmp_path / "out.json"
    source.write_bytes(BAD[name][0])
    assert taizhang("read", str(source), "-o", str(out)).returncode == 2
    assert not out.exists()


def test_control_characters_are_kept_out_and_the_rest_is_read() -> None:
    done = taizhang("read", "--rows", "-", stdin=TABLE.replace("修路", "修\x07路").encode())
    assert json.loads(done.stdout)["rows"][0]["项目名称"] == "修路"


def test_a_missing_file_is_told_by_name() -> None:
    done = taizhang("check", "nowhere.txt")
    assert done.returncode == 2
    assert "nowhere.txt" in done.stderr.decode()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "utf-16-be"])
def test_other_encodings_are_read_not_refused(encoding: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    done = taizhang("read", "--rows", "-", stdin=text.encode(encoding))
    assert json.loads(done.stdout)["rows"] == json.loads(taizhang("read", "--rows", str(SAMPLE)).stdout)["rows"]


@pytest.mark.parametrize("command", ["read", "check", "diff", "schema", "serve"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert "example" in taizhang(command, "--help").stdout.decode()


@pytest.mark.parametrize("command", [("read", "--rows"), ("check", "--json")])
def test_what_a_person_should_know_of_the_reading_stands_beside_the_output(command: tuple[str, ...]) -> None:
    text = "序号\t项目名称\t责任单位\t进展情况\n1\t供水\x07工程\t水务局\t已完成。\n2\t绿化工程\t林业局\t已完成。\n"
    done = taizhang(*command, "-", stdin=text.encode())
    assert "已去掉1处控制字符" in done.stderr.decode()
    assert json.loads(done.stdout)

"""Documents of older and other word processors: read through LibreOffice to the last row, or refused."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from taizhang.reading import ReadError, losses, read
from taizhang.reading.files import reader_for, soffice
from taizhang.reading.files.office_rows import rows_in_docx, rows_in_odt, rows_in_rtf
from taizhang.reading.files.package import Package
from taizhang.reading.files.word97.binary import PIECES, Word97, root_streams
from taizhang.reading.files.word97.counting import table_rows
from taizhang.writing.rows import rows
from tests.reading.ledgers import squeezed
from tests.tools import libreoffice, needs

from .documents import docx, p, packed, tbl, tc, tr
from .tables import truths
from .test_equal_kinds import without_origins
from .test_round_trips import by_python_docx

# A title and a table of a header and two items, and nothing after the table: LibreOffice reads no table in it.
ENDS_IN_TABLE = (Path(__file__).parent / "samples" / "ends-in-a-table.doc").read_bytes()
MINIMAL_RTF = rb"{\rtf1\ansi text\par}"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, **parts: bytes) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" '
        f'xmlns:table="{ODF}:table:1.0" xmlns:draw="{ODF}:drawing:1.0" xmlns:svg="{ODF}:svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        files: dict[str, str | bytes] = {"content.xml": content, "META-INF/manifest.xml": manifest, **parts}
        for name, part in files.items():
            archive.writestr(name, part)
    return stream.getvalue()


def converted(document: bytes, kind: str, folder: Path) -> bytes:
    program, given = libreoffice(), folder / "given.docx"
    assert program
    given.write_bytes(document)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", folder, given],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(folder)},
    )
    return (folder / f"given.{kind}").read_bytes()


def uncommon(document: bytes) -> bytes:
    """A .doc with a mark that our own reader leaves to LibreOffice, and that changes nothing."""
    clx = Word97(document).told(PIECES)
    return document.replace(clx, clx[:-2] + b"\0\1")


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data)
    return caught.value


def on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "soffice"
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs("libreoffice")
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_a_document_is_read_as_its_docx_is(kind: str, tmp_path: Path) -> None:
    truth = truths()["baizhou-2025-10-matrix"]
    document = by_python_docx(truth)
    made = converted(document, kind, tmp_path)
    assert reader_for(made, "台账.docx").name == "office"
    reading = read(made)
    assert squeezed(rows(reading.ledger)["rows"]) == squeezed(truth["rows"])
    assert losses(reading) == ()
    assert without_origins(reading) == without_origins(read(document))


@needs("libreoffice")
def test_a_document_that_would_lose_its_table_is_refused() -> None:
    error = refusal(uncommon(ENDS_IN_TABLE))
    assert "3 行" in error.what.zh
    assert "0 行" in error.what.zh
    assert "空行" in error.hint.zh


@needs("libreoffice")
def test_no_link_of_a_document_is_followed() -> None:
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append("a connection")

    with HTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        link = f'xlink:type="simple" xlink:show="embed" xlink:href="http://127.0.0.1:{site.server_port}/a.png"'
        frame = '<draw:frame svg:width="2cm" svg:height="2cm">'
        picture = f"<text:p>{frame}<draw:image {link}/></draw:frame>words</text:p>"
        made = soffice.to_docx(odt(picture), "odt", "writer8")
        site.shutdown()
    assert b"words" in zipfile.ZipFile(BytesIO(made)).read("word/document.xml")
    assert asked == []


@pytest.mark.parametrize("data", [uncommon(ENDS_IN_TABLE), MINIMAL_RTF, b"\xef\xbb\xbf" + MINIMAL_RTF, odt("")])
def test_a_kind_is_told_by_content(data: bytes) -> None:
    assert reader_for(data, "台账.xls").name == "office"


def test_other_packages_and_ole_files_go_to_their_own_readers() -> None:
    workbook = (Path(__file__).parent / "samples" / "yunling-2025.xls").read_bytes()
    assert reader_for(workbook, "台账.doc").name == "xls"
    assert "WordDocument" not in root_streams(workbook)
    assert reader_for(docx(p("text")), "台账.odt").name == "docx"
    assert reader_for(packed({"台账.txt": b"text"}), "台账.odt").name == "archive"


@pytest.mark.parametrize("data", [uncommon(ENDS_IN_TABLE), MINIMAL_RTF, odt("<text:p>text</text:p>")])
def test_without_libreoffice_it_says_how_to_install_it(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refusal(data)
    assert "LibreOffice" in error.what.zh
    assert "apt-get install libreoffice-writer-nogui" in error.hint.en
    assert ".docx" in error.hint.zh


def test_a_conversion_that_takes_too_long_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "lock"
    on_path(
        tmp_path,
        monkeypatch,
        f"#!{sys.executable}\nimport fcntl, os, time\nheld = open({str(lock)!r}, 'w')\n"
        "fcntl.flock(held, fcntl.LOCK_EX)\nos.fork()\ntime.sleep(600)\n",
    )
    monkeypatch.setattr(soffice, "MAX_SECONDS", 1)
    assert "1 秒" in refusal(MINIMAL_RTF).what.zh
    assert is_free(lock)


def is_free(lock: Path) -> bool:
    """Whether nobody holds the lock any more; what was killed may take a moment to go."""
    with lock.open("w") as mine:
        for _ in range(100):
            try:
                fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.1)
            else:
                return True
    return False


def test_a_conversion_runs_within_limits_and_its_failure_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(tmp_path, monkeypatch, f"#!/bin/sh\n(ulimit -v; ulimit -t; echo $1) > {tmp_path}/told\nexit 1\n")
    assert "2 GB" in refusal(MINIMAL_RTF).what.zh
    memory, seconds, profile = (tmp_path / "told").read_text().split()
    assert int(memory) == soffice.MAX_MEMORY // 1024
    assert int(seconds) == soffice.MAX_SECONDS
    assert profile.startswith("-env:UserInstallation=file:///")
    assert not Path(profile.partition("file://")[2]).exists()


def test_a_word_document_is_judged_before_it_is_converted() -> None:
    assert table_rows(Word97(ENDS_IN_TABLE)) == 3
    start = ENDS_IN_TABLE.index(b"\xec\xa5")  # the mark of the format, which opens the document's main stream
    encrypted, older = bytearray(ENDS_IN_TABLE), bytearray(ENDS_IN_TABLE)
    encrypted[start + 0x0B] |= 1
    older[start] = 0xDC
    assert "加密" in refusal(bytes(encrypted)).what.zh
    assert "Word 95" in refusal(bytes(older)).what.zh


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_word_document_cut_off_is_refused(share: float) -> None:
    assert refusal(ENDS_IN_TABLE[: int(len(ENDS_IN_TABLE) * share)]).hint.zh


def test_rtf_rows_are_those_of_the_body() -> None:
    row = rb"\trowd\cellx100 a\cell\row"
    body = rb"{\rtf1{\header " + row + rb"}" + row + rb"\par C:\\row \{\rowed{" + row + rb"}{\footnote " + row + rb"}"
    assert rows_in_rtf(body + rb"{\pict\bin4 }}}}}}") == 2
    assert rows_in_rtf(body) is None
    assert "不完整" in refusal(body).what.zh


def test_open_document_rows_are_those_of_the_body_outside_cells() -> None:
    inner = "<table:table><table:table-row/></table:table>"
    cell = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    table = f"<table:table><table:table-header-rows>{cell}</table:table-header-rows>{cell}</table:table>"
    assert rows_in_odt(Package(odt(f"<text:tracked-changes>{inner}</text:tracked-changes>{table}"))) == 2
    locked = odt("", **{"META-INF/manifest.xml": b"<a><encryption-data/></a>"})
    assert "加密" in refusal(locked).what.zh


def test_word_rows_are_those_outside_cells() -> None:
    inner = tbl(tr("a"), tr("b"))
    assert rows_in_docx(docx(p("title") + tbl(tr("1"), tr(tc(inner + p()))) + inner)) == 4

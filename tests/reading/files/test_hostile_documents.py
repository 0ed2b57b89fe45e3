"""Broken, locked and malicious documents: a clear message in both languages, in bounded time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.reading import ReadError, read
from taizhang.reading.files import package, reader_for, xml
from taizhang.reading.files.html import MAX_PAGE_BYTES

from .documents import SPACES, docx, html_of, p, packed, tbl, tr
from .tables import truths

TITLE = p("柏川县2025年民生实事台账")
TABLE = tbl(tr("序号", "项目名称", "责任单位"), tr("1", "新建公园1个", "县城管局"))
LEDGER = TITLE + TABLE


def refusal(data: bytes, name: str = "") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name=name)
    error = caught.value
    assert all(part.zh and part.en for part in (error.what, error.where, error.hint))
    return error


def word(document: str | bytes, **more: bytes) -> bytes:
    content = document.encode() if isinstance(document, str) else document
    return packed({"word/document.xml": content, **more})


def test_a_locked_document_asks_for_its_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    error = refusal(ole, "台账.docx")
    assert "加密" in error.what.zh
    assert "密码" in error.hint.zh


def test_an_entry_locked_by_a_password_is_told_as_such() -> None:
    data = bytearray(docx(LEDGER))
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[central + 8] |= 1
    assert "加密" in refusal(bytes(data)).what.zh


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_document_cut_off_is_told_from_a_text(share: float) -> None:
    data = docx(LEDGER)
    assert "不完整" in refusal(data[: int(len(data) * share)], "台账.docx").what.zh


def test_a_damaged_part_is_named() -> None:
    error = refusal(word("<w:document"))
    assert "word/document.xml" in error.where.zh


def test_a_package_without_a_body_is_told() -> None:
    assert "正文" in refusal(packed({"word/styles.xml": b"<x/>"})).what.zh


def test_a_document_of_pictures_asks_for_text() -> None:
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r" Type="x/image" Target="media/1.png"/></Relationships>'
    )
    files = {
        "word/document.xml": f"<w:document {SPACES}><w:body>{p()}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": relation,
    }
    assert "图片" in refusal(packed(files)).what.zh


def test_entities_are_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    document = (
        f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document {SPACES}><w:body>'
        f"{p('<w:r><w:t>&e;</w:t></w:r>')}{TABLE}</w:body></w:document>"
    )
    for data in (word(document), word(document.encode("utf-16"))):
        assert "实体" in refusal(data).what.zh


def test_a_bomb_of_entities_is_refused() -> None:
    laughs = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 12))
    body = p("<w:r><w:t>&l11;</w:t></w:r>")
    bomb = f'<!DOCTYPE w [<!ENTITY l0 "哈">{laughs}]><w:document {SPACES}><w:body>{body}</w:body></w:document>'
    assert "实体" in refusal(word(bomb)).what.zh


@pytest.mark.parametrize("times", [60, 5_000])
def test_tables_nested_beyond_measure_are_refused(times: int) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * times + p("深") + "</w:tc></w:tr></w:tbl>" * times
    error = refusal(docx(LEDGER + nested))
    assert str(xml.MAX_NESTING) in error.what.zh


def test_wrappers_nested_beyond_measure_are_refused() -> None:
    assert (
        "嵌套"
        in refusal(docx(LEDGER + p("<w:smartTag>" * 200 + "<w:r><w:tab/></w:r>" + "</w:smartTag>" * 200))).what.zh
    )


def test_a_part_that_grows_beyond_measure_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = word(b"<a>" + b" " * 30_000_000 + b"</a>")
    error = refusal(bomb)
    assert str(package.MAX_RATIO) in error.what.zh
    assert "word/document.xml" in error.where.zh
    monkeypatch.setattr(package, "MAX_PART", 20_000_000)
    assert "20 MB" in refusal(bomb).what.zh


def test_a_package_that_is_too_large_inside_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 2_000_000)
    assert "上限为 2 MB" in refusal(word(bytes(3_000_000))).what.zh


def test_a_package_of_too_many_files_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_ENTRIES", 5)
    files = {f"word/{k}.xml": b"" for k in range(9)}
    assert "上限为 5 个" in refusal(packed(files)).what.zh


def test_an_entry_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(word(b"<a>" + b"x" * 5_000_000 + b"</a>"))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")
    assert "word/document.xml" in refusal(bytes(data)).where.zh


def test_macros_are_not_looked_at_and_told() -> None:
    reading = read(docx(LEDGER, vbaProject="not a macro at all"), name="台账.docm")
    assert len(reading.ledger.tasks) == 1
    assert any("宏" in notice.zh for notice in reading.notices)


def test_the_content_decides_and_not_the_name() -> None:
    truth = next(iter(truths().values()))
    assert reader_for(docx(LEDGER), "台账.txt").name == "docx"
    assert reader_for(html_of(truth), "台账.doc").name == "html"
    assert reader_for("序号\t项目名称\n".encode(), "台账.docx").name in ("text", "delimited")
    assert len(read(docx(LEDGER), name="台账.xls").ledger.tasks) == 1


def test_a_column_of_a_million_places_is_bounded() -> None:
    wide = tbl(
        tr("序号", "项目名称", "责任单位"),
        tr("1", "新建公园1个", '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'),
    )
    assert len(read(docx(TITLE + wide)).ledger.columns) == 3


def test_a_page_that_claims_millions_of_places_is_refused_with_the_limit() -> None:
    cell = "<td rowspan=60000 colspan=1000>x</td>"
    page = f"<table><tr><th>序号</th><th>项目名称</th></tr>{f'<tr>{cell * 40}</tr>' * 60}</table>"
    assert "2000000" in refusal(page.encode()).what.zh


def test_a_page_nested_beyond_measure_is_refused() -> None:
    assert "嵌套" in refusal(b"<html><body>" + b"<div>" * 50_000 + "台账".encode()).what.zh


def test_tables_of_a_page_nested_beyond_measure_are_refused() -> None:
    outer = "<table><tr><td>一</td><td>二</td><td>三</td><td>四</td><td>五</td><td>"
    assert "嵌套" in refusal(f"<html><body>{outer * 100}".encode()).what.zh


def test_a_page_that_is_too_large_is_refused_with_the_limit() -> None:
    assert f"{MAX_PAGE_BYTES // 1_000_000} MB" in refusal(b"<html>" + b" " * MAX_PAGE_BYTES).what.zh


def test_a_page_of_frames_says_where_the_table_is() -> None:
    error = refusal(b"<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>")
    assert "sheet001.htm" in error.hint.zh


def test_a_web_archive_without_a_page_is_told() -> None:
    assert "网页" in refusal(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n").what.zh


def test_scripts_are_neither_run_nor_read() -> None:
    truth = truths()["qinghe-2025-q1"]
    script = "<script>document.write('<table><tr><td>序号</td></tr></table>')</script>{}<iframe src='file:///etc/passwd'></iframe>"
    found = read(html_of(truth, around=script)).ledger
    assert found.document.title == truth["title"]
    assert "document.write" not in repr(found)

"""Archives give their documents with names as the sender saw them; tricks and bombs are refused."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from taizhang.reading import ReadError, is_archive, open_archive, read
from taizhang.reading.files import archives
from taizhang.reading.files.package import MAX_RATIO

from .test_spreadsheets import plain
from .workbooks import saved

LEDGER = saved(plain([1, "新建公园", "区城管局", "已完成"], [2, "新建学校", "区教育局", "在建"]))
OTHER = saved(plain([1, "修路", "区交通局", "已完成"], title="云岭县2024年民生实事台账"))


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def packed_in_windows(name: str, content: bytes) -> bytes:
    """As Chinese Windows packs: the name in GBK, and no flag that says so."""
    raw = name.encode("gbk")
    data = packed(("x" * len(raw), content))
    return data.replace(b"x" * len(raw), raw)


def mail(*attachments: tuple[str, bytes], text: str = "请查收。") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "报送台账"
    message["MIME-Version"] = "1.0"
    message.set_content(text)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def refusal(data: bytes, name: str = "全部.zip") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name=name)
    assert all(part.zh and part.en for part in (caught.value.what, caught.value.where, caught.value.hint))
    return caught.value


def test_names_in_gbk_come_as_written() -> None:
    data = packed_in_windows("住建局/上半年台账.xlsx", LEDGER)
    assert [name for name, _ in open_archive(data)] == ["住建局/上半年台账.xlsx"]


def test_names_in_utf8_come_as_written_and_clutter_is_passed_over() -> None:
    data = packed(
        ("住建局/台账.xlsx", LEDGER),
        ("__MACOSX/._台账.xlsx", b"x"),
        ("~$台账.xlsx", b"x"),
        ("空/", b""),
        ("Thumbs.db", b"x"),
    )
    assert list(open_archive(data)) == [("住建局/台账.xlsx", LEDGER)]


def test_one_archive_inside_another_is_opened() -> None:
    data = packed(("教育局.zip", packed(("台账.xlsx", LEDGER))), ("修路.xlsx", OTHER))
    assert [name for name, _ in open_archive(data)] == ["教育局.zip/台账.xlsx", "修路.xlsx"]


def test_deeper_archives_are_refused() -> None:
    data = packed(("一.zip", packed(("二.zip", packed(("台账.xlsx", LEDGER))))))
    assert "嵌套过深" in refusal(data).what.zh


def test_an_archive_with_one_ledger_reads_as_that_ledger() -> None:
    reading = read(packed(("台账.xlsx", LEDGER), ("说明.txt", "请查收".encode())), name="报送.zip")
    assert [t.name for t in reading.ledger.tasks] == ["新建公园", "新建学校"]
    assert reading.ledger.tasks[0].cells[0].origin.file == "台账.xlsx"


def test_an_archive_with_several_ledgers_tells_how_to_read_them() -> None:
    error = refusal(packed(("甲.xlsx", LEDGER), ("乙.xlsx", OTHER)))
    assert "多个台账" in error.what.zh
    assert "taizhang check 全部.zip" in error.hint.zh


def test_an_archive_without_a_ledger_says_so() -> None:
    assert "没有找到台账" in refusal(packed(("a.txt", b"hello"), ("b.txt", b"hello"))).what.zh


@pytest.mark.parametrize(
    "name", ["../台账.xlsx", "/etc/台账.xlsx", "C:\\台账.xlsx", "甲/../../台账.xlsx", "..\\台账.xlsx"]
)
def test_a_path_that_leads_outside_is_refused(name: str) -> None:
    assert "指向外部" in refusal(packed((name, LEDGER))).what.zh


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("台账.xlsx")
    link.external_attr = 0o120777 << 16
    assert "指向外部" in refusal(packed((link, b"/etc/hostname"))).what.zh


def test_a_bomb_is_refused_with_the_limit() -> None:
    error = refusal(packed(("台账.txt", bytes(50_000_000))))
    assert f"上限为 {MAX_RATIO} 倍" in error.what.zh


def test_too_many_documents_are_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_DOCUMENTS", 3)
    with pytest.raises(ReadError, match="上限为 3 个文件"):
        list(open_archive(packed(*((f"{k}.txt", b"x") for k in range(4)))))


def test_a_locked_archive_says_so() -> None:
    data = bytearray(packed(("台账.xlsx", LEDGER)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "加密" in refusal(bytes(data)).what.zh


def test_a_cut_off_archive_says_so() -> None:
    data = packed(("台账.xlsx", LEDGER))
    assert "不完整" in refusal(data[: len(data) // 2]).what.zh


def test_the_attachments_of_a_mail_are_its_documents() -> None:
    data = mail(("住建局台账.xlsx", LEDGER), ("../修路.xlsx", OTHER))
    assert is_archive(data)
    assert [name for name, _ in open_archive(data)] == ["住建局台账.xlsx", "修路.xlsx"]
    assert read(mail(("住建局台账.xlsx", LEDGER))).ledger.tasks[1].name == "新建学校"


def test_an_attachment_named_in_raw_gbk_comes_as_written() -> None:
    data = mail(("NAME.xlsx", LEDGER)).replace(b'filename="NAME.xlsx"', 'filename="台账.xlsx"'.encode("gbk"))
    assert [name for name, _ in open_archive(data)] == ["台账.xlsx"]


def test_a_mail_without_attachments_is_read_by_its_text() -> None:
    text = "云岭县2025年民生实事台账\n序号\t项目名称\t责任单位\t进展情况\n"
    text += "1\t新建公园\t区城管局\t已完成\n2\t修路\t区交通局\t在建\n"
    assert [t.name for t in read(mail(text=text)).ledger.tasks] == ["新建公园", "修路"]


def test_office_files_and_text_are_no_archives() -> None:
    assert not is_archive(LEDGER)
    assert not is_archive("序号\t项目名称\n".encode())
    assert not is_archive(b"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nMIME-Version: 1.0\r\n\r\n")

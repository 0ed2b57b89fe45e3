"""Archives of documents: .zip, and e-mails (.eml) with attachments.  Nothing is ever written to disk.

An archive is a set of files.  `open_archive` gives them one by one; the reader itself takes only an archive that
holds one ledger.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Source
from .base import FALLBACK, SURE, WHOLE_FILE, refuse_large
from .package import MAX_UNPACKED, Package, is_zip, names_in

if TYPE_CHECKING:
    from email.message import EmailMessage
    from zipfile import ZipInfo

MAX_DOCUMENTS = 2_000
"""Most documents in an archive, those of archives in it counted too.  Forty units with ten files each are 400."""

_OFFICE = Pattern(
    r"^(?:\[Content_Types\]\.xml|mimetype|OFD\.xml|content\.xml|_rels/\.rels|docProps/.*\.xml|(?:xl|word|ppt)/\w+\.xml)$"
)
_CLUTTER = Pattern(r"(?i)(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)|/$")
_UTF8 = 0x800  # the flag of a zip entry whose name is UTF-8
_LINK = 0o120000
_MAIL = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?(?:MIME-Version|Received|Message-ID):", re.IGNORECASE
)
_RAW_NAME = Pattern(r'(?i)name="?([^";\r\n]+)')
_SAVED_PAGE = (b"snapshot-content-location:", b"saved by ")


class ArchiveReader:
    """Archives that hold one ledger."""

    name = "archive"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a zip package that is no office file, and for an e-mail; a zip that nobody else takes comes here."""
        return SURE if is_archive(data) else FALLBACK + 1 if is_zip(data) else None

    def read(self, data: bytes, name: str) -> Source:
        """The one ledger in the archive; raises ReadError when it holds none or several."""
        if not is_archive(data):
            with Package(data):  # says what is wrong with a broken one
                raise _unknown()
        found: list[tuple[str, Source]] = []
        failed: list[tuple[str, ReadError]] = []
        for entry, content in open_archive(data, name):
            try:
                if source := _ledger_in(content, entry):
                    found.append((entry, source))
            except ReadError as error:
                failed.append((entry, error))
            if len(found) > 1:
                raise _several([entry for entry, _ in found], name)
        if not found:
            raise failed[0][1] if len(failed) == 1 else _none(name, failed)
        return found[0][1]


def is_archive(data: bytes) -> bool:
    """True for a zip file that is no office document, and for an e-mail that is no saved web page."""
    if is_zip(data):
        names = names_in(data)
        return bool(names) and not any(_OFFICE.match(name) for name in names)
    head = data[:4000]
    if any(mark in head.lower() for mark in _SAVED_PAGE):
        return False
    return _MAIL.match(head) is not None


def may_be_archive(head: bytes) -> bool:
    """True when a file that begins with `head` can be an archive; `is_archive` tells for sure."""
    return is_zip(head) or _MAIL.match(head) is not None


def open_archive(data: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """The documents in an archive with their names; those of an archive in it as `inner.zip/name`.

    System clutter (__MACOSX, Thumbs.db, lock files) is passed over.  Raises ReadError for a broken or locked
    archive, for one over the limits, and for names that reach outside the archive.
    """
    budget = [MAX_UNPACKED, MAX_DOCUMENTS]
    for entry, content in _entries(data):
        if not is_archive(content):
            _spend(budget, content)
            yield entry, content
            continue
        for inner, document in _entries(content):
            if is_archive(document):
                raise _nested(f"{entry}/{inner}")
            _spend(budget, document)
            yield f"{entry}/{inner}", document


def _entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    return _zipped(data) if is_zip(data) else _attached(data)


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    with Package(data) as package:
        try:
            with ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except BadZipFile:  # pragma: no cover - Package has refused it
            return
        for entry in entries:
            name = _name(entry)
            _refuse_tricks(name, entry)
            if not _CLUTTER.search(name):
                content = package.read(entry.filename)
                if content is not None:
                    yield name, content


def _name(entry: ZipInfo) -> str:
    """An entry's name: Chinese Windows writes GBK where the format says cp437."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        name = _decoded(name.encode("cp437", "replace")) or name
    return name.replace("\\", "/")


def _refuse_tricks(name: str, entry: ZipInfo) -> None:
    outside = posixpath.normpath(name).startswith(("/", "..")) or re.match(r"[A-Za-z]:", name) or "\0" in name
    if outside or (entry.external_attr >> 16) & 0o170000 == _LINK:
        raise ReadError(
            Bilingual(
                "压缩文件里有指向外部的路径，已拒绝读取", "the archive has a path that leads outside and is refused"
            ),
            Bilingual(f"条目 {name[:80]!r}", f"entry {name[:80]!r}"),
            Bilingual(
                "正常打包的文件没有这样的路径，请向报送单位核实。", "No packer writes such; ask who sent the file."
            ),
        )


def _attached(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The attachments of an e-mail; its own text where it has none."""
    import email
    from email import policy

    refuse_large(data)
    message = email.message_from_bytes(data, policy=policy.default)
    attached = False
    for number, part in enumerate(message.iter_attachments() if message.is_multipart() else (), 1):
        name, content = _attachment_name(part) or f"附件{number}", _payload(part)
        if content:
            attached = True
            yield posixpath.basename(name.replace("\\", "/")), content
    body = None if attached else message.get_body(("html", "plain"))
    if body is not None:
        kind = "html" if body.get_content_subtype() == "html" else "txt"
        yield f"正文.{kind}", body.get_content().encode()


def _payload(part: EmailMessage) -> bytes:
    from email.message import Message

    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attachment_name(part: EmailMessage) -> str:
    """An attachment's name; older programs write it in raw GBK."""
    for _, value in part.raw_items():
        match = _RAW_NAME.search(str(value))
        if match and not match[1].isascii():
            raw = match[1].encode("utf-8", "surrogateescape")
            return _decoded(raw) or raw.decode("utf-8", "replace")
    return part.get_filename() or ""


def _decoded(raw: bytes) -> str | None:
    """A name in UTF-8 or GBK, None when it is neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _ledger_in(data: bytes, name: str) -> Source | None:
    """The source of a document that holds a ledger, None for one that holds none."""
    from ..groups import parts_of
    from .registry import reader_for

    source = reader_for(data, name).read(data, name)
    return source if any(part.header for part in parts_of(source.blocks)) else None


def _spend(budget: list[int], content: bytes) -> None:
    budget[0] -= len(content)
    budget[1] -= 1
    if budget[0] < 0 or budget[1] < 0:
        limit = MAX_UNPACKED // 1_000_000
        raise ReadError(
            Bilingual(
                f"压缩文件内容过多，上限为 {MAX_DOCUMENTS} 个文件、解压后共 {limit} MB",
                f"the archive holds too much; the limit is {MAX_DOCUMENTS} files and {limit} MB unpacked",
            ),
            WHOLE_FILE,
            Bilingual("请分成几个压缩文件。", "Split it into several archives."),
        )


def _nested(entry: str) -> ReadError:
    return ReadError(
        Bilingual("压缩文件嵌套过深，只读一层内层压缩文件", "archives are nested too deep; one inside another is read"),
        Bilingual(f"条目 {entry}", f"entry {entry}"),
        Bilingual("请先解压最里层的压缩文件。", "Unpack the innermost archive first."),
    )


def _several(names: list[str], archive: str) -> ReadError:
    return ReadError(
        Bilingual("压缩文件里有多个台账", "the archive holds several ledgers"),
        Bilingual(f"{names[0]}、{names[1]} 等", f"{names[0]}, {names[1]} and more"),
        Bilingual(
            f"请用 taizhang check {archive or '压缩文件'} 一次读取全部，或在导入页面上传。",
            f"Use `taizhang check {archive or 'ARCHIVE'}` to read them all, or the import page.",
        ),
    )


def _unknown() -> ReadError:
    return ReadError(
        Bilingual("不能读取这种文件", "this kind of file is not read"),
        WHOLE_FILE,
        Bilingual(
            "请另存为 Word、Excel 或网页文件，或复制其中的表格后粘贴。",
            "Save it as a Word, Excel or web file, or copy the table and paste that.",
        ),
    )


def _none(archive: str, failed: list[tuple[str, ReadError]]) -> ReadError:
    names = "、".join(entry for entry, _ in failed[:3])
    return ReadError(
        Bilingual("压缩文件里没有找到台账", "no ledger was found in the archive"),
        Bilingual(f"读不了的有：{names}" if names else "所有条目", f"not read: {names}" if names else "all entries"),
        Bilingual("请确认选对了文件，或解压后逐个导入。", "Make sure it is the right file, or unpack it first."),
    )

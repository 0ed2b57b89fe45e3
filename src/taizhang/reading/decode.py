"""Bytes to text: the encodings that Chinese offices use, and what is no text refused."""

from __future__ import annotations

import codecs

from msgspec import Struct

from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Leftover, Origin, Span

from .errors import NOWHERE, ReadError, at_line

MAX_BYTES = 5_000_000
"""Largest text accepted, in bytes.  A year's ledger of forty units is under 200 kB."""
MAX_PARTS = 200_000
"""Most lines and cells accepted: line ends, tabs and bars together.  A list of 5,000 rows has under 100,000."""

_SIGNATURES = (
    (b"PK\x03\x04", "Word、Excel 或压缩文件", "a Word, Excel or zip file"),
    (b"%PDF", "PDF 文件", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件", "an old Word or Excel file"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"{\\rtf", "RTF 文件", "an RTF file"),
    (b"\x1f\x8b", "压缩文件", "a compressed file"),
    (b"Rar!", "压缩文件", "a compressed file"),
    (b"7z\xbc\xaf", "压缩文件", "a compressed file"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NEWLINES = Pattern("\r\n|[\r\x0b\x85\u2028\u2029]")
# C0 and C1 control characters without tab, newline and form feed; zero-width and soft-hyphen marks of web pages
_CONTROL = Pattern("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]+")
_INVISIBLE = Pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_HAN = Pattern("[\u4e00-\u9fff]")


# Characters that official prose is full of; bytes of another encoding read as GB18030 hold hardly any.
_FREQUENT = frozenset(
    "的一是在不了有和人中大为上个国以要时生到作地于出分对成会可主发年动同工能下面方后多定行学法所民经十三进等部度家电力水化高"
    "理实加量体制机当点从业本性应开合前外政四日社事平全表间与关各重新线内数正原利比质第道条结解问建月公无系情者立通提题程展五"
    "员位入常文总次设及管特件求老基资流路级统接计期运农指区强放保治造百规领七海口东金增济交联六共权收证改清转单切教安场车例务"
    "具万每目至达积报完类八名科信节整集群广需段装众书布复商验断深难近千周委备半办青省列约支劳便团市消构府称准精值号率划选标写"
    "效院查型按格养置层专状育适属住调满县局照价严项责任牵头单位序况镇街道村户乡旧小存步打算措施目标务容购补贴培训套处座亩米"
)


class Decoded(Struct, frozen=True):
    """The text of a file with line ends of one kind, its encoding, and the control characters kept out of it."""

    text: str
    encoding: str
    leftovers: tuple[Leftover, ...] = ()


def decode(data: bytes | str) -> Decoded:
    """The text in `data`: UTF-8 (with or without mark), UTF-16 or GB18030.

    Raises ReadError for an empty, too large, cut-off or binary file and for an unknown encoding.
    """
    _refuse_large(len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass")))
    if isinstance(data, str):
        text, encoding = data, "str"
    else:
        _refuse_signature(data)
        text, encoding = _to_text(data)
    text, leftovers = _without_controls(_INVISIBLE.sub("", _NEWLINES.sub("\n", text)))
    if not text.strip():
        raise ReadError(
            Bilingual("文件是空的", "the file is empty"),
            NOWHERE,
            Bilingual("请粘贴或选择含有台账表格的内容。", "Paste or choose something that holds a ledger table."),
        )
    _refuse_many(sum(text.count(mark) for mark in "\n\t|"))
    return Decoded(text, encoding, leftovers)


def _refuse_large(size: int) -> None:
    if size > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise ReadError(
            Bilingual(
                f"文本过大：{size / 1e6:.1f} MB，上限为 {limit} MB",
                f"the text is too large: {size / 1e6:.1f} MB, the limit is {limit} MB",
            ),
            NOWHERE,
            Bilingual("请只保留台账表格，分次导入。", "Keep only the ledger tables and import them one by one."),
        )


def _refuse_many(parts: int) -> None:
    if parts > MAX_PARTS:
        raise ReadError(
            Bilingual(
                f"行和格子过多：{parts}，上限为 {MAX_PARTS}",
                f"too many lines and cells: {parts}, the limit is {MAX_PARTS}",
            ),
            NOWHERE,
            Bilingual("请只保留台账表格，分次导入。", "Keep only the ledger tables and import them one by one."),
        )


def _refuse_signature(data: bytes) -> None:
    for signature, zh, en in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(
                Bilingual(f"这不是文本，而是{zh}", f"this is not text but {en}"),
                Bilingual("文件开头", "the start of the file"),
                Bilingual("请打开文件，复制其中的表格后粘贴。", "Open it, copy the table and paste that."),
            )


def _to_text(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        failure = error
    if guessed := _utf16_without_mark(data):
        return _strict(data, guessed), guessed
    if (text := _gb18030(data)) is not None:
        return text, "gb18030"
    raise _not_text(data, failure)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise _not_text(data, error) from error


def _checked(text: str) -> str:
    """`text` itself, refused when control characters show that it is no text (a few are only kept out)."""
    strange = sum(len(m.group()) for m in _CONTROL.finditer(text))
    if strange > 8 and strange * 50 > len(text):
        raise _binary(Bilingual("全文", "the whole text"))
    return text


def _utf16_without_mark(data: bytes) -> str:
    """utf-16-le or -be when line ends, tabs and digits give zero bytes on one side only; else empty."""
    sample = data[:20_000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) < 2:
        return ""
    encoding = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""
    if not encoding:
        return ""
    text = sample[: len(sample) // 2 * 2].decode(encoding, "ignore")
    return encoding if len(_HAN.findall(text)) * 3 > len(text) else ""


def _gb18030(data: bytes) -> str | None:
    """The text when `data` is GB18030 and reads like Chinese: mostly characters of the common first level."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if len(data) - error.start > 3:
            return None
        raise _cut_off(data, error) from error
    han = _HAN.findall(text[:20_000])
    frequent = sum(1 for char in han if char in _FREQUENT)
    if len(han) < 4 or frequent * 5 < len(han) or _CONTROL.search(text[:2000]):
        return None
    return text


def _not_text(data: bytes, error: UnicodeDecodeError) -> ReadError:
    if len(data) - error.start <= 3 and error.end >= len(data):
        return _cut_off(data, error)
    if 0 in data[:8000] or len(_CONTROL.findall(data[:8000].decode("latin-1"))) > 40:
        return _binary(Bilingual(f"第{error.start + 1}个字节", f"byte {error.start + 1}"))
    line = data.count(b"\n", 0, error.start) + 1
    return ReadError(
        Bilingual("无法识别文字编码", "the text's encoding is not known"),
        at_line(line),
        Bilingual(
            "可识别 UTF-8、UTF-16 和 GB18030；请另存为 UTF-8 后再试。",
            "UTF-8, UTF-16 and GB18030 are read; save it as UTF-8 and try again.",
        ),
    )


def _cut_off(data: bytes, error: UnicodeDecodeError) -> ReadError:
    line = data.count(b"\n", 0, error.start) + 1
    return ReadError(
        Bilingual("文件不完整，最后一个字被截断", "the file is cut off inside its last character"),
        at_line(line),
        Bilingual("请重新获取完整的文件。", "Get the whole file again."),
    )


def _binary(where: Bilingual) -> ReadError:
    return ReadError(
        Bilingual("这是二进制文件，不是文本", "this is a binary file, not text"),
        where,
        Bilingual("请打开文件，复制其中的表格后粘贴。", "Open it, copy the table and paste that."),
    )


def _without_controls(text: str) -> tuple[str, tuple[Leftover, ...]]:
    """The text with control characters taken out, and one leftover for each place they stood in."""
    if not _CONTROL.search(text):
        return text, ()
    kept: list[str] = []
    leftovers: list[Leftover] = []
    at = length = 0
    for match in _CONTROL.finditer(text):
        kept.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        names = " ".join(f"U+{ord(char):04X}" for char in match.group()[:8])
        leftovers.append(Leftover(names, "debris", Origin(spans=(Span(length, length),))))
    kept.append(text[at:])
    return "".join(kept), tuple(leftovers[:200])

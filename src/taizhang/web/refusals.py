"""Why the site itself takes or reads no more, in both languages, as the readers say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taizhang.ledger import Bilingual
from taizhang.reading.errors import ReadError
from taizhang.reading.files.base import WHOLE_FILE
from taizhang.writing.errors import WriteError

AT_ONCE = 200
"""Most files of one import, archives and what is in them: a person looks at each."""


def too_large(limit: int) -> ReadError:
    """What to say of a file of more than `limit` bytes."""
    size = limit // 1024 // 1024
    return ReadError(
        Bilingual(f"文件过大，上限为 {size} MB", f"the file is too large; the limit is {size} MB"),
        WHOLE_FILE,
        Bilingual("请去掉图片，或者把文件分成几份。", "Take pictures out, or split the file."),
    )


def too_many(number: int) -> ReadError:
    """What to say of more files than one import takes."""
    return ReadError(
        Bilingual(f"一次导入{number}份，太多了", f"{number} files are too many for one import"),
        WHOLE_FILE,
        Bilingual(f"请分几次导入，每次最多{AT_ONCE}份。", f"Import them in several goes, {AT_ONCE} at most each."),
    )


@dataclass(frozen=True, slots=True)
class Refusals:
    """What a process of its own says of a call that did not end well; plain functions, for they go there by name."""

    too_long: Callable[[int], Exception]
    too_much: Callable[[], Exception]
    died: Callable[[], Exception]
    fault: Callable[[Exception], Exception]


def too_long(seconds: int) -> ReadError:
    """What to say of a call that was ended after `seconds`."""
    return ReadError(
        Bilingual(f"读取超过{seconds}秒，已停止", f"reading took over {seconds} seconds and was stopped"),
        WHOLE_FILE,
        Bilingual(
            "请只保留台账所在的页或表，或分成几个文件。", "Keep only the ledger's pages or tables, or split the file."
        ),
    )


def too_much() -> ReadError:
    """What to say of a call that ran out of memory."""
    return ReadError(
        Bilingual("读取时内存不足，已停止", "reading needed too much memory and was stopped"),
        WHOLE_FILE,
        Bilingual("请去掉图片，或分成几个文件。", "Take pictures out, or split the file."),
    )


def died() -> ReadError:
    """What to say when the process was gone in the middle of a call."""
    return ReadError(
        Bilingual(
            "读取时进程中断，文件可能过大或已损坏",
            "the process died while reading; the file may be too large or broken",
        ),
        WHOLE_FILE,
        Bilingual("请重试一次；仍不行，请另存为 Word 或 Excel 文件。", "Try once more, then save it as Word or Excel."),
    )


def fault(error: Exception) -> ReadError:
    """What to say of an error of ours."""
    return ReadError(_ours(error), WHOLE_FILE, Bilingual("请把文件报给维护人员。", "Please report the file."))


READING = Refusals(too_long, too_much, died, fault)


def _ours(error: Exception) -> Bilingual:
    name = type(error).__name__
    return Bilingual(f"程序内部错误（{name}）", f"an error inside the program ({name})")


def kills() -> ReadError:
    """What to say of a file whose reader died again and again."""
    return ReadError(
        Bilingual("读取时后台程序多次中断", "the background reader died several times while reading it"),
        WHOLE_FILE,
        Bilingual(
            "请另存为 Word 或 Excel 文件后再试，或联系管理员。",
            "Save it as Word or Excel and try again, or ask the administrator.",
        ),
    )


_OTHER_WAY = Bilingual("请换一种格式，或选列少一些的版式。", "Take another format, or a layout of fewer columns.")


def writes_too_long(seconds: int) -> WriteError:
    """What to say of a paper that was not made within `seconds`."""
    return WriteError(
        Bilingual(f"生成超过{seconds}秒，已停止", f"making it took over {seconds} seconds and was stopped"), _OTHER_WAY
    )


def writes_too_much() -> WriteError:
    """What to say of a paper that needed too much memory."""
    return WriteError(
        Bilingual("生成时内存不足，已停止", "making it needed too much memory and was stopped"), _OTHER_WAY
    )


def writer_died() -> WriteError:
    """What to say when the process was gone while it made a paper, once or again and again."""
    return WriteError(
        Bilingual("生成时进程中断", "the process died while making it"),
        Bilingual("请重试一次；仍不行，请换一种格式。", "Try once more, then take another format."),
    )


def writer_failed(error: Exception) -> WriteError:
    """What to say of an error of ours."""
    told = Bilingual("请把台账和版式报给维护人员。", "Please report the ledger and the layout.")
    return WriteError(_ours(error), told)


WRITING = Refusals(writes_too_long, writes_too_much, writer_died, writer_failed)

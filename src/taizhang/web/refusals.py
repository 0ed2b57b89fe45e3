"""Why the site itself takes or reads no more, in both languages, as the readers say it."""

from __future__ import annotations

from taizhang.ledger import Bilingual
from taizhang.reading.errors import ReadError
from taizhang.reading.files.base import WHOLE_FILE

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
    name = type(error).__name__
    return ReadError(
        Bilingual(f"程序内部错误（{name}）", f"an error inside the program ({name})"),
        WHOLE_FILE,
        Bilingual("请把文件报给维护人员。", "Please report the file."),
    )


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

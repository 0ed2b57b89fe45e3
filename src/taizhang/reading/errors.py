"""Why a text could not be read, in the words of the person who meets it."""

from __future__ import annotations

import re

from taizhang.ledger import Bilingual

NOWHERE = Bilingual("全文", "the whole text")


class ReadError(ValueError):
    """A document that cannot be read: `what` is wrong, `where` it is, and what to do about it (`hint`).

    Its text is Chinese; each part has its English beside it.
    """

    def __init__(self, what: Bilingual, where: Bilingual, hint: Bilingual) -> None:
        super().__init__(f"{what.zh}（位置：{where.zh}）。{hint.zh}")
        self.what = what
        self.where = where
        self.hint = hint

    def __reduce__(self) -> tuple[type[ReadError], tuple[Bilingual, Bilingual, Bilingual]]:
        return ReadError, (self.what, self.where, self.hint)  # or it could not leave the process that read

    def in_language(self, language: str) -> str:
        """The whole message in Chinese, or in English for `en` and its variants."""
        if language.startswith("en"):
            return f"{self.what.en} (at: {self.where.en}). {self.hint.en}"
        return str(self)


def at_line(number: int) -> Bilingual:
    """The place "line N", counted from 1."""
    return Bilingual(f"第{number}行", f"line {number}")


def no_table(text: str) -> ReadError:
    """What to say when no header was found in `text`: whether there is a table without one, or no table at all."""
    lines = text.split("\n")
    tabbed = next(
        (k for k, line in enumerate(lines) if line.strip() and re.search(r"\S\t+\S|\S\s*[|｜]\s*\S", line)), None
    )
    numbered = [k for k, line in enumerate(lines) if re.match(r"^\s*\d{1,2}\s*$|^\s*\d{1,2}\s+\S+\s+\S+", line)]
    if tabbed is not None or len(numbered) >= 3:
        line = tabbed if tabbed is not None else numbered[0]
        return ReadError(
            Bilingual("找到了表格内容，但没有表头", "there is a table, but no header"),
            at_line(line + 1),
            Bilingual(
                "请连同表头一行（序号、项目名称、责任单位等）一并导入。",
                "Import the header row too (序号, 项目名称, 责任单位 and so on).",
            ),
        )
    return ReadError(
        Bilingual("没有找到台账表格", "no ledger table was found"),
        NOWHERE,
        Bilingual(
            "请粘贴含有表头（序号、项目名称、责任单位、进展情况等）的表格。",
            "Paste a table with its header (序号, 项目名称, 责任单位, 进展情况 and so on).",
        ),
    )


def cut_off(line: int) -> ReadError:
    """What to say of a text that breaks off in the row at `line` (from 0)."""
    return ReadError(
        Bilingual("文件不完整，最后一行缺少后面的各格", "the file breaks off: its last row lacks cells"),
        at_line(line + 1),
        Bilingual(
            "请重新获取完整的文件；若原文如此，请补上空格子再导入。",
            "Get the whole file again; if it is so, add the empty cells.",
        ),
    )

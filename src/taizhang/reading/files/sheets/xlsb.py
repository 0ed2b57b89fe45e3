"""Binary Excel workbooks (.xlsb): known, to say what to do with them."""

from __future__ import annotations

from taizhang.ledger import Bilingual

from ...errors import ReadError
from ...grid import Source
from ..base import SURE, WHOLE_FILE
from ..package import names_in


class XlsbReader:
    """Knows a binary workbook.  No library reads its merged cells and number formats, so none is guessed at."""

    name = "xlsb"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a package with a binary workbook."""
        return SURE if "xl/workbook.bin" in names_in(data) else None

    def read(self, data: bytes, name: str) -> Source:
        """Always raises ReadError."""
        raise ReadError(
            Bilingual(
                "这是二进制工作簿（.xlsb），不能直接读取", "this is a binary workbook (.xlsb), which is not read"
            ),
            WHOLE_FILE,
            Bilingual(
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。", "Open it in Excel or WPS and save it as .xlsx."
            ),
        )

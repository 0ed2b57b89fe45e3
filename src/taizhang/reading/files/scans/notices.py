"""What a person should know of a scan's reading: how many cells the recogniser was not sure of."""

from __future__ import annotations

from msgspec.structs import replace

from taizhang.ledger import Bilingual

from ...grid import Grid, Source
from ...sureness import UNSURE


def with_notices(source: Source) -> Source:
    """The source with a notice that counts the cells to be looked at, when there are any."""
    cells = [cell for block in source.blocks if isinstance(block, Grid) for cell in block.cells]
    unsure = sum(1 for cell in cells if cell.origin.confidence < UNSURE)
    if not unsure:
        return source
    notice = Bilingual(
        f"扫描件：{unsure}格的文字识别没有把握，请对照原件核对。",
        f"a scan: the text of {unsure} cells is uncertain; compare them with the original.",
    )
    return replace(source, notices=(*source.notices, notice))

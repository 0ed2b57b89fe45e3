"""A paper and its annexes as a PDF by GB/T 9704-2012, set by typst."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taizhang.ledger import Ledger

from ..layouts import AS_READ, Layout
from ..pdf import data_of
from ..pdf.press import faces_of, pressed, weight_of
from ..text import printable
from .model import Bulletin
from .phrases import day_words
from .printed import annex_names, annex_sheets, copied_to, organ_mark, organ_type, printed_line, title_lines


def to_pdf(
    bulletin: Bulletin, ledger: Ledger, layout: Layout = AS_READ, *, fields: Mapping[str, str] | None = None
) -> bytes:
    """The paper with its annexes on their side, fonts inside; its 关键词 and 内容概述 become the PDF's own.

    Raises WriteError where typst or every face with Chinese characters is missing.
    """
    fields = fields or {}
    look, day = layout.look, bulletin.day
    copied, (by, on) = copied_to(bulletin.head), printed_line(bulletin)
    sheets = list(annex_sheets(bulletin, ledger, layout))
    data = {
        "title": printable(bulletin.title),
        "keywords": fields.get("关键词", ""),
        "description": fields.get("内容概述", ""),
        "date": (day.year, day.month, day.day) if day else None,
        "fonts": faces_of(look),
        "title_weight": weight_of(look),
        "head": _head(bulletin),
        "title_lines": title_lines(printable(bulletin.title)),
        "to": f"{bulletin.to}：" if bulletin.to else "",
        "paragraphs": [(paragraph.kind, printable(paragraph.text)) for paragraph in bulletin.paragraphs],
        "annexes": list(annex_names(bulletin.annexes)),
        "issuer": bulletin.issuer,
        "day": day_words(day) if day else "",
        "imprint": {"copied": copied, "by": by, "on": on},
        "sheets": [data_of(sheet) for sheet in sheets],
    }
    return pressed("bulletin.typ", data)


def _head(bulletin: Bulletin) -> dict[str, Any]:
    head = bulletin.head
    size, width = organ_type(head)
    return {
        "style": head.style,
        "organs": organ_mark(head),
        "suffix": head.suffix,
        "size": size,
        "width": width,
        "urgency": head.urgency,
        "signers": head.signers,
        "number": bulletin.number,
    }

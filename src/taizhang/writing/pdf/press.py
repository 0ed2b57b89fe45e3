"""Typst and the faces of the machine: data -> a PDF with its fonts inside, by one of the templates beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from taizhang.ledger import Bilingual

from .. import fonts
from ..errors import WriteError
from ..sheet import Look


def pressed(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF that a template makes of the data; WriteError where typst is missing."""
    try:
        import typst
    except ModuleNotFoundError as error:
        raise WriteError(
            Bilingual("没有安装排版程序 typst", "typst, which sets PDFs, is not installed"),
            Bilingual("请安装 taizhang[pdf]，或改写 .docx。", "Install taizhang[pdf], or write .docx instead."),
        ) from error
    path = Path(__file__).with_name(template)
    compiler = typst.Compiler(path, font_paths=_faces(), sys_inputs={"data": msgspec.json.encode(data).decode()})
    made = compiler.compile(format="pdf")
    return made if isinstance(made, bytes) else b""


def faces_of(look: Look) -> dict[str, list[str]]:
    """The look's faces by their use, each with what stands in for it here; WriteError where nothing does."""
    named = {
        "text": look.font, "head": look.head_font, "title": look.title_font, "category": look.category_font,
        "number": "宋体",
    }  # fmt: skip
    here = _families()
    chains = {use: [f for f in fonts.chain(font) if f.lower() in here] for use, font in named.items()}
    if not all(chains.values()):
        raise WriteError(
            Bilingual("本机没有中文字体，写不了 PDF", "there is no Chinese font on this machine to set a PDF in"),
            Bilingual(
                "请安装字体（Debian：fonts-noto-cjk），或改写 .docx。",
                "Install one (Debian: fonts-noto-cjk), or write .docx instead.",
            ),
        )
    return chains


def weight_of(look: Look) -> str:
    """How heavy titles are set."""
    return "bold" if look.title_font in fonts.BOLD else "regular"


@lru_cache(maxsize=1)
def _faces() -> Any:
    """The machine's faces as typst has them, looked for once."""
    import typst

    return typst.Fonts(font_paths=[folder for folder in fonts.FOLDERS if Path(folder).is_dir()])


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    """The names of the faces; a name that typst doesn't know it passes over in silence."""
    return frozenset(name.lower() for name in _faces().families())

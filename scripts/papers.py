"""Take the pictures of papers anew: `.venv/bin/python scripts/papers.py [FOLDER]`, after a change of how they look.

The ledgers are the fictional ones of samples/.  The faces that papers name are an office's own; the free ones that
stand in for them are looked for where Debian keeps them, and in the folder.
"""

import sys
from datetime import date
from pathlib import Path

import pypdfium2
from msgspec.structs import replace

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.terminal.bulletins import bulletin
from taizhang.terminal.papers import beside
from taizhang.writing import LAYOUTS, fonts, write
from taizhang.writing.bulletin import OUTLINES, Bulletin, Head
from taizhang.writing.bulletin.press import to_pdf

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures/papers"
SCALE = 8 / 72 * 10  # 80 dots an inch
LAID_OUT = {
    "implementation": ("wangyu-2025", "implementation", 0),
    "quarterly": ("qinghe-2025-q1", "quarterly", 0),
    "leaders": ("lanxi-2025-10", "leaders", 0),
    "letter": ("shuoxi-2026-tasks", "tasks", 0),
    "tasks": ("shuoxi-2026-tasks", "tasks", 2),
    "summary": ("yanhu-2025-09", "summary", 0),
    "indicators": ("yanhu-2025-09", "indicators", 0),
    "matrix": ("baizhou-2025-10-matrix", "matrix", 0),
    "periods": ("qinghe-2025-h1", "periods", 0),
}
"""What each picture is of: a sample, its layout, and a page of it."""
OFFICE = "清禾县人民政府办公室"
CC = "县委办公室，县人大常委会办公室，县政协办公室，县纪委监委机关，县人武部"
HEAD = Head("公文", (OFFICE,), cc=CC, printed_by=OFFICE)


def sample(name: str) -> Ledger:
    """A sample's ledger."""
    return read((ROOT / f"samples/{name}.txt").read_bytes(), name=f"{name}.txt").ledger


def issued(kind: str, head: Head, number: str, to: str = "") -> Bulletin:
    """A paper of the half year, as it is issued."""
    now, before = sample("qinghe-2025-h1"), sample("qinghe-2025-q1")
    made = bulletin(OUTLINES[kind], now, before, date(2025, 6, 30), head)
    return replace(made, issuer=head.organs[0], to=to or made.to, day=date(2025, 7, 8), number=number)


def picture(data: bytes, page: int, name: str) -> None:
    """A page as a picture; pages are counted from the end below 0."""
    document = pypdfium2.PdfDocument(data)
    image = document[page % len(document)].render(scale=SCALE).to_pil().convert("RGB")
    image.quantize(48).save(PICTURES / f"{name}.png", optimize=True)


def main() -> None:
    """All of them."""
    fonts.FOLDERS = (*fonts.FOLDERS, *sys.argv[1:])
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, (of, layout, page) in LAID_OUT.items():
        ledger = sample(of)
        earlier = beside(ledger, [sample("qinghe-2025-q1")]) if name == "periods" else ()
        picture(write(ledger, "pdf", LAYOUTS[layout], earlier=earlier), page, name)
    ledger = sample("qinghe-2025-h1")
    document = to_pdf(issued("quarterly", HEAD, "清政办督通〔2025〕3号"), ledger, LAYOUTS["quarterly"])
    for name, page in (("bulletin", 0), ("bulletin-signed", 2), ("bulletin-annex", 3), ("bulletin-imprint", -1)):
        picture(document, page, name)
    report = replace(HEAD, organs=("清禾县人民政府",), signers=("林知远",), cc="")
    picture(to_pdf(issued("monthly", report, "清政〔2025〕21号", "市人民政府"), ledger), 0, "report-upward")
    picture(to_pdf(issued("reminder", HEAD, "清政办督函〔2025〕7号", "县农业农村局"), ledger), 0, "reminder")


if __name__ == "__main__":
    main()

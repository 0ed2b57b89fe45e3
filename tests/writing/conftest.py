"""Papers as they come off the press: LibreOffice's pages of our Word documents, all printed in one run, and ours."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.sax.saxutils import escape

import pdfplumber
import pypdfium2
import pytest

from taizhang.ledger import Ledger
from taizhang.reading import read
from taizhang.writing import AS_READ, LAYOUTS, Layout, write
from taizhang.writing.fonts import ALTERNATIVES
from tests.tools import ROOT, libreoffice

from .build import ledger, many, with_sections

LONG = with_sections(many(60), "一、市级民生实事（15项）", "二、县级民生实事（15项）")
CUT = ledger(
    *((("新建便民服务点。", "县民政局", "10", "正在推进。"),) for _ in range(3)),
    (("整治河道。", "县水利局", "900", "".join(f"第{k}段河道已完成清淤护岸，" for k in range(1, 221)) + "全部完工。"),),
    (("更新路灯。", "县住建局", "8", "已完成。"),),
)
RARE = ledger((("喆玥湨𬭩璟堃旻珺", "县民政局", "1", "由张喆、李玥负责，湨河、𬭩村已完成。"),))


def sample(name: str) -> Ledger:
    """One of the samples, by the beginning of its name."""
    path = next((ROOT / "samples").glob(f"{name}*.txt"))
    return read(path.read_bytes(), name=path.name).ledger


PAPERS: Mapping[str, tuple[Ledger, Layout]] = {
    "long": (LONG, AS_READ),
    "cut": (CUT, AS_READ),
    "rare": (RARE, AS_READ),
    "implementation": (sample("wangyu"), LAYOUTS["implementation"]),
    "quarterly": (sample("qinghe-2025-q1"), LAYOUTS["quarterly"]),
    "leaders": (sample("lanxi"), LAYOUTS["leaders"]),
    "tasks": (sample("shuoxi"), LAYOUTS["tasks"]),
    "summary": (sample("yanhu"), LAYOUTS["summary"]),
    "matrix": (sample("baizhou"), LAYOUTS["matrix"]),
}
"""The papers that are printed: the five kinds of ledgers that there are, and hard ones."""


@dataclass(frozen=True)
class Printed:
    """A PDF with what it was made of."""

    data: bytes
    path: Path
    ledger: Ledger
    layout: Layout

    @cached_property
    def pages(self) -> list[list[list[str]]]:
        """For each page the rows of its tables, the cells' texts without blanks."""
        with pdfplumber.open(io.BytesIO(self.data)) as document:
            tables = [page.extract_tables() for page in document.pages]
        return [[["".join((cell or "").split()) for cell in row] for table in page for row in table] for page in tables]

    @cached_property
    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each page in mm."""
        document = pypdfium2.PdfDocument(self.data)
        return [(round(wide * 25.4 / 72), round(high * 25.4 / 72)) for wide, high in (p.get_size() for p in document)]

    @cached_property
    def words(self) -> list[list[tuple[str, float, float, float, float]]]:
        """For each page its words with left, top, right and bottom in mm."""
        with pdfplumber.open(io.BytesIO(self.data)) as document:
            return [
                [
                    (w["text"], *(w[k] * 25.4 / 72 for k in ("x0", "top", "x1", "bottom")))
                    for w in page.extract_words(keep_blank_chars=True)
                ]
                for page in document.pages
            ]

    def fonts(self) -> list[list[str]]:
        """What `pdffonts` says of each face: its name, kind and whether it is embedded."""
        told = subprocess.run(["pdffonts", self.path], check=True, capture_output=True, text=True).stdout
        return [line.split() for line in told.splitlines()[2:]]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """Our Word documents as LibreOffice prints them; faces that are missing are stood in for as our papers say."""
    folder = tmp_path_factory.mktemp("office")
    for name, (made, layout) in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(write(made, "docx", layout))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(libreoffice()), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, *(str(folder / f"{name}.docx") for name in PAPERS)],
        check=True,
        capture_output=True,
        timeout=300,
        env=environment(folder),
    )
    return {
        name: Printed((folder / f"{name}.pdf").read_bytes(), folder / f"{name}.pdf", made, layout)
        for name, (made, layout) in PAPERS.items()
    }


def environment(folder: Path) -> dict[str, str]:
    aliases = "".join(
        f"<alias binding='same'><family>{name}</family><prefer>"
        + "".join(f"<family>{escape(other)}</family>" for other in others)
        + "</prefer></alias>"
        for name, others in ALTERNATIVES.items()
    )
    conf = folder / "fonts.conf"
    conf.write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
        f"<include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(conf)}


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """The PDFs that we set ourselves."""
    folder = tmp_path_factory.mktemp("ours")
    made = {}
    for name, (given, layout) in PAPERS.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(write(given, "pdf", layout))
        made[name] = Printed(path.read_bytes(), path, given, layout)
    return made

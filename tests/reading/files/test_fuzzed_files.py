"""Every reader, given damaged files of its kind: a ledger without losses or a ReadError, never another exception.

A few dozen files each here, always the same ones under CI=true; `pytest --hypothesis-profile=long` on this file tries
thousands of new ones, see CONTRIBUTING.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.ledger import Ledger, to_json
from taizhang.reading import ReadError, is_archive, losses, open_archive, read
from taizhang.reading.files import reader_for

from .documents import docx_of, html_of, mht_of
from .mutations import damaged, damaged_inside
from .pdfs import pdf, table, text
from .tables import truths
from .test_archives import mail, packed
from .test_equal_kinds import xlsx_of
from .workbooks import to_ods

TRUTH = truths()["lanxi-2025-10"]
SMALL = truths()["lanfeng-tabs"]
LEDGER: Ledger = read(html_of(SMALL)).ledger
WORD, PAGE, BOOK = docx_of(TRUTH), html_of(TRUTH), xlsx_of(TRUTH)
XS = (40, 80, 180, 260, 560)
ROWS = [("序号", "项目名称", "责任单位", "进展情况"), ("1", "改造老旧小区", "县住建局", "已完工九个小区。")]
RULED = pdf(text(200, 375, "柏川县2025年民生实事台账") + table(XS, 350, ROWS), table(XS, 350, ROWS))
BARE = pdf("".join(text(x, 350 - 14 * k, t) for k, row in enumerate(ROWS) for x, t in zip(XS, row, strict=False)))
SAMPLES = Path(__file__).parent / "samples"
TABS = (Path(__file__).parents[1] / "corpus" / "lanfeng-tabs.txt").read_bytes()

FILES: dict[str, bytes] = {
    "docx": WORD,
    "xlsx": BOOK,
    "ods": to_ods(LEDGER),
    "xls": (SAMPLES / "yunling-2025.xls").read_bytes(),
    "xlsb": (SAMPLES / "luting-2025.xlsb").read_bytes(),
    "html": PAGE,
    "mht": mht_of(PAGE),
    "pdf": RULED,
    "pdf without lines": BARE,
    "zip": packed(("甲.docx", WORD), ("乙/丙.xlsx", BOOK)),
    "mail": mail(("台账.xlsx", BOOK)),
    "csv": TABS.replace(b"\t", b","),
    "text": TABS,
    "ledger": to_json(LEDGER),
}
PACKAGES = ("docx", "xlsx", "xlsb", "ods")
LONG = settings.get_current_profile_name() == "long"
FUZZ = settings(
    max_examples=5_000 if LONG else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def only_ledgers_or_refusals(data: bytes) -> None:
    """Read it, and take out all that is in it when it is an archive."""
    refused = []
    try:
        reading = read(data)
        assert losses(reading) == () or not reading.source.blocks  # a ledger's own file has no source to lose from
    except ReadError as error:
        refused.append(error)
    try:
        names = [name for name, _ in open_archive(data)] if is_archive(data) else []
        assert all(name and ".." not in name.split("/") for name in names)
    except ReadError as error:
        refused.append(error)
    assert all(part.zh and part.en for error in refused for part in (error.what, error.where, error.hint))


@pytest.mark.parametrize("kind", FILES)
@FUZZ
@given(choice=st.data())
def test_a_damaged_file_is_refused_or_read(kind: str, choice: st.DataObject) -> None:
    only_ledgers_or_refusals(choice.draw(damaged(FILES[kind])))


@pytest.mark.parametrize("kind", PACKAGES)
@FUZZ
@given(choice=st.data())
def test_a_package_damaged_inside_is_refused_or_read(kind: str, choice: st.DataObject) -> None:
    only_ledgers_or_refusals(choice.draw(damaged_inside(FILES[kind])))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_find_a_reader(data: bytes) -> None:
    assert reader_for(data).name

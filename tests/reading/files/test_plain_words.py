"""The quick way to plain words and the walk that knows all marks read the same."""

from __future__ import annotations

import pytest
from lxml import etree

from taizhang.reading.files import reader_for
from taizhang.reading.files.word import document
from taizhang.reading.files.word.plain import uncommon
from taizhang.reading.grid import Source

from .documents import SPACES, docx, docx_of, p, r, tbl, tc, tr
from .tables import truths
from .test_word97 import DOCUMENTS

ALL = {**DOCUMENTS, **{name: docx_of(truth) for name, truth in truths().items()}}


def source(data: bytes) -> Source:
    return reader_for(data).read(data, "台账.docx")


@pytest.mark.parametrize("name", ALL)
def test_a_document_is_read_as_when_every_element_is_walked_to(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = source(ALL[name])
    monkeypatch.setattr(document, "uncommon", lambda *_: None)
    assert source(ALL[name]) == quick


def test_indented_elements_are_no_words() -> None:
    plain = docx(tbl(tr("序号", "项目名称"), tr("1", tc(p(r("新建") + r("公园"))))))
    indented = docx(tbl(tr("序号", "项目名称"), tr("1", tc(p(r("新建") + r("公园"))))).replace("><w:", ">\n  <w:"))
    assert source(indented).blocks == source(plain).blocks


def test_only_what_holds_marks_is_uncommon() -> None:
    body = p("一") + p(r("二") + "<w:r><w:tab/></w:r>") + tbl(tr("三", tc("四", '<w:gridSpan w:val="2"/>')))
    root = etree.fromstring(f"<w:document {SPACES}>{body}</w:document>")
    found = uncommon(root, b"", ())
    assert found is not None
    assert ["".join(e.itertext()) for e in found.words] == ["二"]
    assert ["".join(e.itertext()) for e in found.shapes] == ["四"]

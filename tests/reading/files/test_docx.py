"""What Word writes around and inside a table, construct by construct."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from taizhang.ledger import Ledger
from taizhang.reading import Reading, losses, read
from taizhang.writing.rows import rows

from .documents import W, docx, p, r, tbl, tc, tr

HEADER = tr("序号", "项目名称", "责任单位", "进展情况")
ROWS = (
    tr("1", "改造老旧小区12个", "县住建局", "已完工9个。"),
    tr("2", "新建口袋公园3个", "县城管局", "正在施工。"),
)
TITLE = p("柏川县2025年民生实事台账")
VANISH = "<w:vanish/>"


def reading_of(*blocks: str, **parts: str) -> Reading:
    reading = read(docx("".join(blocks), **parts), name="柏川.docx")
    assert losses(reading) == ()
    return reading


def ledger_of(*blocks: str, **parts: str) -> Ledger:
    return reading_of(*blocks, **parts).ledger


def texts(ledger: Ledger) -> list[list[str]]:
    return [[row.get(c, "") for c in rows(ledger)["columns"]] for row in rows(ledger)["rows"]]


def cell(content: str) -> str:
    """The text that is read from a cell with this content."""
    ledger = ledger_of(TITLE, tbl(HEADER, tr("1", "改造老旧小区12个", "县住建局", tc(content))))
    return texts(ledger)[0][3]


def set_aside(ledger: Ledger) -> list[tuple[str, str]]:
    return [(x.text, x.reason) for x in ledger.leftovers]


def test_a_cell_merged_over_rows_stands_once_and_says_how_far_it_reaches() -> None:
    ledger = ledger_of(
        TITLE,
        tbl(
            HEADER,
            tr(tc("1", '<w:vMerge w:val="restart"/>'), "改造老旧小区12个", "县住建局", "已完工9个。"),
            tr(tc("", "<w:vMerge/>"), "加装电梯20部", "县住建局", "已装15部。"),
        ),
    )
    assert len(ledger.projects) == 1
    assert [t.content for t in ledger.tasks] == ["改造老旧小区12个", "加装电梯20部"]
    number = ledger.tasks[0].cell(0)
    assert number is not None
    assert number.rows == 2


def test_a_merge_that_goes_on_without_a_beginning_is_a_cell_of_its_own() -> None:
    ledger = ledger_of(TITLE, tbl(HEADER, tr(tc("1", "<w:vMerge/>"), "改造老旧小区12个", "县住建局", "无")))
    assert texts(ledger) == [["1", "改造老旧小区12个", "县住建局", "无"]]


def test_what_stands_under_a_merged_cell_is_kept_aside() -> None:
    ledger = ledger_of(
        TITLE,
        tbl(
            HEADER,
            tr(tc("1", '<w:vMerge w:val="restart"/>'), "改造老旧小区12个", "县住建局", "无"),
            tr(tc("旧", "<w:vMerge/>"), "加装电梯20部", "县住建局", "无"),
        ),
    )
    assert ("旧", "debris") in set_aside(ledger)


def test_rows_that_begin_further_right_keep_their_columns() -> None:
    short = tr("加装电梯20部", "县住建局", "已装15部。", properties='<w:gridBefore w:val="1"/>')
    assert texts(ledger_of(TITLE, tbl(HEADER, ROWS[0], short)))[1] == ["", "加装电梯20部", "县住建局", "已装15部。"]


def test_columns_that_no_cell_begins_in_fall_away() -> None:
    def wide(*cells: str) -> str:
        return tr(*(tc(c, '<w:gridSpan w:val="3"/>') for c in cells))

    ledger = ledger_of(TITLE, tbl(wide("序号", "项目名称", "进展情况"), wide("1", "新建公园1个", "已完工。")))
    assert [c.name for c in ledger.columns] == ["序号", "项目名称", "进展情况"]
    assert texts(ledger) == [["1", "新建公园1个", "已完工。"]]


def test_borders_a_hair_apart_are_one_border() -> None:
    first = tr(tc("序号"), tc("项目名称", '<w:gridSpan w:val="2"/>'), tc("进展情况"))
    second = tr(tc("1", '<w:gridSpan w:val="2"/>'), tc("新建公园1个"), tc("已完工。"))
    ledger = ledger_of(TITLE, tbl(first, second, grid=(700, 30, 3000, 4000)))
    assert texts(ledger) == [["1", "新建公园1个", "已完工。"]]


def test_a_narrow_column_that_holds_cells_stays() -> None:
    first = tr("序号", "项目名称", "无", "进展情况")
    ledger = ledger_of(TITLE, tbl(first, tr("1", "新建公园1个", "是", "已完工。"), grid=(700, 3000, 100, 4000)))
    assert len(ledger.columns) == 4


def test_a_table_inside_a_cell_becomes_lines_of_it() -> None:
    inner = tbl(tr("一标段", "已完工"), tr("二标段", "在建"))
    assert cell(p("分标段：") + inner + p()) == "分标段：\n一标段 已完工\n二标段 在建"


def test_a_table_that_only_arranges_the_page_is_looked_through() -> None:
    ledger = ledger_of(tbl(tr(tc(TITLE)), tr(tc(tbl(HEADER, *ROWS) + p("注：数据截至6月底。")))))
    assert ledger.document.title == "柏川县2025年民生实事台账"
    assert ledger.document.notes == ("注：数据截至6月底。",)
    assert len(ledger.tasks) == 2


def test_a_text_box_is_read_once_though_written_twice() -> None:
    box = f"<w:txbxContent>{TITLE}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    ledger = ledger_of(p(drawing), tbl(HEADER, *ROWS))
    assert [x.text for x in ledger.document.passages] == ["柏川县2025年民生实事台账"]


def test_a_ledger_inside_a_text_box_is_found() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{tbl(HEADER, *ROWS)}{p()}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert len(ledger_of(TITLE, p(box)).tasks) == 2


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: f"<w:sdt><w:sdtPr/><w:sdtContent>{rows}</w:sdtContent></w:sdt>",
        lambda rows: f"<w:customXml>{rows}</w:customXml>",
    ],
)
def test_content_controls_around_rows_cells_and_words_are_looked_through(wrap: Callable[[str], str]) -> None:
    row = f"<w:tr>{tc('1')}{wrap(tc('新建公园1个'))}{tc('县城管局')}{tc(p(wrap(r('已完工。'))))}</w:tr>"
    ledger = ledger_of(TITLE, wrap(tbl(HEADER, wrap(row))))
    assert texts(ledger) == [["1", "新建公园1个", "县城管局", "已完工。"]]


def test_insertions_are_read_and_deletions_are_not() -> None:
    content = p(
        r("已完工")
        + f'<w:del w:id="1"><w:r><w:delText>8</w:delText></w:r></w:del><w:ins w:id="2">{r("9")}</w:ins>'
        + r("个。")
    )
    assert cell(content) == "已完工9个。"


def test_what_was_moved_stands_only_where_it_was_moved_to() -> None:
    assert cell(p(f"<w:moveFrom>{r('甲')}</w:moveFrom>{r('乙')}<w:moveTo>{r('甲')}</w:moveTo>")) == "乙甲"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert cell(p(r("已完"), "<w:rPr><w:del/></w:rPr>") + p("工。")) == "已完工。"


def test_a_deleted_row_is_not_read_and_an_inserted_one_is() -> None:
    ledger = ledger_of(
        TITLE,
        tbl(
            HEADER,
            ROWS[0],
            tr("9", "已取消的项目1个", "县城管局", "无", properties="<w:del/>"),
            tr("2", "新建公园1个", "县城管局", "无", properties="<w:ins/>"),
        ),
    )
    assert [t.number for t in ledger.tasks] == ["1", "2"]


def test_the_text_says_that_changes_were_taken_as_accepted() -> None:
    reading = reading_of(
        TITLE, tbl(HEADER, tr("1", "新建公园1个", "县城管局", tc(p(f"<w:ins>{r('已完工。')}</w:ins>"))))
    )
    assert any("修订" in notice.zh for notice in reading.notices)


def test_line_breaks_tabs_and_hyphens_are_as_printed() -> None:
    assert cell(
        p("<w:r><w:t>一期</w:t><w:br/><w:t>2025</w:t><w:noBreakHyphen/><w:t>2026</w:t><w:cr/><w:t>完</w:t></w:r>")
    ) == ("一期\n2025-2026\n完")
    assert cell(p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "<w:tabs><w:tab w:pos='9'/></w:tabs>")) == "甲\t乙"


def test_symbols_of_forms_are_read() -> None:
    assert cell(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已完成</w:t></w:r>')) == "☑已完成"


def test_ruby_and_links_give_their_words() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('yān')}</w:rt><w:rubyBase>{r('鄢')}</w:rubyBase></w:ruby></w:r>"
    assert cell(p(f"<w:hyperlink>{r('见')}</w:hyperlink>{ruby}")) == "见鄢"


def test_the_result_of_a_field_is_read_and_its_code_is_not() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> =SUM(ABOVE) </w:instrText><w:t>x</w:t></w:r>"
    assert cell(p(mark("begin") + code + mark("separate") + r("120") + mark("end") + r("户"))) == "120户"


def test_hidden_text_is_kept_aside_and_bookmarks_are_nothing() -> None:
    reading = reading_of(
        TITLE,
        tbl(
            HEADER,
            tr(
                "1",
                "新建公园1个",
                "县城管局",
                tc(p('<w:bookmarkStart w:name="_GoBack"/>' + r("已完工。") + r("内部", VANISH))),
            ),
        ),
    )
    assert texts(reading.ledger)[0][3] == "已完工。"
    assert ("内部", "debris") in set_aside(reading.ledger)
    assert any("隐藏" in notice.zh for notice in reading.notices)


def test_text_is_hidden_by_a_style_and_shown_against_it() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    hidden = r("内部", '<w:rStyle w:val="h"/>') + r("公开", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')
    ledger = ledger_of(TITLE, tbl(HEADER, tr("1", "新建公园1个", "县城管局", tc(p(hidden)))), styles=styles)
    assert texts(ledger)[0][3] == "公开"


def test_notes_at_the_foot_are_notes_of_the_ledger() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("含续建项目。")}</w:footnote></w:footnotes>'
    )
    ledger = ledger_of(
        TITLE, tbl(HEADER, tr("1", "新建公园1个", "县城管局", tc(p(r("已完工。") + note)))), footnotes=notes
    )
    assert texts(ledger)[0][3] == "已完工。"
    assert ledger.document.notes == ("注1：含续建项目。",)


def test_headers_and_footers_stand_aside() -> None:
    ledger = ledger_of(
        TITLE,
        tbl(HEADER, *ROWS),
        header=f'<w:hdr xmlns:w="{W}">{p("柏川县政府督查室编")}</w:hdr>',
        footer=f'<w:ftr xmlns:w="{W}">{p("— 3 —")}</w:ftr>',
    )
    assert set_aside(ledger) == [("柏川县政府督查室编", "navigation"), ("— 3 —", "page_number")]


def test_a_title_in_the_head_of_the_page_counts_where_the_body_has_none() -> None:
    header = f'<w:hdr xmlns:w="{W}">{TITLE}</w:hdr>'
    assert ledger_of(p(), tbl(HEADER, *ROWS), header=header).document.title == "柏川县2025年民生实事台账"


def test_paragraphs_around_the_table_become_what_they_are() -> None:
    ledger = ledger_of(
        p("柏川县人民政府办公室关于印发2025年民生实事的通知"),
        p("各乡镇人民政府，县级各部门："),
        p("现将《2025年民生实事台账》印发给你们，请认真组织实施。"),
        p("附件1"),
        TITLE,
        p("（截至2025年6月30日）"),
        tbl(HEADER, *ROWS),
        p("注：进度由各责任单位填报。"),
    )
    document = ledger.document
    assert (document.before_title, document.title, document.subtitle) == (
        "附件1",
        "柏川县2025年民生实事台账",
        "（截至2025年6月30日）",
    )
    assert str(document.cut_off) == "2025-06-30"
    assert document.notice.startswith("柏川县人民政府办公室")
    assert document.notes == ("注：进度由各责任单位填报。",)


def test_a_title_inside_the_table_stands_behind_what_is_above_the_table() -> None:
    title = tr(tc("柏川县2025年民生实事台账", '<w:gridSpan w:val="4"/>'))
    ledger = ledger_of(p("附件2"), tbl(title, HEADER, *ROWS))
    assert [x.kind for x in ledger.document.passages] == ["before_title", "title"]


def test_a_title_on_two_lines_is_one() -> None:
    ledger = ledger_of(p(r("柏川县2025年\n民生实事台账")), tbl(HEADER, *ROWS))
    assert ledger.document.title == "柏川县2025年民生实事台账"


def test_a_ledger_cut_into_several_tables_is_one() -> None:
    more = tbl(tr("3", "新建公厕5座", "县城管局", "已完工。"))
    again = tbl(HEADER, tr("4", "新建停车位100个", "县城管局", "已完工。"))
    ledger = ledger_of(TITLE, tbl(HEADER, *ROWS), p(), more, p(), again)
    assert [t.number for t in ledger.tasks] == ["1", "2", "3", "4"]


def test_another_table_is_kept_aside() -> None:
    other = tbl(tr("分管领导", "签字"), tr("", ""))
    ledger = ledger_of(TITLE, tbl(HEADER, *ROWS), p(), other)
    assert any("分管领导" in text for text, _ in set_aside(ledger))


def test_a_row_cut_by_a_page_is_joined_and_a_row_of_a_merged_item_is_not() -> None:
    cut = "<w:r><w:lastRenderedPageBreak/><w:t>改造，配套管网同步更新。</w:t></w:r>"
    joined = ledger_of(
        TITLE,
        tbl(HEADER, tr("1", "改造老旧小区12个", "县住建局", "已完成9个小区的外墙和屋面"), tr("", "", "", tc(p(cut)))),
    )
    assert texts(joined)[0][3] == "已完成9个小区的外墙和屋面改造，配套管网同步更新。"
    merged = ledger_of(
        TITLE,
        tbl(
            HEADER,
            tr(tc("1", '<w:vMerge w:val="restart"/>'), "改造老旧小区12个", "县住建局", "已完成9个小区的外墙和屋面"),
            tr(tc("", "<w:vMerge/>"), "", "", tc(p(cut))),
        ),
    )
    assert len(merged.tasks) == 2


def test_rows_marked_as_header_are_the_header_where_no_row_names_columns() -> None:
    header = tr("甲项", "乙项", "丙项", properties="<w:tblHeader/>")
    ledger = ledger_of(TITLE, tbl(header, tr("新建公园1个", "城管局", "已完工。")))
    assert [c.name for c in ledger.columns] == ["甲项", "乙项", "丙项"]


def test_a_ledger_in_paragraphs_with_tabs_is_read_as_text() -> None:
    lines = [
        "序号\t项目名称\t责任单位\t进展情况",
        "1\t新建公园1个\t县城管局\t已完工。",
        "2\t新建公厕5座\t县城管局\t在建。",
    ]
    ledger = ledger_of(
        TITLE, *(p("<w:r><w:t>" + x.replace("\t", "</w:t><w:tab/><w:t>") + "</w:t></w:r>") for x in lines)
    )
    assert [t.content for t in ledger.tasks] == ["新建公园1个", "新建公厕5座"]


def test_every_cell_knows_its_place() -> None:
    ledger = ledger_of(TITLE, p("说明"), tbl(HEADER, *ROWS))
    cell = ledger.tasks[1].cells[3]
    assert (cell.origin.table, cell.origin.row, cell.origin.column) == (2, 2, 3)
    assert ledger.document.passages[0].origin.paragraph == 0


def test_a_document_of_the_strict_kind_is_read() -> None:
    import io
    import zipfile

    data = docx(TITLE + tbl(HEADER, *ROWS))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            content = content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            content = content.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, content)
    assert len(read(strict.getvalue()).ledger.tasks) == 2

"""Pages as public sites and office programs write them, construct by construct."""

from __future__ import annotations

import pytest

from taizhang.ledger import Ledger
from taizhang.reading import ReadError, Reading, losses, read
from taizhang.writing.rows import rows

from .documents import html_of, mht_of
from .tables import truths

HEAD = "<tr><th>序号</th><th>项目名称</th><th>责任单位</th><th>进展情况</th></tr>"
ROWS = (
    "<tr><td>1</td><td>改造老旧小区12个</td><td>县住建局</td><td>已完工9个。</td></tr>"
    "<tr><td>2</td><td>新建口袋公园3个</td><td>县城管局</td><td>正在施工。</td></tr>"
)
TITLE = "<p>柏川县2025年民生实事台账</p>"
TABLE = f"<table>{HEAD}{ROWS}</table>"
TRUTH = truths()["qinghe-2025-q1"]


def reading_of(body: str) -> Reading:
    reading = read(f"<html><body>{body}</body></html>".encode())
    assert losses(reading) == ()
    return reading


def ledger_of(body: str) -> Ledger:
    return reading_of(body).ledger


def texts(ledger: Ledger) -> list[list[str]]:
    return [[row.get(c, "") for c in rows(ledger)["columns"]] for row in rows(ledger)["rows"]]


def cell(content: str) -> str:
    """The text that is read from a cell with this content."""
    row = f"<tr><td>1</td><td>新建公园1个</td><td>县城管局</td><td>{content}</td></tr>"
    return texts(ledger_of(f"{TITLE}<table>{HEAD}{row}</table>"))[0][3]


def set_aside(ledger: Ledger) -> list[tuple[str, str]]:
    return [(x.text, x.reason) for x in ledger.leftovers]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("已完工<br>9个", "已完工\n9个"),
        ("<p>一期</p><p>二期</p>", "一期\n二期"),
        ("<div>一期<div>二期</div></div>三期", "一期\n二期\n三期"),
        ("已完工\n    9个小区", "已完工 9个小区"),
        ("已完成外墙\n    改造", "已完成外墙改造"),
        ("&nbsp;", ""),
        ("<b>9</b>个&nbsp;", "9个"),
        ("<span>已</span><span>完工</span>", "已完工"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("<ol start=2><li>立项</li><li>招标</li></ol>", "2.立项\n3.招标"),
        ("<ol type=a><li>立项</li></ol>", "a.立项"),
        ('<ol style="list-style-type: cjk-ideographic"><li>立项</li></ol>', "一、立项"),
        ("<ul><li>立项</li><li>招标</li></ul>", "立项\n招标"),
        ("面积5m<sup>2</sup>", "面积5m2"),
        ("已完工<!-- 内部 --><script>1</script><style>a{}</style>", "已完工"),
        ('<input value="120">户<input type="hidden" value="9">', "120户"),
        ("<select><option>在建<option selected>完工</select>", "完工"),
        ("<textarea>已完工</textarea>", "已完工"),
        ("<ruby>鄢<rp>(</rp><rt>yān</rt><rp>)</rp></ruby>", "鄢"),
        (
            "<table><tr><td>一标段</td><td>完工</td></tr><tr><td>二标段</td><td>在建</td></tr></table>",
            "一标段 完工\n二标段 在建",
        ),
        ("&#31532;&ldquo;一&rdquo;", "第“一”"),
        ("完\u200b工", "完工"),
    ],
)
def test_a_cell_reads_as_the_page_shows_it(content: str, text: str) -> None:
    assert cell(content) == text


def test_a_rowspan_of_nought_reaches_to_the_end_of_its_group() -> None:
    body = (
        "<tr><td rowspan=0>1</td><td>新建公园1个</td><td>县城管局</td><td>无</td></tr>"
        "<tr><td>新建步道3公里</td><td>县城管局</td><td>无</td></tr>"
    )
    more = "<tr><td>2</td><td>新建公厕5座</td><td>县城管局</td><td>无</td></tr>"
    ledger = ledger_of(f"{TITLE}<table><thead>{HEAD}</thead><tbody>{body}</tbody><tbody>{more}</tbody></table>")
    assert [t.number for t in ledger.tasks] == ["1", "1", "2"]
    assert ledger.tasks[0].cells[0].rows == 2


def test_spans_that_are_too_long_end_with_the_table() -> None:
    title = "<tr><td colspan=50>柏川县2025年民生实事台账</td></tr>"
    body = "<tr><td rowspan=99>1</td><td>新建公园1个</td><td>县城管局</td><td>无</td></tr>"
    ledger = ledger_of(f"<table>{title}{HEAD}{body}</table>")
    assert ledger.document.title == "柏川县2025年民生实事台账"
    assert len(ledger.columns) == 4
    assert ledger.tasks[0].cells[0].rows == 1


@pytest.mark.parametrize("span", ["x", "-1", "", "1.5", "99999999999999"])
def test_a_span_that_is_no_number_is_one(span: str) -> None:
    body = f'<tr><td rowspan="{span}" colspan="{span}">1</td><td>新建公园1个</td><td>县城管局</td><td>无</td></tr>'
    assert texts(ledger_of(f"{TITLE}<table>{HEAD}{body}</table>")) == [["1", "新建公园1个", "县城管局", "无"]]


def test_rows_of_widths_that_office_programs_write_are_no_rows() -> None:
    ruler = (
        "<tr height=0><td width=60></td><td width=4></td><td width=300></td><td width=100></td><td width=200></td></tr>"
    )
    head = "<tr><td>序号</td><td colspan=2>项目名称</td><td>责任单位</td><td>进展情况</td></tr>"
    body = "<tr><td colspan=2>1</td><td>新建公园1个</td><td>县城管局</td><td>无</td></tr>"
    ledger = ledger_of(f"{TITLE}<table>{head}{body}{ruler}</table>")
    assert texts(ledger) == [["1", "新建公园1个", "县城管局", "无"]]


@pytest.mark.parametrize(
    "around",
    [
        "<table><tr><td>栏目</td><td>{}</td></tr></table>",
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td>左</td><td>中</td><td>{}</td></tr></table>",
        "<table><tr><td><table role=presentation><tr><td>一</td><td>{}</td></tr></table></td></tr></table>",
        "<form><div><div>{}</div></div></form>",
    ],
)
def test_tables_that_only_arrange_the_page_are_looked_through(around: str) -> None:
    ledger = ledger_of(around.format(f"{TITLE}{TABLE}<p>注：数据截至6月底。</p>"))
    assert ledger.document.title == "柏川县2025年民生实事台账"
    assert ledger.document.notes == ("注：数据截至6月底。",)
    assert len(ledger.tasks) == 2


def test_of_several_tables_the_ledger_is_taken_and_the_others_kept_aside() -> None:
    other = "<table><tr><td>上一篇</td><td>下一篇</td><td>更多</td></tr></table>"
    ledger = ledger_of(f"{TITLE}{TABLE}{other}")
    assert len(ledger.tasks) == 2
    assert any("上一篇" in text for text, _ in set_aside(ledger))


@pytest.mark.parametrize(
    "fields",
    [
        "<tr><td>索引号</td><td>0123-2025-0007</td><td>发布机构</td><td>柏川县人民政府办公室</td></tr>",
        "<tr><td>索 引 号：</td><td>0123-2025-0007</td></tr><tr><td>发布机构：</td><td>柏川县人民政府办公室</td></tr>",
        "<tr><th>[索引号]</th><td>0123-2025-0007</td><th>[发布机构]</th><td>柏川县人民政府办公室</td></tr>",
    ],
)
def test_a_table_of_publication_fields_becomes_facts_of_the_document(fields: str) -> None:
    document = ledger_of(f"<table>{fields}</table>{TITLE}{TABLE}").document
    assert document.index_number == "0123-2025-0007"
    assert document.issuer == "柏川县人民政府办公室"


def test_a_list_of_publication_fields_becomes_facts_of_the_document() -> None:
    fields = "<dl><dt>索引号：</dt><dd>0123-2025-0007</dd><dt>文号：</dt><dd>柏政办〔2025〕7号</dd></dl>"
    document = ledger_of(fields + TITLE + TABLE).document
    assert (document.index_number, document.document_number) == ("0123-2025-0007", "柏政办〔2025〕7号")


def test_what_frames_the_page_stands_aside() -> None:
    body = (
        '<nav>首页 政务公开</nav><ul class="top-menu"><li>互动交流</li></ul>'
        '<div id="breadcrumb">当前位置：<a href="/">首页</a></div>'
        '<p><a href="/a">数据发布</a> | <a href="/b">政务服务</a></p>'
        f"{TITLE}{TABLE}<footer>柏川县人民政府主办</footer>"
    )
    ledger = ledger_of(body)
    assert [x.kind for x in ledger.document.passages] == ["title"]
    assert {reason for _, reason in set_aside(ledger)} == {"navigation"}
    assert len(ledger.leftovers) == 5


@pytest.mark.parametrize(
    "how", ["style='display:none'", "style='DISPLAY : none;'", "hidden", "style='visibility:hidden'"]
)
def test_hidden_parts_are_kept_aside(how: str) -> None:
    row = f"<tr><td>1</td><td>新建公园1个</td><td>县城管局</td><td>无<span {how}>密</span></td></tr>"
    gone = f"<tr {how}><td>9</td><td>废行</td><td></td><td></td></tr>"
    reading = reading_of(f"<div {how}>模板</div>{TITLE}<table>{HEAD}{gone}{row}</table>")
    assert texts(reading.ledger) == [["1", "新建公园1个", "县城管局", "无"]]
    assert [text for text, reason in set_aside(reading.ledger) if reason == "debris"] == ["模板", "9废行", "密"]
    assert "3处隐藏" in reading.notices[0].zh


def test_a_ledger_flattened_to_paragraphs_is_read_as_text() -> None:
    lines = [
        "序号",
        "项目名称",
        "责任单位",
        "进展情况",
        "1",
        "新建公园1个",
        "县城管局",
        "已完工。",
        "2",
        "新建公厕5座",
        "县城管局",
        "在建。",
    ]
    ledger = ledger_of(TITLE + "".join(f"<p>{line}</p>" for line in lines))
    assert [t.content for t in ledger.tasks] == ["新建公园1个", "新建公厕5座"]


def test_the_openness_of_a_document_is_no_note() -> None:
    ledger = ledger_of(f"{TITLE}{TABLE}<p>注：数据截至6月底。</p><p>（此件主动公开）</p>")
    assert ledger.document.notes == ("注：数据截至6月底。",)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16", "utf-8-sig"])
def test_a_page_is_read_in_its_own_encoding(encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    page = f"<html><head>{meta}</head><body>{TITLE}{TABLE}"
    assert read(page.encode(encoding)).ledger.document.title == "柏川县2025年民生实事台账"


@pytest.mark.parametrize(("declared", "real"), [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("x-unknown", "gbk")])
def test_a_page_that_says_the_wrong_encoding_is_read_all_the_same(declared: str, real: str) -> None:
    page = f"<html><head><meta charset={declared}></head><body>{TITLE}{TABLE}"
    assert read(page.encode(real)).ledger.document.title == "柏川县2025年民生实事台账"


def test_a_fragment_of_a_page_is_read() -> None:
    assert len(read(f"\n  {TABLE}".encode()).ledger.tasks) == 2
    assert len(read(f"柏川县2025年民生实事台账\n{TABLE}".encode()).ledger.tasks) == 2


def test_every_cell_knows_its_place() -> None:
    cell = ledger_of(TITLE + TABLE).tasks[1].cells[3]
    assert (cell.origin.table, cell.origin.row, cell.origin.column) == (1, 2, 3)


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_archive_is_read_however_it_is_wrapped(transfer: str, charset: str) -> None:
    data = mht_of(html_of(TRUTH, encoding=charset), charset=charset, transfer=transfer)
    assert read(data).ledger.document.title == TRUTH["title"]


def test_of_a_web_archive_the_page_in_a_frame_is_read_where_the_main_one_has_no_table() -> None:
    sheet = html_of(TRUTH).decode()
    data = mht_of(b"<html><frameset><frame src='sheet001.htm'></frameset></html>", others=(sheet,))
    assert read(data).ledger.document.title == TRUTH["title"]


def test_of_a_web_archive_the_pages_beside_the_main_one_stand_aside() -> None:
    data = mht_of(html_of(TRUTH), others=("<html><body><p>欢迎订阅</p></body></html>",))
    reading = read(data)
    assert ("欢迎订阅", "navigation") in set_aside(reading.ledger)
    assert losses(reading) == ()


def test_a_tables_caption_stands_over_it() -> None:
    page = (
        "<table><caption><b>苇塘县2025年民生实事台账</b><p>（截至9月30日）</p></caption><thead><tr><th>序号<th>项目名称<th>进展情况</tr></thead>"
        "<tr><td>1<td>新建公园<td>已开工。</tr></table>"
    )
    reading = read(f"<html><body>{page}</body></html>".encode())
    assert reading.ledger.document.title == "苇塘县2025年民生实事台账"
    assert reading.ledger.document.subtitle == "（截至9月30日）"
    assert losses(reading) == ()


def test_terms_with_descriptions_are_labels_with_values() -> None:
    items = (
        ("改厕", "改厕1600座", "改厕1344座", "区农业农村局"),
        ("保洁", "保洁河道210公里", "保洁189公里", "区水务局"),
        ("公园", "改造公园5座", "改造完成3座", "区园林局"),
    )
    lists = "".join(
        f"<h3>{name}</h3><dl><dt>年度目标</dt><dd>{goal}</dd><dt>进展情况</dt><dd>{done}</dd><dt>责任单位</dt><dd>{unit}</dd></dl>"
        for name, goal, done, unit in items
    )
    ledger = ledger_of(f"<h2>柏川县2025年民生实事进展（8月）</h2>{lists}")
    assert rows(ledger)["columns"] == ["项目名称", "年度目标", "进展情况", "责任单位"]
    assert texts(ledger) == [list(item) for item in items]


TILES = (
    ("老年食堂", "年度目标 <b>24 家</b>", "已建成 <b>21 家</b>", "87.5%", "达序时", "区民政局"),
    ("绿道建设", "年度目标 <b>36 公里</b>", "已建成 <b>17 公里</b>", "47.2%", "未达序时", "区园林局"),
    ("校舍维修", "年度目标 <b>15 所</b>", "已完成 <b>15 所</b>", "100%", "已完成", "区教育局"),
)


def wall(tag: str) -> str:
    return "".join(
        f'<{tag} class="tile"><h4>{name}</h4><p>{goal}</p><p>{done}</p><div class="bar"><i></i></div><em>{rate}</em>'
        f"<span>{status}</span><small>{unit}</small></{tag}>"
        for name, goal, done, rate, status, unit in TILES
    )


@pytest.mark.parametrize("tag", ["li", "div", "section"])
def test_a_wall_of_tiles_is_a_ledger(tag: str) -> None:
    ledger = ledger_of(f"<h1>柏川区2025年民生实事进度墙</h1><p>数据更新：2025年9月30日</p><div>{wall(tag)}</div>")
    assert rows(ledger)["columns"] == ["项目名称", "目标任务", "进展情况", "完成率", "进度评价", "责任单位"]
    assert texts(ledger)[1] == ["绿道建设", "年度目标 36 公里", "已建成 17 公里", "47.2%", "未达序时", "区园林局"]
    assert str(ledger.document.cut_off) == "2025-09-30"


def test_tiles_beside_a_table_and_tiles_with_hidden_parts_are_left_as_they_are() -> None:
    assert rows(ledger_of(f"{TITLE}{TABLE}<ul>{wall('li')}</ul>"))["columns"][1] == "项目名称"
    hidden = wall("li").replace("<small>", '<small style="display:none">')
    with pytest.raises(ReadError):
        reading_of(f"<h1>柏川区2025年民生实事进度墙</h1><ul>{hidden}</ul>")


LABELLED = (
    ("老年食堂", "建成24家", "已建成<b>21</b>家", "92%", "区民政局"),
    ("绿道建设", "建设绿道36公里", "已建成<b>17</b>公里<br>正在铺装", "90%", "区园林局"),
    ("校舍维修", "维修校舍15所", "", "88%", "区教育局"),
)
LABELS = ("年度目标", "目前进展", "群众评价", "责任单位")
TILE_FORMS = {
    "blocks": ("<h3>{0}</h3>", "<div>{0}</div><div>{1}</div>"),
    "spans": ("<h3>{0}</h3>", "<p><span>{0}</span><span>{1}</span></p>"),
    "bold label": ("<h3>{0}</h3>", "<p><b>{0}</b>{1}</p>"),
    "pairs of blocks": ("<div><div>项目名称</div><div>{0}</div></div>", "<div><div>{0}：</div><div>{1}</div></div>"),
    "terms": ("<h3>{0}</h3>", "<dl><dt>{0}</dt><dd>{1}</dd></dl>"),
}


def labelled(form: str, *, labels: tuple[str, ...] = LABELS) -> str:
    head, pair = TILE_FORMS[form]
    tiles = (head.format(name) + "".join(map(pair.format, labels, values)) for name, *values in LABELLED)
    return f"<h1>柏川区2025年民生实事进展</h1><div>{''.join(f'<div class=card>{tile}</div>' for tile in tiles)}</div>"


@pytest.mark.parametrize("form", TILE_FORMS)
def test_tiles_with_labels_of_their_own_are_a_ledger(form: str) -> None:
    reading = reading_of(labelled(form))
    assert rows(reading.ledger)["columns"] == ["项目名称", *LABELS]
    assert texts(reading.ledger)[0] == ["老年食堂", "建成24家", "已建成21家", "92%", "区民政局"]
    assert [row["目前进展"] for row in rows(reading.ledger)["rows"][1:]] == ["已建成17公里 正在铺装", ""]
    assert losses(reading) == ()


def test_a_label_may_stand_under_its_figure() -> None:
    tiles = "".join(
        f"<li><h3>{name}</h3><p><em>{goal}</em></p><p>年度目标</p><p><em>{unit}</em></p><p>责任单位</p></li>"
        for name, goal, _, _, unit in LABELLED
    )
    ledger = ledger_of(f"<h1>柏川区2025年民生实事清单</h1><ul>{tiles}</ul>")
    assert texts(ledger) == [[name, goal, unit] for name, goal, _, _, unit in LABELLED]


def test_words_of_each_tile_that_are_no_label_are_no_part_of_a_value() -> None:
    linked = labelled("blocks").replace("<h3>", "<svg><path/></svg><h3>").replace("局</div>", "局</div><a>详情</a>")
    assert [task.responsible_units[0].name for task in ledger_of(linked).tasks] == ["区民政局", "区园林局", "区教育局"]


def test_tiles_of_which_only_some_texts_have_labels_say_themselves_what_the_others_are() -> None:
    tiles = wall("li").replace("已建成 <b>", "已完成 <b>")
    ledger = ledger_of(f"<h1>柏川区2025年民生实事进度墙</h1><ul>{tiles}</ul>")
    assert texts(ledger)[1] == ["绿道建设", "年度目标 36 公里", "已完成 17 公里", "47.2%", "未达序时", "区园林局"]

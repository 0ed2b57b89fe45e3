"""Weekly reports without a table: numbered lines whose parts say themselves what they are."""

from __future__ import annotations

from datetime import date

from taizhang.checking import check
from taizhang.reading import losses, read
from taizhang.writing.rows import rows

CHAT = """【芦汀街道2025年民生实事周报】（9月15日—9月19日）
@各社区 本周进展如下👇
1️⃣ 加装扶手｜目标600米｜累计510米｜85%｜城建办
2️⃣ 助浴点｜目标5个｜累计5个，最后1个9月25日揭牌｜100%｜民政办
3️⃣ 修补路面｜目标3800㎡｜上周累计2450㎡，本周新增260㎡，累计2810㎡｜73.9%｜城管办
4️⃣ 流动书车｜目标16场｜正在抓紧对接💪｜文化站
以上，请领导审阅！
"""


def test_lines_that_go_round_in_a_chat_are_a_ledger() -> None:
    reading = read(CHAT)
    assert losses(reading) == ()
    printed = rows(reading.ledger)
    assert printed["columns"] == ["序号", "项目名称", "目标任务", "进展情况", "完成率", "责任单位"]
    assert (printed["title"], printed["note"]) == ("芦汀街道2025年民生实事周报", "")
    assert [row["责任单位"] for row in printed["rows"]] == ["城建办", "民政办", "城管办", "文化站"]
    assert printed["rows"][3] == {
        "序号": "4️⃣",
        "项目名称": "流动书车",
        "目标任务": "目标16场",
        "进展情况": "正在抓紧对接💪",
        "完成率": "",
        "责任单位": "文化站",
    }
    assert reading.ledger.document.period is not None
    assert reading.ledger.document.period.end == date(2025, 9, 19)


def test_what_a_week_added_leads_from_the_last_sum_to_the_next() -> None:
    slugs = ("parts-mismatch", "after-cutoff", "no-figure", "no-period", "rate-mismatch")
    found = {(f.row, f.rule) for f in check(read(CHAT).ledger) if f.rule in slugs}
    assert found == {(1, "after-cutoff"), (2, "parts-mismatch"), (3, "no-figure")}
    right = CHAT.replace("累计2810㎡｜73.9%", "累计2710㎡｜71.3%")
    assert (2, "parts-mismatch") not in {(f.row, f.rule) for f in check(read(right).ledger)}


def test_a_further_part_of_a_report_is_no_more_of_its_last_record() -> None:
    text = (
        "关于2025年前三季度民生实事推进情况的报告\n\n一、进展情况\n"
        "（一）校舍改造。年内改造校舍32处。至9月底，完成24处。牵头单位：市教育局\n"
        "（二）公益岗位。年内开发岗位2000个。至9月底，开发1500个。牵头单位：市人社局\n"
        "（三）水费减免。年内减免水费3500户。至9月底，减免2800户。牵头单位：市水务局\n"
        "（四）城市书房。年内新建书房8座。至9月底，建成6座。牵头单位：市文旅局\n"
        "二、下一步打算\n紧盯年度目标，确保全面完成。\n"
    )
    reading = read(text)
    assert [task.cells[-1].text for task in reading.ledger.tasks] == ["市教育局", "市人社局", "市水务局", "市文旅局"]
    assert losses(reading) == ()

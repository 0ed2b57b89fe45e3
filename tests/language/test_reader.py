"""What `read` understands of prose: what is counted, how it stands, rates, ranks, stages."""

from __future__ import annotations

import pytest

from taizhang.language import PHYSICAL, read
from taizhang.language.facts import Aspect, Kind


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("新建提升6处口袋公园、15条背街小巷、5公里绿道。", ["口袋公园", "背街小巷", "绿道"]),
        ("农村新增基站35个，新增千兆光纤端口2950个", ["农村新增基站", "千兆光纤端口"]),
        ("划定早市3个、夜市2个", ["早市", "夜市"]),
        ("已完成早市3个、夜市2个划定工作", ["早市", "夜市"]),
        ("打造14个和美乡村示范村", ["和美乡村示范村"]),
        ("新建和美乡村示范村14个、提升村120个", ["和美乡村示范村", "提升村"]),
        ("设置5处临时摊区和3处停靠点", ["临时摊区", "停靠点"]),
        ("城镇新增就业8150人", ["城镇新增就业"]),
        ("实施“四好农村路”46公里", ["四好农村路"]),
        ("提升7个村（0.5万人）供水质量", ["村供水质量", "村"]),
        ("举办“春风行动”等招聘会36场次，提供岗位2.3万个", ["招聘会", "岗位"]),
        ("已完成615人次", [""]),
        ("累计签约1260户", ["签约"]),
        ("投放共享单车2000辆", ["共享单车"]),
        ("为2457名适龄儿童窝沟封闭5969颗", ["适龄儿童窝沟封闭", "适龄儿童窝沟封闭"]),
    ],
)
def test_what_an_amount_counts(text: str, counted: list[str]) -> None:
    assert [m.counted for m in read(text).mentions] == counted


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("已完成5.2公里", ["done"]),
        ("建成2处", ["done"]),
        ("3月完成7个村改造，累计完成25个村。", ["increment", "total"]),
        ("已完成6处口袋公园设计方案。", ["prepared"]),
        ("14个示范村已完成规划设计、采购意向", ["prepared"]),
        ("6个正在进行方案设计和预算编制", ["prepared"]),
        ("确定1处活动站为石桥村", ["prepared"]),
        ("已完成8个项目招标并开工建设", ["started"]),
        ("已开工23个", ["started"]),
        ("1个已完工，1个正在建设中，6个未开工", ["done", "ongoing", "not_begun"]),
        ("剩余21户未拆", ["remaining"]),
        (
            "今年计划建设20公里，新增面积137万平方米。目前已完成21公里，新增165万平方米。",
            ["planned", "planned", "done", "done"],
        ),
        ("120个点位已完成98个，剩余22个年底完成", ["planned", "done", "remaining"]),
        ("筛查任务1.5万人，实际完成16230人", ["planned", "done"]),
        ("新增托位860个（目标800个）", ["mention", "planned"]),
        ("新改建农村公路25公里", ["mention"]),
        ("130套宿舍，目前主体完工", ["ongoing"]),
        ("9所学校改造未开工", ["not_begun"]),
        ("预计新建8台", ["planned"]),
        ("将任务调整为3000户", ["planned"]),
    ],
)
def test_how_an_amount_stands(text: str, aspects: list[str]) -> None:
    assert [m.aspect.value for m in read(text, year=2023).mentions] == aspects


def test_amounts_after_of_which_are_parts() -> None:
    mentions = read("开工卫生室25家，其中新建12家，改扩建13家。另有3家选址。").mentions
    assert [m.part for m in mentions] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "rate_of", "counted", "stage"),
    [
        ("完成率43%", "完成率", "", ""),
        ("完成率为75.3%", "完成率", "", ""),
        ("占年度任务的95.3%", "完成率", "", ""),
        ("完成目标任务的70%", "完成率", "", ""),
        ("占年度计划投资2.4亿元的77.1%", "完成率", "", ""),
        ("已完成2.1万亩，完成65.6%", "完成率", "", ""),
        ("形象进度完成率59%", "形象进度", "", ""),
        ("普惠性幼儿园覆盖率达到96%", "覆盖率", "普惠性幼儿园", ""),
        ("在园幼儿占比保持在56%以上", "占比", "在园幼儿", ""),
        ("农网改造实现100%覆盖", "覆盖率", "农网改造", ""),
        ("路基完成92%", "", "", "路基"),
        ("泄洪渠已开挖70%", "", "", "泄洪渠"),
        ("完成85%学生的体检", "", "学生的体检", ""),
        ("较去年同期增长12.5%", "增幅", "", ""),
    ],
)
def test_what_a_rate_is_of(text: str, rate_of: str, counted: str, stage: str) -> None:
    mention = next(m for m in read(text, year=2023).mentions if m.kind is Kind.RATE)
    assert (mention.rate_of, mention.counted, mention.stage) == (rate_of, counted, stage)


@pytest.mark.parametrize(
    ("text", "place", "of"),
    [
        ("在12个有任务的县市区中排名第12", 12, 12),
        ("在全市11个县（市、区）中位列第2", 2, 11),
        ("全市排名第7", 7, None),
        ("位居全市第三", 3, None),
        ("列第2位", 2, None),
        ("排名3/10", 3, 10),
        ("在9个县中排名第10", 10, 9),  # impossible, and kept for the check
    ],
)
def test_ranks(text: str, place: int, of: int | None) -> None:
    (found,) = read(text).ranks
    assert (found.rank.place, found.rank.of) == (place, of)
    assert text[found.span.start : found.span.end] == found.rank.text


@pytest.mark.parametrize("text", ["第一批8个小区", "召开第三次会议", "列入计划3个", "市第二医院"])
def test_ordinals_are_no_ranks(text: str) -> None:
    assert read(text).ranks == ()


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("已完成招标，正在办理施工许可", [("招标", Aspect.DONE), ("许可", Aspect.ONGOING)]),
        ("建设用地未划拨", [("选址", Aspect.NOT_BEGUN)]),
        ("预计6月底开工，12月竣工", [("开工", Aspect.PLANNED), ("竣工验收", Aspect.DONE)]),
        ("已完成教学楼垫层浇筑", [("基础", Aspect.DONE)]),
        ("暂未开工", [("开工", Aspect.NOT_BEGUN)]),
    ],
)
def test_stages_of_works(text: str, stages: list[tuple[str, Aspect]]) -> None:
    assert [(s.stage, s.aspect) for s in read(text, year=2023).stages][:1] == stages[:1]
    assert [s.stage for s in read(text, year=2023).stages] == [s for s, _ in stages]


def test_stages_stand_in_order() -> None:
    text = "立项，招标，开工，清表，基础开挖，垫层浇筑，主体施工，封顶，竣工，投用"
    orders = [s.order for s in read(text).stages]
    assert orders == sorted(set(orders))
    assert [o >= PHYSICAL for o in orders] == [False] * 3 + [True] * 7


def test_headings_hold_for_the_clauses_under_them() -> None:
    text = "东水厂二期：已完成设计。\n管网：完成铺设12公里，管材已到场。\n其他工作有序推进。"
    labels = {c.text: c.label for c in read(text).clauses}
    assert labels["已完成设计"] == "东水厂二期"
    assert labels["管材已到场"] == "管网"
    assert labels["其他工作有序推进"] == ""


def test_the_year_of_a_result_is_kept() -> None:
    mention = read("2022年度6个示范村已完成。", year=2023).mentions[0]
    assert mention.year == 2022


def test_a_year_that_is_compared_with_is_not_the_result_s() -> None:
    mention = read("完成改造136户，较去年同期增长12.5%。", year=2023).mentions[-1]
    assert mention.year is None


def test_an_empty_text_holds_nothing() -> None:
    facts = read("  \n")
    assert facts.mentions == facts.clauses == ()


def test_what_was_put_off_is_no_result() -> None:
    aspects = [m.aspect for m in read("已竣工212户，15户因暴雨延期。").mentions]
    assert aspects == [Aspect.DONE, Aspect.REMAINING]


def test_going_through_a_procedure_is_preparation() -> None:
    aspects = [m.aspect for m in read("已更换19部，30部正在履行表决程序。").mentions]
    assert aspects == [Aspect.DONE, Aspect.PREPARED]

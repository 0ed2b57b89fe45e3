"""What a task's content promises, and what in it is no promise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taizhang.language import promises
from taizhang.language.facts import Kind


def counted(text: str) -> list[tuple[str, str, str]]:
    return [(p.object, str(p.quantity.value), p.quantity.unit) for p in promises(text, year=2023) if p.quantity]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建口袋公园6个。", [("口袋公园", "6", "个")]),
        ("新增蓄水能力10.8万方", [("蓄水能力", "108000", "方")]),
        (
            "新建提升6处口袋公园、15条背街小巷、5公里绿道。",
            [("口袋公园", "6", "处"), ("背街小巷", "15", "条"), ("绿道", "5", "公里")],
        ),
        ("实施“四好农村路”46公里、“户户通”103公里", [("四好农村路", "46", "公里"), ("户户通", "103", "公里")]),
        ("划定早市3个、夜市2个，规范经营秩序", [("早市", "3", "个"), ("夜市", "2", "个")]),
        ("完成参保资助、住院救助、门诊救助1.35万人次", [("参保资助、住院救助、门诊救助", "13500", "人次")]),
        ("改造老旧小区47个，惠及群众5000户2万余人，改善居住条件", [("老旧小区", "47", "个")]),
        ("开工改造110个老旧小区（我区实际改造228个老旧小区）", [("老旧小区", "110", "个")]),
        (
            "实施绿地提质项目2个、面积2万平方米。",
            [("绿地提质项目", "2", "个"), ("绿地提质项目面积", "20000", "平方米")],
        ),
        ("实施老旧小区电梯改造。2023年预计改造8台。", [("老旧小区电梯改造", "8", "台")]),
        ("完成全区69所中小学1015间教室照明改造", [("中小学", "69", "所"), ("教室照明改造", "1015", "间")]),
        ("建设日处理300吨垃圾焚烧厂1座", [("垃圾焚烧厂", "1", "座")]),
        ("近年来已改造小区20个，今年改造12个小区", [("小区", "12", "个")]),
        ("实现24小时安全供水，打造15分钟便民圈", []),
        ("为群众提供安全饮水", []),
    ],
)
def test_counted_promises(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert counted(text) == expected


def test_a_part_points_to_its_whole() -> None:
    found = promises("开展技能培训1200人次，其中创业培训300人次。新增就业8000人")
    assert [p.part_of for p in found] == [None, 0, None]


def test_several_parts_have_one_whole() -> None:
    found = promises("建设入户道路200公里，其中3.5米宽入户路80公里、2米宽机耕道90公里、1米宽人行路30公里。")
    assert [(p.part_of, p.quantity and p.quantity.value) for p in found] == [(None, 200), (0, 80), (0, 90), (0, 30)]


def test_a_raised_standard_has_its_base() -> None:
    (found,) = promises("散居孤儿生活费从950元/月提高到1100元/月")
    assert found.quantity is not None
    assert found.base is not None
    assert (found.base.value, found.quantity.value, found.quantity.unit) == (950, 1100, "元/月")
    assert found.object == "散居孤儿生活费"


def test_two_rates_share_one_figure() -> None:
    found = promises("实现食堂明厨亮灶覆盖率、规范化达标率两个100%。")
    assert [(p.object, p.kind, p.rate_of, p.quantity and p.quantity.value) for p in found] == [
        ("食堂明厨亮灶覆盖率", Kind.RATE, "覆盖率", 100),
        ("规范化达标率", Kind.RATE, "达标率", 100),
    ]


def test_rates_are_promises_of_their_name() -> None:
    found = promises("全区学前三年毛入园率达到89%,普惠性幼儿园覆盖率达到96%,在园幼儿占比保持在56%以上。")
    assert [p.object for p in found] == ["学前三年毛入园率", "普惠性幼儿园覆盖率", "在园幼儿占比"]
    assert found[2].quantity is not None
    assert found[2].quantity.bound == "at_least"


def test_soft_words_are_kept() -> None:
    (found,) = promises("力争发放贷款1亿元")
    assert (found.soft, found.verb) == (("力争",), "发放")


def test_a_range_is_kept() -> None:
    (found,) = promises("选择5-8个示范点，提升水质保障能力。")
    assert found.quantity is not None
    assert (found.quantity.value, found.quantity.upper) == (5, 8)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("提质改造东风小学、二幼儿园、市七中等12所学校", ("东风小学", "二幼儿园", "市七中")),
        ("建设府前路幼儿园、北苑路学校。", ("府前路幼儿园", "北苑路学校建设"[:5])),
        ("启动老车站、柳园等片区棚户区改造。", ("老车站", "柳园")),
        (
            "完成安置小区、水厂片区,凤来街道下坊小区,羊角街道社区等9个小区燃气改造",
            ("安置小区", "水厂片区", "凤来街道下坊小区", "羊角街道社区"),
        ),
        ("实施图书馆数字化、智能化改造", ()),
    ],
)
def test_names_in_lists(text: str, names: tuple[str, ...]) -> None:
    assert promises(text)[0].names == names


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("新建东街社区卫生服务中心，提质改造区第二人民医院", ["东街社区卫生服务中心", "区第二人民医院"]),
        ("启用妇幼医院，完成中医院二期扩建，改善就医环境", ["妇幼医院", "中医院二期扩建"]),
        ("推进人民医院改扩建工程建设，切实提升服务能力", ["人民医院改扩建工程建设"]),
        ("1.完成桂花路改造,提升环境水平。2.启用综合农贸市场。", ["桂花路改造", "综合农贸市场"]),
    ],
)
def test_things_promised_by_name(text: str, objects: list[str]) -> None:
    found = promises(text)
    assert [p.object for p in found] == objects
    assert all(p.quantity is None for p in found)


def test_every_span_lies_in_the_text() -> None:
    text = " 新建公园3个，启动东站改造工程；覆盖率达到96%。"
    for promise in promises(text):
        assert 0 <= promise.span.start < promise.span.end <= len(text)
        if promise.quantity is not None:
            assert text[promise.span.start : promise.span.end] == promise.quantity.text


def test_an_empty_content_promises_nothing() -> None:
    assert promises("") == ()


def test_a_scaled_value_is_exact() -> None:
    (found,) = promises("发放补贴29.31万元")
    assert found.quantity is not None
    assert found.quantity.value == Decimal("293100")

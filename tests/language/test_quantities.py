"""Amounts with units: their value, unit, bound and range; and what is no amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taizhang.language import convert, parse_quantity, read, same_dimension
from taizhang.language.facts import Kind
from taizhang.ledger import Quantity

WRITTEN = [
    # text, value, unit, bound
    ("10.8万方", "108000", "方", "exact"),
    ("29.31万", "293100", "", "exact"),
    ("1.35万人次", "13500", "人次", "exact"),
    ("1亿元", "100000000", "元", "exact"),
    ("5500亩", "5500", "亩", "exact"),
    ("十件", "10", "件", "exact"),
    ("两个", "2", "个", "exact"),
    ("33.92 公里", "33.92", "公里", "exact"),
    ("6 处", "6", "处", "exact"),
    ("5km", "5", "km", "exact"),
    ("２００㎡", "200", "㎡", "exact"),
    ("3万m³", "30000", "m³", "exact"),
    ("2000余户", "2000", "户", "over"),
    ("2万余人", "20000", "人", "over"),
    ("900余万元", "9000000", "元", "over"),
    ("十余个", "10", "个", "over"),
    ("不低于600元/月", "600", "元/月", "at_least"),
    ("80元/月·人", "80", "元/月·人", "exact"),
    ("每人每月900元", "900", "元/月·人", "exact"),
    ("近5万平方米", "50000", "平方米", "about"),
    ("约19亩", "19", "亩", "about"),
    ("超过80类", "80", "类", "over"),
    ("突破30万户", "300000", "户", "over"),
    ("不超过3.5%", "3.5", "%", "at_most"),
    ("100人次以上", "100", "人次", "at_least"),
    ("60%以上", "60", "%", "at_least"),
    ("七成以上", "70", "%", "at_least"),
    ("百分之四十", "40", "%", "exact"),
    ("24.9个百分点", "24.9", "个百分点", "exact"),
    ("10万千瓦", "100000", "千瓦", "exact"),
    ("5千米", "5", "千米", "exact"),
    ("3千户", "3000", "户", "exact"),
    ("4蒸吨", "4", "蒸吨", "exact"),
    ("30万立方米/日", "300000", "立方米/日", "exact"),
    ("12", "12", "", "exact"),
    ("36场次", "36", "场次", "exact"),
    ("12.6兆伏安", "12.6", "兆伏安", "exact"),
    ("三千立方米", "3000", "立方米", "exact"),
    ("五万平方米", "50000", "平方米", "exact"),
    ("四百二十余立方", "420", "立方", "over"),
    ("三百千伏安", "300", "千伏安", "exact"),
    ("五百公斤", "500", "公斤", "exact"),
    ("八十学时", "80", "学时", "exact"),
    ("十二平方公里", "12", "平方公里", "exact"),
    ("两千方", "2000", "方", "exact"),
    ("一百一十六根", "116", "根", "exact"),
]


@pytest.mark.parametrize(("text", "value", "unit", "bound"), WRITTEN)
def test_a_quantity_in_its_usual_writings(text: str, value: str, unit: str, bound: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("5-8个", "5", "8"), ("5—8个", "5", "8"), ("5至8所", "5", "8"), ("3个至5个", "3", "5"), ("80%-90%", "80", "90")],
)
def test_a_range_has_two_ends(text: str, low: str, high: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value, quantity.upper) == (Decimal(low), Decimal(high))


def test_the_scale_keeps_the_printed_decimals() -> None:
    quantity = parse_quantity("1.35万人次")
    assert quantity is not None
    assert (quantity.scale, quantity.decimals) == (10_000, 2)


@pytest.mark.parametrize("text", ["", "无", "公园", "5处公园3处游园", "第3号", "2023年", "10月底"])
def test_what_is_not_one_quantity(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "在12个街道中排名第12",  # a rank
        "召开第十四届运动会",
        "3号管线试压",
        "1#地块平整",
        "省道219改线",
        "219省道改线",
        "落实“三重一大”制度",
        "完善“1+2+N”模式",
        "建设5G网络",
        "项目二期开工",
        "一户一表改造",
        "2024年3月28日上午10:30开会",
        "10月底竣工",
        "二次供水改造",
        "实施三年行动",
        "24小时供水",
        "“十四五”期间推进",
        "印发某政办〔2023〕12号文件",
        "打造“15分钟便民圈”",
        "首席医师",
        "一站式服务",
        "施工图设计",
        "1.开展巡查",
        "（二）落实责任",
        "做到一镇一特色",
    ],
)
def test_numbers_in_names_and_dates_are_no_amounts(text: str) -> None:
    assert read(text, year=2024).mentions == ()


def test_an_item_number_is_no_part_of_the_amount() -> None:
    facts = read("1.完成改造。2.新建食堂6个。3.5个学校施工。")
    assert [(m.quantity.value, m.quantity.unit) for m in facts.mentions] == [(6, "个"), (5, "个")]


def test_a_decimal_at_the_head_of_a_line_stays_one() -> None:
    assert [m.quantity.value for m in read("1.5公里主路已通车").mentions] == [Decimal("1.5")]


def test_money_without_yuan_is_yuan() -> None:
    units = [m.quantity.unit for m in read("已投资1830万，惠及29.31万").mentions]
    assert units == ["元", ""]


def test_a_width_is_no_length() -> None:
    assert [m.quantity.text for m in read("硬化3.5米宽入户路80公里").mentions] == ["80公里"]


def test_a_bare_rate_is_a_rate() -> None:
    mention = read("已完成9.5万人，完成率32.4。").mentions[-1]
    assert (mention.kind, mention.rate_of, mention.quantity.unit) == (Kind.RATE, "完成率", "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("公里", "米"),
        ("km", "公里"),
        ("亩", "公顷"),
        ("平方米", "㎡"),
        ("方", "立方米"),
        ("人", "名"),
        ("个", "处"),
        ("家", "所"),
        ("台", "部"),
        ("场", "场次"),
        ("元/月", "元/年"),
        ("元/月·人", "元/人·月"),
        ("个", "套"),
    ],
)
def test_units_of_one_dimension(first: str, second: str) -> None:
    assert same_dimension(first, second)
    assert same_dimension(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("人", "人次"),
        ("套", "户"),
        ("平方米", "立方米"),
        ("元", "个"),
        ("元/月", "元/月·人"),
        ("公里", "亩"),
        ("个", "人"),
        ("个", "户"),
        ("条", "台"),
        ("", "个"),
        ("%", "个百分点"),
    ],
)
def test_units_that_cannot_be_compared(first: str, second: str) -> None:
    assert not same_dimension(first, second)
    assert convert(Quantity(Decimal(1), first), second) is None


@pytest.mark.parametrize(
    ("value", "unit", "other", "expected"),
    [
        ("5.2", "公里", "米", "5200"),
        ("1500", "亩", "公顷", "100"),
        ("2", "平方公里", "平方米", "2000000"),
        ("7800", "元/年", "元/月", "650"),
        ("3", "个", "处", "3"),
        ("3", "兆瓦", "千瓦", "3000"),
    ],
)
def test_conversion(value: str, unit: str, other: str, expected: str) -> None:
    converted = convert(Quantity(Decimal(value), unit), other)
    assert converted is not None
    assert (converted.value, converted.unit) == (Decimal(expected), other)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("三四所", ("3", "4", "所")),
        ("两三处", ("2", "3", "处")),
        ("十五六个", ("15", "16", "个")),
        ("七八百件", ("700", "800", "件")),
    ],
)
def test_two_numbers_in_a_row_leave_the_count_open(text: str, ends: tuple[str, str, str]) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value, quantity.upper, quantity.unit) == (Decimal(ends[0]), Decimal(ends[1]), ends[2])


def test_numbers_that_are_no_neighbours_are_no_range() -> None:
    quantity = parse_quantity("十五个")
    assert quantity is not None
    assert (quantity.value, quantity.upper) == (Decimal(15), None)
    other = parse_quantity("三七所")
    assert other is None or other.upper is None


def test_a_bound_may_be_a_sign_before_a_bare_number() -> None:
    least, most = parse_quantity("≥3800"), parse_quantity("≤12")
    assert least is not None
    assert most is not None
    assert (least.value, least.bound) == (Decimal(3800), "at_least")
    assert (most.value, most.bound) == (Decimal(12), "at_most")


def test_thousands_may_be_parted_in_full_width_where_the_digits_are() -> None:
    assert [m.quantity.value for m in read("救助１１，４００人次").mentions] == [Decimal(11400)]
    assert [m.quantity.value for m in read("建成3，880户受益").mentions][-1] == Decimal(880)

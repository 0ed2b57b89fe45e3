"""Units, persons, status words, and the many forms of nothing."""

from __future__ import annotations

import pytest

from taizhang.language import is_none, split_people, split_units, status


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区住建局\n云岭集团", ["区住建局", "云岭集团"]),
        ("区综合行政\n执法局", ["区综合行政执法局"]),
        ("区体育事业\n发展中心\n云岭集团", ["区体育事业发展中心", "云岭集团"]),
        ("区委办公\n室", ["区委办公室"]),
        ("区人力资源和\n社会保障局", ["区人力资源和社会保障局"]),
        ("区民政局 区残联", ["区民政局", "区残联"]),
        ("区 住 建 局", ["区住建局"]),
        (
            "县发展改革委、县城市发展(集团)公司,有关街道办事处、乡镇人民政府",
            ["县发展改革委", "县城市发展(集团)公司", "有关街道办事处", "乡镇人民政府"],
        ),
        ("区财政局和区教育局", ["区财政局", "区教育局"]),
        ("区住房和城乡建设局", ["区住房和城乡建设局"]),
        ("各镇（街道、园区）", ["各镇(街道、园区)"]),
        ("县发改局（牵头）、县财政局", ["县发改局", "县财政局"]),
        ("牵头单位：区住建局；责任单位：各镇街", ["区住建局", "各镇街"]),
        ("区教体局，区人社局等", ["区教体局", "区人社局"]),
        ("", []),
        ("、，\n", []),
    ],
)
def test_units_are_split_rightly(text: str, names: list[str]) -> None:
    assert [n.name for n in split_units(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周舟 周德林", ["周舟", "周德林"]),
        ("周  舟", ["周舟"]),
        ("周 舟 周 丹", ["周舟", "周丹"]),
        ("周 舟 周德林", ["周舟", "周德林"]),
        ("周德林 周 舟", ["周德林", "周舟"]),
        ("周 德 林", ["周德林"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三\n李四\n侯  江", ["张三", "李四", "侯江"]),
        ("欧阳明", ["欧阳明"]),
        ("欧阳 明", ["欧阳明"]),
        ("欧 阳 明", ["欧阳明"]),
        ("阿依古丽·买买提 张三", ["阿依古丽·买买提", "张三"]),
        ("副区长 李四", ["李四"]),
        ("张三（副区长）", ["张三"]),
        ("区委常委、副区长张三", ["张三"]),
        ("张三 副区长", ["张三"]),
        ("分管副区长", ["分管副区长"]),
        ("", []),
    ],
)
def test_persons_are_split_rightly(text: str, names: list[str]) -> None:
    assert [n.name for n in split_people(text)] == names


@pytest.mark.parametrize("text", ["区住建局\n云岭集团", "周 舟 周德林", "县发改局（牵头）、 县财政局 "])
def test_a_name_keeps_its_printed_text_and_place(text: str) -> None:
    for name in (*split_units(text), *split_people(text)):
        assert name.span is not None
        assert text[name.span.start : name.span.end] == name.text


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "暂无",
        "/",
        "／",
        "无问题",
        "无。",
        "没有",
        "暂时没有问题",
        "目前无存在问题",
        "—",
        "--",
        "不涉及",
        "N/A",
        "暂无需要协调解决的问题",
    ],
)
def test_nothing_in_its_many_forms(text: str) -> None:
    assert is_none(text)


@pytest.mark.parametrize(
    "text", ["", " ", "无障碍设施未建", "无人值守", "资金未到位", "无资金", "无法施工", "暂无用地指标"]
)
def test_something_is_not_nothing(text: str) -> None:
    assert not is_none(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("已完成", "done"),
        ("提前完成", "done"),
        ("√", "done"),
        ("未完成", "vague"),
        ("尚未完成", "vague"),
        ("部分完成", "vague"),
        ("正在推进", "vague"),
        ("基本完工", "vague"),
        ("推进缓慢", "behind"),
        ("滞后", "behind"),
        ("未达序时进度", "behind"),
        ("达序时进度", "on_schedule"),
        ("正常推进", "on_schedule"),
        ("按计划推进", "on_schedule"),
        ("超序时", "ahead"),
        ("未开工", "not_started"),
        ("逾期", "overdue"),
        ("未按期完成", "overdue"),
        ("已销号", "closed"),
        ("黄灯", ""),
        ("", ""),
    ],
)
def test_status_words(text: str, expected: str) -> None:
    assert status(text)[0] == expected

"""How progress answers promises: good and failing cases side by side."""

from __future__ import annotations

import pytest

from taizhang.language import Answer, answers, promises


def answered(content: str, progress: str) -> tuple[Answer, ...]:
    return answers(promises(content, year=2023), progress, year=2023)


def told(content: str, progress: str) -> list[str]:
    """Each answer in short: the sum reached with its unit, else the kind."""
    return [f"{a.done.value:f}{a.done.unit}" if a.done else str(a.kind) for a in answered(content, progress)]


CASES = [
    # the only promise takes what is reported, whatever it is called
    ("新增蓄水能力10.8万方", "已完成6.6万方，完成率61.11%。", ["66000方"]),
    ("支持既有住宅加装电梯138台", "已完成43部。", ["43台"]),
    ("完成193个行政村污水治理", "已完成193个村的建设和验收。", ["193个"]),
    ("建设高标准农田3.2万亩", "建设高标准农田3.2万亩，已完成2.1万亩，完成65.6%。", ["21000亩"]),
    ("为10万户居民更换智能燃气表", "为10万户居民更换智能燃气表，目前更换8.7万户。", ["87000户"]),
    ("新建5G基站1260个", "新建5G基站1260个，总数达到4380个。", ["1260个"]),
    ("改造供水管网18公里", "改造12公里，完成率66.7%。", ["12公里"]),
    ("改造小区18个", "改造18个，完成率30%。", ["value"]),
    ("新增公交车30辆", "30辆车分两批上线（3月18辆、8月12辆）。", ["30辆"]),
    ("新增农村客运班线6条", "已开通4条，剩余2条因道路窄暂不具备通车条件", ["4条"]),
    ("建成预防接种门诊8家", "3月完成选址；7月底4家投用，其余4家正在调试。", ["4家"]),
    ("新增助餐点15个，总数达到60个", "新增12个，总数57个。", ["12个", "57个"]),
    ("新建数字阅读屏40块", "安装调试32块，另有8块已到货。", ["32块"]),
    ("免费筛查3200人、叶酸发放5000瓶", "筛查1728人；发放叶酸2650瓶。", ["1728人", "2650瓶"]),
    ("新购新能源公交18辆", "18辆车3月到货、4月上线。", ["18辆"]),
    ("打造示范食堂30家", "评定28家，公示2家。", ["28家"]),
    ("低保标准由每月620元提高到665元", "自1月起执行新标准。", ["all_done"]),
    (
        "新建停车场4个、泊位1600个",
        "新建停车场4个，其中东门320个、西门410个、北门390个泊位，共1120个。",
        ["4个", "1120个"],
    ),
    ("优化线路6条", "优化线路6条，延长运营时间线路3条。", ["6条"]),
    ("完成投资18亿元", "完成投资7.2亿元，完成年度目标的40%。", ["720000000元"]),
    # what there is for so many people is no count of things, unless that was promised
    ("新增托位1500个", "新增托位682个，千人口托位数达到3.9个。", ["682个"]),
    ("千人口托位数达到4.6个", "千人口托位数达到3.9个。", ["3.9个"]),
    (
        "新建公园6处、补植绿地4万平方米",
        "2处建成开放，3处正在栽植，1处完成放线；补植绿地1.5万平方米。",
        ["2处", "15000平方米"],
    ),
    # of promises in one unit by the verb
    ("新建公办园2所、改扩建4所", "新建城东、河西2所公办幼儿园，改扩建乡镇幼儿园3所。", ["2所", "3所"]),
    # of those begun the ones that are finished
    ("改造小区14个", "14个小区已全部开工，其中柳岸等9个小区已完工，其余5个正在施工，形象进度82%。", ["9个"]),
    ("开工改造小区14个", "14个小区已全部开工，其中9个小区已完工。", ["14个"]),
    # those that have come further are among those just told
    ("新建托育点12个", "已建成9个，投入运营6个，其余3个正在装修。", ["9个"]),
    # the running total goes before the increment, parts are not added to it
    ("完成72个村电网改造", "3月完成李庄等7个村改造，累计完成25个村。", ["25个"]),
    ("新建卫生室30家", "已建成卫生室25家，其中新建12家，改扩建13家。", ["25家"]),
    # several amounts add up; the sum beside its parts is not added twice
    ("打造示范村6个", "3个省级示范村、2个市级示范村已完成。", ["5个"]),
    ("修建农村公路40公里", "完成东线公路12公里、西线公路8公里，共计完成公路20公里。", ["20公里"]),
    # each to its own by noun
    (
        "农村新增基站35个，新增千兆光纤端口2950个",
        "已完成新建基站20个，完成率57.14%；已完成千兆光纤1638个，完成率55.53%。",
        ["20个", "1638个"],
    ),
    ("划定早市3个、夜市2个", "已完成早市3个、夜市2个划定工作。", ["3个", "2个"]),
    (
        "发放创业贷款1亿元，新增城镇就业3000人以上",
        "1.城镇新增就业人数为1016人。2.创业贷款发放2940万元。",
        ["29400000元", "1016人"],
    ),
    # by heading
    (
        "实施“四好农村路”46公里、“户户通”103公里",
        "“四好农村路”：已完成5.2公里。\n“户户通”：已完成20.3公里。",
        ["5.2公里", "20.3公里"],
    ),
    # by verb
    ("新建线路7回，改造老旧线路15回", "新建任务已全部完成；改造任务已完成4回，完成率27%", ["all_done", "4回"]),
    # in order, when nothing else is told
    ("新建游园3处，改造厕所8座", "已完成2处，5座。", ["2处", "5座"]),
    # never mentioned
    ("建设游园1个、口袋公园5处、景观小品4处", "建成口袋公园5个；修剪行道树3766棵。", ["none", "5处", "none"]),
    ("完成安置住房4240套；发放租赁补贴70户", "东片区已竣工并回迁，惠及群众2000余户。", ["none", "none"]),
    ("开展技能培训1200人次，其中创业培训300人次", "已完成615人次，完成率51.25%。", ["615人次", "none"]),
    # parts told
    ("开展技能培训1200人次，其中创业培训300人次", "已完成培训615人次，其中创业培训120人次。", ["615人次", "120人次"]),
    # all of it in words
    ("上线事项700项，其中“一网通办”事项50项", "已全部完成，进度与其他县区同步。", ["all_done", "all_done"]),
    ("15个街道、108个社区实现帮代办全覆盖", "已全部完成。", ["all_done", "all_done"]),
    (
        "扩建东风小学，打造12所温馨校园",
        "东风小学扩建项目已完工并投入使用；12所温馨校园完成验收。",
        ["all_done", "12所"],
    ),
    ("加快推进玉泉路小学和天台路小学扩建", "玉泉路小学、天台路小学已交付使用。", ["all_done"]),
    ("完成6座水库标准化建设", "6座水库标准化建设已全部完成并通过验收。", ["6座"]),
    ("建设智慧养老服务平台", "智慧养老服务平台已建成，进入试运行。", ["all_done"]),
    ("改造小区12个", "完成率100%。", ["all_done"]),
    # a piece is not the whole
    ("启用妇幼医院", "妇幼医院内部改造基本结束，保洁工作已完成。", ["words"]),
    ("建设东水厂、西水厂", "东水厂：已完成吸水井底板浇筑。\n西水厂：已完成清水池施工。", ["words"]),
    ("新建青山路、滨河路等道路5条", "青山路、滨河路已完工。", ["words"]),
    ("完成山区5座垃圾转运站建设", "今年计划建设的5座转运站，目前设备安装已全部完成。", ["words"]),
    ("实施北片供水工程", "北片供水工程：两座泵站已浇筑完成，3号管线已试通水。", ["words"]),
    # before the thing itself
    ("新建6处口袋公园、5公里绿道", "已完成6处口袋公园设计方案。已完成5公里绿道选址。", ["prepared", "prepared"]),
    ("新建爱心食堂10家", "已完成10个镇街爱心食堂初步选址。", ["prepared"]),
    ("完成215户适老化改造", "正在制定方案和评估工作。", ["prepared"]),
    ("新改建人才公寓100套", "已对3处房源实地摸排，正在论证改造方案。", ["prepared"]),
    # spoken of, with no result
    ("新增停车泊位110个", "将于近期实施。", ["words"]),
    ("新建东街菜市场，改造南桥农贸市场", "未开工。", ["words", "words"]),
    ("新建公厕2座、户厕100座", "已完成户厕10座；公厕暂未开工。", ["words", "10座"]),
    ("新建教师宿舍512套", "130套宿舍，目前28套主体完工；382套宿舍正在施工。", ["words"]),
    (
        "新增供热面积285万平方米",
        "今年计划新增供热面积137万平方米。目前新增供热面积约165万平方米。",
        ["1650000平方米"],
    ),
    # one is done, the rest is under way
    ("新建游园、停车场8处", "1个已完工，1个正在建设中，6个正在进行方案设计。", ["1处"]),
    ("改造三百个点位", "三年行动确定的120个点位已完成98个，剩余22个将于年底前完成。", ["98个"]),
    # rates
    ("普惠园覆盖率达到96%，毛入园率达到89%", "普惠园覆盖率达到97.1%。", ["97.1%", "none"]),
    ("实现明厨亮灶覆盖率100%", "已实现学校食堂明厨亮灶全覆盖。", ["all_done"]),
    ("散居孤儿从950元/月提高到1100元/月", "已从950元/月提高到1100元/月。", ["1100元/月"]),
    ("低保标准不低于7800元/年", "低保标准达到650元/月。", ["7800元/年"]),
    (
        "低保标准分别提高到每人每月760元、570元",
        "城市低保标准提高到760元，农村低保标准提高到570元。",
        ["760元", "570元"],
    ),
    ("城镇登记失业率控制在4.5%以内", "城镇登记失业率3.1%。", ["3.1%"]),
    # other places' ways to write
    (
        "新改建公路80公里，改造危桥5座",
        "截至8月底，新改建公路完工62.4公里、在建17.6公里；危桥改造已完工3座。",
        ["62.4公里", "3座"],
    ),
    ("对全县12个乡镇卫生院进行改造", "石桥、李店等9个乡镇卫生院改造已完成，其余3个正在收尾。", ["9个"]),
    ("完成老旧小区改造32个，惠及居民5200户", "32个小区改造全部开工，完工18个，完成投资4600万元。", ["18个"]),
    ("新建充电桩200个", "共建成充电桩156个，其中快充96个、慢充60个。", ["156个"]),
    (
        "开展培训5000人次，发放创业贷款8000万元",
        "共开展培训68期4126人次；发放贷款136笔6520万元。",
        ["4126人次", "65200000元"],
    ),
    (
        "完成煤改电3000户、煤改气5000户",
        "煤改电完成3,000户；煤改气完成4,350户，剩余650户10月底前完成。",
        ["3000户", "4350户"],
    ),
    ("新增停车位1.2万个以上", "目前已新增停车位9860个，完成年度目标的82.2%", ["9860个"]),
    ("打通断头路3条：学府路、文昌路、滨江北路", "学府路已建成通车；文昌路路基完成70%；滨江北路正在征地。", ["words"]),
    ("资助大学生500名", "未到实施时间，计划8月开展。", ["words"]),
    ("课后服务覆盖率达到100%，参与率90%以上", "课后服务学校覆盖率100%，学生参与率93.6%。", ["100%", "93.6%"]),
    # started counts for a promise to start
    ("开工改造110个小区", "已开工23个，完成率21%。", ["23个"]),
]


@pytest.mark.parametrize(("content", "progress", "expected"), CASES)
def test_what_is_answered(content: str, progress: str, expected: list[str]) -> None:
    assert told(content, progress) == expected


def test_other_units_are_told() -> None:
    (found,) = answered("完成救助1.35万人次", "已完成1.42万人，完成率105.2%，全市排名第7。")
    assert found.done is not None
    assert (found.kind, found.done.unit, found.units_convert) == ("value", "人", False)
    assert [r.rank.place for r in found.ranks] == [7]
    assert [r.quantity.text for r in found.rates] == ["105.2%"]


def test_money_never_answers_a_count() -> None:
    (found,) = answered("推进1个衔接推进区建设", "上级已拨付我区衔接推进区资金500万元。")
    assert found.done is None


def test_a_stage_rate_alone_is_a_value_without_a_sum() -> None:
    (found,) = answered("完成1个保健机构标准化建设", "形象进度完成率59%，在3个有任务的县中排名第1。")
    assert (found.kind, found.done) == ("value", None)
    assert [r.rate_of for r in found.rates] == ["形象进度"]


def test_rates_go_to_the_amount_before_them() -> None:
    first, second = answered("新建基站35个，新增端口2950个", "新建基站20个，完成率57.1%；新增端口1638个，完成率55.5%。")
    assert [r.quantity.text for r in first.rates] == ["57.1%"]
    assert [r.quantity.text for r in second.rates] == ["55.5%"]


def test_rates_told_in_turn_go_in_turn() -> None:
    first, second = answered("建设公园10个、绿道15公里", "已建成公园7个，完成绿道11.2公里，分别占任务的70%和74.7%。")
    assert [r.quantity.text for r in first.rates] == ["70%"]
    assert [r.quantity.text for r in second.rates] == ["74.7%"]


def test_a_share_of_all_the_works_is_a_completion_rate() -> None:
    (found,) = answered("建成疾控中心实验楼", "实验楼主体已封顶，完成工程总量的65%，预计11月底竣工。")
    assert [(r.quantity.text, r.rate_of) for r in found.rates] == [("65%", "完成率")]


def test_a_result_of_another_year_keeps_its_year() -> None:
    (found,) = answered("打造示范村6个", "2022年度6个示范村已完成。")
    assert [m.year for m in found.done_mentions] == [2022]


def test_an_echo_of_the_goal_is_still_a_value() -> None:
    text = "新改建农村公路25公里。"
    assert told(text, text) == ["25公里"]


def test_one_answer_for_each_promise_in_order() -> None:
    found = answered("新建公园3个，启动东站改造工程", "")
    assert [a.promise for a in found] == [0, 1]
    assert [a.kind for a in found] == ["none", "none"]
    assert answers((), "已完成") == ()


def test_a_share_right_behind_a_result_is_its_completion_rate() -> None:
    (answer,) = answered("建成服务站50个", "建成33个，占60%。")
    assert [(m.quantity.text, m.rate_of) for m in answer.rates] == [("60%", "完成率")]
    (other,) = answered("建成服务站50个", "建成33个，其中村级站占60%。")
    assert other.rates == ()

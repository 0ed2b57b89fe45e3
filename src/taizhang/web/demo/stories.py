"""What becomes of each task of the county's list in its year: made up, and plain data.

Percentages are of the yearly target, at the ends of the twelve months.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Path: TypeAlias = tuple[int, ...]

STEADY: Path = (7, 15, 24, 33, 42, 50, 59, 68, 78, 87, 95, 100)
EARLY: Path = (6, 15, 30, 45, 60, 74, 88, 100, 100, 100, 100, 100)
SUMMER_END: Path = (5, 12, 22, 34, 48, 67, 87, 100, 100, 100, 100, 100)
HOLIDAYS: Path = (0, 0, 0, 0, 0, 4, 58, 100, 100, 100, 100, 100)
BEHIND: Path = (0, 3, 8, 14, 20, 26, 33, 42, 52, 63, 76, 88)
CAUGHT_UP: Path = (5, 11, 19, 26, 34, 42, 55, 66, 77, 88, 96, 100)
STUCK: Path = (0, 0, 8, 17, 17, 17, 17, 33, 42, 50, 58, 75)
WORKS: Path = (4, 10, 20, 30, 40, 50, 60, 71, 81, 90, 96, 100)
BY_QUARTERS: Path = (8, 16, 25, 33, 41, 50, 58, 66, 75, 83, 91, 100)
RATE: Path = (92, 92, 93, 95, 96, 96, 96, 96, 98, 99, 100, 100)

QUARTERS = (15, 42, 75, 100)
"""What the county asks by the ends of the quarters."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem that stands from one month to another, both included: its cause, words, and what is done about it."""

    first: int
    last: int
    cause: str
    words: str
    steps: str


@dataclass(frozen=True, slots=True)
class Story:
    """A task's year.

    `done` says what was done, `doing` what is being done, each month another one.  `each` is the step that its figures
    go in.  `added`: the unit enters the period's increment.  `ends` are the months in which the nine stages end, as
    planned; `stages` the stage reached in each month.  `plan`: what is asked by the ends of the quarters, () nothing.
    """

    kind: str
    path: Path
    done: str
    doing: tuple[str, ...]
    each: Decimal = Decimal(1)
    added: bool = False
    plan: tuple[int, ...] = QUARTERS
    ends: tuple[int, ...] = ()
    stages: tuple[int, ...] = ()
    trouble: Trouble | None = None


TENTH, HUNDRED = Decimal("0.1"), Decimal(100)

STORIES: dict[str, Story] = {
    "1": Story(
        "works",
        SUMMER_END,
        "建成并验收公办幼儿园",
        ("各园完成初步设计批复", "桩基施工", "主体施工", "室内装修", "户外场地铺装", "设施设备采购", "招生报名"),
    ),
    "2": Story(
        "works", SUMMER_END, "完成食堂改造", ("更换灶具和排烟设备", "改造明厨亮灶", "铺设防滑地面", "食堂员工培训")
    ),
    "3": Story(
        "service",
        HOLIDAYS,
        "暑期托管服务",
        ("摸底报名意愿", "确定托管点和课程", "招募志愿者", "结算补助"),
        added=True,
        plan=(1, 4, 100, 100),
    ),
    "4": Story("rate", RATE, "课后服务覆盖", ("偏远教学点配齐课后师资", "开设体育和阅读课程", "评估课程质量"), plan=()),
    "5": Story("training", STEADY, "开展乡村教师培训", ("送教下乡", "组织跟岗研修", "开展学科教研"), added=True),
    "6": Story(
        "works",
        (0,) * 11 + (100,),
        "建成感染楼",
        ("办理施工许可", "基坑支护", "浇筑地下室底板", "主体施工至四层", "主体封顶", "机电安装", "净化工程施工"),
        ends=(2, 3, 5, 8, 8, 10, 11, 12, 12),
        stages=(0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 7),
    ),
    "7": Story(
        "service",
        CAUGHT_UP,
        "筛查适龄妇女",
        ("进村入户动员", "巡回筛查", "异常者随访", "补查外出返乡人员"),
        Decimal(10),
        True,
    ),
    "8": Story("works", EARLY, "完成村卫生室规范化建设", ("统一标识标牌", "配备健康一体机", "改造诊室和药房")),
    "9": Story("service", STEADY, "完成适老化改造", ("逐户评估", "安装扶手和护栏", "入户验收")),
    "10": Story(
        "service",
        CAUGHT_UP,
        "建成老年助餐点",
        ("选定点位", "签订运营协议", "设备进场", "食品经营备案"),
        trouble=Trouble(
            5, 7, "money", "6个助餐点运营补助没有到位，运营单位开业时间推迟。", "商财政部门先行拨付一半补助。"
        ),
    ),
    "11": Story(
        "subsidy",
        BY_QUARTERS,
        "发放高龄津贴",
        ("核对资格名册", "比对户籍信息", "按季度打卡发放"),
        Decimal(10000),
        True,
    ),
    "12": Story("service", STEADY, "适配辅助器具", ("入户评估", "集中采购", "上门适配调试"), Decimal(5), True),
    "13": Story("service", EARLY, "完成无障碍改造", ("入户勘测", "坡道和卫生间改造", "逐户验收")),
    "14": Story("service", EARLY, "城镇新增就业", ("举办招聘会", "送岗下乡", "落实稳岗返还"), added=True),
    "15": Story(
        "training", STEADY, "开展职业技能培训", ("开设电工班", "开设养老护理班", "开设电商直播班"), Decimal(10), True
    ),
    "16": Story("works", EARLY, "建成零工驿站", ("确定选址", "场地装修", "接入用工平台")),
    "17": Story(
        "works",
        BEHIND,
        "完成小区改造",
        ("编制改造方案", "管网入地施工", "外墙保温施工", "道路和绿化施工", "停车位划线", "分批竣工验收"),
        trouble=Trouble(
            4,
            12,
            "works",
            "3个小区雨污分流与供水管网施工交叉，居民意见不统一，工期推迟约两个月。",
            "专班驻点协调，按周倒排工期。",
        ),
    ),
    "18": Story("works", WORKS, "电梯安装并投用", ("征求业主意见", "办理规划公示", "基坑和井道施工", "设备安装调试")),
    "19": Story("service", CAUGHT_UP, "筹集保障性租赁住房", ("盘活闲置公寓", "收购存量商品房", "装修配套")),
    "20": Story(
        "works",
        WORKS,
        "更新燃气管道",
        ("管线探测", "沟槽开挖", "管道焊接和试压", "路面恢复"),
        TENTH,
        trouble=Trouble(7, 8, "weather", "汛期连续降雨，城东段沟槽施工停工。", "雨后增加班组，夜间施工。"),
    ),
    "21": Story("works", EARLY, "完成危房改造", ("鉴定评估", "拆除重建", "逐户验收")),
    "22": Story("works", WORKS, "建成农村公路", ("路基施工", "水稳层摊铺", "沥青路面施工", "安装波形护栏"), TENTH),
    "23": Story(
        "works",
        STUCK,
        "完成危桥改造",
        ("完成检测评估", "施工图审查", "下部结构施工", "桥面系施工"),
        trouble=Trouble(
            4, 8, "permits", "柳坪桥、双河口桥涉河方案没有获批，暂时不能开工。", "与水务部门并联办理，争取9月开工。"
        ),
    ),
    "24": Story("service", EARLY, "开通农村客运线路", ("踏勘线路", "设置招呼站", "购置车辆")),
    "25": Story("works", WORKS, "改造供水管网", ("管材采购", "主管网铺设", "入户管改造", "试通水"), Decimal(1)),
    "26": Story("works", STEADY, "完成河道治理", ("清淤疏浚", "护岸砌筑", "生态绿化"), TENTH),
    "27": Story(
        "works",
        (0,) * 11 + (100,),
        "建成云溪水厂",
        ("三通一平", "取水口围堰", "清水池浇筑", "综合楼主体施工", "设备安装", "联动调试"),
        ends=(1, 2, 4, 7, 8, 10, 11, 12, 12),
        stages=(0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 8),
        trouble=Trouble(3, 5, "land", "取水口涉及林地占用，手续尚在办理。", "会同自然资源部门上报审批。"),
    ),
    "28": Story("works", WORKS, "建成高标准农田", ("测设放线", "土地平整", "渠道衬砌", "机耕路硬化"), HUNDRED),
    "29": Story("service", EARLY, "完成户厕改造", ("入户宣传", "集中采购", "安装化粪池", "逐户验收"), Decimal(10)),
    "30": Story("works", STEADY, "建成冷藏保鲜设施", ("主体申报", "库体施工", "制冷设备安装", "县级验收")),
    "31": Story("works", STEADY, "完成公厕新建改造", ("选址公示", "土建施工", "内部装修", "智能设备调试")),
    "32": Story(
        "works",
        BEHIND,
        "新增公共停车位",
        ("利用边角地块划线", "立体停车楼桩基施工", "立体停车楼主体施工"),
        Decimal(10),
        trouble=Trouble(6, 10, "land", "北门停车楼地块征收没有完成，影响420个车位。", "先行利用闲置地块建临时停车场。"),
    ),
    "33": Story("event", STEADY, "开展送戏下乡演出", ("编排新剧目", "进乡村演出", "进校园演出"), added=True),
    "34": Story("works", CAUGHT_UP, "建成城市书房", ("确定选址", "设计装修", "图书采购上架")),
    "35": Story(
        "service", STEADY, "完成食品抽检", ("节日食品专项抽检", "校园周边食品抽检", "网络订餐抽检"), Decimal(10), True
    ),
    "36": Story("works", CAUGHT_UP, "完成农贸市场改造", ("编制方案", "棚顶和地面改造", "摊位和标识更新")),
}
"""By the number of the task in the list."""

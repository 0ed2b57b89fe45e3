"""Header names to what a column is for: the names of domain.md 1.3 and their usual variants."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from taizhang.language.chars import unspaced
from taizhang.language.patterns import Pattern
from taizhang.language.spelling import likeliest
from taizhang.language.statuses import status
from taizhang.ledger import Role

_NAMES: dict[Role, str] = {
    Role.NUMBER: "序号 编号 项目编号 任务序号 项号 项目序号 任务编号 序 编码 项次 NO No. № 行号",
    Role.TIER: "级别 层级 项目级别 项目层级 实事级别 事项级别",
    Role.CATEGORY: "类别 项目类别 分类 类型 领域 项目类型 板块 大类 事项类别 任务类别 工作类别 实事类别 民生领域",
    Role.PROJECT: (
        "项目名称 项目 实事项目 实事名称 民生实事 民生实事项目 民生项目 事项 实事事项 工程名称 任务名称 "
        "重点任务 重点工作 工作任务 任务 事项名称 民生实事名称 民生实事项目名称 项目名 实事 工程项目 "
        "工作事项 名称 民生工程 民生事项 民生事项名称 实事项目名称 工作名称 民生实事事项 建设项目 "
        "建设项目名称 实事类项目 为民办实事项目 指标名称 工作指标 指标项目 惠民实事 惠民实事项目 工程 "
        "议定事项 议定项目 表决事项 建议标题 建议名称 建议题目 提案题目 提案名称 提案标题 案由 "
        "省定实事 市定实事 县定实事 区定实事 "
        "重点项目 督办事项 督办项目 督办任务 跟踪事项 票决项目 具体项目名称 项目名称及编号"
    ),
    Role.SUBPROJECT: "子项目 子项 分项 子项目名称 小项 具体项目 子项名称 分项名称 分项任务 子任务",
    Role.CONTENT: (
        "项目内容 建设内容 工作内容 主要内容 主要建设内容 建设规模 建设规模及内容 建设内容及规模 "
        "实施内容 任务内容 具体内容 具体任务 工作要求 主要任务 建设任务 内容 实事内容 具体事项 "
        "主要工作内容 项目内容及目标 建设规模和内容 主要建设内容及规模 项目建设内容 重点任务内容 "
        "目标与任务 工作目标任务 目标任务及要求 任务要求 项目概况 实施规模 工作计划 年度工作计划 "
        "办理标准 办理内容 办理要求 实施标准 建设标准"
    ),
    Role.TARGET: (
        "目标任务 年度目标 工作目标 指标 目标 年度目标任务 目标值 指标任务 任务目标 年度任务 任务数 "
        "目标数 计划数 年度计划 指标值 计划目标 全年目标 全年任务 年初目标 考核指标 目标任务数 "
        "全年目标任务 年度工作目标 项目目标 预期目标 年度任务目标 绩效目标 建设目标 任务指标 计划任务 "
        "承诺 承诺事项 承诺内容 承诺目标 具体承诺 年度承诺 年度建设目标 目标要求 全年计划 计划任务数 年度建设任务 计划 "
        "计划完成 计划完成数 年度计划数 应完成数 年度目标值 议定数量 目标数量 任务数量 计划数量"
    ),
    Role.LEAD_LEADER: (
        "牵头领导 责任领导 分管领导 包抓领导 包保领导 挂钩领导 联系领导 市级领导 县级领导 区级领导 "
        "牵头县领导 分管县领导 分管市领导 分管区领导 包联领导 主管领导 领衔领导 挂点领导 市领导 县领导 "
        "区领导 责任县领导 牵头市领导 牵头区领导 区政府分管领导 县政府分管领导 市政府分管领导 督办领导 "
        "挂帅领导 负责领导"
    ),
    Role.LEAD_UNIT: (
        "牵头单位 主办单位 牵头部门 牵头责任单位 主办部门 牵头(责任)单位 主责单位 主管部门 主管单位 "
        "承办单位 承办部门 牵头责任部门 第一责任单位 主要责任单位 牵头 "
        "牵头站所 牵头科室 牵头处室 牵头股室 牵头办所"
    ),
    Role.RESPONSIBLE_UNIT: (
        "责任单位 责任部门 实施单位 落实单位 负责单位 实施主体 责任主体 建设单位 完成单位 责任科室 "
        "承担单位 项目单位 具体责任单位 责任单位名称 项目责任单位 负责部门 实施部门 落实部门 申报单位 "
        "报送单位 项目实施单位 项目业主 业主单位 整改单位 整改责任单位 责任村居 责任村 责任镇街 责任乡镇 部门 单位 "
        "责任 责任站所 责任处室 责任股室 责任办所"
    ),
    Role.COOPERATING_UNIT: (
        "配合单位 协办单位 协作单位 协同单位 参与单位 配合部门 协助单位 配合责任单位 协同部门 参加单位 "
        "协办部门 协作部门 责任配合单位 参与部门 配合"
    ),
    Role.SUPERVISING_UNIT: "督办单位 督查单位 监督单位 督导单位 验收单位 监管单位 考核单位 督查部门 监督部门",
    Role.CONTACT: (
        "联系人 联络员 联系电话 联系方式 责任人 负责人 经办人 填报人 具体责任人 项目负责人 联系人及电话 "
        "主要责任人 具体负责人 监督电话 电话 工作人员 联络人"
    ),
    Role.DEADLINE: (
        "完成时限 时间节点 完成时间 时限 计划完成时间 办结时限 时间进度 进度安排 时限要求 "
        "完成时限及有关要求 工作时限 完成期限 时间安排 起止时间 建设期限 建设年限 竣工时间 计划竣工时间 "
        "完工时间 计划完工时间 办理时限 时间要求 完成日期 完成节点 计划进度 进度计划 工期 建设工期 "
        "建设周期 预计完成时间 目标完成时间 序时计划 完工日期 计划完工日期 竣工日期 计划竣工日期 "
        "计划完成日期 预计完成日期 办结日期 要求完成时间 节点安排 目标节点 时间目标 目标时限 节点要求 节点任务 "
        "进度节点 关键节点 计划节点 "
        "整改时限 整改期限 整改完成时限 销号时限 办复期限 答复期限 回复期限 办复时限 答复时限 办结期限"
    ),
    Role.INVESTMENT: (
        "年度投资 总投资 计划投资 投资 投资额 资金 年度计划投资 投资金额 预算资金 项目总投资 投资规模 "
        "投入资金 资金投入 年度投资计划 计划总投资 估算投资 投资估算 投资概算 资金需求 资金预算 计划投入 "
        "预计投资 年度资金 资金安排 金额 总额 总金额 资金总额 投资总额 资金计划 下达资金 财政资金 "
        "县级资金 区级资金 市级资金"
    ),
    Role.PROGRESS: (
        "进展情况 完成情况 落实情况 工作进展 推进情况 工作进展情况 目前进展 当前进展 项目进展 "
        "项目进展情况 进展 工作完成情况 工作开展情况 实施情况 办理情况 进度情况 建设进展 建设情况 "
        "执行情况 完成进度 办理进展 当前进度 目前进度 工作推进情况 开展情况 进度 项目进度 目前进展情况 "
        "实施进展 任务完成情况 目标完成情况 落实进展 工作落实情况 项目推进情况 实施进度 推进进展 "
        "办理结果 完成结果 建设进度 工程进度 具体进展 最新进展 年度进展 工作进度 目标任务完成情况 "
        "本月进展 本季度进展 取得成效 工作成效 成效 累计进展 累计进展情况 累计完成情况 本月进展情况 "
        "结果 落实结果 兑现情况 承诺兑现情况 整改进展 整改情况 整改落实情况 整改进展情况 整改成效 本月完成情况 "
        "分季进展 分月进展 季度进展 月度进展 进展说明 进度说明 完成情况说明 进展情况说明 落实情况说明 办理说明 "
        "本季度进展情况 至今进展 本月动态 累计成效 工作动态 进展动态 完成内容 已完成内容 完成工作内容 落实内容"
    ),
    Role.ACHIEVED: (
        "实际完成 完成数 完成值 完成量 累计完成 累计 累计数 已完成 本月完成 完成任务数 实际完成数 实际完成情况 "
        "现状 现状值 目前值 实际完成值 实际值 实际数 实际完成量 目前完成 现完成 累计完成数 当月完成 完成数量 "
        "累计完成量 完成投资 "
        "累计完成投资 年度完成投资 "
        "已完成投资 实际完成投资 实绩 截至目前完成 全年完成 本年完成 到位资金 资金到位 已到位资金 已拨付 "
        "已拨付资金 拨付资金 拨付金额 已支付 已支付资金 支付金额"
    ),
    Role.RATE: (
        "完成率 % ％ 完成率% 完成% 占% 完成比例 完成百分比 进度比例 投资完成率 百分比 "
        "完成进度比例 任务完成率 目标完成率 "
        "完成占比 完成年度目标 占年度目标 进度百分比 序时进度 序时进度比 占比 完成比 资金到位率 开工率 "
        "完工率 支付率 拨付率 支出率 完成度 任务完成度 目标完成度 进度完成率"
    ),
    Role.RANK: "排名 位次 全市排名 名次 排位 全省排名 全县排名 排序",
    Role.STAGE: "形象进度 工程形象进度 建设阶段 所处阶段 项目阶段 当前阶段 进展阶段",
    Role.STATUS: (
        "完成状态 状态 是否完成 完成与否 进展状态 办理状态 项目状态 亮灯 亮灯情况 进度评价 自评 自评结果 "
        "评定 评定结果 完成评定 认定结果 认定情况 评价 推进状态 是否达序时 是否达到序时进度 是否开工 是否达标 "
        "达标情况 是否达到目标 工作状态 销号情况 "
        "进度状态 整改状态 落实状态 标识 完成标识 完成标志 进度标识 状态标识 进展标识 "
        "督查评价 办理评价 办结评价 督办评价 是否销号 完成评价 预警 预警等级"
    ),
    Role.PROBLEMS: (
        "存在问题 困难问题 存在的问题 主要问题 问题 存在困难 存在问题及原因 困难和问题 存在的困难和问题 "
        "问题及原因 未完成原因 滞后原因 存在困难和问题 存在的主要问题 存在困难问题 问题和困难 存在的困难 "
        "困难 困难及问题 需协调问题 需要协调解决的问题 需协调解决的问题 存在问题和困难 原因 难点 "
        "主要难点 难点问题 短板弱项 短板不足 薄弱环节 制约因素 堵点难点 难点堵点 存在难点 存在问题及建议 困难及建议 "
        "问题及建议"
    ),
    Role.NEXT_STEPS: (
        "下步打算 下一步工作 下一步措施 下步计划 下步措施 下一步工作打算 下一步打算 下一步计划 "
        "下步工作打算 整改措施 下阶段工作安排 后续工作 解决措施 推进措施 下步工作 下一步工作计划 "
        "下步工作计划 下步工作措施 下一步工作措施 下一步推进措施 下一步工作安排 下步安排 下阶段打算 "
        "下阶段工作 下一阶段工作 工作打算 后续计划 改进措施 工作建议 下月计划 "
        "下月安排 下月打算 下季度安排 下季度打算 下季度计划 下季度工作安排 下半年安排 下半年打算 "
        "下半年计划 下半年工作安排 下一季度计划 下一季度工作安排 四季度安排 四季度打算 下步工作安排"
    ),
    Role.REMARKS: "备注 说明 备考 注 其他 其它 备注说明",
    Role.REGION: (
        "市 县 区 镇 乡 街道 地市 州市 市县区 县市 镇乡 单位名称 村 社区 县区 县市区 区县 镇街 乡镇 镇办 "
        "地区 区域 乡镇街道 镇(街道) 乡镇(街道) 县(市、区) 市县 市州 各县区 县(区) 街道(乡镇) 镇街名称 "
        "县区名称 区(县) 市(州) 镇(办) 镇(乡) 镇（街道、园区）"
    ),
    Role.EXTRA: (
        "建设地点 上期进展 上期进展情况 上月进展 上月进展情况 上次进展 上期完成情况 上季度进展 实施地点 建设性质 "
        "资金来源 资金构成 资金组成 资金筹措 资金来源及构成 资金来源构成 "
        "督查意见 督办意见 开工时间 计划开工时间 受益人口 受益对象 "
        "惠及人群 覆盖范围 实施范围 项目地点 地点 具体措施 工作措施 保障措施 数量 计量单位 权重 分值 "
        "交办日期 交办时间 答复日期 答复时间 办复日期 办复时间 回复日期 受理日期 受理时间 收到日期 立项日期 批复日期 "
        "验收日期 实际完成日期 实际完成时间 实际竣工日期 实际竣工时间 实际开工日期 实际开工时间 "
        "开工日期 计划开工日期 得分 依据 政策依据 文件依据 项目进度安排 "
        "一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 "
        "第四季度 上半年 下半年 标准 提出单位 来源 任务来源 实施方式 项目性质 项目代码 用地情况 审批情况 "
        "招标情况 社会效益 满意度 本月工作 本季度工作 满意率 群众满意率 综合满意率 "
        "项目数 项目总数 项目个数 子项目数 子项目总数 子项目个数 实事项目数"
    ),
}

_INSIDE = Pattern(r"[(（\[【].*?[)）\]】]")
_NOISE = Pattern(r"[\s*#:：，,。、_“”\"]+")
_WHEN = Pattern(
    r"^(?:截[至止])?(?:20\d\d年度?)?(?:第?[一二三四1-4]季度|(?:\d{1,2}月?[-—~－至到])?\d{1,2}月份?|上半年|前三季度|全年|年[终末底])?[底末]?"
)
_SHARE_OF = Pattern(
    r"^(?:累计)?(?:完成)?占\S{0,8}(?:任务|目标|计划|投资|总数|总量)\S{0,6}$|^(?:累计)?完成[(（]?[%％][)）]?$"
    r"|^(?:累计)?完成\S{0,8}(?:任务|目标|计划|投资)[(（][%％][)）]$|^\S{0,4}进[度展][(（][%％][)）]$"
)
_OWN = Pattern(r"^[本我](?:省|市|州|县|区|旗|镇|乡|街道|村|单位|部门|辖区)")
_IN_WORDS = ("描述", "概述", "简述", "摘要")
"""What a heading says of how its column tells a thing: 进展描述, 任务概述."""
_TO_COME = frozenset({"工作计划", "工作安排", "工作打算", "安排", "打算", "计划安排", "推进计划"})
"""What is planned for a month, under a heading that names it."""
_JOIN = Pattern(r"及其|[及和与、]")


OF_THE_PAPER = frozenset({"更新", "填报", "报送", "上报", "录入", "导出", "统计"})
"""What is done to the paper at a 时间, which no task is due by."""


def bare(text: str) -> str:
    """A header text without blanks, breaks, bracketed units and marks: `年度投资 (万元)` is 年度投资."""
    return _NOISE.sub("", _INSIDE.sub("", _NOISE.sub("", text))) or _NOISE.sub("", text)


def _table() -> dict[str, Role]:
    table: dict[str, Role] = {}
    for role, names in _NAMES.items():
        for name in names.split():
            table.setdefault(_NOISE.sub("", name), role)
            table.setdefault(bare(name), role)
    return table


_ROLES = _table()
_LONG = tuple(name for name in _ROLES if len(name) >= 3)
_CHARACTERS = frozenset("".join(_LONG))
_HEAD_ROLES = {
    "单位": Role.RESPONSIBLE_UNIT,
    "部门": Role.RESPONSIBLE_UNIT,
    "领导": Role.LEAD_LEADER,
    "时间": Role.DEADLINE,
    "时限": Role.DEADLINE,
    "情况": Role.PROGRESS,
    "内容": Role.CONTENT,
    "进度": Role.PROGRESS,
    "进展": Role.PROGRESS,
    "问题": Role.PROBLEMS,
    "措施": Role.NEXT_STEPS,
    "目标": Role.TARGET,
    "投资": Role.INVESTMENT,
    "名称": Role.PROJECT,
    "资金": Role.INVESTMENT,
    "成效": Role.PROGRESS,
    "累计": Role.ACHIEVED,
    "位次": Role.RANK,
    "名次": Role.RANK,
}


def undated(text: str) -> str:
    """A header text without the time before it: 1—9月完成 is 完成."""
    return _WHEN.sub("", bare(text))


@lru_cache(maxsize=4096)
def role_of(text: str) -> tuple[Role | None, float]:
    """The role that a header text names and how surely (0 to 1); (None, 0) when it names none.

    1.0 is a name of the lexicon, 0.9 one with a date or bracket around it, 0.8 one that ends in such a name,
    0.6 a near spelling.  `Role.EXTRA` is a known heading without a part of its own.
    """
    name = _NOISE.sub("", text)
    if not name or len(name) > 24:
        return None, 0.0
    if role := _ROLES.get(name):
        return role, 1.0
    if _SHARE_OF.match(name):
        return Role.RATE, 0.9
    core = bare(text)
    for candidate in (core, _WHEN.sub("", core), _OWN.sub("年度", core)):
        if candidate == "计划" != core:  # 三季度计划 beside the year's goal is no goal of its own
            continue
        if candidate in _TO_COME and candidate != core and "月" in core and "年" not in core:
            return Role.NEXT_STEPS, 0.9  # 10月工作计划 in September's report
        if role := _ROLES.get(candidate):
            return role, 0.9
    return _loose(_WHEN.sub("", core) or core)


def _loose(core: str) -> tuple[Role | None, float]:
    if len(core) < 3 or len(core) > 16 or re.search(r"\d{3}|[。；;！]", core):
        return None, 0.0
    if status(core)[1] == core:  # 未达序时进度 heads how many there are of them
        return Role.EXTRA, 0.5
    if core.endswith(_IN_WORDS) and (role := _ROLES.get(core[:-2])):
        return (Role.CONTENT if role is Role.PROJECT else role), 0.8
    parts = [part for part in _JOIN.split(core) if part]
    if len(parts) > 1 and (role := _ROLES.get(parts[0])) and (parts[-1] in _ROLES or parts[-1][-2:] in _HEAD_ROLES):
        return role, 0.8
    for size in range(len(core) - 1, 2, -1):
        if size * 2 < len(core):
            break
        if role := _ROLES.get(core[-size:]):
            return role, 0.8
    if near := _nearest(core):
        return _ROLES[near], 0.6
    if len(core) <= 8 and core[-2:] in _HEAD_ROLES and core[:2] not in OF_THE_PAPER:
        return _HEAD_ROLES[core[-2:]], 0.5
    return None, 0.0


def _nearest(core: str) -> str | None:
    """The known name that a header text is a near spelling of.

    At a likeness of 75 the characters of the text that the name has too are three eighths of those of both, so most
    texts need no comparing.
    """
    if sum(map(_CHARACTERS.__contains__, core)) * 5 < len(core) * 3:
        return None
    shared = Counter(place for character in core for place in _places().get(character, ()))
    near_enough = sorted(place for place, count in shared.items() if count * 8 >= (len(core) + len(_LONG[place])) * 3)
    alike = [_LONG[place] for place in near_enough]
    near = likeliest(core, alike, 75) if alike else []
    return alike[near[0][0]] if near else None


@cache
def _places() -> dict[str, list[int]]:
    """The places in `_LONG` of the names that have a character."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(_LONG):
        for character in set(name):
            found.setdefault(character, []).append(place)
    return found


def halves(text: str) -> tuple[str, str] | None:
    """The two names in a heading such as 项目名称及指标任务; None when it holds but one."""
    name = unspaced(text)
    for mark in _JOIN.finditer(name):
        first, second = name[: mark.start()], name[mark.end() :]
        if len(first) >= 2 and len(second) >= 2 and role_of(first)[1] >= 0.8:
            return first, second
    return None

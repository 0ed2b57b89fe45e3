"""The 政府信息公开 fields and other labelled lines of a page: 索引号, 发文字号, 填报单位 and more."""

from __future__ import annotations

from taizhang.language.chars import unspaced
from taizhang.language.patterns import HAN, Pattern

_TEXT = (
    "索引号 发文字号 文号 文件编号 主题分类 体裁分类 组配分类 发布机构 发文机关 发文单位 制发机关 有效性 "
    "成文日期 发文日期 发布日期 发布时间 生效日期 生效时间 失效时间 废止时间 公开方式 公开形式 公开时限 "
    "公开目录 公开责任部门 公开范围 信息名称 名称 内容概述 关键词 主题词 服务对象 文件状态 来源 信息来源 "
    "文章来源 作者 编辑 日期 时间 填报单位 填报日期 填报时间 填报人 填表人 填表日期 审核人 制表 制表人 "
    "制表单位 单位 计量单位 联系人 联系电话 浏览次数 浏览 阅读 报送单位 报送时间 单位负责人 负责人 "
    "统计时间 统计口径 统计截止 数据来源 信息分类 生成日期 有效期 标题 抄送 主送 抄报 印发 信息索引 公开日期 体裁 主办 "
    "督办单位 数据截止日期 数据截止时间 截止日期 截止时间 更新日期 更新时间 制表日期 制表时间 上报时间 上报日期 填报"
)
NAMES = tuple(_TEXT.split())
_WORD = "|".join(sorted({r"\s*".join(name) for name in NAMES}, key=len, reverse=True))
_FIELD = Pattern(rf"(?:([\[【(（])\s*|(?<!{HAN}))({_WORD})\s*(?(1)[\]】)）]\s*[:：]?|[:：])")
_BARE = Pattern(r"[\s\[\]【】()（）:：]+")
_PUBLIC = Pattern(
    r"索\s*引\s*号|发文字号|主题分类|体裁分类|发布机构|发文机关|成文日期|发布日期|有效性|组配分类|生成日期"
)


def is_fields(text: str) -> bool:
    """True for a line that begins with a labelled field."""
    return bool(_FIELD.match(text.strip().lstrip("*-#>•·● ")))


def take(fields: dict[str, str], text: str) -> bool:
    """Add a line's fields, empty ones too; False when it begins with none."""
    plain = text.strip().lstrip("*-#>•·● ")
    found = list(_FIELD.finditer(plain))
    if not found or found[0].start() > 0:
        return False
    ends = [m.start() for m in found[1:]] + [len(plain)]
    for match, end in zip(found, ends, strict=True):
        name = unspaced(match[2])
        fields.setdefault(name, plain[match.end() : end].strip(" \t|｜　"))
    return True


def is_label(text: str) -> bool:
    """True for a text that is nothing but a field's name, in brackets or with a colon or bare."""
    return _BARE.sub("", text) in NAMES


def is_public(text: str) -> bool:
    """True for the name of a field that only the head of a published document has."""
    return bool(_PUBLIC.search(text))

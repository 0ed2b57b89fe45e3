"""Why a task is slow, by the words of its problem: the causes that offices sort by (domain.md 2.6, 6.3)."""

from __future__ import annotations

from taizhang import language
from taizhang.language.patterns import Pattern

OTHER = "其他原因"

_CAUSES = (
    ("用地征迁", Pattern("征地|征迁|拆迁|征收|用地|土地|选址|地块|清表|迁改|管线|腾退")),
    ("资金保障", Pattern("资金|经费|拨付|融资|筹措|债券|欠款|配套费|造价|预算")),
    (
        "手续审批",
        Pattern("审批|手续|报批|批复|立项|施工许可|许可|环评|招标|招投标|采购|流标|图审|备案|可研|初设|评审"),
    ),
    ("天气灾害", Pattern("天气|雨季|降雨|汛期|汛情|低温|冰冻|高温|台风|洪|雨雪|冬季")),
    ("施工组织", Pattern("施工|工期|劳动力|用工|人手|材料|设备|交叉作业|设计变更|工程量|承建|进场")),
    ("政策调整", Pattern("政策|上级|文件尚未|指标尚未|计划尚未|下达|调整")),
    ("群众意见", Pattern("群众|居民|业主|住户|村民|意愿|信访|阻工|协调")),
)


def cause_of(problem: str) -> str:
    """The cause that the words name first, `OTHER` for words that name none, "" where there is no problem."""
    if not problem.strip() or language.is_none(problem):
        return ""
    found = ((hit.start(), name) for name, pattern in _CAUSES if (hit := pattern.search(problem)))
    return min(found, key=lambda hit: hit[0], default=(0, OTHER))[1]

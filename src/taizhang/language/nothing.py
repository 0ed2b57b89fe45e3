"""The many ways to say that there is nothing: 无, 暂无, /, 无问题."""

from __future__ import annotations

from functools import lru_cache

from .chars import fold, unspaced
from .patterns import Pattern

_TIME = r"(?:截至目前|截止目前|目前|当前|现阶段|现|暂时|本月|本季度|本期|该项目|项目|我[区县市局])?"
_SUBJECT = (
    r"(?:存在(?:的)?|明显|突出|重大|主要|任何|相关|其他|其它|需要?|协调|解决|反映|困难|问题|难点|堵点|情况|事项"
    r"|和|与|及|或|、|的|以及|异常|风险|隐患|须|报告|说明|建议|意见|内容|变化|备注|推进|影响|进度|因素|上报|省|市"
    r"|区|县)*"
)
_NOTHING = Pattern(
    rf"(?i:(?:存在(?:的)?问题:?)?(?:目前|现)?(?:(?:进展|推进|运行|实施|各项工作)*(?:顺利|正常|良好|有序)[，,]?)?{_TIME}[，,]?(?:暂时?|均|尚|也)?(?:无|没有|未发现|未遇到|未出现|不存在|未存在|暂无|没){_SUBJECT}|不涉及|[-/\\*]+|—+|一|〇|○|none|n/?a|nil|null|空)"
)


@lru_cache(maxsize=1024)
def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing to say; False for an empty cell, which says nothing at all.

    无人值守 and 无障碍设施未建 are something: all words must belong to the nothing.
    """
    plain = unspaced(fold(text)).strip('。.;；，,!()、"“”')
    return bool(plain and len(plain) <= 40 and _NOTHING.fullmatch(plain))

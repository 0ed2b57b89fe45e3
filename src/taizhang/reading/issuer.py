"""Whose paper it is: the region, the office that issued it, its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from taizhang.language.patterns import HAN, Pattern

_PLACE = rf"{HAN}{{1,12}}?(?:自治[州县旗]|新区|开发区|园区|[省市盟区县旗镇乡]|州(?![市区县镇街])|街道)"
_REGION = Pattern(rf"^({_PLACE})(?!级|定|直|政府|委|人民)")
_GOVERNED = Pattern(rf"^({_PLACE})(?=(?:人民)?政府|民生|委|人大|办公室|督查)")
_LEADING_TIME = Pattern(
    r"^\s*(?:关于)?\s*(?:[\d０-９〇一二三四五六七八九]{4}\s*年度?)?(?:第?[一二三四]季度|[上下]半年|\d{1,2}月份?)?\s*(?=\S)"
)
_LEADING_LEVEL = Pattern(r"^(?:[省市县区州、]{1,5}|全[省市县区州]|我[省市县区州]|各?市县)(?=[级民惠重为])")
_LEADING_MARKS = Pattern(r"^[\s\d()（）【】\[\]_.\-—、]+")
_TIERS_ONLY = Pattern(r"^[国家全我本各省市州盟区县旗镇乡街道级及和、]+$")
# a place without 市 or 县 behind its name, as in 2021年某地十件实事
_BARE_REGION = Pattern(
    rf"^(?!年度|重点|民生|为民|惠民|全面|政府|项目|工作|目标)({HAN}{{2,4}}?)(?=[十百]大?件|[十百]大|\d+件|重点民生|民生实事|为民办)"
)
ISSUER = Pattern(
    rf"^(?:{HAN}|[()（）]){{4,30}}(?:人民政府|办公室|办公厅|委员会|局|督查室|管委会|街道办事处|领导小组|专班)(?:办公室)?$"
)
_NUMBER = Pattern(rf"^{HAN}{{2,16}}[〔\[（(]20\d\d[〕\]）)]\s*\d{{1,4}}\s*号$")


def region(title: str, issued: str, lines: Sequence[str], name: str = "") -> str:
    """The region of a paper: the place its title begins with (峄山区2025年…, 2025年峄山…), else its issuer's.

    `lines` are the other lines above the table, whose offices tell it too; `name` is the file's, which often is
    the title.
    """
    core = _stripped(title)
    if (found := _place(_REGION, core)) or (bare := _BARE_REGION.match(core)):
        return found or (bare[1] if bare else "")
    offices = (found for text in (issued, *lines) if (found := _place(_GOVERNED, text.strip())))
    return next(offices, "") or _place(_REGION, _stripped(_LEADING_MARKS.sub("", PurePath(name).stem)))


def _stripped(title: str) -> str:
    """A title without the time and the level it begins with."""
    return _LEADING_LEVEL.sub("", _LEADING_TIME.sub("", title.strip()))


_LED_IN = Pattern(r"[经按据由报请为受]")
"""Words that lead to an office in a sentence (经区政府同意): what follows is no name."""


def _place(pattern: Pattern, text: str) -> str:
    """The place a text begins with; 省市区 and 市县 are levels and no place."""
    match = pattern.match(text)
    return match[1] if match and not _TIERS_ONLY.match(match[1]) and not _LED_IN.match(match[1]) else ""


def issuer(fields: Mapping[str, str], lines: Sequence[str], above: Sequence[str]) -> str:
    """The office that issued the paper: a field's, one on a line of its own, one right above the title."""
    for key in ("发布机构", "发文机关", "发文单位", "制发机关", "填报单位"):
        if fields.get(key):
            return fields[key]
    return next((t.strip() for t in (*lines, *above[-2:]) if ISSUER.match(t.strip())), "")


def document_number(fields: Mapping[str, str], lines: Sequence[str]) -> str:
    """The 发文字号, of a field or of a line of its own (青政办发〔2025〕8号)."""
    for key in ("发文字号", "文号", "文件编号"):
        if fields.get(key):
            return fields[key]
    return next((t.strip() for t in lines if _NUMBER.match(t.strip())), "")

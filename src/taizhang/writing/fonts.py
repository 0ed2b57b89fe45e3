"""Faces by the names that offices have them under, and what stands in for each where it is missing.

The faces of GB/T 9704-2012 are Windows' or a foundry's own and are not given away: papers name them, and name what
is free behind them.  FandolFang, FandolKai, FandolHei and FandolSong hold the 6,763 characters of GB 2312 and no
rare names, so Noto Serif CJK SC always stands last.
"""

from __future__ import annotations

LAST = "Noto Serif CJK SC"
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "仿宋": ("FangSong", "仿宋_GB2312", "FangSong_GB2312", "STFangsong", "FandolFang R", LAST),
    "仿宋_GB2312": ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", LAST),
    "楷体": ("KaiTi", "楷体_GB2312", "KaiTi_GB2312", "STKaiti", "FandolKai", LAST),
    "楷体_GB2312": ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai", LAST),
    "黑体": ("SimHei", "STHeiti", "FandolHei", "Noto Sans CJK SC"),
    "宋体": ("SimSun", "STSong", "FandolSong", LAST),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "小标宋", "FandolSong", LAST),
}
BOLD = frozenset({"方正小标宋简体"})
"""Faces that are heavy by themselves: what stands in for them is set in bold."""

FOLDERS: tuple[str, ...] = (
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf/fonts/opentype/public/fandol",
    "/usr/local/share/fonts",
)
"""Where Debian's texlive-lang-chinese keeps the Fandol faces, which fontconfig doesn't look into."""


def chain(font: str) -> list[str]:
    """The face and all that may stand in for it, best first; the last one has every character."""
    names = [font, *ALTERNATIVES.get(font, ())]
    return list(dict.fromkeys((*names, LAST, "Noto Sans CJK SC")))

"""The kind of a task is guessed from its words."""

import pytest

from taizhang.language.kinds import likely_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("新建幼儿园5所。", "works"),
        ("开展补贴性职业技能培训3600人次。", "training"),
        ("发放高龄津贴1150万元。", "subsidy"),
        ("开展送戏下乡演出120场。", "event"),
        ("建成一体化政务服务平台。", "platform"),
        ("城乡低保标准由每月800元提高到900元。", "policy"),
        ("集中式饮用水水源地水质达标率达100%。", "rate"),
        ("为适龄妇女开展免费筛查1.2万人。", "service"),
        ("", "service"),
    ],
)
def test_the_kind_is_told_by_the_words(text: str, kind: str) -> None:
    assert likely_kind(text) == kind

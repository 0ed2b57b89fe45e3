"""Why an act on a paper was refused, in the words of the person's language; nothing was changed then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Paper


class PaperRefused(Exception):  # noqa: N818 -- it is an answer, not an error
    """The base of all; `str` is for the person who meets it."""


class NotFrozen(PaperRefused):
    """The period is not closed: its figures can still change."""

    def __init__(self, period: str) -> None:
        super().__init__(_("%(period)s还没有关闭，数据还会变化，不能据此成文。请先关闭报告期。") % {"period": period})


class Corrected(PaperRefused):
    """The version was corrected since."""

    def __init__(self, period: str) -> None:
        super().__init__(_("%(period)s的数据已经更正，请用更正后的一份成文。") % {"period": period})


class OpenErrors(PaperRefused):
    """The ledger has errors that nobody mended or explained."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(_("台账还有%(number)s处错误没有更正或说明，不能核对成文。") % {"number": number})


class Doubtful(PaperRefused):
    """The paper's own text does not hold."""

    def __init__(self, doubts: list[str]) -> None:
        self.doubts = doubts
        super().__init__(
            _("文稿有%(number)s处需要改正：%(doubts)s") % {"number": len(doubts), "doubts": "；".join(doubts)}
        )


class WrongState(PaperRefused):
    """The paper stands where the act cannot be done."""

    def __init__(self, paper: Paper) -> None:
        words = {"title": paper.title, "state": paper.get_state_display()}
        super().__init__(_("《%(title)s》现在是“%(state)s”，这一步没有做。请刷新页面后再看。") % words)


class OwnPaper(PaperRefused):
    """Who made a paper does not approve it."""

    def __init__(self) -> None:
        super().__init__(_("起草人不能批准自己起草的文件，请由其他人批准。"))


class ReasonMissing(PaperRefused):
    """The act is not done without a reason."""

    def __init__(self) -> None:
        super().__init__(_("请写明理由。"))


class NumberMissing(PaperRefused):
    """No number can be given without the word of the register and a day."""

    def __init__(self) -> None:
        super().__init__(_("请填写机关代字和成文日期。"))


class NumberTaken(PaperRefused):
    """Another place's register has given this number."""

    def __init__(self, number: str) -> None:
        super().__init__(_("%(number)s已被其他地区使用，请换一个机关代字。") % {"number": number})


class StillMade(PaperRefused):
    """A document that is just being made is not dropped."""

    def __init__(self) -> None:
        super().__init__(_("这份文件正在生成，稍后再删除。"))


class NotYetMade(PaperRefused):
    """There is no file yet, or there was none in the end."""

    def __init__(self) -> None:
        super().__init__(_("这份文件还没有生成。"))


class WhyNotPublished(PaperRefused):
    """A paper that is not published says why (政府信息公开条例, 第十六、三十六条)."""

    def __init__(self) -> None:
        super().__init__(_("不予公开的，请写明理由和依据。"))


class CodeMissing(PaperRefused):
    """The template of 索引号 has the publisher's code in it, which the place has not told."""

    def __init__(self, region: str) -> None:
        super().__init__(_("索引号里要有机构代码，请先在%(region)s的“公文格式”里填写。") % {"region": region})


class IndexTaken(PaperRefused):
    """Another place's register has given this 索引号."""

    def __init__(self, index: str) -> None:
        super().__init__(_("索引号%(index)s已被其他地区使用，请在“公文格式”里改用本机构的代码。") % {"index": index})


class PrintedBefore(PaperRefused):
    """A paper is not printed before its own day."""

    def __init__(self) -> None:
        super().__init__(_("印发日期不能早于成文日期。"))


class LayoutNameMissing(PaperRefused):
    """A layout needs a name."""

    def __init__(self) -> None:
        super().__init__(_("请填写版式名称。"))


class LayoutNameTaken(PaperRefused):
    """Another layout has the name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("已经有名为“%(name)s”的版式，请换一个名称。") % {"name": name})


class NoColumns(PaperRefused):
    """A layout that takes a ledger's own columns has none to begin with."""

    def __init__(self) -> None:
        super().__init__(_("这个地区还没有台账，不知道有哪些列。请从别的版式开始，或上传 Word 文件。"))


class TooManyLayouts(PaperRefused):
    """A region has as many layouts as anybody can choose from."""

    def __init__(self, most: int) -> None:
        super().__init__(_("最多保留%(number)s个版式，请先删去不用的。") % {"number": most})


class MendOnly(PaperRefused):
    """A doubt that no reason lets stand."""

    def __init__(self) -> None:
        super().__init__(_("这处疑点必须改正，不能以说明代替。"))


class Changed(PaperRefused):
    """Another person saved the draft after it was shown; nothing was overwritten."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        name = paper.edited_by.name if paper.edited_by else _("同事")
        super().__init__(_("%(name)s刚刚保存了这份文稿，您的内容没有覆盖它。请对照后再保存。") % {"name": name})

"""Forms of a place's format of papers, and of the 政府信息公开 fields of one paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from msgspec.structs import asdict, replace

from taizhang.web.months.fields import Styled
from taizhang.writing.bulletin import OUTLINES
from taizhang.writing.errors import WriteError
from taizhang.writing.publication import LONGEST_INDEX, SITE_TAGS, Publication, ask_template

from .formats import Format, Forms, KindForm, Names

STYLES = (("none", gettext_lazy("不套红")), ("公文", gettext_lazy("文件格式")), ("函", gettext_lazy("信函格式")))
OPEN = (
    ("", gettext_lazy("未定")),
    ("open", gettext_lazy("主动公开")),
    ("on_request", gettext_lazy("依申请公开")),
    ("closed", gettext_lazy("不予公开")),
)
SUBJECTS = (
    "综合政务",
    "国民经济管理、国有资产监管",
    "财政、金融、审计",
    "城乡建设、环境保护",
    "科技、教育",
    "卫生、体育",
    "民政、扶贫、救灾",
    "劳动、人事、监察",
    "其他",
)
"""What is proposed as 主题分类; a place may write another."""
GENRES = ("通报", "报告", "函", "通知", "意见", "其他公文")
SITE_WORDS = {
    "SiteName": gettext_lazy("网站名称（SiteName）"),
    "SiteDomain": gettext_lazy("网站域名（SiteDomain）"),
    "SiteIDCode": gettext_lazy("网站标识码（SiteIDCode）"),
    "ColumnName": gettext_lazy("栏目名称（ColumnName）"),
    "ColumnDescription": gettext_lazy("栏目描述（ColumnDescription）"),
    "ColumnKeywords": gettext_lazy("栏目关键词（ColumnKeywords）"),
    "ColumnType": gettext_lazy("栏目类别（ColumnType）"),
}
_PARTS = re.compile(r"[\n、，,；;]+")


def kind_words() -> dict[str, str]:
    """The kinds of papers as they are called."""
    language = get_language() or "zh"
    return {name: outline.label.in_language(language) for name, outline in OUTLINES.items()}


def _text(label: Any, longest: int = 100, **attrs: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, widget=forms.TextInput(attrs))


class NamesForm(Styled):
    """Who issues, prints and publishes the papers of a region."""

    issuer = _text(gettext_lazy("发文机关署名"))
    organs = forms.CharField(
        label=gettext_lazy("发文机关标志（红字，一行一个，主办的在前）"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": "2"}),
    )
    suffix = _text(gettext_lazy("标志后面的字（文件；不加就留空）"), 10)
    word = _text(gettext_lazy("机关代字"), 20)
    signers = _text(gettext_lazy("签发人（只印在上行文上，多人用顿号隔开）"), 60)
    cc = _text(gettext_lazy("抄送"), 300)
    printed_by = _text(gettext_lazy("印发机关"))
    publisher = _text(gettext_lazy("发布机构（不填就是署名机关）"))
    code = _text(gettext_lazy("机构代码（索引号用）"), 40)

    def __init__(self, data: Any = None, names: Names | None = None) -> None:
        super().__init__(data, initial=_initial(names) if names else None)
        for kind, called in kind_words().items():
            self.add(f"word_{kind}", _text(_("%(kind)s的代字") % {"kind": called}, 20))
        for tag in SITE_TAGS:
            self.add(f"site_{tag}", _text(SITE_WORDS[tag], 200))

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that every place fills."""
        return [self[name] for name in self.base_fields]

    @property
    def words(self) -> list[forms.BoundField]:
        """The words of kinds that have another one."""
        return [self[f"word_{kind}"] for kind in OUTLINES]

    @property
    def site(self) -> list[forms.BoundField]:
        """The tags of the website."""
        return [self[f"site_{tag}"] for tag in SITE_TAGS]

    @property
    def has_words(self) -> bool:
        """Whether a kind has another word."""
        return any(field.value() for field in self.words)

    @property
    def has_site(self) -> bool:
        """Whether the website's tags are known."""
        return any(field.value() for field in self.site)

    def clean(self) -> dict[str, Any]:
        """Numbers and codes hold no blanks."""
        data = super().clean() or {}
        for name in ("word", "code", *(f"word_{kind}" for kind in OUTLINES)):
            data[name] = "".join(data.get(name, "").split())
        return data

    def names(self, before: Names) -> Names:
        """What was typed; the head keeps what this form doesn't ask."""
        data = self.cleaned_data
        head = replace(
            before.head,
            organs=_several(data["organs"]),
            suffix=data["suffix"],
            signers=_several(data["signers"]),
            cc=data["cc"],
            printed_by=data["printed_by"],
        )
        told = {name: data[name] for name in ("issuer", "word", "publisher", "code")}
        words = {kind: data[f"word_{kind}"] for kind in OUTLINES if data[f"word_{kind}"]}
        site = {tag: data[f"site_{tag}"] for tag in SITE_TAGS if data[f"site_{tag}"]}
        return Names(head=head, words=words, site=site, **told)


def _initial(names: Names) -> dict[str, str]:
    head = names.head
    told = {"issuer": names.issuer, "organs": "\n".join(head.organs), "suffix": head.suffix, "word": names.word}
    told |= {"signers": "、".join(head.signers), "cc": head.cc, "printed_by": head.printed_by}
    told |= {"publisher": names.publisher, "code": names.code}
    told |= {f"word_{kind}": word for kind, word in names.words.items()}
    return told | {f"site_{tag}": text for tag, text in names.site.items()}


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(text) if part.strip())


class Disclosure(Styled):
    """How something is published."""

    openness = forms.ChoiceField(label=gettext_lazy("公开方式"), choices=OPEN, required=False)
    reason = _text(gettext_lazy("不予公开的理由和依据"), 200)
    subject = _text(gettext_lazy("主题分类"), 60, list="subjects")
    genre = _text(gettext_lazy("体裁分类"), 40, list="genres")

    def clean(self) -> dict[str, Any]:
        """Who does not publish says why; a reason stands nowhere else."""
        data = super().clean() or {}
        if data.get("openness") == "closed" and not data.get("reason"):
            self.add_error("reason", _("不予公开的，请写明理由和依据。"))
        elif data.get("openness") != "closed":
            data["reason"] = ""
        return data


class KindOfPlace(Disclosure):
    """How papers of one kind are headed and published."""

    style = forms.ChoiceField(label=gettext_lazy("红头"), choices=STYLES)
    upward = forms.BooleanField(label=gettext_lazy("上行文（印签发人）"), required=False)

    def form(self) -> KindForm:
        """What was typed."""
        return KindForm(**self.cleaned_data)


class PublicationForm(Disclosure):
    """The fields of one paper."""

    publisher = _text(gettext_lazy("发布机构"))
    field_order = ("openness", "reason", "genre", "subject", "publisher")

    def publication(self, before: Publication) -> Publication:
        """What was typed."""
        return replace(before, **self.cleaned_data)


class IndexForm(Styled):
    """The template of 索引号."""

    index = _text(gettext_lazy("索引号模板"), LONGEST_INDEX, placeholder="{机构代码}/{年}-{流水号5}")

    def clean_index(self) -> str:
        """A template that can be filled."""
        template: str = self.cleaned_data["index"]
        if template:
            try:
                ask_template(template)
            except WriteError as error:
                raise forms.ValidationError(error.in_language(get_language() or "zh")) from error
        return template


class FormsForm:
    """The template of 索引号 and a row for each kind, as one form."""

    def __init__(self, data: Any = None, kept: Format | None = None) -> None:
        self.index = IndexForm(data, initial={"index": kept.forms.index} if kept else None)
        self.kinds: Mapping[str, KindOfPlace] = {
            kind: KindOfPlace(data, prefix=kind, initial=asdict(kept.form(kind)) if kept else None) for kind in OUTLINES
        }
        for called, row in self.rows:  # the words stand over the columns only
            for field in row.fields.values():
                field.widget.attrs["aria-label"] = f"{called} {field.label}"

    @property
    def rows(self) -> list[tuple[str, KindOfPlace]]:
        """Each kind as it is called, and its form."""
        return [(called, self.kinds[kind]) for kind, called in kind_words().items()]

    def is_valid(self) -> bool:
        """Whether all of it can be kept."""
        return all([self.index.is_valid(), *(form.is_valid() for form in self.kinds.values())])

    def forms(self) -> Forms:
        """What was typed."""
        return Forms(self.index.cleaned_data["index"], {kind: form.form() for kind, form in self.kinds.items()})

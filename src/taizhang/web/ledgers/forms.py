"""Forms of import: what comes in, and where it goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import Ledger
from taizhang.web.people.models import User

from .access import visible_ledgers
from .models import Draft, LedgerVersion, YearlyLedger
from .services.drafts import cut_off_of
from .services.saving import Place, likely_ledger, saved_in, taken_by


class SaveForm(forms.Form):
    """Where a draft goes: a new list, or the next period of one."""

    yearly = forms.ModelChoiceField(
        label=_("存入"),
        queryset=YearlyLedger.objects.none(),
        required=False,
        empty_label=_("新建年度台账"),
        widget=forms.Select(attrs={"class": "form-select", "data-save-to": ""}),
    )
    region = forms.CharField(label=_("地区"), max_length=60, required=False)
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100, required=False)
    name = forms.CharField(label=_("台账名称"), max_length=120, required=False)
    period = forms.CharField(label=_("报告期"), max_length=60, required=False)
    as_of = forms.DateField(label=_("截至日"), required=False)
    correct = forms.BooleanField(label=_("作为更正，替换原来的一份"), required=False)
    reason = forms.CharField(label=_("更正理由"), max_length=200, required=False)

    PLACE = ("yearly", "region", "year", "name", "period", "as_of")
    NEW = ("region", "year", "name")

    def __init__(self, user: User, draft: Draft, data: Any = None) -> None:
        told = initial(draft.ledger, likely_ledger(user, draft.ledger))
        super().__init__(data, initial=told)
        likely = told["yearly"]
        self.draft = draft
        self.same = False
        self.taken = self._taken(likely, told["period"], told["as_of"]) if likely and data is None else None
        choice = self.fields["yearly"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- for the type checker only
        choice.queryset = visible_ledgers(user)
        for name in (*self.NEW, "period", "as_of", "reason"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["region"].widget.attrs["list"] = "regions"
        self.fields["correct"].widget.attrs["class"] = "form-check-input"
        self.fields["as_of"].widget = forms.DateInput({"class": "form-control", "type": "date"}, "%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        """A new list needs its region, year and name."""
        data = super().clean() or {}
        if not data.get("yearly"):
            for name in self.NEW:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("新建台账须填写此项。"))
        else:
            self._clean_correction(data)
        return data

    def _taken(self, yearly: YearlyLedger, period: str, as_of: date | None) -> LedgerVersion | None:
        """What a correction would replace: the same document, or another of that period."""
        same = saved_in(yearly, self.draft)
        self.same = same is not None
        return same or taken_by(yearly, period, as_of)

    def _clean_correction(self, data: dict[str, Any]) -> None:
        """A period that the list holds already is only replaced on purpose, with a reason."""
        self.taken = self._taken(data["yearly"], data.get("period", ""), data.get("as_of"))
        if self.taken is None:
            return
        if not data.get("correct"):
            self.add_error(
                "correct",
                _(
                    "已有一份，没有重复保存。要替换它或改它的报告期，请勾选并写明理由；不是同一期的另一份文件，请改报告期和截至日。"
                ),
            )
        elif not data.get("reason"):
            self.add_error("reason", _("请写明更正理由。"))

    def place_fields(self) -> list[forms.BoundField]:
        """The fields that say where the draft goes; the correction has a block of its own."""
        return [self[name] for name in self.PLACE]

    def place(self) -> Place:
        """What the form says, for the service."""
        data = self.cleaned_data
        return Place(
            ledger=data["yearly"],
            region=data["region"],
            year=data["year"] or 0,
            name=data["name"],
            period=data["period"],
            as_of=data["as_of"],
            correction=data["reason"] if data["correct"] else "",
        )


class CollectForm(forms.Form):
    """The period of a list that units' reports are collected for."""

    period = forms.CharField(label=_("报告期"), max_length=60)
    as_of = forms.DateField(label=_("截至日"))

    def __init__(self, yearly: YearlyLedger, data: Any = None) -> None:
        super().__init__(data)
        self.yearly = yearly
        self.fields["period"].widget.attrs |= {"class": "form-control", "placeholder": _("例如：1—6月、上半年")}
        self.fields["as_of"].widget = forms.DateInput({"class": "form-control", "type": "date"}, "%Y-%m-%d")

    def place(self) -> tuple[YearlyLedger, str, date]:
        """The list, the period and its day, for the service."""
        return self.yearly, self.cleaned_data["period"], self.cleaned_data["as_of"]


def initial(ledger: Ledger, likely: YearlyLedger | None) -> dict[str, Any]:
    """What the document says of itself, to be confirmed."""
    document = ledger.document
    period = document.period
    return {
        "yearly": likely,
        "region": document.region,
        "year": document.year,
        "name": usual_name(document.year) if document.year else "",
        "period": period.label if period else document.period_text[:60],
        "as_of": cut_off_of(ledger),
    }


def usual_name(year: int) -> str:
    """What a yearly list is mostly called."""
    return f"{year}年民生实事"

"""Form fields in the site's style."""

from __future__ import annotations

from typing import Any

from django import forms

from taizhang.web.numbers import whole


class DAY(forms.DateInput):
    """A day by the browser's own calendar."""

    def __init__(self) -> None:
        super().__init__({"type": "date"}, "%Y-%m-%d")


class NUMBER(forms.TextInput):
    """A figure, typed on a phone's keys for figures; not `type=number`, which turns a wheel into another figure."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"})

    def format_value(self, value: Any) -> str | None:
        """Without zeros at its end."""
        return f"{value.normalize():f}" if hasattr(value, "normalize") else super().format_value(value)


class Several(forms.ModelMultipleChoiceField[Any]):
    """Several of what may be chosen; a key longer than any key is none of them."""

    def clean(self, value: Any) -> Any:
        """The chosen ones; ValidationError as Django has it."""
        return super().clean([key for key in value or [] if whole(str(key)) is not None])


class Ticks(forms.CheckboxSelectMultiple):
    """Several of a long list, each with a box to tick: nobody has to know which key to hold."""

    def __init__(self) -> None:
        super().__init__({"class": "tick-list"})


class Styled(forms.Form):
    """A form whose fields look like the site's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _style(field)

    def add(self, name: str, field: forms.Field, called: Any = "") -> None:
        """One more field, styled as the others; `called` is what is read out of one that no label stands beside."""
        _style(field)
        if called:
            field.widget.attrs["aria-label"] = called
            field.label = called  # for what is said of an error in it
        self.fields[name] = field


def _style(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    widget.attrs.setdefault("class", kind)

"""Forms with boxes of money: one unit for all of them, and each sum said in words beside its box."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from bachdang.vietnamese.fields import MoneyField
from bachdang.vietnamese.money import MILLION, UNIT_CHOICES, UNITS, in_words
from bachdang.vietnamese.numbers import format_decimal


def echo(dong: int | None) -> str:
    """ "1.500.000.000 đồng (một tỷ năm trăm triệu đồng)", so that a wrong unit is seen at once."""
    return "" if dong is None else f"{format_decimal(dong)} đồng ({in_words(dong)})"


class MoneyForm(forms.Form):
    """A form whose money is typed in the one unit chosen; `add_money` makes its boxes."""

    unit = forms.ChoiceField(
        label="Đơn vị tính",
        choices=UNIT_CHOICES,
        help_text="Cho mọi ô số tiền dưới đây. Cũng có thể gõ kèm đơn vị, ví dụ 1,5 tỷ.",
    )

    @property
    def chosen_unit(self) -> str:
        """The unit typed in, else the one the form begins with."""
        typed = self.data.get(self.add_prefix("unit")) if self.is_bound else None
        unit = typed or self.initial.get("unit") or MILLION
        return unit if unit in UNITS else MILLION

    def add_money(self, name: str, label: str, *, named: str = "") -> None:
        """A box; `named` says the whole to those who do not see its row and column."""
        box = MoneyField(label=label, required=False, unit=self.chosen_unit)
        box.widget.attrs |= {
            "class": "num",
            "hx-get": f"{reverse('money_words')}?o={self.add_prefix(name)}",
            "hx-trigger": f"change, input changed delay:400ms, change from:#{self['unit'].id_for_label}",
            "hx-include": f"#{self['unit'].id_for_label}",
            "hx-target": f"#{self.words_id(name)}",
        }
        if named:
            box.widget.attrs["aria-label"] = named
        self.fields[name] = box

    def words_id(self, name: str) -> str:
        """The element that says the sum of a box in words."""
        return f"words-{self.add_prefix(name)}"

    def words(self, name: str) -> str:
        """The sum that stands in a box, in words, also a doubtful one; "" while it is empty or no sum."""
        box = self.fields[name]
        if not self.is_bound:
            return echo(self.get_initial_for_field(box, name))
        try:
            return echo(box.clean(self[name].data))
        except forms.ValidationError:
            return ""

    def money(self, name: str) -> MoneyBox:
        return MoneyBox(self[name], self.words_id(name), self.words(name))

    def confirm_last(self) -> None:
        """The box to confirm comes after all others, on the page and in the summary of errors."""
        self.fields["confirmed"] = self.fields.pop("confirmed")

    def ask_to_confirm(self) -> None:
        """Show the box by which a person says that unusual figures are right."""
        self.fields["confirmed"].widget = forms.CheckboxInput()


class MoneyBox:
    """A box with its words, for the template."""

    def __init__(self, field: forms.BoundField, words_id: str, words: str) -> None:
        self.field, self.words_id, self.words = field, words_id, words


def confirmed_field() -> forms.BooleanField:
    return forms.BooleanField(label="Số liệu đúng như đã nhập", required=False, widget=forms.HiddenInput)


class Words(forms.Form):
    """What the page asks for while a person types: the sum of one box in words."""

    unit = forms.ChoiceField(choices=UNIT_CHOICES)
    value = MoneyField(required=False)

    def __init__(self, typed: str, unit: str) -> None:
        super().__init__({"value": typed, "unit": unit})
        self.fields["value"].unit = unit if unit in UNITS else MILLION  # type: ignore[attr-defined]

    def text(self) -> str:
        """The words, or what is wrong."""
        if self.is_valid():
            return echo(self.cleaned_data["value"])
        errors: list[Any] = list(self.errors.get("value", self.errors.get("unit", [])))
        return str(errors[0])

"""A box of a form as a cell: what stands in it, what is read from it, what the person is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django import forms

from bachdang.spreadsheet.described import turned_into_day
from bachdang.vietnamese.fields import MoneyField, VietnameseDecimalField, WholeNumberField, day_as_read
from bachdang.vietnamese.money import MILLION, UNITS
from bachdang.vietnamese.numbers import NumberError, format_decimal, format_input
from bachdang.vietnamese.text import fold
from bachdang.vietnamese.typed import read_figure

YES = "Có"
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Kind(StrEnum):
    """What a box takes."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"  # in triệu đồng
    DATE = "date"
    CHOICE = "choice"
    YES = "yes"  # Có, or left blank


_NAMED = 8
"""So many choices are named in a message."""
_NUMBERS = (Kind.NUMBER, Kind.MONEY)


@dataclass(frozen=True)
class Box:
    """A cell to be filled: the field of the form that it is, and what a person calls it.

    A number is read by its unit of `measure`; `whole`: it counts things.
    """

    field: str
    label: str
    kind: Kind
    choices: Mapping[str, str]
    measure: str = ""
    whole: bool = False
    longest: int = 0

    def cell_text(self, value: str) -> str:
        """A value of the form as the text of its cell: a choice is its label."""
        return self.choices.get(value, value) if self.kind in (Kind.CHOICE, Kind.YES) else value

    def posted(self, text: str) -> str:
        """The text of a cell as the page would post it; what is no choice stays as it is."""
        if self.kind not in (Kind.CHOICE, Kind.YES) or not text:
            return text
        return self._known.get(fold(text), text)

    def refusal(self, text: str) -> str:
        """Why the cell cannot say this, as far as its kind knows; the form knows the rest."""
        if self.kind in _NUMBERS and _DAY.fullmatch(text):
            again = "Gõ lại con số; tử số và mẫu số gõ ở hai dòng của chúng."
            return turned_into_day(text, again=again)
        if self.kind not in (Kind.CHOICE, Kind.YES) or not text or fold(text) in self._known:
            return ""
        labels = list(self.choices.values())
        if self.kind is Kind.YES:
            return "chọn Có, hoặc để trống ô này."
        named = ", ".join(labels) if len(labels) <= _NAMED else "một mục trong danh sách của ô"
        return f"không có lựa chọn “{text[:40]}”. Chọn {named}."

    @property
    def _known(self) -> dict[str, str]:
        more = {"x": "on", "khong": ""} if self.kind is Kind.YES else {}
        return {fold(label): key for key, label in self.choices.items()} | more

    def number(self, text: str) -> Decimal:
        """What a cell of numbers says. Raises NumberError."""
        return read_figure(text, self.measure, whole=self.whole)

    def plain(self, text: str) -> str:
        """One spelling of what the cell says, to compare by: 1.234,50 and 1234,5 are the same."""
        return _PLAIN.get(self.kind, _same)(self, text) if text else ""

    def shown(self, text: str) -> str:
        """What the cell says, for the preview, with its unit."""
        if self.kind in _NUMBERS and text:
            try:
                number = format_decimal(self.number(text))
            except NumberError:
                return text
            return f"{number}{'' if self.measure.startswith('%') else ' '}{self.measure}".strip()
        return text


def _same(_: Box, text: str) -> str:
    return text


def _number(box: Box, text: str) -> str:
    try:
        return format_input(box.number(text))
    except NumberError:
        return text


def _day(_: Box, text: str) -> str:
    return day_as_read(text)


def _choice(box: Box, text: str) -> str:
    return box.cell_text(box.posted(text))


_PLAIN: Mapping[Kind, Callable[[Box, str], str]] = {
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.DATE: _day,
    Kind.CHOICE: _choice,
    Kind.YES: _choice,
}


def box_of(form: forms.Form, name: str, label: str, units: Mapping[str, str], measure: str = "") -> Box:
    """The box of a form's field. `units`: key → name, for fields that choose one."""
    field = form.fields[name]
    kind = _kind(field)
    choices: Mapping[str, str] = {}
    if isinstance(field, forms.ModelChoiceField):
        choices = units
    elif isinstance(field, forms.ChoiceField):
        choices = {str(key): str(text) for key, text in field.choices if key != ""}  # type: ignore[misc, union-attr]
    elif kind is Kind.YES:
        choices = {"on": YES}
    longest = getattr(field, "max_length", None) or 0
    whole = isinstance(field, WholeNumberField) or getattr(field, "whole", False)
    return Box(name, label, kind, choices, _measure(field, measure), whole, longest)


def _measure(field: forms.Field, shown: str) -> str:
    """The unit that a number is in; "" for what is none."""
    if isinstance(field, MoneyField):
        return UNITS[MILLION][0]
    if isinstance(field, VietnameseDecimalField | WholeNumberField):
        return field.measure or shown
    return ""


def _kind(field: forms.Field) -> Kind:
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return Kind.CHOICE
    if isinstance(field, MoneyField):
        return Kind.MONEY
    if isinstance(field, forms.BooleanField):
        return Kind.YES
    if isinstance(field, forms.DateField):
        return Kind.DATE
    return Kind.NUMBER if isinstance(field, VietnameseDecimalField | WholeNumberField) else Kind.TEXT

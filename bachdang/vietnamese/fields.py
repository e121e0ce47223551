"""Form fields that read what Vietnamese officials type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from bachdang.vietnamese.days import far_day, only_a_year
from bachdang.vietnamese.limits import TOLD, group_numbers
from bachdang.vietnamese.money import MILLION, UNITS, in_unit, read_money
from bachdang.vietnamese.numbers import (
    MAX_DIGITS,
    AmbiguousNumber,
    NumberError,
    format_date,
    format_decimal,
    format_input,
    too_fine,
)
from bachdang.vietnamese.typed import read_figure

READING = "reading"
"""What the button of a reading posts: the box, the text that it answers, and the text to be read instead."""

Read = TypeVar("Read")


def reading_value(name: str, typed: object, text: str) -> str:
    """What the button posts by which `text` is chosen in the box `name` that holds `typed`."""
    return f"{name}|{typed}|{text}"


class TypedInput(forms.TextInput):
    """A box for a number. The button of a reading fills it, unless it was typed over since the question."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        asked, chosen = reading_value(name, typed, ""), str(data.get(READING) or "")
        return chosen.removeprefix(asked) if chosen.startswith(asked) else typed


def _read(reader: Callable[[], Read]) -> Read:
    """Raises ValidationError with the remedy; its params hold the readings of an ambiguous number."""
    try:
        return reader()
    except AmbiguousNumber as error:
        # The message is %-formatted with the params.
        message = error.message_vi.replace("%", "%%")
        raise ValidationError(message, code="ambiguous", params={"readings": error.texts}) from error
    except NumberError as error:
        raise ValidationError(error.message_vi, code="invalid") from error


class VietnameseDecimalField(forms.DecimalField):
    """A Decimal typed as 1.234,5 or 1234,5, also with its unit of `measure` behind it; `whole`: a count.

    An ambiguous "10.961" is asked back: an error of code "ambiguous" with params["readings"], the texts to
    choose from. Limits: `max_digits` in all and `decimal_places` behind the comma (the columns of the
    figures hold 15 and 4).
    """

    widget = TypedInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Chưa nhập số.",
        "max_digits": "Chỉ nhận tối đa %(max)s chữ số.",
        "max_whole_digits": "Chỉ nhận tối đa %(max)s chữ số trước dấu phẩy.",
    }

    def __init__(
        self,
        *,
        measure: str = "",
        whole: bool = False,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        max_digits: int = MAX_DIGITS,
        decimal_places: int = 4,
        error_messages: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.measure, self.whole = measure, whole
        limits = {
            "min_value": f"Số nhập phải từ {format_decimal(min_value)} trở lên.",
            "max_value": f"Số nhập không được quá {format_decimal(max_value)}.",
        }
        super().__init__(
            min_value=min_value,
            max_value=max_value,
            max_digits=max_digits,
            decimal_places=decimal_places,
            error_messages=limits | (error_messages or {}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number typed; None for an empty box. Raises ValidationError with the remedy."""
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        if not str(value).strip():
            return None
        return _read(lambda: read_figure(str(value), self.measure, whole=self.whole))

    def run_validators(self, value: Any) -> None:
        """A number with too many decimals is refused with the rounded one."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            for one in error.error_list:
                if one.code == "max_decimal_places" and self.decimal_places is not None:
                    one.message = too_fine(value, self.decimal_places)
            raise

    def prepare_value(self, value: Any) -> Any:
        """A stored number without groups (so that it is read back); typed text just as it was typed."""
        return format_input(value) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A keyboard with a comma on phones, and no list of figures typed elsewhere."""
        return super().widget_attrs(widget) | {"inputmode": "decimal", "autocomplete": "off"}


class WholeNumberField(forms.IntegerField):
    """A count typed in a plain box: a browser's own number box drops the comma of "4,5" and sends 45.

    A part of a whole is asked back as in VietnameseDecimalField.
    """

    widget = TypedInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "min_value": TOLD["min_value"],
        "max_value": TOLD["max_value"],
    }

    def __init__(self, *, measure: str = "", **kwargs: Any) -> None:
        self.measure = measure
        super().__init__(**kwargs)

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise group_numbers(error) from error

    def to_python(self, value: Any) -> int | None:
        """The number typed; None for an empty box. Raises ValidationError with the remedy."""
        if value in self.empty_values or not str(value).strip():
            return None
        return int(_read(lambda: read_figure(str(value), self.measure, whole=True)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}


class DayField(forms.DateField):
    """A day typed as 31/12/2026: a year alone, and a day far from any plan, are refused by name."""

    def to_python(self, value: Any) -> date | None:
        """The day typed; None for an empty box. Raises ValidationError with the remedy."""
        if isinstance(value, str) and not value.strip():
            return None
        if year := only_a_year(value):
            raise ValidationError(f"{year[:1].upper()}{year[1:]}", code="invalid")
        day = super().to_python(value)
        if day is not None and (far := far_day(day)):
            raise ValidationError(far, code="far")
        return day


def day_as_read(text: str) -> str:
    """A day as its box reads it, dd/mm/yyyy; what is none stays as it is."""
    try:
        return format_date(DayField().clean(text))
    except ValidationError:
        return text


class MoneyField(forms.Field):
    """A sum typed in `unit` ("1,5") or with its own unit behind it ("1,5 tỷ"), cleaned to whole đồng.

    A form sets `unit` to the one the person chose; one that is unknown counts as triệu đồng.
    """

    widget = TypedInput
    default_error_messages: ClassVar[dict[str, Any]] = {"required": "Chưa nhập số tiền."}

    def __init__(self, *, unit: str = MILLION, **kwargs: Any) -> None:
        self.unit = unit if unit in UNITS else MILLION
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        """Whole đồng; None for an empty box. Raises ValidationError with the remedy."""
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, int):
            return value
        return _read(lambda: read_money(str(value), self.unit))

    def prepare_value(self, value: Any) -> Any:
        """A stored sum in the unit, without groups; typed text just as it was typed."""
        return format_input(in_unit(value, self.unit)) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "decimal", "autocomplete": "off"}

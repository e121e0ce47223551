"""Form fields that read what Vietnamese officials type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from bachdang.money import MILLION, UNITS, in_unit, read_money
from bachdang.numbers import (
    MAX_DIGITS,
    AmbiguousNumber,
    NumberError,
    format_decimal,
    format_input,
    parse_number,
)


def _read_number(typed: str) -> Decimal:
    """Raises ValidationError with the remedy; its params hold the readings of an ambiguous number."""
    try:
        return parse_number(typed)
    except AmbiguousNumber as error:
        readings = tuple(format_input(reading) for reading in error.readings)
        # The message is %-formatted with the params.
        message = error.message_vi.replace("%", "%%")
        raise ValidationError(message, code="ambiguous", params={"readings": readings}) from error
    except NumberError as error:
        raise ValidationError(error.message_vi, code="invalid") from error


class VietnameseDecimalField(forms.DecimalField):
    """A Decimal typed as 1.234,5 or 1234,5. An ambiguous "10.961" is asked back (code "ambiguous").

    That error carries params["readings"], the texts to choose from. Limits: `max_digits` in all and
    `decimal_places` behind the comma (the columns of the figures hold 15 and 4).
    """

    widget = forms.TextInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Chưa nhập số.",
        "max_digits": "Chỉ nhận tối đa %(max)s chữ số.",
        "max_decimal_places": "Chỉ nhận tối đa %(max)s chữ số sau dấu phẩy.",
        "max_whole_digits": "Chỉ nhận tối đa %(max)s chữ số trước dấu phẩy.",
    }

    def __init__(
        self,
        *,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        max_digits: int = MAX_DIGITS,
        decimal_places: int = 4,
        error_messages: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
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
        return _read_number(str(value))

    def prepare_value(self, value: Any) -> Any:
        """A stored number without groups (so that it is read back); typed text just as it was typed."""
        return format_input(value) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A decimal keyboard on phones, and no list of figures typed elsewhere."""
        return super().widget_attrs(widget) | {"inputmode": "decimal", "autocomplete": "off"}


class WholeNumberField(forms.IntegerField):
    """A count typed in a plain box: a browser's own number box drops the comma of "4,5" and sends 45."""

    widget = forms.TextInput
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "Nhập số nguyên, không có phần lẻ."}

    def to_python(self, value: Any) -> int | None:
        """The number typed; None for an empty box. Raises ValidationError (code "invalid") for a part."""
        if value in self.empty_values or not str(value).strip():
            return None
        number = Decimal(value) if isinstance(value, int) else _read_number(str(value))
        if number != number.to_integral_value():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(number)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}


class MoneyField(forms.Field):
    """A sum typed in `unit` ("1,5") or with its own unit behind it ("1,5 tỷ"), cleaned to whole đồng.

    A form sets `unit` to the one the person chose; one that is unknown counts as triệu đồng.
    """

    widget = forms.TextInput
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
        try:
            return read_money(str(value), self.unit)
        except NumberError as error:
            raise ValidationError(error.message_vi, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """A stored sum in the unit, without groups; typed text just as it was typed."""
        return format_input(in_unit(value, self.unit)) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "decimal", "autocomplete": "off"}

"""What a column of the database holds: a value of the file is refused by the very limits of its field."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import CharField, DecimalField, Model

_SHOWN = 40  # characters of a value quoted back


def decimal_fault(model: type[Model], name: str) -> Callable[[Decimal], str]:
    """Says in Vietnamese why a finite number does not go into the column as it stands; "" when it does."""
    column = model._meta.get_field(name)
    if not isinstance(column, DecimalField):
        raise TypeError(name)
    before, behind = column.max_digits - column.decimal_places, column.decimal_places
    lowest, highest = _bounds(column)

    def fault(value: Decimal) -> str:
        digits, decimals = _before(value), _behind(value)
        if digits > before:
            return f"có {digits} chữ số trước dấu thập phân, chỉ nhận tối đa {before}"
        if decimals > behind:
            rounded = value.quantize(Decimal(1).scaleb(-behind), rounding=ROUND_HALF_UP)
            return (
                f"có {decimals} chữ số sau dấu thập phân, chỉ nhận tối đa {behind}; "
                f'làm tròn, ví dụ "{rounded.normalize():f}"'
            )
        return _outside(value, lowest, highest)

    return fault


def whole_fault(model: type[Model], name: str) -> Callable[[int], str]:
    """The same for a whole number."""
    column = model._meta.get_field(name)
    if isinstance(column, DecimalField):
        lowest, highest = -(10**column.max_digits) + 1, 10**column.max_digits - 1
    else:
        lowest, highest = BaseDatabaseOperations.integer_field_ranges[column.get_internal_type()]
    low, high = _bounds(column)
    lowest, highest = max(lowest, low or lowest), min(highest, high or highest)
    return lambda value: _outside(value, lowest, highest)


def longest(model: type[Model], name: str) -> int:
    """How many characters a text column holds."""
    column = model._meta.get_field(name)
    if not isinstance(column, CharField) or column.max_length is None:
        raise TypeError(name)
    return column.max_length


def quoted(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _bounds(column: Any) -> tuple[Any, Any]:
    """The lowest and highest value that the field's own validators let pass, None for no bound."""
    low = [one.limit_value for one in column._validators if isinstance(one, MinValueValidator)]
    high = [one.limit_value for one in column._validators if isinstance(one, MaxValueValidator)]
    return max(low, default=None), min(high, default=None)


def _outside(value: Decimal | int, lowest: Any, highest: Any) -> str:
    if lowest is not None and value < lowest:
        return f"không được nhỏ hơn {lowest}"
    return f"không được lớn hơn {highest}" if highest is not None and value > highest else ""


def _before(value: Decimal) -> int:
    return max(value.adjusted() + 1, 0) if value else 0


def _behind(value: Decimal) -> int:
    """Decimals that say something: "1.5000" has one."""
    _, digits, exponent = value.as_tuple()
    if not value or not isinstance(exponent, int):
        return 0
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return max(-(exponent + zeros), 0)

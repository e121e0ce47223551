"""How long a free text may be, held by the database whichever way it is written; how a limit is told."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from bachdang.vietnamese.numbers import format_decimal

LONGEST_TEXT = 8000
"""Characters of the longest free text a form takes: about three pages."""


def texts_within(model: str, *fields: str) -> CheckConstraint:
    """The constraint that keeps these text columns within LONGEST_TEXT; `model` begins its name."""
    condition = Q()
    for name in fields:
        condition &= Q(LessThanOrEqual(Length(F(name)), Value(LONGEST_TEXT)))
    return CheckConstraint(
        condition=condition,
        name=f"{model}_texts_within",
        violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
    )


TOLD: Final = {
    "min_value": "Không được nhỏ hơn %(limit_value)s.",
    "max_value": "Không được lớn hơn %(limit_value)s.",
    "max_length": "Dài quá %(limit_value)s ký tự (đang có %(show_value)s). Rút gọn rồi lưu lại.",
}
"""What a field says of its limits; for other fields the same words stand in the catalogue of locale."""


def group_numbers(error: ValidationError) -> ValidationError:
    """The same errors with the numbers in their words grouped (8.000)."""
    for one in error.error_list:
        params = one.params or {}
        for name in ("limit_value", "show_value"):
            if isinstance(params.get(name), int):
                params[name] = format_decimal(params[name])
    return error

"""How long a free text may be, held by the database whichever way it is written."""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

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

"""A day typed in a box: a year alone and a day far from any plan are slips, told with the remedy."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override

from bachdang.vietnamese.fields import DayField


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30/9/2026", date(2026, 9, 30)),
        ("30-09-2026", date(2026, 9, 30)),
        ("2026-09-30", date(2026, 9, 30)),
        ("1/1/1990", date(1990, 1, 1)),
        ("31/12/2100", date(2100, 12, 31)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        ("", None),
        (" ", None),
    ],
)
def test_a_day_is_read(typed: object, day: date | None) -> None:
    assert DayField(required=False).clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026", "Ô này cần ngày (ví dụ 31/12/2026), đang ghi năm 2026. Ghi đủ ngày, tháng, năm."),
        (" 1905 ", "đang ghi năm 1905"),
        ("30/09/1926", "Ngày 30/09/1926 không nằm trong các năm 1990–2100. Xem lại năm"),
        ("0030-09-30", "Ngày 30/09/0030 không nằm trong các năm"),
        ("1/1/0001", "Ngày 01/01/0001 không nằm"),
        ("31/12/1989", "không nằm trong các năm"),
        ("1/1/2101", "không nằm trong các năm"),
        (date(1905, 7, 18), "không nằm trong các năm"),
        ("30/9/26", "Viết ngày/tháng/năm, ví dụ 30/9/2026."),
        ("9/30/2026", "Viết ngày/tháng/năm, ví dụ 30/9/2026."),
        ("quý III", "Viết ngày/tháng/năm, ví dụ 30/9/2026."),
    ],
)
def test_what_is_no_day_of_a_plan_is_refused_with_the_remedy(typed: object, said: str) -> None:
    with override("vi"), pytest.raises(ValidationError) as caught:
        DayField().clean(typed)
    assert said in caught.value.messages[0]


def test_every_box_for_a_day_is_this_one() -> None:
    """Django's own field takes the year 30."""
    root = Path(settings.BASE_DIR)
    found = [
        path.relative_to(root).as_posix()
        for top in ("bachdang", "plans", "indicators", "projects")
        for path in (root / top).rglob("*.py")
        if re.search(r"forms\.DateField\(", path.read_text("utf-8"))
    ]
    assert found == []
    assert issubclass(DayField, forms.DateField)

"""Rows as JSON and back, value for value."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from bachdang.accounts.models import User
from bachdang.office.flow.periods import lock_period
from bachdang.office.freezing import freeze, thaw
from bachdang.office.rows import quarter_report
from bachdang.office.scope import Scope
from bachdang.office.snapshots import CLASSES
from plans.models import Period


@dataclass(frozen=True)
class Leaf:
    value: Any = None
    more: list[Any] = field(default_factory=list)


plain = (
    st.none() | st.booleans() | st.integers() | st.text() | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False)
)  # fmt: skip
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner, max_size=3)
        | st.builds(Leaf, inner, st.lists(inner, max_size=2))
    ),
    max_leaves=12,
)


@given(values)
def test_what_is_frozen_comes_back_as_it_was(value: Any) -> None:
    through_json = json.loads(json.dumps(freeze(value)))
    assert thaw(through_json, {"Leaf": Leaf}) == value


def test_counters_stay_counters() -> None:
    assert thaw(freeze(Counter({"met": 2})), {}) == Counter({"met": 2})
    assert isinstance(thaw(freeze(Counter()), {}), Counter)


def test_what_cannot_come_back_is_refused() -> None:
    with pytest.raises(TypeError):
        freeze(object())
    with pytest.raises(KeyError):
        thaw({"~": "Unknown", "fields": {}}, {})


@pytest.mark.django_db
def test_the_whole_report_survives_and_locked_rounds_are_read_from_it(demo: Client) -> None:
    period = Period.objects.select_related("plan__locality__parent").get(quarter=2)
    report = quarter_report(Scope(period.plan, period, [period], today=date(2026, 10, 8)), period.plan)
    assert thaw(json.loads(json.dumps(freeze(report))), CLASSES) == report
    office = User.objects.get(username="vanphong")
    lock_period(period=period, by=office, today=date(2026, 10, 8))
    page = demo.get("/bao-cao/?ky=2026-Q2").content.decode()
    assert "số liệu chốt bản 1" in page
    assert demo.get("/bao-cao/?ky=2026-Q2&ban=1").status_code == 200
    assert demo.get("/bao-cao/?ky=2026-Q2&ban=9").status_code == 404
    first = demo.get("/bao-cao/excel/?ky=2026-Q2").content
    assert first == demo.get("/bao-cao/excel/?ky=2026-Q2").content


def test_decimals_keep_their_digits() -> None:
    assert str(thaw(freeze(Decimal("1.500")), {})) == "1.500"

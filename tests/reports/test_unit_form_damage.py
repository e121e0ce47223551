"""Damaged and hostile workbooks: always an answer in words, never a server error, never a partial write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bachdang.spreadsheet.reading import Cell
from plans.models import Report
from tests.reports.unit_forms import (
    DENOMINATOR,
    NUMERATOR,
    PAID,
    PROJECT,
    RESULT,
    STATE,
    TASK,
    VALUE,
    Ward,
    Where,
    put,
    said,
    small_ward,
)

pytestmark = pytest.mark.django_db

PLACES: list[Where] = [
    VALUE,
    ("Chỉ tiêu", "01.01|", "note"),
    NUMERATOR,
    DENOMINATOR,
    STATE,
    RESULT,
    (*TASK, "percent"),
    (*TASK, "delivered"),
    (*TASK, "day"),
    (*TASK, "proposal"),
    (*TASK, "proposal_to"),
    (*PROJECT, "stage"),
    (*PROJECT, "day"),
    (*PROJECT, "households_total"),
    (*PROJECT, "area_done"),
    PAID,
]
NASTY: list[object] = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@x", "%", "%s", "%(x)s", "100%", "{}", "{{ x }}", "<script>x</script>",
    "\u202e12", "_x0000_", "_x000D_\n", "a" * 8_001, "٣", "½", "1e400", "-0", "0x10", "1_000", "NaN", "inf",
    10**15, 10**15 + 0.5, 1e-300, -1e300, True, False, "31/2/2026", "00/00/0000", "1/1/0001", "1" * 400,
    "trung ương", "Có", "Không",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.none(),
)
CHECKS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def ward(client: Client) -> Ward:
    return small_ward(client)


@pytest.fixture
def content(ward: Ward) -> bytes:
    return ward.download()


class _Back(Exception):
    """Take an example's writes back."""


def answered(ward: Ward, content: bytes) -> None:
    """Upload and, if it is offered, confirm: all that was promised is written, or nothing."""
    try:
        with transaction.atomic():
            page = ward.upload(content)
            assert page.status_code in (200, 422), page.status_code
            assert not Report.objects.exists()
            if page.status_code == 200 and "outcome" in (page.context or {}):
                _confirm(ward, page)
            raise _Back
    except _Back:
        pass


def _confirm(ward: Ward, page: Any) -> None:
    changes = page.context["outcome"].changes
    answer = ward.confirm(page, confirmed="on")
    assert answer.status_code == 302, said(answer)[600:1500]
    assert Report.objects.count() == len(changes)


@CHECKS
@given(values=st.dictionaries(st.sampled_from(PLACES), VALUES, min_size=1, max_size=6))
def test_nasty_cells(ward: Ward, content: bytes, values: dict[Where, object]) -> None:
    answered(ward, put(content, values))


@CHECKS
@given(data=st.data())
def test_flipped_and_cut_bytes(ward: Ward, content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(damaged)), st.integers(0, len(damaged))))
    answered(ward, bytes(damaged[:cut]))


NUMBERS = st.decimals(-(10**15), 10**15, places=4)


@given(st.one_of(NUMBERS, st.text(), st.dates(), st.none()), st.booleans())
def test_any_cell_has_a_text(value: Decimal | str | date | None, percent: bool) -> None:
    assert isinstance(Cell(value, percent).typed, str)

"""What a target is short of, in the unit of its figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.explaining import needed_value, shortfall
from indicators.models import Baseline, Measurement, Target
from indicators.rules import Quarter
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from tests.factories import IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


def row(target: Target, value: str | None, quarter: int = 3, **fields: Any) -> TargetRow:
    if value is not None or fields:
        given = {"form": "official", "counted": True, "source": "Nguồn", "year": 2026, "quarter": quarter}
        number = {"value": Decimal(value)} if value is not None else {}
        Measurement.objects.create(indicator=target.indicator, **given, **number, **fields)
    return TargetBook(target.indicator.item.plan, Quarter(2026, quarter)).rows()[0]


def target(**fields: Any) -> Target:
    indicator = {key: fields.pop(key) for key in list(fields) if not key.startswith("terms__")}
    return TargetFactory(indicator=IndicatorFactory(**indicator), **fields)


def test_on_the_way_it_says_until_when_how_much_is_needed() -> None:
    chosen = target(terms__operator=">", terms__value=Decimal(80))
    Baseline.objects.create(
        indicator=chosen.indicator, on=date(2025, 12, 31), value=Decimal("57.5"), source="Nguồn"
    )
    found = row(chosen, "58.5")
    assert shortfall(found) == "đến hết quý III/2026 cần 60,88%, mới đạt 58,5%, thiếu 2,38 điểm"
    assert round(needed_value(found) or 0, 2) == Decimal("60.88")


def test_what_is_kept_is_compared_with_the_target_itself() -> None:
    found = row(target(terms__kind="maintain", terms__operator=">=", terms__value=Decimal(100)), "96")
    assert shortfall(found).endswith("thiếu 4 điểm")
    assert needed_value(found) == 100


def test_lower_is_better_speaks_of_what_is_too_much() -> None:
    chosen = target(
        direction="lower", measure="vụ", terms__kind="maintain", terms__operator="<=", terms__value=Decimal(0)
    )
    assert shortfall(row(chosen, "2")).endswith("vượt 2 vụ")


def test_a_rating_is_the_units_own_word() -> None:
    chosen = target(measure="định tính", terms__kind="qualitative", terms__operator="", terms__value=None)
    assert shortfall(row(chosen, None, rating="slow")) == "đơn vị tự đánh giá “Chậm”"


def test_without_a_figure_nothing_is_said() -> None:
    found = row(target(), None)
    assert (shortfall(found), needed_value(found)) == ("", None)

"""The form of figures: Vietnamese numbers, questions back, the typed text kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.choices import Form
from indicators.entry import NewFigure
from indicators.forms import FiguresForm, slots
from indicators.magnitudes import Known
from indicators.models import Indicator
from plans.models import Period
from tests.factories import IndicatorFactory, PeriodFactory

pytestmark = pytest.mark.django_db

OWN = "estimate_2026q3_value"


@pytest.fixture
def indicator() -> Indicator:
    return IndicatorFactory(measure="tỷ đồng")


@pytest.fixture
def period(indicator: Indicator) -> Period:
    return PeriodFactory(plan=indicator.item.plan)


def form(indicator: Indicator, period: Period, data: dict[str, str], **options: Any) -> FiguresForm:
    return FiguresForm({"seen": "", **data}, indicator=indicator, period=period, **options)


def test_a_round_takes_three_forms_and_the_official_figure_before(period: Period) -> None:
    assert [slot.label for slot in slots(period)] == [
        "Thực hiện đến ngày chốt 14/09/2026",
        "Ước cả quý III/2026",
        "Chính thức cả quý III/2026",
        "Chính thức cả quý II/2026",
    ]


def test_a_decimal_comma_is_read(indicator: Indicator, period: Period) -> None:
    filled = form(indicator, period, {OWN: "1.234,5"})
    assert filled.is_valid(), filled.errors
    [figure] = filled.figures()
    assert (figure.value, figure.form, figure.quarter) == (Decimal("1234.5"), Form.ESTIMATE, 3)


def test_an_ambiguous_dot_is_asked_back_and_kept(indicator: Indicator, period: Period) -> None:
    filled = form(indicator, period, {OWN: "10.961"})
    assert not filled.is_valid()
    assert "10961" in filled.errors[OWN][0]
    assert "10,961" in filled.errors[OWN][0]
    assert filled[OWN].value() == "10.961"
    assert filled[OWN].full_label == "Ước cả quý III/2026, tỷ đồng"  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["mười", "1,2,3", "--5"])
def test_text_is_refused(indicator: Indicator, period: Period, typed: str) -> None:
    assert OWN in form(indicator, period, {OWN: typed}).errors


def test_nothing_typed_is_said(indicator: Indicator, period: Period) -> None:
    assert "Chưa nhập số liệu nào" in str(form(indicator, period, {}).non_field_errors())


def test_a_tenfold_leap_of_a_part_of_a_rate_is_asked_about_at_that_part(period: Period) -> None:
    rate = IndicatorFactory(
        denominator_accumulation="stock",
        numerator_name="Hồ sơ đúng hạn",
        denominator_name="Hồ sơ",
        scale=Decimal(100),
    )
    last = NewFigure(2026, 2, Form.OFFICIAL, numerator=Decimal(440), denominator=Decimal(600))
    own = OWN.removesuffix("value")
    asked = form(
        rate, period, {f"{own}numerator": "500", f"{own}denominator": "120000"}, compared=Known(last=last)
    )
    assert not asked.is_valid()
    assert list(asked.errors) == [f"{own}denominator"]
    assert "kỳ trước (600)" in str(asked.errors)
    typed = {f"{own}numerator": "500", f"{own}denominator": "120000", "confirmed": "on"}
    assert form(rate, period, typed, compared=Known(last=last)).is_valid()


def test_a_tenfold_leap_needs_a_tick(indicator: Indicator, period: Period) -> None:
    first = form(
        indicator,
        period,
        {OWN: "150"},
        compared=Known(last=NewFigure(2026, 2, Form.OFFICIAL, value=Decimal(15))),
    )
    assert "10 lần" in first.errors[OWN][0]
    again = form(
        indicator,
        period,
        {OWN: "150", "confirmed": "on"},
        compared=Known(last=NewFigure(2026, 2, Form.OFFICIAL, value=Decimal(15))),
    )
    assert again.is_valid(), again.errors


def test_a_qualitative_indicator_is_rated(indicator: Indicator, period: Period) -> None:
    filled = form(indicator, period, {"estimate_2026q3_rating": "slow"}, kinds=["qualitative"])
    assert filled.is_valid(), filled.errors
    assert filled.figures()[0].rating == "slow"

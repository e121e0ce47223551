"""The form of figures: Vietnamese numbers, questions back, the typed text kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.entry import NewFigure
from indicators.forms import FiguresForm, slots
from indicators.magnitudes import Known
from indicators.models import Indicator
from indicators.rules import Form
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


def test_a_quarter_of_two_flows_over_the_whole_is_asked_about_once(period: Period) -> None:
    """QI 3 of 5 solved, QII 3 of 2: to date 6 of 7."""
    solved = IndicatorFactory(
        item__plan=period.plan,
        denominator_accumulation="flow",
        numerator_name="Số vụ đã khám phá",
        denominator_name="Số vụ đã xảy ra",
        scale=Decimal(100),
        part_of_whole=True,
    )
    before = [
        NewFigure(2026, number, Form.OFFICIAL, numerator=Decimal(3), denominator=Decimal(5))
        for number in (1, 2)
    ]
    typed = {"estimate_2026q3_numerator": "3", "estimate_2026q3_denominator": "2"}
    asked = form(solved, period, typed, known=before)
    assert not asked.is_valid()
    assert "quá 100% (3/2)" in asked.errors["estimate_2026q3_numerator"][0]
    assert form(solved, period, typed | {"confirmed": "on"}, known=before).is_valid()
    too_much = typed | {"estimate_2026q3_numerator": "30", "confirmed": "on"}
    refused = form(solved, period, too_much, known=before)
    assert "Lũy kế từ đầu năm tử số là 36, mẫu số là 12" in refused.errors["estimate_2026q3_numerator"][0]


def test_a_milestone_takes_its_word_or_its_day(period: Period) -> None:
    state = IndicatorFactory(item__plan=period.plan, measure="trạng thái (1 = có, 0 = không)")
    word = form(state, period, {OWN: "0", "estimate_2026q3_rating": "at_risk"}, kinds=["milestone"])
    assert word.is_valid(), word.errors
    [figure] = word.figures()
    assert (figure.value, figure.rating) == (None, "at_risk")
    reached = {OWN: "1", "estimate_2026q3_rating": "slow", "estimate_2026q3_reached_on": "1/9/2026"}
    done = form(state, period, reached, kinds=["milestone"])
    assert done.is_valid(), done.errors
    assert (done.figures()[0].value, done.figures()[0].rating) == (Decimal(1), "")

"""Figures typed as the sum since 1 January: earlier quarters taken off, what was typed kept, sums said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from indicators.entry import NewFigure, as_new_figure
from indicators.entry.since_january import drift, sum_text
from indicators.forms import IN_QUARTER, SINCE_JANUARY, FiguresForm
from indicators.models import Indicator, Measurement
from indicators.rules import Form
from plans.models import Period
from tests.factories import IndicatorFactory, PeriodFactory

pytestmark = pytest.mark.django_db
OWN = "estimate_2026q3"


def figure(quarter: int, value: str | None = None, form: Form = Form.OFFICIAL, **parts: str) -> NewFigure:
    given: dict[str, Any] = {name: Decimal(text) for name, text in parts.items()}
    return NewFigure(2026, quarter, form, None if value is None else Decimal(value), **given)


@pytest.fixture
def revenue() -> Indicator:
    return IndicatorFactory(measure="tỷ đồng", accumulation="year_to_date")


@pytest.fixture
def period(revenue: Indicator) -> Period:
    return PeriodFactory(plan=revenue.item.plan)


def form(indicator: Indicator, period: Period, data: dict[str, str], **options: Any) -> FiguresForm:
    known = options.pop("known", [figure(1, "100"), figure(2, "120", Form.ESTIMATE)])
    data = {"seen": "", "span": SINCE_JANUARY, **data}
    return FiguresForm(data, indicator=indicator, period=period, known=known, **options)


def test_the_quarters_before_are_taken_off_and_what_was_typed_is_kept(
    revenue: Indicator, period: Period
) -> None:
    filled = form(revenue, period, {f"{OWN}_value": "350,5"})
    assert filled.is_valid(), filled.errors
    [one] = filled.figures()
    assert (one.value, one.typed_value) == (Decimal("130.5"), Decimal("350.5"))


def test_an_official_figure_typed_beside_it_counts_among_those_before(
    revenue: Indicator, period: Period
) -> None:
    filled = form(revenue, period, {f"{OWN}_value": "350", "official_2026q2_value": "230"})
    assert filled.is_valid(), filled.errors
    parts = {(one.quarter, one.form): (one.value, one.typed_value) for one in filled.figures()}
    assert parts == {(3, Form.ESTIMATE): (120, 350), (2, Form.OFFICIAL): (130, 230)}


def test_an_official_estimate_is_taken_before_an_estimate(revenue: Indicator, period: Period) -> None:
    known = [figure(1, "100"), figure(2, "110", Form.OFFICIAL), figure(2, "120", Form.ESTIMATE)]
    filled = form(revenue, period, {f"{OWN}_value": "350"}, known=known)
    assert filled.is_valid()
    assert filled.figures()[0].value == 140


@pytest.mark.parametrize(
    ("typed", "known", "said"),
    [
        ("350", [figure(1, "100")], "Chưa có số liệu quý II/2026 nên không trừ được"),
        ("200", None, "nhỏ hơn tổng các quý trước (220)"),
        ("mười", None, "không phải là số"),
    ],
)
def test_what_cannot_be_taken_off_is_refused_at_its_box(
    revenue: Indicator, period: Period, typed: str, known: list[NewFigure] | None, said: str
) -> None:
    filled = form(revenue, period, {f"{OWN}_value": typed}, **({} if known is None else {"known": known}))
    assert not filled.is_valid()
    assert said in filled.errors[f"{OWN}_value"][0]
    assert filled[f"{OWN}_value"].value() == typed


def test_both_parts_of_a_rate_of_two_flows_are_sums() -> None:
    crimes = IndicatorFactory(
        measure="%", scale=100, part_of_whole=True, denominator_accumulation="flow",
        numerator_name="Số vụ đã khám phá", denominator_name="Số vụ đã xảy ra",
    )  # fmt: skip
    known = [figure(1, numerator="3", denominator="5"), figure(2, numerator="4", denominator="4")]
    period = PeriodFactory(plan=crimes.item.plan)
    filled = form(crimes, period, {f"{OWN}_numerator": "10", f"{OWN}_denominator": "12"}, known=known)
    assert filled.is_valid(), filled.errors
    [one] = filled.figures()
    assert (one.numerator, one.denominator) == (3, 3)
    assert (one.typed_numerator, one.typed_denominator) == (10, 12)


def test_the_plan_of_a_year_is_no_sum() -> None:
    paid = IndicatorFactory(
        measure="%", scale=100, denominator_accumulation="plan",
        numerator_name="Vốn đã giải ngân (tỷ đồng)", denominator_name="Kế hoạch vốn cả năm (tỷ đồng)",
    )  # fmt: skip
    known = [figure(1, numerator="3", denominator="50"), figure(2, numerator="4", denominator="60")]
    period = PeriodFactory(plan=paid.item.plan)
    filled = form(paid, period, {f"{OWN}_numerator": "10", f"{OWN}_denominator": "60"}, known=known)
    assert filled.is_valid(), filled.errors
    [one] = filled.figures()
    assert (one.numerator, one.denominator, one.typed_denominator) == (3, 60, None)


@pytest.mark.parametrize("accumulation", ["level", "growth"])
def test_what_does_not_add_up_is_typed_one_way(accumulation: str) -> None:
    one = IndicatorFactory(measure="%", accumulation=accumulation)
    assert "span" not in FiguresForm(indicator=one, period=PeriodFactory(plan=one.item.plan)).fields


def test_the_boxes_begin_with_what_was_typed(revenue: Indicator, period: Period) -> None:
    stored = [
        Measurement(year=2026, quarter=3, form="estimate", value=Decimal(130), typed_value=Decimal(350)),
    ]
    shown = FiguresForm(indicator=revenue, period=period, stored=stored)
    assert (shown.initial["span"], shown.initial[f"{OWN}_value"]) == (SINCE_JANUARY, 350)
    plain = Measurement(year=2026, quarter=3, form="official", value=Decimal(130))
    mixed = FiguresForm(indicator=revenue, period=period, stored=[*stored, plain])
    assert (mixed.initial["span"], mixed.initial[f"{OWN}_value"]) == (IN_QUARTER, 130)


def test_the_sum_is_said_with_its_quarters_and_nothing_while_one_is_missing(revenue: Indicator) -> None:
    known = [figure(1, "100"), figure(2, "120.5")]
    assert (
        sum_text(revenue, figure(3, "130"), known)
        == "350,5 tỷ đồng (quý I: 100; quý II: 120,5; quý III: 130)"
    )
    assert sum_text(revenue, figure(3, "130"), known[:1]) == ""


def test_a_quarter_changed_later_is_seen_against_what_was_typed(revenue: Indicator) -> None:
    stored = Measurement(year=2026, quarter=3, form="estimate", value=Decimal(130), typed_value=Decimal(350))
    typed = as_new_figure(stored)
    assert drift(revenue, typed, [figure(1, "100"), figure(2, "120")]) == ""
    said = drift(revenue, typed, [figure(1, "100"), figure(2, "125")])
    assert said == "lũy kế đã gõ 350, cộng các quý nay là 355"


def test_a_sum_without_its_part_is_refused_by_the_database(revenue: Indicator) -> None:
    with pytest.raises(IntegrityError, match="measurement_typed_has_part"), transaction.atomic():
        Measurement.objects.create(
            indicator=revenue, year=2026, quarter=3, form="estimate", typed_value=350,
            numerator=1, denominator=2, source="x",
        )  # fmt: skip

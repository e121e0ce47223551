"""Baselines and plan figures: what the Party office may write, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from indicators.models import Baseline, Indicator, Measurement, PlanFigure, Target, TargetTerms
from indicators.rules import Quarter, Reason, Status
from indicators.standings import TargetBook
from indicators.terms.baselines import NewBaseline, seen_baseline, set_baseline
from indicators.terms.planning import (
    Span,
    StaleFigures,
    seen_plan_figures,
    set_plan_figures,
    stored_plan_figures,
)
from indicators.terms.planning_forms import BaselineForm
from tests.factories import IndicatorFactory, TargetFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    return user_with_role(Role.OFFICE)


@pytest.fixture
def sum_target() -> Target:
    indicator = IndicatorFactory(accumulation="plan_to_date", measure="tỷ đồng")
    return TargetFactory(indicator=indicator, terms__operator=">=", terms__value=Decimal(200))


def plan(target: Target, by: User, figures: dict[Span, str], expected: str | None = None) -> int:
    return set_plan_figures(
        target=target,
        terms=TargetTerms.objects.get(target=target),
        figures={span: Decimal(value) for span, value in figures.items()},
        by=by,
        expected=expected or seen_plan_figures(stored_plan_figures(target)),
    )


def test_expectation_follows_the_plan_figures(sum_target: Target, office: User) -> None:
    """Without them 15 % of 200 is expected after 9 months, with them what the office says."""
    Measurement.objects.bulk_create(
        Measurement(indicator=sum_target.indicator, year=2026, quarter=quarter, form="official",
                    value=Decimal(5), counted=True, source="Nguồn")
        for quarter in (1, 2, 3)
    )  # fmt: skip
    book_plan = sum_target.indicator.item.plan
    before = TargetBook(book_plan, Quarter(2026, 3)).rows()[0].standing
    plan(sum_target, office, {(2026, 2): "8", (2026, 3): "12", (2026, None): "25"})
    after = TargetBook(book_plan, Quarter(2026, 3)).rows()[0].standing
    assert (before.status, before.expected_value) == (Status.AT_RISK, Decimal(30))
    assert (after.status, after.expected_value) == (Status.ON_TRACK, Decimal(12))
    assert after.reasons == (Reason.AGAINST_PLAN,)


def test_changes_are_counted_and_kept_in_the_history(sum_target: Target, office: User) -> None:
    assert plan(sum_target, office, {(2026, None): "25"}) == 1
    assert plan(sum_target, office, {(2026, None): "25"}) == 0
    assert plan(sum_target, office, {(2026, None): "30", (2027, None): "80"}) == 2
    latest = AuditEvent.objects.filter(verb="set_plan_figures").order_by("-pk")[0]
    assert latest.item_id == sum_target.indicator_id
    assert latest.changes == {
        "Kế hoạch cả năm 2026": ["25 tỷ đồng", "30 tỷ đồng"],
        "Kế hoạch cả năm 2027": [None, "80 tỷ đồng"],
    }


def test_a_sum_to_date_does_not_shrink(sum_target: Target, office: User) -> None:
    with pytest.raises(ValidationError, match="không được nhỏ hơn 25"):
        plan(sum_target, office, {(2026, None): "25", (2027, 1): "20"})
    assert not PlanFigure.objects.exists()


def test_a_share_is_not_planned_over_the_whole(office: User) -> None:
    target = TargetFactory(indicator=IndicatorFactory(part_of_whole=True))
    with pytest.raises(ValidationError, match="không vượt quá 100%"):
        plan(target, office, {(2026, None): "101"})


def test_years_beyond_the_horizon_are_refused(sum_target: Target, office: User) -> None:
    with pytest.raises(ValidationError, match="ngoài thời gian"):
        plan(sum_target, office, {(2031, None): "210"})


def test_someone_elses_save_is_not_overwritten(sum_target: Target, office: User) -> None:
    opened = seen_plan_figures(stored_plan_figures(sum_target))
    plan(sum_target, office, {(2026, None): "25"})
    with pytest.raises(StaleFigures):
        plan(sum_target, office, {(2026, None): "40"}, expected=opened)
    assert stored_plan_figures(sum_target) == {(2026, None): Decimal(25)}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_plans(sum_target: Target, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        plan(sum_target, user_with_role(role), {(2026, None): "25"})


def test_what_is_stated_has_no_plan_figures(office: User) -> None:
    target = TargetFactory(terms__kind="qualitative", terms__operator="", terms__value=None)
    with pytest.raises(ValidationError, match="không có kế hoạch năm"):
        plan(target, office, {(2026, None): "1"})


def base(
    indicator: Indicator, by: User, reason: str = "", on: date = date(2025, 12, 31), **fields: Any
) -> None:
    stored = Baseline.objects.filter(indicator=indicator).first()
    new = NewBaseline(on=on, source="Niên giám 2025", **fields)
    set_baseline(indicator=indicator, new=new, by=by, expected=seen_baseline(stored), reason=reason)


def test_a_baseline_is_written_once_and_changed_with_a_reason(office: User) -> None:
    indicator = TargetFactory().indicator
    base(indicator, office, value=Decimal(52))
    with pytest.raises(ValidationError, match="lý do"):
        base(indicator, office, value=Decimal(53))
    base(indicator, office, "Cục Thống kê đính chính", value=Decimal(53))
    assert Baseline.objects.get().value == Decimal(53)
    event = AuditEvent.objects.filter(verb="set_baseline").order_by("-pk")[0]
    assert event.reason == "Cục Thống kê đính chính"
    assert "52%" in event.changes["Số gốc"][0]
    assert "53%" in event.changes["Số gốc"][1]


def test_two_baselines_are_impossible(office: User) -> None:
    indicator = TargetFactory().indicator
    base(indicator, office, value=Decimal(52))
    with pytest.raises(IntegrityError), transaction.atomic():
        Baseline.objects.create(indicator=indicator, value=Decimal(1), on=date(2025, 12, 31), source="x")


def test_a_wrong_baseline_is_taken_away(office: User) -> None:
    indicator = TargetFactory().indicator
    base(indicator, office, value=Decimal(52))
    set_baseline(
        indicator=indicator,
        new=None,
        by=office,
        expected=seen_baseline(Baseline.objects.get()),
        reason="Không có nguồn",
    )
    assert not Baseline.objects.exists()


def test_a_baseline_lies_before_the_horizon(office: User) -> None:
    indicator = TargetFactory(terms__horizon=date(2027, 12, 31)).indicator
    with pytest.raises(ValidationError, match="trước thời hạn"):
        base(indicator, office, on=date(2027, 12, 31), value=Decimal(52))


def test_a_rate_has_both_parts_and_no_zero_below(office: User) -> None:
    rate = IndicatorFactory(
        denominator_accumulation="stock", numerator_name="Số trường đạt", denominator_name="Số trường",
        scale=Decimal(100), part_of_whole=True,
    )  # fmt: skip
    TargetFactory(indicator=rate)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"numerator": Decimal(3), "denominator": Decimal(0)}, "lớn hơn 0"),
        ({"numerator": Decimal(3)}, "mẫu số"),
        ({"numerator": Decimal(15), "denominator": Decimal(14)}, "không quá 100%"),
        ({"numerator": Decimal(-1), "denominator": Decimal(14)}, "nhỏ hơn 0"),
    ]
    for fields, message in wrong:
        with pytest.raises(ValidationError, match=message):
            base(rate, office, **fields)
    base(rate, office, numerator=Decimal(3), denominator=Decimal(14))
    assert Baseline.objects.get().numerator == Decimal(3)


@pytest.mark.parametrize(
    ("accumulation", "value", "is_possible"),
    [("level", "-5", False), ("level", "0", True), ("growth", "-5", True), ("growth", "-100", False)],
)
def test_a_baseline_is_what_a_figure_may_be(
    office: User, accumulation: str, value: str, is_possible: bool
) -> None:
    indicator = TargetFactory(indicator=IndicatorFactory(accumulation=accumulation)).indicator
    typed = {"value": value, "on": "31/12/2025", "source": "Báo cáo", "seen": "-"}
    form = BaselineForm(typed, indicator=indicator, stored=None)
    assert form.is_valid() is is_possible
    if not is_possible:
        with pytest.raises(ValidationError):
            base(indicator, office, value=Decimal(value))


def test_a_baseline_is_not_of_a_day_to_come(office: User) -> None:
    indicator = TargetFactory().indicator
    for day, is_possible in (("8/10/2026", True), ("9/10/2026", False)):
        typed = {"value": "5", "on": day, "source": "Báo cáo", "seen": "-"}
        form = BaselineForm(typed, indicator=indicator, stored=None)
        assert form.is_valid() is is_possible
        assert is_possible or "không được sau hôm nay (08/10/2026)" in str(form.errors["on"])


def test_only_the_office_writes_baselines() -> None:
    with pytest.raises(PermissionDenied):
        base(TargetFactory().indicator, user_with_role(Role.HEAD), value=Decimal(1))


def test_countable_things_have_whole_baselines_and_plans(office: User) -> None:
    target = TargetFactory(indicator=IndicatorFactory(measure="trường"), terms__operator=">=")
    with pytest.raises(ValidationError, match="Kế hoạch của số đếm phải là số nguyên, đã nhập 12,5"):
        plan(target, office, {(2026, None): "12.5"})
    new = NewBaseline(on=date(2025, 12, 31), source="Báo cáo", value=Decimal("12.5"))
    with pytest.raises(ValidationError, match="Số đếm phải là số nguyên, đã nhập 12,5"):
        set_baseline(indicator=target.indicator, new=new, by=office, expected=seen_baseline(None))

"""Recording a unit's figures: revisions, refusals, history."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from indicators.actions import StaleReport, record_figures
from indicators.choices import Form
from indicators.entry import NewFigure
from indicators.models import Indicator, Measurement
from plans.models import Period, Report
from tests.factories import IndicatorFactory, PeriodFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    return IndicatorFactory()


@pytest.fixture
def period(indicator: Indicator) -> Period:
    return PeriodFactory(plan=indicator.item.plan)


@pytest.fixture
def officer(indicator: Indicator) -> User:
    return user_with_role(Role.OFFICER, unit=indicator.item.reporter)


def estimate(value: str, year: int = 2026, quarter: int = 3, form: Form = Form.ESTIMATE) -> NewFigure:
    return NewFigure(year=year, quarter=quarter, form=form, value=Decimal(value))


def test_first_figure_counts_at_once(indicator: Indicator, period: Period, officer: User) -> None:
    report = record_figures(indicator=indicator, period=period, figures=[estimate("13.1")], by=officer)

    assert (report.revision, report.counted, report.unit) == (1, True, indicator.item.reporter)
    measurement = Measurement.objects.counted().get()
    assert (measurement.value, measurement.recorded_by) == (Decimal("13.1"), officer)


def test_a_correction_is_a_new_revision_and_the_first_is_kept(
    indicator: Indicator, period: Period, officer: User
) -> None:
    record_figures(indicator=indicator, period=period, figures=[estimate("13.1")], by=officer)
    record_figures(
        indicator=indicator, period=period, figures=[estimate("13.4")], by=officer, expected_revision=1
    )

    revisions = Report.objects.order_by("revision").values_list("revision", "counted")
    assert list(revisions) == [(1, False), (2, True)]
    values = Measurement.objects.order_by("id").values_list("value", "counted")
    assert list(values) == [(Decimal("13.1"), False), (Decimal("13.4"), True)]


def test_history_says_who_and_from_what_to_what(indicator: Indicator, period: Period, officer: User) -> None:
    record_figures(indicator=indicator, period=period, figures=[estimate("13.1")], by=officer)
    record_figures(
        indicator=indicator, period=period, figures=[estimate("13.4")], by=officer, expected_revision=1
    )

    last = AuditEvent.objects.filter(verb="record_figures").first()
    assert last is not None
    assert (last.by, last.item_id) == (officer, indicator.item_id)
    assert last.changes == {"Ước cả quý (quý III/2026)": ["13,1", "13,4"]}


def test_an_older_form_overwrites_nothing(indicator: Indicator, period: Period, officer: User) -> None:
    record_figures(indicator=indicator, period=period, figures=[estimate("13.1")], by=officer)
    with pytest.raises(StaleReport):
        record_figures(indicator=indicator, period=period, figures=[estimate("99")], by=officer)
    assert Measurement.objects.counted().get().value == Decimal("13.1")


def test_another_unit_is_refused(indicator: Indicator, period: Period) -> None:
    stranger = user_with_role(Role.OFFICER, unit=UnitFactory(code="kinhte"))
    with pytest.raises(PermissionDenied):
        record_figures(indicator=indicator, period=period, figures=[estimate("1")], by=stranger)
    assert not Report.objects.exists()


def test_nobody_enters_an_indicator_without_reporter(indicator: Indicator, period: Period) -> None:
    indicator.item.reporter = None
    indicator.item.save()
    nobody = user_with_role(Role.OFFICER, unit=None)
    with pytest.raises(PermissionDenied):
        record_figures(indicator=indicator, period=period, figures=[estimate("1")], by=nobody)


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        pytest.param([], "Chưa nhập số liệu nào", id="nothing"),
        pytest.param([estimate("-1")], "không được nhỏ hơn 0", id="negative"),
        pytest.param([estimate("1", quarter=4)], "quý sau", id="future-quarter"),
        pytest.param(
            [estimate("1", quarter=2)], "chỉ nhận số liệu chính thức", id="estimate-of-a-past-quarter"
        ),
    ],
)
def test_impossible_figures_are_refused_and_nothing_is_written(
    indicator: Indicator, period: Period, officer: User, figures: list[NewFigure], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        record_figures(indicator=indicator, period=period, figures=figures, by=officer)
    assert not Report.objects.exists()


def test_a_period_not_open_is_refused(indicator: Indicator, period: Period, officer: User) -> None:
    Period.objects.update(opened_at=None, opened_by=None)
    with pytest.raises(ValidationError, match="chưa mở"):
        record_figures(indicator=indicator, period=period, figures=[estimate("1")], by=officer)


def test_a_locked_period_is_refused(indicator: Indicator, period: Period, officer: User) -> None:
    now = datetime(2026, 9, 20, tzinfo=UTC)
    Period.objects.update(locked_at=now, locked_by=officer, as_of=now.date())
    with pytest.raises(ValidationError, match="đã chốt"):
        record_figures(indicator=indicator, period=period, figures=[estimate("1")], by=officer)


def test_an_official_figure_replaces_the_one_of_an_earlier_round(
    indicator: Indicator, period: Period, officer: User
) -> None:
    second = PeriodFactory(plan=period.plan, quarter=2, cutoff=datetime(2026, 6, 14).date())
    official = estimate("10", quarter=2, form=Form.OFFICIAL)
    record_figures(indicator=indicator, period=second, figures=[official], by=officer)
    better = estimate("10.5", quarter=2, form=Form.OFFICIAL)
    record_figures(indicator=indicator, period=period, figures=[better], by=officer)

    assert Measurement.objects.counted().get(quarter=2).value == Decimal("10.5")

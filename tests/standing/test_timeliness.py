"""Whether reports came in time: the rule as a table, and the days as the flow of reports leaves them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance
from bachdang.reporting.flow.extensions import extend
from bachdang.reporting.flow.periods import lock_period, reopen_report
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.timeliness import Outcome, Sending, Timeliness, TimelinessBook, outcome_of, timeliness
from indicators.entry import NewFigure
from indicators.models import Indicator
from indicators.rules import Form
from plans.flow import Step
from plans.models import Extension, Period, Plan, Report
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.flow import drafted

DUE = date(2026, 9, 15)
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("first", "today", "expected"),
    [
        pytest.param(date(2026, 9, 10), date(2026, 9, 20), Outcome.ON_TIME, id="on time"),
        pytest.param(DUE, date(2026, 9, 20), Outcome.ON_TIME, id="on the due day"),
        pytest.param(date(2026, 9, 16), date(2026, 9, 20), Outcome.LATE, id="a day late"),
        pytest.param(None, date(2026, 9, 16), Outcome.MISSING, id="not sent, a day after"),
        pytest.param(None, DUE, Outcome.PENDING, id="not sent, on the due day"),
        pytest.param(None, date(2026, 9, 1), Outcome.PENDING, id="not sent, not yet due"),
        pytest.param(date(2026, 9, 10), date(2026, 9, 12), Outcome.ON_TIME, id="sent before it is due"),
    ],
)
def test_outcome(first: date | None, today: date, expected: Outcome) -> None:
    assert outcome_of(first, DUE, today) is expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        pytest.param(None, Outcome.MISSING, id="not sent"),
        pytest.param(date(2026, 9, 10), Outcome.ON_TIME, id="sent on the day of the lock"),
        pytest.param(date(2026, 9, 11), Outcome.LATE, id="sent after a reopening"),
    ],
)
def test_once_locked_nothing_is_pending_any_more(first: date | None, expected: Outcome) -> None:
    """Locked on 10/09, five days before the due day."""
    assert outcome_of(first, DUE, date(2026, 9, 12), locked=date(2026, 9, 10)) is expected


def test_counts_add_up_and_the_share_leaves_out_what_is_not_due() -> None:
    told = timeliness([(DUE, DUE), (date(2026, 9, 16), DUE), (None, DUE)], date(2026, 9, 20))
    assert told == Timeliness(on_time=1, late=1, missing=1)
    both = told + timeliness([(None, DUE), (DUE, DUE)], DUE)
    assert (both.owed, both.unsent, both.share) == (5, 2, Decimal(50))


@pytest.mark.parametrize("owed", [[], [(None, DUE)]])
def test_without_anything_judged_there_is_no_share(owed: list[Sending]) -> None:
    assert timeliness(owed, DUE).share is None


@pytest.fixture
def writer(db: None) -> User:
    """An officer of UBND phường, which owes one figure in QIII/2026."""
    plan = PlanFactory()
    PeriodFactory(plan=plan, due=DUE)
    unit = UnitFactory(locality=plan.locality)
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.01", item__reporter=unit))
    return user_with_role(Role.OFFICER, unit=unit)


def at(day: int, month: int = 9, hour: int = 9) -> time_machine.travel:
    return time_machine.travel(datetime(2026, month, day, hour, tzinfo=HERE), tick=False)


def sent(writer: User, value: str = "50") -> Report:
    """Written by the officer and sent by the head, now."""
    indicator = Indicator.objects.get()
    figures = [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(value))]
    report = drafted(indicator, Period.objects.get(), figures, writer)
    return advance(report=report, step=Step.APPROVE, by=head(writer), today=DUE)


def head(writer: User) -> User:
    known = User.objects.filter(username="truong").first()
    return known or user_with_role(Role.HEAD, username="truong", unit=writer.unit)


def office(writer: User) -> User:
    known = User.objects.filter(username="vp").first()
    unit = UnitFactory(locality=writer.unit.locality, code="vp")  # type: ignore[union-attr]
    return known or user_with_role(Role.OFFICE, username="vp", unit=unit)


def told(writer: User, today: date = date(2026, 10, 8)) -> Timeliness:
    plan = Plan.objects.get()
    periods = list(Period.objects.filter(plan=plan))
    book = TimelinessBook(QuarterBook(Scope(plan, periods[0], periods, today=today)))
    assert writer.unit_id is not None
    return book.total(writer.unit_id)


def test_the_local_day_decides(writer: User) -> None:
    """23:30 of the due day here is the due day, whatever the clock of the server says."""
    with at(15, hour=23):
        sent(writer)
    assert told(writer) == Timeliness(on_time=1)


def test_a_draft_is_not_sent(writer: User) -> None:
    with at(10):
        drafted(
            Indicator.objects.get(),
            Period.objects.get(),
            [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(5))],
            writer,
        )
    assert told(writer) == Timeliness(missing=1)


@pytest.mark.parametrize(
    ("day", "expected"), [(30, Timeliness(on_time=1)), (29, Timeliness(on_time=1)), (16, Timeliness(late=1))]
)
def test_the_due_day_of_the_unit_decides(writer: User, day: int, expected: Timeliness) -> None:
    """Given until `day` and sent on 29/9; what is not sent yet is pending until then."""
    assert writer.unit is not None
    if day > DUE.day + 1:
        with at(16):
            assert told(writer, date(2026, 9, 16)) == Timeliness(missing=1)
            extend(
                period=Period.objects.get(), units=[writer.unit], due=date(2026, 9, day), reason="Mưa bão",
                by=office(writer), today=date(2026, 9, 16),
            )  # fmt: skip
            assert told(writer, date(2026, 9, 16)) == Timeliness(pending=1)
    with at(29):
        sent(writer)
    assert told(writer) == expected


def test_the_later_day_of_one_item_is_its_own(writer: User) -> None:
    unit, period = writer.unit, Period.objects.get()
    assert unit is not None
    other = TargetFactory(indicator=IndicatorFactory(item__code="01.02", item__reporter=unit)).indicator.item
    Extension.objects.create(
        period=period, unit=unit, item=other, due=date(2026, 9, 30), reason="Bão", granted_by=writer
    )
    assert told(writer, date(2026, 9, 20)) == Timeliness(missing=1, pending=1)
    assert told(writer, date(2026, 10, 1)) == Timeliness(missing=2)


def test_returned_and_sent_again_keeps_its_first_day(writer: User) -> None:
    with at(14):
        report = sent(writer)
    with at(17):
        report = advance(
            report=report, step=Step.RETURN, by=office(writer), today=date(2026, 9, 17), reason="Thiếu"
        )
        assert told(writer, date(2026, 9, 17)) == Timeliness(on_time=1)
    with at(25):
        report = advance(report=report, step=Step.APPROVE, by=head(writer), today=DUE)
    assert Report.objects.get().sent_at.astimezone(HERE).date() == date(2026, 9, 25)  # type: ignore[union-attr]
    assert told(writer) == Timeliness(on_time=1)


def test_reopened_keeps_its_first_day(writer: User) -> None:
    with at(14):
        advance(report=sent(writer), step=Step.ACCEPT, by=office(writer), today=DUE)
    with at(1, month=10):
        period = lock_period(period=Period.objects.get(), by=office(writer), today=date(2026, 10, 1))
        item = Indicator.objects.get().item
        report = reopen_report(item=item, period=period, reason="Sai số", by=office(writer))
        advance(report=report, step=Step.APPROVE, by=head(writer), today=date(2026, 10, 1))
    assert Report.objects.count() == 2
    assert told(writer) == Timeliness(on_time=1)


def test_what_was_sent_counts_for_the_unit_that_sent_it(writer: User) -> None:
    """Delegated afterwards: the old unit keeps its report, and the new one owes nothing for it."""
    with at(14):
        sent(writer)
    other = UnitFactory(locality=Plan.objects.get().locality, code="kinhte")
    item = Indicator.objects.get().item
    item.reporter = other
    item.save()
    assert told(writer) == Timeliness(on_time=1)
    assert told(user_with_role(Role.OFFICER, unit=other)) == Timeliness()


def test_the_same_number_of_queries_whatever_is_owed(writer: User) -> None:
    TaskFactory()
    with CaptureQueriesContext(connection) as few:
        told(writer)
    for index in range(2, 30):
        TargetFactory(indicator=IndicatorFactory(item__code=f"01.{index:02d}", item__reporter=writer.unit))
        TaskFactory(code=f"PL1.I.{index}")
    with CaptureQueriesContext(connection) as many:
        assert told(writer).owed == 58
    assert len(many) == len(few)


def test_a_further_round_costs_no_query(writer: User) -> None:
    plan = Plan.objects.get()

    def queries() -> int:
        periods = list(Period.objects.filter(plan=plan))
        with CaptureQueriesContext(connection) as found:
            book = TimelinessBook(QuarterBook(Scope(plan, periods[0], periods, today=DUE)))
            assert len(book.all_of(writer.unit_id or 0)) == len(periods)
        return len(found)

    counts = [queries()]
    for quarter in (2, 1):
        PeriodFactory(plan=plan, quarter=quarter, cutoff=date(2026, 3, 14), due=date(2026, 3, 15))
        counts.append(queries())
    assert counts[0] == counts[1] == counts[2] <= 10


def test_only_the_newest_rounds_are_looked_at(writer: User) -> None:
    plan = Plan.objects.get()
    for quarter in (1, 2):
        PeriodFactory(plan=plan, quarter=quarter, cutoff=date(2026, 3, 14), due=date(2026, 3, 15))
    periods = list(Period.objects.filter(plan=plan))
    book = TimelinessBook(QuarterBook(Scope(plan, periods[0], periods, today=DUE)), rounds=2)
    assert [one.quarter for one in book.rounds] == [2, 3]
    assert book.left_out == 1
    assert writer.unit_id is not None
    assert [one.period.quarter for one in book.of(writer.unit_id)] == [3, 2]
    earlier = TimelinessBook(QuarterBook(Scope(plan, periods[1], periods, today=DUE)))
    assert [one.quarter for one in earlier.rounds] == [1, 2]

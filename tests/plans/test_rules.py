"""Quarters' rounds and the status of tasks and projects on given days."""

from datetime import date

import pytest

from plans.rules import (
    TASK_STATUS_LABELS,
    Schedule,
    TaskStatus,
    default_cutoff,
    default_due,
    judged_on,
    outside,
    quarter_end,
    quarter_start,
    task_status,
)

TO_2030 = Schedule(starts=date(2026, 1, 1), due=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("schedule", "day", "status"),
    [
        pytest.param(TO_2030, date(2025, 12, 31), TaskStatus.NOT_STARTED, id="day-before-start"),
        pytest.param(TO_2030, date(2026, 1, 1), TaskStatus.IN_TIME, id="first-day"),
        pytest.param(TO_2030, date(2030, 12, 20), TaskStatus.IN_TIME, id="eleven-days-before-due"),
        pytest.param(TO_2030, date(2030, 12, 21), TaskStatus.DUE_SOON, id="ten-days-before-due"),
        pytest.param(TO_2030, date(2030, 12, 31), TaskStatus.DUE_SOON, id="due-day-itself"),
        pytest.param(TO_2030, date(2031, 1, 1), TaskStatus.OVERDUE, id="day-after-due"),
        pytest.param(Schedule(), date(2026, 6, 1), TaskStatus.NO_DEADLINE, id="annex-2-without-dates"),
        pytest.param(
            Schedule(due=date(2026, 6, 30), completed_on=date(2026, 6, 30)),
            date(2026, 9, 30),
            TaskStatus.DONE_IN_TIME,
            id="done-on-due-day",
        ),
        pytest.param(
            Schedule(due=date(2026, 6, 30), completed_on=date(2026, 7, 1)),
            date(2026, 9, 30),
            TaskStatus.DONE_LATE,
            id="done-day-after-due",
        ),
        pytest.param(
            Schedule(due=date(2026, 6, 30), completed_on=date(2026, 7, 1)),
            date(2026, 6, 30),
            TaskStatus.DUE_SOON,
            id="completion-not-yet-known",
        ),
        pytest.param(
            Schedule(due=date(2026, 1, 1), suspended=True),
            date(2026, 9, 30),
            TaskStatus.SUSPENDED,
            id="suspended",
        ),
        pytest.param(
            Schedule(completed_on=date(2026, 5, 1), suspended=True),
            date(2026, 9, 30),
            TaskStatus.DONE_IN_TIME,
            id="done-stays-done-when-suspended",
        ),
        pytest.param(
            Schedule(standing=True, reported=True, report_due=date(2026, 9, 15)),
            date(2026, 9, 30),
            TaskStatus.IN_TIME,
            id="standing-reported",
        ),
        pytest.param(
            Schedule(standing=True, report_due=date(2026, 9, 15)),
            date(2026, 9, 15),
            TaskStatus.IN_TIME,
            id="standing-report-still-possible",
        ),
        pytest.param(
            Schedule(standing=True, report_due=date(2026, 9, 15)),
            date(2026, 9, 16),
            TaskStatus.OVERDUE,
            id="standing-not-reported",
        ),
    ],
)
def test_task_status(schedule: Schedule, day: date, status: TaskStatus) -> None:
    assert task_status(schedule, day, due_soon_days=10) == status


def test_every_status_has_its_word() -> None:
    assert set(TASK_STATUS_LABELS) == set(TaskStatus)


@pytest.mark.parametrize(
    ("quarter", "cutoff", "due", "start", "end"),
    [
        (1, date(2026, 3, 14), date(2026, 3, 16), date(2026, 1, 1), date(2026, 3, 31)),
        (2, date(2026, 6, 14), date(2026, 6, 15), date(2026, 4, 1), date(2026, 6, 30)),
        (3, date(2026, 9, 14), date(2026, 9, 15), date(2026, 7, 1), date(2026, 9, 30)),
        (4, date(2026, 12, 14), date(2026, 12, 15), date(2026, 10, 1), date(2026, 12, 31)),
    ],
    ids=["QI", "QII", "QIII", "QIV"],
)
def test_days_of_a_quarter(quarter: int, cutoff: date, due: date, start: date, end: date) -> None:
    assert default_cutoff(2026, quarter) == cutoff
    assert default_due(2026, quarter) == due
    assert quarter_start(2026, quarter) == start
    assert quarter_end(2026, quarter) == end


def test_dates_are_judged_today_inside_the_quarter_and_at_its_end_after_it() -> None:
    assert judged_on(2026, 3, today=date(2026, 8, 20)) == date(2026, 8, 20)
    assert judged_on(2026, 3, today=date(2026, 11, 24)) == date(2026, 9, 30)
    assert judged_on(2026, 3, today=date(2026, 11, 24), as_of=date(2026, 9, 16)) == date(2026, 9, 16)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        pytest.param(date(2026, 1, 1), date(2030, 12, 31), False, id="the-very-span"),
        pytest.param(date(2025, 12, 31), date(2026, 6, 1), True, id="begins-early"),
        pytest.param(date(2026, 6, 1), date(2031, 1, 1), True, id="ends-late"),
        pytest.param(None, date(2030, 12, 31), False, id="no-start"),
        pytest.param(None, date(2031, 1, 1), True, id="no-start-ends-late"),
    ],
)
def test_a_span_outside_another(starts: date | None, ends: date | None, expected: bool) -> None:
    assert outside(starts, ends, TO_2030.starts, TO_2030.due) is expected
    assert not outside(starts, ends, None, None)

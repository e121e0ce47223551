"""Nhắc việc: who still owes what, told once a day; run by cron through `manage.py send_reminders`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.notices import people_of, period_query, tell
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import TO_WRITE, UnitProgress, progress_by_unit
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_date
from plans.models import Period, Plan

# Days before the due day on which cron reminds; after it, every day.
BEFORE = {7, 3, 1, 0}


@dataclass(frozen=True)
class Reminder:
    """One line for the people of a unit; `key` makes it once a day."""

    unit: Unit
    people: list[User]
    key: str
    text: str
    url: str
    whom: str = ""

    @property
    def addressee(self) -> str:
        """The unit, or its head when only the head can do it."""
        return f"{self.unit} ({self.whom})" if self.whom else str(self.unit)


@dataclass
class Reminded:
    """How many people were told now, of which units; whom nobody could be told for; who knew already."""

    people: int = 0
    units: list[Unit] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    already: bool = False


def remind(scope: Scope, plan: Plan, today: date, *, dry_run: bool = False) -> Reminded:
    """Remind every unit that still has something to write or to approve.

    Sent again on the same day, nobody is told twice.
    """
    found = Reminded()
    for reminder in reminders(scope, plan, today):
        count = len(reminder.people)
        if not dry_run:
            told = {"key": reminder.key, "text": reminder.text, "url": reminder.url}
            count = len(tell(reminder.people, by_letter=True, **told))
        _count(found, reminder, count)
    return found


def _count(found: Reminded, reminder: Reminder, count: int) -> None:
    found.people += count
    if count and reminder.unit not in found.units:
        found.units.append(reminder.unit)
    if not reminder.people:
        found.missing.append(reminder.addressee)
    elif not count:
        found.already = True


def reminders(scope: Scope, plan: Plan, today: date) -> Iterator[Reminder]:
    """What each unit is told today."""
    period = scope.period
    if period is None or not period.is_open:
        return
    for unit in progress_by_unit(QuarterBook(scope).due.all, period):
        due = max(period.due, unit.extension.due) if unit.extension else period.due
        if unit.work(*TO_WRITE):
            yield _to_write(unit, period, due, today)
        if unit.work("waiting"):
            yield _to_approve(unit, period, due, today)


def _to_write(unit: UnitProgress, period: Period, due: date, today: date) -> Reminder:
    text = f"{period.label}: {unit.unit} còn {unit.work(*TO_WRITE)} việc chưa gửi, {_when(due, today)}."
    people = people_of(unit.unit, Role.OFFICER, Role.HEAD)
    url = reverse("my_work") + period_query(period)
    return Reminder(unit.unit, people, f"remind:{period.pk}:{today}", text, url)


def _to_approve(unit: UnitProgress, period: Period, due: date, today: date) -> Reminder:
    text = f"{period.label}: {unit.work('waiting')} báo cáo của {unit.unit} chờ duyệt, {_when(due, today)}."
    people = people_of(unit.unit, Role.HEAD)
    url = reverse("my_work") + period_query(period)
    return Reminder(unit.unit, people, f"approve:{period.pk}:{today}", text, url, whom="lãnh đạo")


def _when(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return f"đã quá hạn {-days} ngày ({format_date(due)})"
    return f"hạn hôm nay ({format_date(due)})" if days == 0 else f"còn {days} ngày ({format_date(due)})"


def is_reminder_day(due: date, today: date) -> bool:
    """Whether cron reminds today: 7, 3, 1 days before, on the day, and every day after it."""
    return today > due or (due - today).days in BEFORE

"""Nhắc việc: who still owes what, told once a day; run by cron through `manage.py send_reminders`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.notices import people_by_unit, period_query, tell
from bachdang.standing.due_reports import TO_WRITE, states_by_unit
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_date
from plans.models import Extension

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


def remind(book: QuarterBook, today: date, *, dry_run: bool = False) -> Reminded:
    """Remind every unit that still has something to write or to approve.

    Sent again on the same day, nobody is told twice.
    """
    found = Reminded()
    for reminder in reminders(book, today):
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


def reminders(book: QuarterBook, today: date) -> Iterator[Reminder]:
    """What each unit is told today."""
    period = book.scope.period
    if period is None or not period.is_open:
        return
    states = states_by_unit(book)
    people = people_by_unit(states, Role.OFFICER, Role.HEAD)
    extended = dict(Extension.objects.filter(period=period).values_list("unit", "due"))
    for unit, counts in states.items():
        when = _when(max(period.due, extended.get(unit.pk, period.due)), today)
        to_write, waiting = sum(counts[key] for key in TO_WRITE), counts["waiting"]
        writers = people.get(unit.pk, [])
        heads = [one for one, roles in writers if Role.HEAD in roles]
        url = reverse("my_work") + period_query(period)
        if to_write:
            text = f"{period.label}: {unit} còn {to_write} việc chưa gửi, {when}."
            yield Reminder(unit, [one for one, _ in writers], f"remind:{period.pk}:{today}", text, url)
        if waiting:
            text = f"{period.label}: {waiting} báo cáo của {unit} chờ duyệt, {when}."
            yield Reminder(unit, heads, f"approve:{period.pk}:{today}", text, url, whom="lãnh đạo")


def _when(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return f"đã quá hạn {-days} ngày ({format_date(due)})"
    return f"hạn hôm nay ({format_date(due)})" if days == 0 else f"còn {days} ngày ({format_date(due)})"


def is_reminder_day(due: date, today: date) -> bool:
    """Whether cron reminds today: 7, 3, 1 days before, on the day, and every day after it."""
    return today > due or (due - today).days in BEFORE

"""Nhắc việc: who still owes what, told once a day by cron (`manage.py send_reminders`) or by the office."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import MANAGE_PERIODS, Role, may
from bachdang.reporting.flow.notices import people_by_unit, period_query, tell
from bachdang.standing.due_reports import TO_WRITE, states_by_unit
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.working_days import is_working_day, working_days_left
from plans.models import Topic

# Working days before the due day on which cron reminds; after it, every working day.
BEFORE = {7, 3, 1, 0}


@dataclass(frozen=True)
class Reminder:
    """One line for the people of a unit; `key` makes it once a day. `owing`: the line without its subject."""

    unit: Unit
    people: list[User]
    key: str
    text: str
    url: str
    owing: str
    whom: str = ""

    @property
    def addressee(self) -> str:
        """The unit, or its head when only the head can do it."""
        return f"{self.unit} ({self.whom})" if self.whom else str(self.unit)

    def for_some(self, chosen: Chosen) -> Reminder | None:
        """For those of its people who were chosen, with the office's own words; None for nobody chosen."""
        if self.unit.pk in chosen.units:
            people = self.people
        else:
            people = [one for one in self.people if one.pk in chosen.people]
            if not people:
                return None
        if not chosen.words:
            return replace(self, people=people)
        mark = hashlib.sha256(chosen.words.encode()).hexdigest()[:16]
        return replace(
            self,
            people=people,
            key=f"{self.key}:{mark}",
            text=f"{self.text} {' '.join(chosen.words.split())}",
        )


@dataclass(frozen=True)
class Chosen:
    """Whom the office reminds: everyone of these units, and these people; words added to each line."""

    units: Collection[int] = ()
    people: Collection[int] = ()
    words: str = ""


@dataclass
class Reminded:
    """How many people were told now, of which units; whom nobody could be told for; who knew already."""

    people: int = 0
    units: list[Unit] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    already: bool = False
    names: list[str] = field(default_factory=list)


def remind(book: QuarterBook, today: date, *, dry_run: bool = False, chosen_day: bool = False) -> Reminded:
    """Remind every unit that still has something to write or to approve.

    Sent again on the same day, nobody is told twice.
    """
    return _send(list(reminders(book, today, chosen_day=chosen_day)), book, dry_run=dry_run)


@transaction.atomic
def remind_chosen(book: QuarterBook, today: date, *, by: User, chosen: Chosen) -> Reminded:
    """The office reminds some units or persons; what was said to whom stays in the history."""
    if not may(by, MANAGE_PERIODS):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy nhắc các đơn vị.")
    some = [wanted for one in reminders(book, today) if (wanted := one.for_some(chosen)) is not None]
    found = _send(some, book)
    period = book.scope.period
    if found.people and period is not None:
        record_event(
            verb="remind",
            subject=period,
            by=by,
            locality=book.plan.locality_id,
            changes={"Đã nhắc": (None, ", ".join(found.names))},
            reason=chosen.words.strip(),
        )
    return found


def _send(some: Iterable[Reminder], book: QuarterBook, *, dry_run: bool = False) -> Reminded:
    found = Reminded()
    for reminder in some:
        told = reminder.people
        if not dry_run:
            about = f"remind:{book.scope.period.pk if book.scope.period else 0}:{reminder.unit.pk}"
            said = {"key": reminder.key, "text": reminder.text, "url": reminder.url, "about": about}
            made = tell(
                reminder.people, by_letter=True, topic=Topic.REMINDER, period=book.scope.period, **said
            )
            told = [one.user for one in made]
        _count(found, reminder, told)
    return found


def _count(found: Reminded, reminder: Reminder, told: Sequence[User]) -> None:
    found.people += len(told)
    found.names += [f"{one} ({reminder.unit})" for one in told]
    if told and reminder.unit not in found.units:
        found.units.append(reminder.unit)
    if not reminder.people:
        found.missing.append(reminder.addressee)
    elif not told:
        found.already = True


def reminders(book: QuarterBook, today: date, *, chosen_day: bool = False) -> Iterator[Reminder]:
    """What each unit is told today.

    `chosen_day`: only units for one of whose due days today is a day to remind.
    """
    period = book.scope.period
    if period is None or not period.is_open:
        return
    states = states_by_unit(book)
    people = people_by_unit(states, Role.OFFICER, Role.HEAD)
    for unit, reports in states.items():
        to_write = {item for item, state in reports.items() if state in TO_WRITE}
        waiting = {item for item, state in reports.items() if state == "waiting"}
        days = [day for day, _ in due_days_of(book, unit, to_write | waiting)]
        if chosen_day and not any(is_reminder_day(day, today) for day in days):
            continue
        writers = people.get(unit.pk, [])
        heads = [one for one, roles in writers if Role.HEAD in roles]
        url = reverse("my_work") + period_query(period)
        if to_write:
            when = _whens(book, unit, to_write, today)
            text = f"{period.label}: {unit} còn {len(to_write)} việc chưa gửi, {when}."
            everyone, owing = [one for one, _ in writers], f"còn {len(to_write)} việc chưa gửi, {when}"
            yield Reminder(unit, everyone, f"remind:{period.pk}:{today}", text, url, owing)
        if waiting:
            when = _whens(book, unit, waiting, today)
            text = f"{period.label}: {len(waiting)} báo cáo của {unit} chờ duyệt, {when}."
            owing = f"{len(waiting)} báo cáo chờ lãnh đạo duyệt, {when}"
            yield Reminder(unit, heads, f"approve:{period.pk}:{today}", text, url, owing, whom="lãnh đạo")


def due_days_of(book: QuarterBook, unit: Unit, items: Iterable[int]) -> list[tuple[date, int]]:
    """The due days of some reports of a unit, the nearest first, each with how many of them."""
    period = book.scope.period
    assert period is not None
    return sorted(Counter(book.due_days.day(period, unit.pk, item) for item in items).items())


def _whens(book: QuarterBook, unit: Unit, items: Collection[int], today: date) -> str:
    days = due_days_of(book, unit, items)
    if len(days) == 1:
        return _when(days[0][0], today)
    return "; ".join(f"{count} việc {_when(day, today)}" for day, count in days)


def _when(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return f"đã quá hạn {-days} ngày ({format_date(due)})"
    if days == 0:
        return f"hạn hôm nay ({format_date(due)})"
    left = working_days_left(today, due)
    return f"còn {left} ngày làm việc ({format_date(due)})" if left else f"hạn {format_date(due)}"


def is_reminder_day(due: date, today: date) -> bool:
    """Whether cron reminds today: 7, 3, 1 working days before, on the day, and every working day after it."""
    if due == today:
        return True
    return is_working_day(today) and (today > due or working_days_left(today, due) in BEFORE)

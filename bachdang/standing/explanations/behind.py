"""Why an item needs attention in a quarter, in one sentence: what a leader reads before asking the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook, book_of_item
from bachdang.standing.tasks import TaskRow
from bachdang.vietnamese.numbers import format_date
from indicators.explaining import shortfall
from indicators.rules import Status
from indicators.target_row import TargetRow
from plans.models import Item, ItemKind
from plans.rules import TASK_STATUS_LABELS, TaskStatus


@dataclass(frozen=True)
class Behind:
    """An item as it is asked about: its name, its status in words, and what it is short of or ""."""

    title: str
    status: str
    reason: str


def behind(scope: Scope, item: Item) -> Behind:
    """Of one item in the quarter of a scope; of several targets the worst."""
    book = book_of_item(scope, item.pk)
    if item.kind == ItemKind.INDICATOR:
        rows = sorted(_of(book.target_rows, item), key=lambda row: row.severity)
        return _of_target(rows[0]) if rows else Behind(item.code, "", "")
    found = [row for row in _dated(book) if row.item.pk == item.pk]
    return _of_task(found[0]) if found else Behind(item.code, "", "")


def _of(rows: Iterable[TargetRow], item: Item) -> list[TargetRow]:
    return [row for row in rows if row.item.pk == item.pk]


def _dated(book: QuarterBook) -> list[TaskRow]:
    return [*book.tasks, *book.projects]


def _of_target(row: TargetRow) -> Behind:
    return Behind(row.title, Status(row.status).label, shortfall(row))


def _of_task(row: TaskRow) -> Behind:
    return Behind(row.title, TASK_STATUS_LABELS[TaskStatus(row.status)], lateness(row))


def lateness(row: TaskRow) -> str:
    """ "quá hạn 14 ngày (hạn 30/09/2026)", "đến hạn 30/09/2026"; "" for what has no day or is not near it."""
    if row.due is None:
        return ""
    days = ((row.day or row.due) - row.due).days
    if row.status == TaskStatus.OVERDUE:
        return f"quá hạn {days} ngày (hạn {format_date(row.due)})"
    return f"đến hạn {format_date(row.due)}" if row.status == TaskStatus.DUE_SOON else ""

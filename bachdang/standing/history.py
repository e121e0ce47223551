"""Nhật ký: events with the names and pages of what they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, User
from bachdang.scope.links import item_url
from bachdang.standing.plan_book import join
from plans.models import Decision, Item, Period, Report

KNOWN: dict[str, type[Model]] = {"accounts.user": User, "plans.period": Period, "plans.decision": Decision}


@dataclass(frozen=True)
class HistoryRow:
    """One event; `subject` names what it was about, `url` is its page or ""."""

    event: AuditEvent
    subject: str
    url: str


class HistoryRows(Sequence[HistoryRow]):
    """The events of a query as rows; names are fetched for the part that is read, not for all."""

    def __init__(self, events: QuerySet[AuditEvent]) -> None:
        self._events = events
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._events.count()
        return self._count

    @overload
    def __getitem__(self, index: int) -> HistoryRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[HistoryRow]: ...
    def __getitem__(self, index: int | slice) -> HistoryRow | list[HistoryRow]:
        if isinstance(index, slice):
            return name_events(list(self._events[index]))
        return name_events([self._events[index]])[0]

    def __iter__(self) -> Iterator[HistoryRow]:
        return iter(name_events(list(self._events)))


def history_for(user: User | AnonymousUser, item: Item) -> list[AuditEvent]:
    """The last events of an item the user may see, without what reports say that the user may not read yet.
    At most two queries.
    """
    hidden = Report.objects.filter(item=item).hidden_from(user).values_list("pk", flat=True)
    events = AuditEvent.objects.filter(item_id=item.pk).select_related("by__unit")
    return list(events.exclude(subject__in=[f"{Report._meta.label_lower}:{pk}" for pk in hidden])[:50])


def name_events(events: Sequence[AuditEvent]) -> list[HistoryRow]:
    """Events with who did what to which subject in words, in a constant number of queries."""
    people = User.objects.select_related("unit").in_bulk({one.by_id for one in events} - {None})
    join(events, ["by"], people)
    items = Item.objects.order_by().in_bulk({one.item_id for one in events if one.item_id is not None})
    named = _named(one.subject for one in events if one.item_id is None)
    return [_row(one, items, named) for one in events]


def _row(event: AuditEvent, items: dict[int, Item], named: dict[str, tuple[str, str]]) -> HistoryRow:
    item = items.get(event.item_id) if event.item_id is not None else None
    if item is not None:
        return HistoryRow(event, item.code, item_url(item))
    words, url = named.get(event.subject, (_kind(event.subject), ""))
    return HistoryRow(event, words, url)


def _named(subjects: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Subject → (words, page) for accounts, periods and decisions."""
    keys: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        label, _, pk = subject.partition(":")
        keys[label].add(pk)
    named = {}
    for label in KNOWN.keys() & keys.keys():
        model = KNOWN[label]
        for one in model._default_manager.filter(pk__in=keys[label]):
            named[f"{label}:{one.pk}"] = _name(one)
    return named


def _name(one: Model) -> tuple[str, str]:
    if isinstance(one, User):
        return f"Tài khoản {one.username}", ""
    if isinstance(one, Decision):
        return f"Quyết định số {one.number}", reverse("decision_detail", args=[one.pk])
    assert isinstance(one, Period)
    return f"Kỳ {one.label}", reverse("period_detail", args=[one.slug])


def _kind(subject: str) -> str:
    """What kind of thing it was: "kế hoạch"."""
    label = subject.partition(":")[0]
    try:
        return str(apps.get_model(label)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return label

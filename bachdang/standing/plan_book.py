"""What a plan is whatever quarter is looked at: its items with all that hangs from them, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from bachdang.accounts.models import Unit, User
from indicators.models import Indicator
from indicators.rules import Quarter
from plans.models import (
    Clause,
    Item,
    ItemKind,
    Milestone,
    Occurrence,
    Override,
    Plan,
    Terms,
    TermsState,
    TermsUnit,
)
from projects.models import Project, ProjectReport

Hanging = TypeVar("Hanging", Occurrence, Milestone)
Row = TypeVar("Row", bound=Model)


class Step(NamedTuple):
    """What one counted report of a project (its key) said of the stage, in which quarter."""

    quarter: Quarter
    stage: str
    completed_on: date | None
    report: int


class PlanBook:
    """A plan's items but its indicators, with terms, clauses, units and people; a constant number of queries.

    `only`: a part of the items, as a condition on rows that have an `item`.
    """

    def __init__(self, plan: Plan, only: Q | None = None) -> None:
        self.plan = plan
        self.mine = Q(item__plan=plan) & (only or Q())
        self.users: dict[int, User] = {}
        self.first: dict[int, Terms] = {}
        """The terms that each item began with."""

    def terms(self, kind: str, day: date) -> list[Terms]:
        """The terms that hold on `day` of the items of a kind, in the document's order; none that ended.

        The same rows as Terms.objects.valid_on(day).
        """
        return [one for one in self.versions(kind, day) if one.state != TermsState.ENDED]

    def versions(self, kind: str, day: date) -> list[Terms]:
        """The same with those that ended."""
        held: dict[int, Terms] = {}
        for terms in self._kinds.get(kind, ()):
            if terms.valid_from <= day:
                # The later version comes later and takes the place of the earlier one.
                held[terms.item_id] = terms
        return list(held.values())

    def versions_of(self, item: int) -> list[Terms]:
        """Every version of the terms of an item, the oldest first."""
        return [one for kind in self._kinds.values() for one in kind if one.item_id == item]

    @cached_property
    def _kinds(self) -> dict[str, list[Terms]]:
        """Every version of the terms by the kind of item; each item is one object in all of them."""
        rows = Terms.objects.filter(self.mine).exclude(item__kind=ItemKind.INDICATOR)
        rows = rows.select_related("item__clause", "decision")
        found: dict[str, list[Terms]] = defaultdict(list)
        items: dict[int, Item] = {}
        for terms in rows.order_by("item__order", "item_id", "valid_from"):
            link(terms, item=items.setdefault(terms.item_id, terms.item))
            found[terms.item.kind].append(terms)
            self.first.setdefault(terms.item_id, terms)
        self._link_units([one for kind in found.values() for one in kind])
        self._link_items(items)
        return found

    @cached_property
    def items(self) -> dict[int, Item]:
        """The items by key, in the document's order."""
        return {one.item_id: one.item for kind in self._kinds.values() for one in kind}

    def _link_units(self, terms: Sequence[Terms]) -> None:
        """The units that the terms name, in their official order."""
        named: dict[int, list[TermsUnit]] = defaultdict(list)
        rows = list(TermsUnit.objects.filter(terms__in=[one.pk for one in terms]).order_by("pk"))
        self.name_units(rows, "unit")
        for one in sorted(rows, key=lambda one: one.unit.order):
            named[one.terms_id].append(one)
        for owner in terms:
            keep(owner, units=named[owner.pk])

    def _link_items(self, items: dict[int, Item]) -> None:
        known = items | self._parents(items)
        clauses = self._clauses(known.values())
        self.name_units(items.values(), "reporter")
        self.name_people(items.values(), "contact", "contact_named_by")
        for one in known.values():
            link(one, plan=self.plan, clause=clauses.get(one.clause_id or 0))
        for one in items.values():
            link(
                one,
                parent=known.get(one.parent_id or 0),
                heading=clauses.get(one.heading_id or 0),
            )

    @staticmethod
    def _parents(items: dict[int, Item]) -> dict[int, Item]:
        """Items that others stand under and that are not among them: of a part of the plan there may be."""
        wanted = {one.parent_id for one in items.values() if one.parent_id is not None} - items.keys()
        return Item.objects.select_related("clause").order_by().in_bulk(wanted) if wanted else {}

    @staticmethod
    def _clauses(items: Iterable[Item]) -> dict[int, Clause]:
        """The clauses of items with those above them, and their headings."""
        rows = list(items)
        known = {one.clause.pk: one.clause for one in rows if one.clause is not None}
        above = {one.parent_id for one in known.values()} | {one.heading_id for one in rows}
        found: dict[int, Clause] = Clause.objects.order_by().in_bulk(above - {None} - known.keys())
        found |= known
        for one in known.values():
            link(one, parent=found.get(one.parent_id or 0))
        return found

    @cached_property
    def units(self) -> dict[int, Unit]:
        """All units of the locality, and what know_units has added."""
        return Unit.objects.filter(locality=self.plan.locality_id).order_by().in_bulk()

    def know_units(self, keys: Iterable[int | None]) -> None:
        """Fetch units that are not known yet."""
        if missing := {pk for pk in keys if pk is not None} - self.units.keys():
            self.units |= Unit.objects.in_bulk(missing)

    def know_users(self, keys: Iterable[int | None]) -> None:
        """Fetch people who are not known yet."""
        if missing := {pk for pk in keys if pk is not None} - self.users.keys():
            self.users |= User.objects.order_by().in_bulk(missing)

    def name_units(self, rows: Collection[Model], *names: str) -> None:
        """Let foreign keys of rows answer with units that are known, or fetched now."""
        self.know_units(getattr(row, f"{name}_id") for row in rows for name in names)
        join(rows, names, self.units)

    def name_people(self, rows: Collection[Model], *names: str) -> None:
        """The same with people."""
        self.know_users(getattr(row, f"{name}_id") for row in rows for name in names)
        join(rows, names, self.users)

    @cached_property
    def occurrences(self) -> dict[int, list[Occurrence]]:
        return by_item(Occurrence.objects.filter(item__in=self.items).order_by("year"))

    @cached_property
    def milestones(self) -> dict[int, list[Milestone]]:
        """By item, the earliest due first."""
        return milestones_of(self.items)

    @cached_property
    def overrides(self) -> dict[tuple[int, int], Override]:
        """The office's own verdicts by item and round (tasks and projects have no series)."""
        rows = Override.objects.filter(self.mine, series="").exclude(item__kind=ItemKind.INDICATOR)
        return {(one.item_id, one.period_id): one for one in rows.select_related("made_by")}

    @cached_property
    def projects(self) -> dict[int, Project]:
        """What is a project and no more: its group and field."""
        return Project.objects.in_bulk(self.project_keys)

    @property
    def project_keys(self) -> list[int]:
        return [pk for pk, one in self.items.items() if one.kind == ItemKind.PROJECT]

    @cached_property
    def steps(self) -> dict[int, list[Step]]:
        """What counted reports of projects said of their stage, the oldest first."""
        found: dict[int, list[Step]] = defaultdict(list)
        reports = ProjectReport.objects.filter(report__item__in=self.project_keys, report__counted=True)
        rows = reports.order_by("report__period__year", "report__period__quarter").values_list(
            "report__item", "report__period__year", "report__period__quarter", "stage", "completed_on", "pk"
        )
        for item, year, quarter, stage, completed_on, report in rows:
            found[item].append(Step(Quarter(year, quarter), stage, completed_on, report))
        return found

    @cached_property
    def promises(self) -> dict[int, list[Promise]]:
        """When figures of indicators are owed: by indicator the versions of its targets, the oldest first."""
        named = Terms.objects.filter(item=OuterRef("pk")).order_by("valid_from").values("valid_from")[:1]
        rows = Indicator.objects.filter(self.mine, derived_rule="")
        rows = rows.filter(Q(numerator_from=None) | Q(denominator_from=None)).annotate(since=Subquery(named))
        fields = ("valid_from", "state", "kind", "horizon")
        found: dict[int, list[Promise]] = defaultdict(list)
        for row in rows.order_by("item__order", "pk", "targets__terms_set__valid_from").values_list(
            "pk", "item__reporter", "frequency", "since", "targets",
            *(f"targets__terms_set__{name}" for name in fields),
        ):  # fmt: skip
            found[row[0]].append(Promise(*row))
        return found


class Promise(NamedTuple):
    """One version of a target, as far as it says when figures are owed; `target` None: a plain quantity.

    `since`: the first day on which the indicator has a name.
    """

    item: int
    reporter: int | None
    frequency: str
    since: date | None
    target: int | None
    valid_from: date | None
    state: str | None
    kind: str | None
    horizon: date | None


def join(rows: Iterable[Model], names: Sequence[str], known: Mapping[int, Model]) -> None:
    """Let foreign keys of rows answer without a query, with what is known by primary key."""
    for row in rows:
        link(row, **{name: known.get(getattr(row, f"{name}_id") or 0) for name in names})


def link(row: Model, **related: Model | None) -> None:
    """Let foreign keys of a row answer without a query, as select_related does."""
    row._state.fields_cache.update(related)


def keep(row: Model, **rows: Sequence[Model]) -> None:
    """Let reverse relations of a row answer .all() without a query, as prefetch_related does."""
    row.__dict__.setdefault("_prefetched_objects_cache", {}).update(rows)


def hang(owners: Collection[Model], name: str, rows: QuerySet[Row], by: str) -> list[Row]:
    """Fetch what hangs from rows (`by`: its foreign key to them) and let their reverse relation answer with
    it. One query, none without owners; prefetch_related does the same, slower.
    """
    if not owners:
        return []
    found = list(rows.filter(**{f"{by}__in": [one.pk for one in owners]}))
    own: dict[object, list[Row]] = defaultdict(list)
    known = {one.pk: one for one in owners}
    for row in found:
        pk = getattr(row, f"{by}_id")
        link(row, **{by: known[pk]})
        own[pk].append(row)
    for one in owners:
        keep(one, **{name: own[one.pk]})
    return found


def milestones_of(items: Iterable[int]) -> dict[int, list[Milestone]]:
    """Milestones by item, the earliest due first."""
    return by_item(Milestone.objects.filter(item__in=list(items)).order_by("due", "pk"))


def by_item(rows: Iterable[Hanging]) -> dict[int, list[Hanging]]:
    grouped: dict[int, list[Hanging]] = {}
    for row in rows:
        grouped.setdefault(row.item_id, []).append(row)
    return grouped

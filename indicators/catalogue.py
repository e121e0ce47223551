"""The indicators of a plan as one net: each row fetched once and shared by all that point to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bachdang.accounts.models import Unit
from indicators.models import Indicator
from plans.models import Item, Plan

SOURCES = ("derived_from", "derived_by", "numerator_from", "denominator_from")


def catalogue(plan: Plan, only: Collection[int] | None = None) -> dict[int, Indicator]:
    """Indicators by primary key (`only` these and what they are computed from), in the plan's order.

    With item, programme and its heading, reporter and sources; a constant number of queries for a whole plan,
    two more for each step from an indicator to its sources.
    """
    rows = Indicator.objects.select_related("item").order_by()
    mine = rows.filter(item__plan=plan)
    found = {one.pk: one for one in (mine if only is None else mine.filter(pk__in=only))}
    while lacking := _source_ids(found.values()) - found.keys():
        found |= rows.in_bulk(lacking)
    _join_items(plan, [one.item for one in found.values()])
    for one in found.values():
        for name in SOURCES:
            pk = getattr(one, f"{name}_id")
            setattr(one, name, found[pk] if pk else None)
    # Indicators that a decision added have the place of the one they follow.
    return dict(sorted(found.items(), key=lambda pair: (pair[1].item.order, pair[0])))


def _source_ids(indicators: Iterable[Indicator]) -> set[int]:
    return {pk for one in indicators for name in SOURCES if (pk := getattr(one, f"{name}_id"))}


def _join_items(plan: Plan, items: Sequence[Item]) -> None:
    programmes = Item.objects.filter(pk__in={one.parent_id for one in items}).order_by()
    parents = {one.pk: one for one in programmes.select_related("clause__parent")}
    units = Unit.objects.order_by().in_bulk({one.reporter_id for one in (*items, *parents.values())} - {None})
    for item in (*parents.values(), *items):
        item.reporter = units.get(item.reporter_id) if item.reporter_id else None
        item.parent = parents.get(item.parent_id) if item.parent_id else None
        if item.plan_id == plan.pk:
            item.plan = plan

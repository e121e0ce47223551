"""The indicators of a plan as one net: each row fetched once and shared by all that point to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from bachdang.accounts.models import Unit
from indicators.models import Indicator
from plans.models import Item, Plan

SOURCES = ("derived_from", "derived_by", "numerator_from", "denominator_from")


def catalogue(
    plan: Plan, only: Q | None = None, units: Mapping[int, Unit] | None = None
) -> tuple[dict[int, Indicator], set[int]]:
    """Indicators by primary key in the plan's order, and which of them are asked for: `only` these, the
    others are what they are computed from.

    With item, programme and its heading, reporter and sources; a constant number of queries for a whole plan,
    two more for each step from an indicator to its sources. `units`: those that are known already.
    """
    rows = Indicator.objects.select_related("item").order_by()
    found = {one.pk: one for one in rows.filter(only or Q(), item__plan=plan)}
    asked = {*found}
    while lacking := _source_ids(found.values()) - found.keys():
        found |= rows.in_bulk(lacking)
    _join_items(plan, [one.item for one in found.values()], units or {})
    for one in found.values():
        for name in SOURCES:
            pk = getattr(one, f"{name}_id")
            setattr(one, name, found[pk] if pk else None)
        if one.part_of_id in found:
            one.part_of = found[one.part_of_id]
    # Indicators that a decision added have the place of the one they follow.
    return dict(sorted(found.items(), key=lambda pair: (pair[1].item.order, pair[0]))), asked


def _source_ids(indicators: Iterable[Indicator]) -> set[int]:
    return {pk for one in indicators for name in SOURCES if (pk := getattr(one, f"{name}_id"))}


def _join_items(plan: Plan, items: Sequence[Item], units: Mapping[int, Unit]) -> None:
    programmes = Item.objects.filter(pk__in={one.parent_id for one in items}).order_by()
    parents = {one.pk: one for one in programmes.select_related("clause__parent")}
    reporters = {one.reporter_id for one in (*items, *parents.values())} - {None}
    if lacking := reporters - units.keys():
        units = {**units, **Unit.objects.order_by().in_bulk(lacking)}
    for item in (*parents.values(), *items):
        item.reporter = units.get(item.reporter_id) if item.reporter_id else None
        item.parent = parents.get(item.parent_id) if item.parent_id else None
        if item.plan_id == plan.pk:
            item.plan = plan

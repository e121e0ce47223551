"""Chỉ tiêu chủ yếu: which indicators the office puts on top of Tổng quan, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from indicators.models import HEADLINE_LAST, Indicator
from indicators.terms.planning import STALE, StaleFigures, seen
from plans.models import Plan

Places = Mapping[int, int]
"""The place of each headline indicator, by the indicator's primary key."""


def stored_places(plan: Plan) -> dict[int, int]:
    rows = Indicator.objects.filter(item__plan=plan, headline__isnull=False)
    return {pk: place for pk, place in rows.values_list("pk", "headline") if place is not None}


def seen_places(places: Places) -> str:
    """A short mark of what a form showed, to notice that someone else saved since."""
    return seen(sorted(places.items()))


def headline_faults(places: Places) -> dict[int, str]:
    """What is wrong with the place of an indicator, by its primary key: out of range, or given twice."""
    number = Counter(places.values())
    found = {}
    for pk, place in places.items():
        if not 1 <= place <= HEADLINE_LAST:
            found[pk] = f"Thứ tự từ 1 đến {HEADLINE_LAST}; để trống nếu không phải chỉ tiêu chủ yếu."
        elif number[place] > 1:
            found[pk] = f"Thứ tự {place} được ghi cho {number[place]} chỉ tiêu. Mỗi chỉ tiêu một thứ tự."
    return found


@transaction.atomic
def set_headlines(*, plan: Plan, places: Places, by: User, expected: str) -> int:
    """Make these the plan's headline indicators; returns how many changed. `expected`: what the form showed.

    Raises PermissionDenied, StaleFigures, or ValidationError for a place out of range or given twice.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy chọn chỉ tiêu chủ yếu.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    known = stored_places(plan)
    if seen_places(known) != expected:
        raise StaleFigures(STALE)
    if faults := headline_faults(places):
        raise ValidationError(list(dict.fromkeys(faults.values())))
    marked = Indicator.objects.filter(item__plan=plan).select_related("item")
    rows = marked.in_bulk([*{*known, *places}])
    changed = [one for pk, one in rows.items() if known.get(pk) != places.get(pk)]
    for one in changed:
        one.headline = places.get(one.pk)
        record_event(
            verb="set_headline",
            subject=one,
            by=by,
            locality=plan.locality_id,
            item_id=one.pk,
            changes={f"Thứ tự chỉ tiêu chủ yếu của {one.item.code}": (known.get(one.pk), one.headline)},
        )
    Indicator.objects.bulk_update(changed, ["headline"])
    return len(changed)

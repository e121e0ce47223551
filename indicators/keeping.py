"""Standings are kept: written anew in the transaction of whatever decides them, read by every page.

Quarters are kept from the plan's first to that of its newest round. What is not kept is judged when it is
read (TargetBook), so a missing row costs time and never a wrong word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction

from indicators import rules
from indicators.models import Indicator, TargetStanding
from indicators.rules import Quarter
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from plans.models import Period, Plan


def kept_quarters(plan: Plan) -> list[Quarter]:
    """The quarters whose standings are kept, the earliest first; none before a round was opened."""
    opened = Period.objects.filter(plan=plan).opened().order_by("-year", "-quarter")
    newest = opened.values_list("year", "quarter").first()
    return Quarter.of(plan.starts).until(Quarter(*newest)) if newest else []


def resting_on(plan: Plan, indicators: Collection[int]) -> set[int]:
    """These indicators (primary keys) and all that are computed from them, also by several steps."""
    links = Indicator.objects.filter(item__plan=plan).values_list(
        "pk", "derived_from", "derived_by", "numerator_from", "denominator_from"
    )
    known = [(pk, set(sources) - {None}) for pk, *sources in links]
    found, more = set[int](), set(indicators)
    while more:
        found |= more
        more = {pk for pk, sources in known if sources & found} - found
    return found


@transaction.atomic
def restate(plan: Plan, indicators: Collection[int] | None = None, since: Quarter | None = None) -> int:
    """Write anew how the targets of these indicators (None: of all) stand; returns the number of rows.

    `since`: the first quarter that what has changed can be seen in. Called last in its transaction: it waits
    for whoever writes the standing of the same indicators, so that two at once end as one after the other.
    """
    touched = None if indicators is None else resting_on(plan, indicators)
    held = Indicator.objects.filter(item__plan=plan).select_for_update(no_key=True, of=("self",))
    list((held if touched is None else held.filter(pk__in=touched)).order_by("pk").values_list("pk"))
    kept = TargetStanding.objects.filter(plan=plan)
    if touched is not None:
        kept = kept.filter(indicator__in=touched)
    quarters = [one for one in kept_quarters(plan) if since is None or one >= since]
    kept.from_quarter(since).delete()
    return len(TargetStanding.objects.bulk_create(judged(plan, quarters, touched), batch_size=500))


def complete(plan: Plan) -> int:
    """Write the quarters of which nothing is kept yet, as when a round was opened."""
    known = set(TargetStanding.objects.filter(plan=plan).values_list("year", "quarter").distinct())
    missing = [one for one in kept_quarters(plan) if (one.year, one.quarter) not in known]
    return restate(plan, since=missing[0]) if missing else 0


def drop_unkept(plan: Plan) -> None:
    """Forget what is kept of quarters after the newest round, as when one was withdrawn."""
    quarters = kept_quarters(plan)
    since = quarters[-1].next() if quarters else None
    TargetStanding.objects.filter(plan=plan).from_quarter(since).delete()


def judged(
    plan: Plan, quarters: Collection[Quarter], indicators: Collection[int] | None = None
) -> Iterator[TargetStanding]:
    """The rows to be kept for some quarters, as the rules judge now; unsaved."""
    if not quarters:
        return
    book = TargetBook(plan, max(quarters), indicators=indicators, anew=True)
    for at in quarters:
        for row in [*book.rows(at), *book.plain_rows(at)]:
            yield _to_keep(plan, row)


def _to_keep(plan: Plan, row: TargetRow) -> TargetStanding:
    points = [one for one in row.points if one.quarter <= row.at]
    return TargetStanding(
        plan=plan,
        indicator=row.indicator,
        target=None if row.is_plain else row.target,
        year=row.at.year,
        quarter=row.at.quarter,
        status=row.computed,
        detail=rules.standing_to_json(row.standing),
        points=rules.points_to_json(points),
        lacking=[[part, str(at)] for part, at in row.book.lacking(row)],
    )


@dataclass(frozen=True)
class Stale:
    """A kept standing that is not what the rules say: of which indicator and quarter, as kept, as judged."""

    code: str
    at: Quarter
    kept: str
    judged: str


def stale_standings(plan: Plan) -> Iterator[Stale]:
    """Every row that is missing, is left over, or says something else than the rules."""
    quarters = kept_quarters(plan)
    expected = {_key(one): one for one in judged(plan, quarters)}
    found = {_key(one): one for one in TargetStanding.objects.filter(plan=plan)}
    codes = dict(Indicator.objects.filter(item__plan=plan).values_list("pk", "item__code"))
    for key in sorted(expected.keys() | found.keys(), key=lambda one: (one[2:], one[0], one[1] or 0)):
        kept, right = found.get(key), expected.get(key)
        if kept is None or right is None or _said(kept) != _said(right):
            at = Quarter(*key[2:])
            yield Stale(codes[key[0]], at, kept.status if kept else "", right.status if right else "")


def _key(row: TargetStanding) -> tuple[int, int | None, int, int]:
    return row.indicator_id, row.target_id, row.year, row.quarter


def _said(row: TargetStanding) -> tuple[object, ...]:
    return row.status, row.detail, row.points, row.lacking

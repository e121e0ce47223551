"""What each year brought towards a target, and what each year that remains must still bring (rule 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.rules import Accumulation, Point, Quarter, TargetKind
from indicators.target_row import TargetRow

KINDS = {TargetKind.REACH, TargetKind.CHANGE}


@dataclass(frozen=True)
class Pace:
    """What a year brought so far (None: not known) and must still bring (None: nothing).

    In the measure's unit; what must fall is negative.
    """

    year: int
    done: Decimal | None = None
    needed: Decimal | None = None


def paces_of(row: TargetRow) -> list[Pace]:
    """The years from the plan's first to the horizon; none where rule 11 says nothing is needed or known."""
    standing = row.standing
    inside_a_year = row.measure.is_sum and row.measure.accumulation is Accumulation.YEAR_TO_DATE
    if row.terms.kind not in KINDS or inside_a_year:
        return []
    if standing.needed_per_year is None or standing.judged_at is None:
        return []
    is_sum = row.measure.is_sum and row.terms.kind == TargetKind.REACH
    return paces(
        points=row.points,
        start=Decimal(0) if is_sum else standing.start,
        needed_per_year=standing.needed_per_year,
        at=standing.judged_at,
        first=row.item.plan.starts.year,
        horizon=Quarter.of(row.terms.horizon),
    )


def paces(
    *,
    points: Sequence[Point],
    start: Decimal | None,
    needed_per_year: Decimal,
    at: Quarter,
    first: int,
    horizon: Quarter,
) -> list[Pace]:
    """`points`: accumulated figures, oldest first; `start`: the level before the plan (0 of a sum), if known.

    The needs of all years add up to what separates the figure of `at` from the target.
    """
    found, before = [], start
    for year in range(first, horizon.year + 1):
        level = _last(points, year)
        done = None if level is None or before is None else level - before
        found.append(Pace(year, done, _needed(year, needed_per_year, at, horizon)))
        before = level if level is not None else before
    return found


def _last(points: Sequence[Point], year: int) -> Decimal | None:
    """The level at the last quarter of a year that has a figure."""
    return next((one.value for one in reversed(points) if one.quarter.year == year), None)


def _needed(year: int, per_year: Decimal, at: Quarter, horizon: Quarter) -> Decimal | None:
    begins = max(Quarter(year, 1), at.next())
    ends = min(Quarter(year, 4), horizon)
    quarters = ends.index - begins.index + 1
    return per_year * quarters / 4 if quarters > 0 else None

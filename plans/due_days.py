"""By which day a report is due: the round's day, or a later one given to its unit or for its item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from bachdang.vietnamese.numbers import format_date
from plans.models import Extension, Period


class DueDays:
    """The extensions of some rounds. The one answer to when a report is due; no query of its own."""

    def __init__(self, extensions: Iterable[Extension] = ()) -> None:
        self.all = sorted(extensions, key=lambda one: (one.due, one.pk))
        self._known = {(one.period_id, one.unit_id, one.item_id): one for one in self.all}

    @classmethod
    def of(cls, periods: Iterable[Period]) -> Self:
        """One query."""
        return cls(Extension.objects.filter(period__in=list(periods)).select_related("item"))

    def given(self, period: Period, unit: int | None, item: int | None = None) -> Extension | None:
        """What moves the due day of a unit's round, or of its report of an item; None when nothing does."""
        if not self._known:  # as mostly, and asked for every report of every round
            return None
        keys = {(period.pk, unit or 0, None), (period.pk, unit or 0, item)}
        found = [one for key in keys if (one := self._known.get(key)) and one.due > period.due]
        return max(found, key=lambda one: one.due, default=None)

    def day(self, period: Period, unit: int | None, item: int | None = None) -> date:
        """The last day on which the report is in time; without `item`: the unit's day in the round."""
        extension = self.given(period, unit, item)
        return extension.due if extension else period.due

    def of_unit(self, period: Period, unit: int) -> list[Extension]:
        """All that a unit was given in a round, the nearest day first."""
        return [one for one in self.all if (one.period_id, one.unit_id) == (period.pk, unit)]


def extension_words(extensions: Iterable[Extension]) -> list[str]:
    """A line for each day and reason: "đến 30/9/2026: Bão số 9", of single items with their codes."""
    found: dict[tuple[date, str], list[str]] = {}
    for one in extensions:
        found.setdefault((one.due, one.reason), []).append(one.item.code if one.item else "")
    return [f"{_codes(codes)}đến {format_date(day)}: {reason}" for (day, reason), codes in found.items()]


def _codes(codes: list[str]) -> str:
    """What a line is about: nothing for the whole round."""
    return "" if "" in codes else f"{', '.join(codes)} "

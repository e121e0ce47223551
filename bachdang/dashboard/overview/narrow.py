"""The part of the plan that Tổng quan is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from bachdang.accounts.models import Unit
from plans.models import Item


@dataclass(frozen=True)
class Narrow:
    """One programme, one unit, both, or (by default) the whole plan.

    The names are those of the lists' filters, so that every count opens its list with them.
    """

    programme: str = ""
    unit: str = ""

    @property
    def filters(self) -> dict[str, str]:
        named = {"programme": self.programme, "unit": self.unit}
        return {name: code for name, code in named.items() if code}

    def keeps(self, item: Item) -> bool:
        """Whether an item is in the part: the programme or what stands under it; projects have none."""
        return self._keeps_programme(item) and self._keeps_unit(item.reporter)

    def _keeps_programme(self, item: Item) -> bool:
        if not self.programme:
            return True
        return self.programme in (item.code, item.parent.code if item.parent else "")

    def _keeps_unit(self, unit: Unit | None) -> bool:
        return not self.unit or (unit is not None and unit.code == self.unit)

    def of(self, item: str, unit: str) -> Q:
        """The same of rows, by the names of their keys to an item and a unit."""
        found = Q()
        if self.programme:
            found &= Q(**{f"{item}__code": self.programme}) | Q(**{f"{item}__parent__code": self.programme})
        return found & Q(**{f"{unit}__code": self.unit}) if self.unit else found

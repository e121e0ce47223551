"""The part of the plan that Tổng quan is about."""

from __future__ import annotations

from dataclasses import dataclass

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
        return self.keeps_programme(item) and self.keeps_unit(item.reporter)

    def keeps_programme(self, item: Item) -> bool:
        parent = item.parent.code if item.parent else ""
        return self.programme in ("", parent, item.code)

    def keeps_unit(self, unit: Unit | None) -> bool:
        return self.unit in ("", unit.code if unit else "")

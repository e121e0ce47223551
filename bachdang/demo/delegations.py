"""Who reports what in the demo: UBND phường hands its items to the offices under it."""

from __future__ import annotations

from bachdang.accounts.models import Unit, User
from plans.models import Item, ItemKind, Plan

# By the start of an item's code (or of its programme's), the longest match first.
BY_CODE = {
    "B.I.1": "kinhte",
    "B.I.2": "kinhte",
    "B.I.3": "vanhoa",
    "B.I.4": "ubnd",
    "B.I.5": "vanhoa",
    "B.I.6": "vanhoa",
    "B.II": "kinhte",
    "B.III": "kinhte",
    "B.III.7": "vanhoa",
    "B.III.8": "vanhoa",
    "B.III.9": "vanhoa",
    "B.III.10": "congan",
    "PL1": "kinhte",
    "PL1.I.3": "dvsnc",
    "PL1.I.5": "dvsnc",
    "PL1.I.7": "vanhoa",
    "PL1.II.1": "ubnd",
    "PL1.II.5": "ubnd",
    "PL1.VII": "vanhoa",
    "PL1.VIII": "vanhoa",
    "PL1.IX": "vanhoa",
    "PL1.X": "congan",
    "PL1.X.3": "quansu",
    "PL2.II.I": "dvsnc",
    "PL2.II.II": "dvsnc",
    "PL2.II.III": "vanhoa",
    "PL2.II.IV": "kinhte",
    "PL2.II.V": "vanhoa",
    "PL2.II.VI": "kinhte",
    "PL2.II.VII": "kinhte",
    "PL2.II.VIII": "kinhte",
}
CONTACTS = {"kinhte": "kinhte", "vanhoa": "vanhoa", "congan": "congan", "quansu": "quansu", "dvsnc": "dvsnc"}
# Units the document itself names as reporting keep what they have.
OWN_REPORTERS = {"congan", "quansu"}


def delegate(plan: Plan, users: dict[str, User]) -> int:
    """Set reporters, and a contact officer for every other item; city projects stay without one."""
    units = {unit.code: unit for unit in Unit.objects.filter(locality=plan.locality)}
    kinds = [ItemKind.PROGRAMME, ItemKind.TASK, ItemKind.PROJECT, ItemKind.INDICATOR]
    items = list(Item.objects.filter(plan=plan, kind__in=kinds).select_related("parent", "reporter"))
    for position, item in enumerate(items):
        unit = _unit_code(item)
        if unit is None:
            continue
        item.reporter = units[unit]
        if position % 2 == 0 and unit in CONTACTS:
            item.contact = users[CONTACTS[unit]]
    Item.objects.bulk_update(items, ["reporter", "contact"])
    return len(items)


def _unit_code(item: Item) -> str | None:
    if item.kind == ItemKind.INDICATOR and item.reporter and item.reporter.code in OWN_REPORTERS:
        return item.reporter.code
    code = item.parent.code if item.kind == ItemKind.INDICATOR and item.parent else item.code
    parts = code.split(".")
    for length in range(len(parts), 0, -1):
        unit = BY_CODE.get(".".join(parts[:length]))
        if unit:
            return unit
    return None

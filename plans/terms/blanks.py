"""What the document leaves blank and may be filled in: by whom, and what stands there now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from django.db.models import prefetch_related_objects

from bachdang.accounts.models import User
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import APPROVE_REPORT, EDIT_PLAN, may
from bachdang.vietnamese.numbers import format_date
from plans.assigning import may_delegate
from plans.models import Item, ItemKind, Recurrence, Terms, UnitRole
from plans.six_clear import named_units, next_milestone, units_of

FILLED_KINDS = (ItemKind.PROGRAMME, ItemKind.TASK, ItemKind.PROJECT)
# What is written, by key of Terms.filled; "contact" is the item's own.
KEY_LABELS = {
    "lead": "Đơn vị chủ trì",
    "contact": "Cán bộ đầu mối",
    "product": "Kết quả, sản phẩm",
    "decides": "Thẩm quyền quyết định",
    "resources": "Nguồn lực",
    "leader": "Lãnh đạo chịu trách nhiệm",
    "cooperating": "Đơn vị phối hợp",
    "recurrence": "Chu kỳ",
    "starts": "Bắt đầu",
    "ends": "Kết thúc",
    "milestone": "Mốc tới",
}


def may_fill(item: Item, by: User) -> bool:
    """The Party office for every assignment; a head for what the own unit or one under it reports."""
    return item.kind in FILLED_KINDS and may_delegate(item, by)


def fillable_by(user: Any) -> Callable[[Item], bool]:
    """`may_fill` for many items at the price of one query."""
    if may(user, EDIT_PLAN):
        return lambda item: item.kind in FILLED_KINDS
    units = units_under(user) if may(user, APPROVE_REPORT) else set()
    return lambda item: item.kind in FILLED_KINDS and item.reporter_id in units


def value_of(terms: Terms, key: str) -> Any:
    """What is stored under a key: a unit, units, a text, a day, or a milestone as (title, due)."""
    if key == "contact":
        return terms.item.contact
    if key == "lead":
        return next((one.unit for one in units_of(terms, UnitRole.LEAD)), None)
    if key == "cooperating":
        return [one.unit for one in named_units(terms, UnitRole.COOPERATING)]
    if key == "milestone":
        nearest = next_milestone(terms)
        return (nearest.title, nearest.due) if nearest else None
    return getattr(terms, key)


def in_words(key: str, value: Any) -> str | None:
    """A value as the history tells it; None for a blank."""
    if value in (None, "", []):
        return None
    if key == "recurrence":
        return str(Recurrence(value).label)
    if key == "milestone":
        return f"{value[0]}, {format_date(value[1])}"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return format_date(value) if isinstance(value, date) else str(value)


VERSIONS: Final = "terms_set__units__unit"


def versions_of(item: Item) -> list[Terms]:
    """The versions of the terms in time, with their units; they share the item given."""
    prefetch_related_objects([item], VERSIONS)
    return versions_read(item)


def versions_read(item: Item) -> list[Terms]:
    """The same of an item that was read with them."""
    found = sorted(item.terms_set.all(), key=lambda one: one.valid_from)
    for one in found:
        one.item = item
    return found


def seen_token(versions: Iterable[Terms], keys: Iterable[str]) -> str:
    """Names what a person saw, so that nobody fills in over somebody else unseen."""
    wanted = sorted(keys)
    seen = [
        (one.pk, [(key, in_words(key, value_of(one, key)), one.filled.get(key)) for key in wanted])
        for one in versions
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

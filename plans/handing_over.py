"""Many items handed to a unit, a contact officer, a leader at once: what was seen is what is changed.

Each item goes through the one action of its kind (plans.assigning, plans.terms.filling), so that history and
refusals are the same as one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.models import Unit, User
from bachdang.errors import Overtaken
from plans.assigning import delegate, set_contact
from plans.models import Item, ItemKind, Terms
from plans.six_clear import key_is_open
from plans.terms.blanks import may_fill, seen_token, versions_of
from plans.terms.filling import fill_answer

NOBODY = "Chưa phân công"


@dataclass(frozen=True)
class Handover:
    """What the ticked items get; None leaves it as it is. `no_contact`: they have no contact any more."""

    unit: Unit | None = None
    contact: User | None = None
    no_contact: bool = False
    leader: str = ""
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.unit or self.contact or self.no_contact or self.leader)


@dataclass(frozen=True)
class Planned:
    """One ticked item: what of it would change, as (label, before, after); `stamp` is what was seen of it."""

    item: Item
    title: str
    changes: list[tuple[str, str, str]]

    @property
    def stamp(self) -> str:
        return stamp_of(self.item)


def stamp_of(item: Item) -> str:
    """Names who reports an item and who is its contact, as a person saw it."""
    seen = f"{item.pk}.{item.reporter_id or 0}.{item.contact_id or 0}"
    return f"{item.pk}.{hashlib.sha256(seen.encode()).hexdigest()[:12]}"


@dataclass
class Outcome:
    """How many items were changed, and which were left, with the reason."""

    done: int = 0
    refused: list[str] = field(default_factory=list)
    is_stale: bool = False


def planned(items: Sequence[Item], terms: dict[int, Terms], to: Handover) -> list[Planned]:
    """What a handover would change of each item, those first that change."""
    found = []
    for item in items:
        now = terms.get(item.pk)
        found.append(Planned(item, now.title if now else item.code, list(_changes(item, now, to))))
    return sorted(found, key=lambda one: not one.changes)


def _changes(item: Item, terms: Terms | None, to: Handover) -> Iterator[tuple[str, str, str]]:
    unit = to.unit or item.reporter
    if unit is not None and unit != item.reporter:
        yield "Đơn vị báo cáo", str(item.reporter or "Chưa giao"), str(unit)
    stays = (
        item.contact if item.contact is not None and item.contact.unit_id == getattr(unit, "pk", 0) else None
    )
    contact = None if to.no_contact else to.contact or stays
    if contact != item.contact:
        yield "Cán bộ đầu mối", str(item.contact or NOBODY), str(contact or NOBODY)
    if to.leader and terms is not None and terms.leader != to.leader:
        yield "Lãnh đạo chịu trách nhiệm", terms.leader or "Chưa ghi", to.leader


@transaction.atomic
def hand_over(
    *, stamps: Sequence[str], items: Sequence[Item], to: Handover, by: User, today: date
) -> Outcome:
    """Write a handover of the ticked items; what was changed since it was seen is named and left.

    Done again it changes nothing. Each item is all or nothing by itself.
    """
    outcome = Outcome()
    seen = set(stamps)
    rows = Item.objects.select_for_update(of=("self",)).select_related("plan", "reporter", "contact")
    for item in rows.filter(pk__in=[one.pk for one in items]).order_by("kind", "order", "pk"):
        if stamp_of(item) not in seen:
            outcome.is_stale = True
            outcome.refused.append(f"{item.code}: người khác vừa đổi phân công, nay là {_now(item)}.")
            continue
        try:
            with transaction.atomic():
                outcome.done += _hand_over(item, to, by, today)
        except ValidationError as error:
            outcome.refused.append(f"{item.code}: {' '.join(error.messages)}")
        except (PermissionDenied, Overtaken) as error:
            outcome.refused.append(f"{item.code}: {error}")
    return outcome


def _hand_over(item: Item, to: Handover, by: User, today: date) -> bool:
    """Whether anything was changed."""
    before = (item.reporter_id, item.contact_id)
    changed = False
    if to.unit is not None:
        item = delegate(item=item, unit=to.unit, by=by, reason=to.reason)
    if to.contact is not None or to.no_contact:
        item = set_contact(item=item, contact=None if to.no_contact else to.contact, by=by, reason=to.reason)
    if to.leader:
        changed = _name_leader(item, to.leader, by, today)
    return changed or before != (item.reporter_id, item.contact_id)


def _name_leader(item: Item, leader: str, by: User, today: date) -> bool:
    """The leader of an assignment, where the document leaves it blank or it was filled in."""
    if item.kind == ItemKind.INDICATOR:
        raise ValidationError("Chỉ tiêu không ghi lãnh đạo riêng.")
    if not may_fill(item, by):
        raise PermissionDenied("Lãnh đạo chịu trách nhiệm của việc này không ghi ở đây.")
    versions = versions_of(item)
    if not versions or versions[-1].leader == leader:
        return False
    if not key_is_open(versions[-1], "leader"):
        raise ValidationError(
            f"Văn bản đã ghi lãnh đạo là {versions[-1].leader}; chỉ quyết định điều chỉnh mới đổi."
        )
    seen = seen_token(versions, ["leader"])
    return bool(fill_answer(item=item, values={"leader": leader}, seen=seen, by=by, today=today))


def _now(item: Item) -> str:
    contact = f", đầu mối {item.contact}" if item.contact else ""
    return f"{item.reporter or 'chưa giao đơn vị'}{contact}"

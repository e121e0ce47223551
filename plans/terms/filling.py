"""Làm rõ: the people allowed to fill in what the document leaves blank, and take it back again.

Only blanks and what was filled in here are written, in every version of the terms, so that past and present
agree; what the document itself says changes by a decision alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import event_of, record_events
from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.text import nfc, search_fold
from plans.assigning import set_contact
from plans.models import Item, Milestone, Recurrence, Terms, TermsUnit, UnitRole
from plans.occurrences import Following
from plans.six_clear import DATE_KEYS, key_is_open, named_units
from plans.terms.blanks import (
    KEY_LABELS,
    VERSIONS,
    fillable_by,
    in_words,
    seen_token,
    value_of,
    versions_read,
)

_TEXTS: Final = ("product", "decides", "resources", "leader")
_ROLES = {"lead": UnitRole.LEAD, "cooperating": UnitRole.COOPERATING}

Values = Mapping[str, Any]
# What was changed, by the label of the field: from what to what, in words.
Changes = dict[str, tuple[str | None, str | None]]


@transaction.atomic
def fill_answer(*, item: Item, values: Values, seen: str, by: User, today: date) -> Changes:
    """Write what makes an assignment clear; a blank value takes back what was filled in here.

    `values` by key: lead a Unit, contact a User, cooperating Units, milestone (title, due), days and texts.
    Returns the changes as {label: (old, new)}. Raises PermissionDenied, or ValidationError by key.
    """
    found = fill_answers([Filling(item, values, seen)], by, today)[item.pk]
    if isinstance(found, ValidationError):
        raise found
    if "contact" in values:
        before = item.contact
        set_contact(item=item, contact=values["contact"], by=by)
        if before != values["contact"]:
            after = in_words("contact", values["contact"])
            found[KEY_LABELS["contact"]] = (in_words("contact", before), after)
    return found


@dataclass(frozen=True)
class Filling:
    """What one assignment is to say, and the token of what was seen of it."""

    item: Item
    values: Values
    seen: str


@transaction.atomic
def fill_answers(given: Sequence[Filling], by: User, today: date) -> dict[int, Changes | ValidationError]:
    """The same of many assignments, but for the contact, in a few queries.

    By item what was changed or why not; those that are refused are left, the others written.
    """
    items = items_to_fill([one.item.pk for one in given], hold=True)
    found: dict[int, Changes | ValidationError] = {}
    pending = Pending()
    allowed = fillable_by(by)
    for one in given:
        item = items[one.item.pk]
        if not allowed(item):
            raise PermissionDenied(
                "Nội dung phân công do Văn phòng Đảng ủy, hoặc lãnh đạo đơn vị báo cáo việc này làm rõ."
            )
        versions = versions_read(item)
        mine = Pending()
        try:
            if one.seen != seen_token(versions, one.values):
                raise ValidationError("Người khác vừa sửa nội dung này. Xem lại giá trị mới rồi lưu.")
            values = {key: _tidy(value) for key, value in one.values.items() if key != "contact"}
            changes = _write(item, versions, values, by, today, mine)
        except ValidationError as error:
            found[item.pk] = error
            continue
        pending.take(mine)
        if changes:
            pending.events.append(_told(item, by, changes))
        found[item.pk] = changes
    pending.write()
    return found


_READ: Final = (VERSIONS, "milestones__results", "occurrences__results")


def items_to_fill(items: Iterable[int], *, hold: bool = False) -> dict[int, Item]:
    """Items with all that is read to fill them, in a constant number of queries."""
    rows = Item.objects.select_related("plan", "contact", "reporter")
    rows = rows.select_for_update(of=("self",)) if hold else rows
    return rows.prefetch_related(*_READ).in_bulk(list(items))


@dataclass
class Pending:
    """What is to be written of assignments, all at once."""

    terms: dict[int, Terms] = field(default_factory=dict)
    gone_units: list[int] = field(default_factory=list)
    new_units: list[TermsUnit] = field(default_factory=list)
    milestones: list[tuple[Milestone, list[Terms], dict[str, Any]]] = field(default_factory=list)
    gone_milestones: list[int] = field(default_factory=list)
    following: Following = field(default_factory=Following)
    events: list[AuditEvent] = field(default_factory=list)

    def take(self, other: Pending) -> None:
        """Add what one assignment brings."""
        self.terms |= other.terms
        for name in ("gone_units", "new_units", "milestones", "gone_milestones", "events"):
            getattr(self, name).extend(getattr(other, name))
        for name in ("gone", "kept", "made"):
            getattr(self.following, name).extend(getattr(other.following, name))

    def write(self) -> None:
        """A lead and a co-operating unit may change places: units go before any comes."""
        if self.gone_units:
            TermsUnit.objects.filter(pk__in=self.gone_units).delete()
        TermsUnit.objects.bulk_create(self.new_units)
        if self.gone_milestones:
            Milestone.objects.filter(pk__in=self.gone_milestones).delete()
        rows = [one for one, _, _ in self.milestones]
        new = [one for one in rows if one._state.adding]
        Milestone.objects.bulk_update([one for one in rows if not one._state.adding], ["title", "due"])
        Milestone.objects.bulk_create(new)
        for one, versions, mark in self.milestones:
            for terms in versions:
                terms.filled["milestone"] = {**mark, "pk": one.pk}
        Terms.objects.bulk_update(self.terms.values(), [*_TEXTS, *DATE_KEYS, "folded", "filled"])
        self.following.write()
        record_events(self.events)


def _tidy(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_tidy(one) for one in value)
    return nfc(value).strip() if isinstance(value, str) else value


def _write(
    item: Item, versions: list[Terms], given: dict[str, Any], by: User, today: date, pending: Pending
) -> Changes:
    """Write the values wherever they may be written; the changes in words, as the newest version has them."""
    mark = {"by": by.full_name or by.username, "on": today.isoformat()}
    changes: Changes = {}
    milestone = given.pop("milestone", ...)
    for terms in versions:
        new = {key: value for key, value in given.items() if _differs(terms, key, value)}
        if not new:
            continue
        _check(terms, new)
        pending.gone_units += [
            one.pk for key in new if key in _ROLES for one in named_units(terms, _ROLES[key])
        ]
        for key, value in new.items():
            changes[KEY_LABELS[key]] = (in_words(key, value_of(terms, key)), in_words(key, value))
            _set(terms, key, value, pending)
            _mark(terms, key, value, mark)
        terms.folded = search_fold(f"{terms.title} {terms.product}")
        terms.clean_fields(exclude=["item", "decision", "folded", "title_key"])
        pending.terms[terms.pk] = terms
    if milestone is not ...:
        changes |= _write_milestone(item, versions, milestone, mark, pending)
    if pending.terms and not set(DATE_KEYS).isdisjoint(given):
        pending.following.add(item, keep_reported=False)
    return changes


def _differs(terms: Terms, key: str, value: Any) -> bool:
    if not key_is_open(terms, key):
        return False
    known = value_of(terms, key)
    if key == "cooperating":
        return {one.pk for one in known} != {one.pk for one in value}
    return bool((known or None) != (value or None))


def _check(terms: Terms, new: dict[str, Any]) -> None:
    """What two fields must not be together, named with both values. Raises ValidationError by key."""
    after = {key: new.get(key, value_of(terms, key)) for key in ("lead", "cooperating", *DATE_KEYS)}
    both = [one for one in after["cooperating"] if after["lead"] is not None and one.pk == after["lead"].pk]
    if both:
        message = f"{both[0]} không thể vừa chủ trì vừa phối hợp. Chọn đơn vị khác."
        raise ValidationError({"lead" if "lead" in new else "cooperating": message})
    starts, ends = after["starts"], after["ends"]
    if starts and ends and ends < starts:
        message = f"Ngày kết thúc {format_date(ends)} không được trước ngày bắt đầu {format_date(starts)}."
        raise ValidationError({"ends" if "ends" in new else "starts": message})
    if after["recurrence"] == Recurrence.ONCE and bool(starts) != bool(ends):
        missing, label = ("ends", "kết thúc") if starts else ("starts", "bắt đầu")
        raise ValidationError({missing if missing in new else next(iter(new)): f"Ghi thêm ngày {label}."})


def _set(terms: Terms, key: str, value: Any, pending: Pending) -> None:
    if key not in _ROLES:
        setattr(terms, key, value if value is not None or key in ("starts", "ends") else "")
        return
    units: list[Unit] = value if isinstance(value, list) else [value] if value else []
    pending.new_units += [TermsUnit(terms=terms, unit=unit, role=_ROLES[key]) for unit in units]


def _mark(terms: Terms, key: str, value: Any, mark: dict[str, Any]) -> None:
    if in_words(key, value) is None:
        terms.filled.pop(key, None)
    else:
        terms.filled[key] = dict(mark)


def _write_milestone(
    item: Item,
    versions: list[Terms],
    value: tuple[str, date] | None,
    mark: dict[str, Any],
    pending: Pending,
) -> Changes:
    """A project's next milestone: made, moved, or taken back where no report speaks of it."""
    newest = versions[-1]
    before = value_of(newest, "milestone")
    if not key_is_open(newest, "milestone") or before == value:
        return {}
    pk = newest.filled.get("milestone", {}).get("pk")
    known = list(item.milestones.all())
    ours = next((one for one in known if one.pk == pk and one.completed_on is None), None)
    for terms in versions:
        terms.filled.pop("milestone", None)
    pending.terms |= {terms.pk: terms for terms in versions}
    if value is None:
        pending.gone_milestones += _gone(ours)
    elif any((one.title, one.due) == value and one.pk != pk for one in known):
        raise ValidationError({"milestone_title": f"Dự án đã có mốc “{value[0]}”, {format_date(value[1])}."})
    else:
        ours = ours or Milestone(item=item)
        ours.title, ours.due = value
        ours.clean_fields(exclude=["item"])
        pending.milestones.append((ours, versions, mark))
    return {KEY_LABELS["milestone"]: (in_words("milestone", before), in_words("milestone", value))}


def _gone(milestone: Milestone | None) -> list[int]:
    if milestone is None:
        return []
    if milestone.results.all():
        raise ValidationError({"milestone_title": "Đã có báo cáo về mốc này nên không bỏ được."})
    return [milestone.pk]


def _told(item: Item, by: User, changes: Changes) -> AuditEvent:
    return event_of(
        verb="fill_answer",
        subject=item,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes=changes,
    )

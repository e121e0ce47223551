"""Amending items under a decision: each change is a new version of their terms; earlier ones stay."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.text import search_fold
from plans.comparing import ACT_LABELS, Act, Change, act_of, compare
from plans.decisions import allow, ground, last_locked, said
from plans.drafts import SCHEDULE, TermsDraft, draft_errors
from plans.models import (
    Decision,
    Item,
    ItemKind,
    Plan,
    Terms,
    TermsState,
    TermsUnit,
    UnitRole,
)
from plans.occurrences import follow_terms
from plans.validity import Held, valid_from_fault

STALE = "Có người vừa điều chỉnh nội dung này trong lúc bạn mở trang. Xem lại nội dung mới rồi làm lần nữa."
NOTHING = "Chưa có gì thay đổi so với nội dung đang có hiệu lực."
AMENDED_KINDS = [ItemKind.TASK, ItemKind.PROJECT, ItemKind.PROGRAMME, ItemKind.DUTY]


class StaleTerms(ValidationError):
    """Someone else amended the same thing since the form was opened."""


def newest_terms(item: Item) -> Terms:
    """The version that no other follows, with its units and decision."""
    found = item.terms_set.select_related("decision").prefetch_related("units__unit")
    newest: Terms = found.order_by("-valid_from")[0]
    return newest


def seen_terms(terms: Terms) -> str:
    """The mark of a version that a form was opened on."""
    return f"{terms.pk}-{TermsDraft.of(terms).seen}"


def check_amendment(
    *, item: Item, decision: Decision | None, valid_from: date | None, new: TermsDraft, seen: str
) -> list[Change]:
    """What an amendment would change. Raises ValidationError by field, StaleTerms when it is overtaken."""
    return _checked(item, newest_terms(item), decision, valid_from, new.tidy, seen)


def _checked(
    item: Item, newest: Terms, decision: Decision | None, valid_from: date | None, new: TermsDraft, seen: str
) -> list[Change]:
    if seen_terms(newest) != seen:
        raise StaleTerms(STALE)
    decision = ground(decision, item.plan)
    if newest.state == TermsState.ENDED:
        raise ValidationError(
            f"{item.code} đã kết thúc từ {format_date(newest.valid_from)} theo {said(newest.decision)}. "
            f"Rút lại lần điều chỉnh đó nếu còn tiếp tục."
        )
    before = TermsDraft.of(newest)
    if not new.changed(before):
        raise ValidationError(NOTHING)
    held = Held(newest.valid_from, said(newest.decision))
    refuse_version(new, valid_from or decision.date, item.plan, held, before)
    return compare(before.words, new.words)


def refuse_version(
    new: TermsDraft, day: date, plan: Plan, held: Held | None, before: TermsDraft | None = None
) -> None:
    """Raise what is wrong with a version, by field; `before`: the one it follows."""
    faults: dict[str, list[str]] = {}
    for field, message in draft_errors(new, before):
        faults.setdefault(field, []).append(message)
    if message := valid_from_fault(day, plan.starts, held, last_locked(plan)):
        faults.setdefault("valid_from", []).append(message)
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def amend_item(
    *,
    item: Item,
    decision: Decision | None,
    new: TermsDraft,
    by: User,
    seen: str,
    valid_from: date | None = None,
) -> Terms:
    """Let an item say something else from a day on (default: the decision's), also suspend, resume or end it.

    Earlier versions are not touched. Who reports stays as it is: that is a delegation, not a term.
    """
    allow(by)
    last_locked(item.plan, hold=True)
    item = Item.objects.select_for_update(of=("self",)).select_related("plan").get(pk=item.pk)
    newest, new = newest_terms(item), new.tidy
    changes = _checked(item, newest, decision, valid_from, new, seen)
    assert decision is not None
    filled = _carried(newest, new)
    terms = write_version(item, decision, valid_from or decision.date, new, filled)
    follow_terms(item)
    act = act_of(newest.state, terms.state)
    record_version("amend", item, terms, act, changes, by)
    return terms


def _carried(newest: Terms, new: TermsDraft) -> dict[str, object]:
    """Who filled in the blanks whose answer stays the same."""
    changed = set(new.changed(TermsDraft.of(newest)))
    if changed & set(SCHEDULE):
        changed.add("schedule")
    return {name: told for name, told in newest.filled.items() if name not in changed}


def write_version(
    item: Item, decision: Decision, valid_from: date, new: TermsDraft, filled: dict[str, object] | None = None
) -> Terms:
    terms = Terms.objects.create(
        item=item,
        decision=decision,
        valid_from=valid_from,
        filled=filled or {},
        folded=search_fold(f"{new.title} {new.product}"),
        **new.stored,
    )
    units: list[tuple[Unit | None, str]] = [(new.lead, UnitRole.LEAD)]
    units += [(unit, UnitRole.COOPERATING) for unit in new.cooperating]
    TermsUnit.objects.bulk_create(
        TermsUnit(terms=terms, unit=unit, role=role) for unit, role in units if unit is not None
    )
    return terms


def record_version(verb: str, item: Item, terms: Terms, act: Act, changes: list[Change], by: User) -> None:
    """One event: what was done, from when and under what, then each field."""
    since = f"{ACT_LABELS[act]} từ {format_date(terms.valid_from)}"
    record_event(
        verb=verb,
        subject=terms,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes={one.label: (one.before or None, one.after or None) for one in changes},
        reason=f"{since} theo {said(terms.decision)}",
    )

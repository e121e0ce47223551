"""Amending items under a decision, and taking back the newest version while no locked quarter rests on it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from bachdang.accounts.models import Unit, User
from bachdang.vietnamese.text import search_fold
from plans.models import (
    Decision,
    ExplanationRequest,
    Item,
    ItemKind,
    Report,
    Terms,
    TermsUnit,
    UnitRole,
)
from plans.occurrences import follow_terms
from plans.terms.comparing import Change, act_of, compare
from plans.terms.decisions import allow, last_locked
from plans.terms.drafts import SCHEDULE, TermsDraft, draft_errors
from plans.terms.versions import (
    NOTHING,
    follow,
    mark_of,
    need_reason,
    record_version,
    record_withdrawal,
    refuse,
    withdrawable,
)

AMENDED_KINDS = [ItemKind.TASK, ItemKind.PROJECT, ItemKind.PROGRAMME, ItemKind.DUTY]


def newest_terms(item: Item) -> Terms:
    """The version that no other follows, with its units and decision."""
    found = item.terms_set.select_related("decision").prefetch_related("units__unit")
    newest: Terms = found.order_by("-valid_from")[0]
    return newest


def seen_terms(terms: Terms) -> str:
    """The mark of a version that a form was opened on."""
    return mark_of(terms, TermsDraft.of(terms))


def check_amendment(
    *, item: Item, decision: Decision | None, valid_from: date | None, new: TermsDraft, seen: str
) -> list[Change]:
    """What an amendment would change. Raises ValidationError by field, StaleTerms when it is overtaken."""
    return _checked(item, newest_terms(item), decision, valid_from, new.tidy, seen)


def _checked(
    item: Item, newest: Terms, decision: Decision | None, valid_from: date | None, new: TermsDraft, seen: str
) -> list[Change]:
    before = TermsDraft.of(newest)
    decision, held = follow(newest, before, name=item.code, seen=seen, decision=decision, plan=item.plan)
    if not new.changed(before):
        raise ValidationError(NOTHING)
    refuse(draft_errors(new, before), valid_from or decision.date, item.plan, held)
    return compare(before.words, new.words)


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
    record_version("amend", terms, item, act, changes, by)
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


def terms_withdrawable(terms: Terms) -> str:
    """Why a version cannot be withdrawn; "" when it can."""
    return withdrawable(terms, terms.item.terms_set.all(), terms.item.plan, "Nội dung")


@transaction.atomic
def withdraw_terms(*, terms: Terms, by: User, reason: str) -> Item | None:
    """Take back the newest version that a decision made; None when the item itself went with it.

    Raises ValidationError without a reason, when it is not the newest, in a locked quarter, or when an
    added item was reported already.
    """
    allow(by)
    reason = need_reason(reason)
    last_locked(terms.item.plan, hold=True)
    item: Item = Item.objects.select_for_update(of=("self",)).select_related("plan").get(pk=terms.item_id)
    terms = Terms.objects.select_related("decision", "item__plan").get(pk=terms.pk)
    if message := terms_withdrawable(terms):
        raise ValidationError(message)
    record_withdrawal(terms, item, by, reason)
    if not item.terms_set.exclude(pk=terms.pk).exists():
        take_away(item)
        return None
    terms.delete()
    follow_terms(item)
    return item


def take_away(item: Item) -> None:
    """Delete an added item about which nobody has said anything yet."""
    asked = ExplanationRequest.objects.filter(item=item).exists()
    if asked or Report.objects.filter(item=item).exists() or item.children.exists():
        raise ValidationError(
            f"{item.code} đã có báo cáo, yêu cầu giải trình hoặc việc của đơn vị nên không bỏ được. "
            f"Ghi quyết định kết thúc thay vì rút lại."
        )
    item.delete()

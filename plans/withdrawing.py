"""Taking back what was amended by mistake: the newest version, while no locked quarter rests on it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.vietnamese.numbers import format_date
from plans.decisions import allow, last_locked, said
from plans.models import ExplanationRequest, Item, Report, Terms
from plans.occurrences import follow_terms
from plans.validity import withdrawal_fault

NO_REASON = "Ghi lý do rút lại."


def withdrawable(terms: Terms) -> str:
    """Why a version cannot be withdrawn; "" when it can: only the newest, under a decision, not locked."""
    if terms.decision_id is None:
        return "Nội dung trong kế hoạch ban hành không rút lại được."
    newest = terms.item.terms_set.aggregate(last=Max("valid_from"))["last"]
    if terms.valid_from != newest:
        return (
            f"Chỉ rút lại được lần điều chỉnh mới nhất; sau lần này còn lần có hiệu lực từ "
            f"{format_date(newest)}."
        )
    return withdrawal_fault(terms.valid_from, last_locked(terms.item.plan))


@transaction.atomic
def withdraw_terms(*, terms: Terms, by: User, reason: str) -> Item | None:
    """Take back the newest version that a decision made; None when the item itself went with it.

    Raises ValidationError without a reason, when it is not the newest, in a locked quarter, or when an
    added item was reported already.
    """
    allow(by)
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    last_locked(terms.item.plan, hold=True)
    item: Item = Item.objects.select_for_update(of=("self",)).select_related("plan").get(pk=terms.item_id)
    terms = Terms.objects.select_related("decision", "item__plan").get(pk=terms.pk)
    if message := withdrawable(terms):
        raise ValidationError(message)
    record_event(
        verb="amend",
        subject=terms,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes={"Lần điều chỉnh": (withdrawn_words(terms), None)},
        reason=reason.strip(),
    )
    if not item.terms_set.exclude(pk=terms.pk).exists():
        take_away(item)
        return None
    terms.delete()
    follow_terms(item)
    return item


def withdrawn_words(terms: Terms) -> str:
    """Names a version: its decision and its day."""
    return f"{said(terms.decision)}, hiệu lực từ {format_date(terms.valid_from)}"


def take_away(item: Item) -> None:
    """Delete an added item about which nobody has said anything yet."""
    asked = ExplanationRequest.objects.filter(item=item).exists()
    if asked or Report.objects.filter(item=item).exists() or item.children.exists():
        raise ValidationError(
            f"{item.code} đã có báo cáo, yêu cầu giải trình hoặc việc của đơn vị nên không bỏ được. "
            f"Ghi quyết định kết thúc thay vì rút lại."
        )
    item.delete()

"""Taking back what a decision did to a target: the newest version, while no locked quarter rests on it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.vietnamese.numbers import format_date
from indicators.keeping import restate
from indicators.models import Measurement, Target, TargetTerms
from plans.decisions import allow, last_locked, said
from plans.validity import withdrawal_fault
from plans.withdrawing import NO_REASON, take_away


def goal_withdrawable(terms: TargetTerms) -> str:
    """Why a version cannot be withdrawn; "" when it can: only the newest, under a decision, not locked."""
    if terms.decision_id is None:
        return "Mục tiêu trong kế hoạch ban hành không rút lại được."
    newest = terms.target.terms_set.aggregate(last=Max("valid_from"))["last"]
    if terms.valid_from != newest:
        return (
            f"Chỉ rút lại được lần điều chỉnh mới nhất; sau lần này còn lần có hiệu lực từ "
            f"{format_date(newest)}."
        )
    return withdrawal_fault(terms.valid_from, last_locked(terms.target.indicator.item.plan))


@transaction.atomic
def withdraw_target_terms(*, terms: TargetTerms, by: User, reason: str) -> Target | None:
    """Take back the newest version of a target; None when the target itself went with it.

    An indicator that came with its only target goes too, unless it has figures or was reported.
    """
    allow(by)
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    last_locked(terms.target.indicator.item.plan, hold=True)
    found = Target.objects.select_for_update(of=("self",)).select_related("indicator__item__plan")
    target: Target = found.get(pk=terms.target_id)
    terms = TargetTerms.objects.select_related("decision", "target__indicator__item__plan").get(pk=terms.pk)
    if message := goal_withdrawable(terms):
        raise ValidationError(message)
    item = target.indicator.item
    record_event(
        verb="amend",
        subject=terms,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes={f"Lần điều chỉnh mục tiêu {target.series}": (goal_withdrawn_words(terms), None)},
        reason=reason.strip(),
    )
    if target.terms_set.exclude(pk=terms.pk).exists():
        terms.delete()
        restate(item.plan, [item.pk])
        return target
    of_the_document = item.terms_set.filter(decision=None).exists()
    if of_the_document or target.indicator.targets.exclude(pk=target.pk).exists():
        target.delete()
        restate(item.plan, [item.pk])
        return None
    if Measurement.objects.filter(indicator=target.indicator).exists():
        raise ValidationError(
            f"{item.code} đã có số liệu nên không bỏ được. Ghi quyết định kết thúc thay vì rút lại."
        )
    take_away(item)
    return None


def goal_withdrawn_words(terms: TargetTerms) -> str:
    """Names a version: its decision and its day."""
    return f"{said(terms.decision)}, hiệu lực từ {format_date(terms.valid_from)}"

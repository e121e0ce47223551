"""Amending targets under a decision, and taking back the newest version of one."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from bachdang.accounts.models import User
from indicators.keeping import restate
from indicators.models import Baseline, Indicator, Measurement, Target, TargetTerms
from indicators.terms.goals import GoalDraft, goal_faults
from plans.models import Decision, Plan
from plans.terms.amending import take_away
from plans.terms.comparing import Change, act_of, compare
from plans.terms.decisions import allow, last_locked
from plans.terms.validity import Held
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


def newest_goal(target: Target) -> TargetTerms:
    """The version that no other follows, with its decision."""
    newest: TargetTerms = target.terms_set.select_related("decision").order_by("-valid_from")[0]
    return newest


def seen_goal(terms: TargetTerms) -> str:
    """The mark of a version that a form was opened on."""
    return mark_of(terms, GoalDraft.of(terms))


def check_target(
    *, target: Target, decision: Decision | None, valid_from: date | None, new: GoalDraft, seen: str
) -> list[Change]:
    """What an amendment would change. Raises ValidationError by field, StaleTerms when it is overtaken."""
    return _checked(target, newest_goal(target), decision, valid_from, new.tidy, seen)


def _checked(
    target: Target,
    newest: TargetTerms,
    decision: Decision | None,
    valid_from: date | None,
    new: GoalDraft,
    seen: str,
) -> list[Change]:
    indicator, before = target.indicator, GoalDraft.of(newest)
    plan = indicator.item.plan
    decision, held = follow(newest, before, name="Mục tiêu này", seen=seen, decision=decision, plan=plan)
    if new == before:
        raise ValidationError(NOTHING)
    refuse_goal(new, indicator, valid_from or decision.date, held)
    return compare(before.words(indicator), new.words(indicator))


def refuse_goal(new: GoalDraft, indicator: Indicator, day: date, held: Held | None) -> None:
    """Raise what is wrong with a version, by field."""
    plan = indicator.item.plan
    baseline = Baseline.objects.filter(indicator=indicator.pk).first() if indicator.pk else None
    refuse(goal_faults(new, indicator, plan, baseline), day, plan, held)


@transaction.atomic
def amend_target(
    *,
    target: Target,
    decision: Decision | None,
    new: GoalDraft,
    by: User,
    seen: str,
    valid_from: date | None = None,
) -> TargetTerms:
    """Let a target ask something else from a day on (default: the decision's), also suspend or end it.

    Earlier versions, figures and plan figures are not touched.
    """
    allow(by)
    plan: Plan = target.indicator.item.plan
    last_locked(plan, hold=True)
    found = Target.objects.select_for_update(of=("self",)).select_related("indicator__item__plan")
    target = found.get(pk=target.pk)
    newest, new = newest_goal(target), new.tidy
    changes = _checked(target, newest, decision, valid_from, new, seen)
    assert decision is not None
    terms = TargetTerms.objects.create(
        target=target,
        decision=decision,
        valid_from=valid_from or decision.date,
        inferred=new.inferred(newest),
        **new.stored,
    )
    item, act = target.indicator.item, act_of(newest.state, terms.state)
    record_version("amend", terms, item, act, changes, by, of=named(target))
    restate(plan, [target.indicator_id])
    return terms


def named(target: Target) -> str:
    """As the history calls it: "mục tiêu 2030"."""
    return f"mục tiêu {target.series}"


def goal_withdrawable(terms: TargetTerms) -> str:
    """Why a version cannot be withdrawn; "" when it can."""
    plan = terms.target.indicator.item.plan
    return withdrawable(terms, terms.target.terms_set.all(), plan, "Mục tiêu")


@transaction.atomic
def withdraw_target_terms(*, terms: TargetTerms, by: User, reason: str) -> Target | None:
    """Take back the newest version of a target; None when the target itself went with it.

    An indicator that came with its only target goes too, unless it has figures or was reported.
    """
    allow(by)
    reason = need_reason(reason)
    last_locked(terms.target.indicator.item.plan, hold=True)
    found = Target.objects.select_for_update(of=("self",)).select_related("indicator__item__plan")
    target: Target = found.get(pk=terms.target_id)
    terms = TargetTerms.objects.select_related("decision", "target__indicator__item__plan").get(pk=terms.pk)
    if message := goal_withdrawable(terms):
        raise ValidationError(message)
    item = target.indicator.item
    record_withdrawal(terms, item, by, reason, of=named(target))
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

"""Amending targets under a decision: each change is a new version of their terms; earlier ones stay."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.vietnamese.numbers import format_date
from indicators.goals import GoalDraft, goal_faults
from indicators.keeping import restate
from indicators.models import Baseline, Indicator, Target, TargetTerms
from plans.amending import NOTHING, STALE, StaleTerms
from plans.comparing import ACT_LABELS, Act, Change, act_of, compare
from plans.decisions import allow, ground, last_locked, said
from plans.models import Decision, Plan, TermsState
from plans.validity import Held, valid_from_fault


def newest_goal(target: Target) -> TargetTerms:
    """The version that no other follows, with its decision."""
    newest: TargetTerms = target.terms_set.select_related("decision").order_by("-valid_from")[0]
    return newest


def seen_goal(terms: TargetTerms) -> str:
    """The mark of a version that a form was opened on."""
    return f"{terms.pk}-{GoalDraft.of(terms).seen}"


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
    if seen_goal(newest) != seen:
        raise StaleTerms(STALE)
    indicator = target.indicator
    decision = ground(decision, indicator.item.plan)
    if newest.state == TermsState.ENDED:
        raise ValidationError(
            f"Mục tiêu này đã kết thúc từ {format_date(newest.valid_from)} theo {said(newest.decision)}. "
            f"Rút lại lần điều chỉnh đó nếu còn tiếp tục."
        )
    before = GoalDraft.of(newest)
    if new == before:
        raise ValidationError(NOTHING)
    held = Held(newest.valid_from, said(newest.decision))
    refuse_goal(new, indicator, valid_from or decision.date, held)
    return compare(before.words(indicator), new.words(indicator))


def refuse_goal(new: GoalDraft, indicator: Indicator, day: date, held: Held | None) -> None:
    """Raise what is wrong with a version, by field."""
    plan = indicator.item.plan
    baseline = Baseline.objects.filter(indicator=indicator.pk).first() if indicator.pk else None
    faults: dict[str, list[str]] = {}
    for field, message in goal_faults(new, indicator, plan, baseline):
        faults.setdefault(field, []).append(message)
    if message := valid_from_fault(day, plan.starts, held, last_locked(plan)):
        faults.setdefault("valid_from", []).append(message)
    if faults:
        raise ValidationError(faults)


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
    record_goal("amend", terms, act_of(newest.state, terms.state), changes, by)
    restate(plan, [target.indicator_id])
    return terms


def record_goal(verb: str, terms: TargetTerms, act: Act, changes: list[Change], by: User) -> None:
    """One event: what was done, from when and under what, then each field."""
    item = terms.target.indicator.item
    since = f"{ACT_LABELS[act]} mục tiêu {terms.target.series} từ {format_date(terms.valid_from)}"
    record_event(
        verb=verb,
        subject=terms,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes={one.label: (one.before or None, one.after or None) for one in changes},
        reason=f"{since} theo {said(terms.decision)}",
    )

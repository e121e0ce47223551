"""Items that a decision adds to the plan: tasks and projects the document does not have."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from bachdang.accounts.models import Unit, User
from plans.models import Clause, Decision, Item, Plan
from plans.occurrences import follow_terms
from plans.terms.amending import write_version
from plans.terms.comparing import Act, Change, compare
from plans.terms.decisions import allow, ground, last_locked
from plans.terms.drafts import TermsDraft, draft_errors
from plans.terms.versions import record_version, refuse


def check_addition(
    *, heading: Clause, decision: Decision | None, valid_from: date | None, new: TermsDraft
) -> list[Change]:
    """What an added item would say. Raises ValidationError by field."""
    decision = ground(decision, heading.plan)
    refuse(draft_errors(new.tidy), valid_from or decision.date, heading.plan, None)
    return compare(None, new.tidy.words)


@transaction.atomic
def add_item(
    *,
    kind: str,
    heading: Clause,
    decision: Decision | None,
    new: TermsDraft,
    by: User,
    reporter: Unit | None = None,
    valid_from: date | None = None,
) -> Item:
    """A task or project that the document does not have, listed last under one of its headings."""
    allow(by)
    plan = Plan.objects.select_for_update().get(pk=heading.plan_id)
    last_locked(plan, hold=True)
    changes = check_addition(heading=heading, decision=decision, valid_from=valid_from, new=new)
    assert decision is not None
    like = Item.objects.filter(plan=plan, kind=kind, clause__parent=heading).order_by("-order").first()
    if like is None:
        raise ValidationError({"heading": f"Chọn mục có dòng trong phụ lục; “{heading.place}” không có."})
    item = Item.objects.create(
        plan=plan,
        kind=kind,
        code=_next_code(plan, heading),
        # The same place as the last row there; what was added later comes later by its key.
        order=like.order,
        heading=heading,
        parent=like.parent,
        reporter=reporter,
    )
    terms = write_version(item, decision, valid_from or decision.date, new.tidy)
    follow_terms(item)
    record_version("add_item", terms, item, Act.ADDED, changes, by)
    return item


def _next_code(plan: Plan, heading: Clause) -> str:
    """ "PL1.I.BS1": ours, as the document numbers only its own rows."""
    stem = f"{heading.key}.BS"
    taken = Item.objects.filter(plan=plan, code__startswith=stem).values_list("code", flat=True)
    numbers = [int(code.removeprefix(stem)) for code in taken if code.removeprefix(stem).isdigit()]
    return f"{stem}{max(numbers, default=0) + 1}"

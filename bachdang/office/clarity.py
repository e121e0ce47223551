"""How clear the assignments of a plan are, axis by axis ("6 rõ")."""

from __future__ import annotations

from dataclasses import dataclass

from bachdang.office.scope import Scope
from plans.models import Plan, Terms
from plans.six_clear import six_clear

ASSIGNED_KINDS = ["programme", "task", "project"]


@dataclass(frozen=True)
class AxisCount:
    """How many of `total` assignments are clear on one axis."""

    code: str
    label: str
    clear: int
    total: int


def axis_counts(scope: Scope, plan: Plan) -> list[AxisCount]:
    """The plan's axes over its programmes, tasks and projects at the end of the scope's quarter."""
    terms = (
        Terms.objects.valid_on(scope.ends)
        .filter(item__plan=plan, item__kind__in=ASSIGNED_KINDS)
        .select_related("item__contact")
        .prefetch_related("units__unit", "item__milestones")
    )
    answers = [six_clear(one, plan.axes) for one in terms]
    return [
        AxisCount(
            code=str(axis["code"]),
            label=str(axis["label"]),
            clear=sum(1 for one in answers if one[position].clear),
            total=len(answers),
        )
        for position, axis in enumerate(plan.axes)
    ]

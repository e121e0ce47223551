"""The decisions of a plan as a list: how much each changed, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bachdang.vietnamese.numbers import format_date, format_dong
from bachdang.vietnamese.text import search_fold
from indicators.models import TargetTerms
from plans.models import Decision, ItemKind, Plan, Terms
from plans.terms.comparing import Change
from projects.models import Capital, CapitalScope, FundSource


@dataclass(frozen=True)
class DecisionLine:
    """A decision with the number of things it changed, and the first day one of them holds."""

    decision: Decision
    count: int
    since: date | None

    @property
    def pk(self) -> int:
        return self.decision.pk

    @property
    def status(self) -> str:
        """Nothing to be judged: what a list's filter expects of a row."""
        return ""

    @property
    def folded(self) -> str:
        one = self.decision
        return search_fold(f"{one.number} {format_date(one.date)} {one.subject}")


def decision_lines(plan: Plan) -> dict[int, DecisionLine]:
    """Decisions by key, the newest first. Four queries."""
    days: dict[int, list[date]] = {}
    for pk, day in _amended(plan):
        days.setdefault(pk, []).append(day)
    decisions = Decision.objects.filter(plan=plan).select_related("upload").order_by("-date", "-pk")
    return {
        one.pk: DecisionLine(one, len(days.get(one.pk, ())), min(days.get(one.pk, ()), default=None))
        for one in decisions
    }


def _amended(plan: Plan) -> Iterator[tuple[int, date]]:
    """(decision, valid from) of every version that rests on a decision."""
    named = ("decision", "valid_from")
    under = {"decision__plan": plan}
    yield from Terms.objects.filter(**under).exclude(item__kind=ItemKind.INDICATOR).values_list(*named)
    yield from TargetTerms.objects.filter(**under).values_list(*named)
    yield from Capital.objects.filter(**under).values_list(*named)


@dataclass(frozen=True)
class CapitalEntry:
    """What a decision says of one project's money."""

    code: str
    title: str
    since: date
    changes: list[Change]


def capital_entries(decision: Decision) -> list[CapitalEntry]:
    """Projects whose capital the decision set, in the plan's order. Two queries."""
    touched = Capital.objects.filter(decision=decision).values("project")
    rows = list(
        Capital.objects.filter(project__in=touched)
        .select_related("project__item")
        .order_by("project__item__order", "project_id", "scope", "year", "source", "valid_from")
    )
    terms = Terms.objects.filter(item__in={one.project_id for one in rows}).order_by("valid_from")
    titles = {one.item_id: one.title for one in terms}
    known: dict[tuple[int, str, int | None, str], int] = {}
    found: dict[int, CapitalEntry] = {}
    for row in rows:
        key = (row.project_id, row.scope, row.year, row.source)
        if row.decision_id == decision.pk:
            entry = found.setdefault(
                row.project_id,
                CapitalEntry(
                    row.project.item.code, titles.get(row.project_id, ""), row.valid_from, changes=[]
                ),
            )
            entry.changes.append(Change(_name(row), format_dong(known.get(key)), format_dong(row.dong)))
        known[key] = row.dong
    return list(found.values())


def _name(row: Capital) -> str:
    year = f" {row.year}" if row.year else ""
    return f"{CapitalScope(row.scope).label}{year}, {FundSource(row.source).label.lower()}"

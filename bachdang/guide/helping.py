"""Trợ giúp: one page a role, and how statuses, figures and steps work, in the words the pages use."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.guide.manuals import ALL_MANUALS, MANUALS, Manual, manual_of
from bachdang.scope.scopes import scope_of
from indicators.explaining import BY_PARTS, FORMULAS, OF_RATES, PLAIN_REASONS
from indicators.meanings import KIND_MEANINGS, status_meanings
from indicators.rules import Accumulation, Denominator
from plans.flow import Lock, Step, after, can, refusal
from plans.models import Plan, ReportState
from plans.rules import task_status_meanings
from plans.six_clear import fields_of, label_of


def own_manual(user: object) -> Manual | None:
    """The manual of the user's role; None for an account without one."""
    assert isinstance(user, User)
    group = user.groups.first()
    return MANUALS.get(Role(group.name)) if group and group.name in Role.values else None


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """All manuals, the own one first."""
    own = own_manual(request.user)
    others = [one for one in ALL_MANUALS if one is not own]
    return render(request, "guide/contents.html", {"title": "Trợ giúp", "own": own, "others": others})


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where "Trợ giúp" leads: to the manual of one's role."""
    own = own_manual(request.user)
    return redirect("manual", own.slug) if own else redirect("help")


@require_safe
def manual(request: HttpRequest, slug: str) -> HttpResponse:
    found = manual_of(slug)
    if found is None:
        raise Http404("Không có trang trợ giúp này.")
    context = {"title": f"Trợ giúp: {found.title}", "manual": found, "own": found is own_manual(request.user)}
    return render(request, "guide/manual.html", context)


@dataclass(frozen=True)
class Move:
    """One step of a report: from which states, by which button, to which state."""

    sources: str
    label: str
    target: str


def moves() -> list[Move]:
    """The way of a report, as plans.flow decides it."""
    return [
        Move(
            " hoặc ".join(state.label for state in ReportState if can(step, state.value)),
            step.label,
            str(after(step).label),
        )
        for step in Step
    ]


def locks() -> list[str]:
    """Why a unit cannot write, in the words it is told."""
    name = "Quý III/2026"
    return [refusal(lock) for lock in (Lock(name, False, False), Lock(name, True, True))]


def _formulas() -> list[str]:
    return [words.format(subject="hiện nay") for words in FORMULAS.values()]


def _adding_up() -> list[tuple[str, str]]:
    parts = [(str(Accumulation(key.value).label), words) for key, words in BY_PARTS.items()]
    return parts + [(str(Denominator(key.value).label), words) for key, words in OF_RATES.items()]


def _axes(plan: Plan | None) -> list[tuple[str, str]]:
    axes = plan.axes if plan else []
    return [(str(axis["label"]), ", ".join(label_of(name) for name in fields_of(axis))) for axis in axes]


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Statuses, formulas, what adds up, the six clear answers and the steps of a report."""
    plan = scope_of(request).plan
    context = {
        "title": "Cách đánh giá, cách tính, các bước báo cáo",
        "statuses": status_meanings(plan.slow_band if plan else Decimal("0.85")),
        "task_statuses": task_status_meanings(plan.due_soon_days if plan else 10),
        "kinds": [(kind.label, words) for kind, words in KIND_MEANINGS.items()],
        "formulas": _formulas(),
        "adding_up": _adding_up(),
        "reasons": list(PLAIN_REASONS.values()),
        "axes": _axes(plan),
        "moves": moves(),
        "locks": locks(),
    }
    return render(request, "guide/rules.html", context)

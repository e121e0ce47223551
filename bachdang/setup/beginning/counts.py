"""How far a ward is set up, counted anew each time: nothing is kept. Each count is one query."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from bachdang.accounts.models import Locality, Unit, User
from bachdang.setup.ward import Ward
from bachdang.standing.quarter_book import ASSIGNED_KINDS, book_of
from indicators.models import Indicator, PlanFigure, TargetTerms
from indicators.rules import VALUED_KINDS
from indicators.wording import STATE
from plans.models import Item, ItemKind, Plan, Terms, TermsState, TermsUnit
from plans.six_clear import clear_axes


class Tally(NamedTuple):
    """So many of so many."""

    done: int
    whole: int

    @property
    def is_full(self) -> bool:
        """Nothing is missing, also where nothing is asked for."""
        return self.whole <= self.done


def unit_tallies(locality: Locality, plan: Plan | None) -> tuple[int, Tally]:
    """Units of the ward; and of those that report, where none does yet of all, how many have an account."""
    units = Unit.objects.filter(locality=locality)
    reports = Q(Exists(Item.objects.filter(plan=plan, reporter=OuterRef("pk")))) if plan else Q()
    people = Q(Exists(User.objects.filter(unit=OuterRef("pk"), is_active=True)))
    found = units.aggregate(
        all=Count("pk"),
        peopled=Count("pk", filter=people),
        whole=Count("pk", filter=reports),
        done=Count("pk", filter=reports & people),
    )
    if not found["whole"]:
        return found["all"], Tally(found["peopled"], found["all"])
    return found["all"], Tally(found["done"], found["whole"])


def item_tallies(plan: Plan) -> tuple[Tally, Tally]:
    """Items with the unit that reports them, and with a contact officer.

    What a unit with others under it holds is handed on once it has a contact officer there.
    """
    below = Exists(Unit.objects.filter(parent=OuterRef("reporter")))
    named = Q(contact__isnull=False)
    found = (
        Item.objects.filter(plan=plan)
        .exclude(kind=ItemKind.OWN)
        .aggregate(
            whole=Count("pk"),
            handed=Count("pk", filter=Q(reporter__isnull=False) & (named | ~Q(below))),
            named=Count("pk", filter=named),
        )
    )
    return Tally(found["handed"], found["whole"]), Tally(found["named"], found["whole"])


def baseline_tally(ward: Ward, plan: Plan) -> Tally:
    """Indicators whose baseline is asked for, as in the sheet of baselines, and those with one."""
    awaited = Indicator.objects.awaiting_baseline().filter(Exists(_named(ward, "pk")), item__plan=plan)
    found = awaited.aggregate(whole=Count("pk"), done=Count("baseline"))
    return Tally(found["done"], found["whole"])


def plan_figure_tally(ward: Ward, plan: Plan) -> Tally:
    """Targets whose value is to be reached within the plan, as in the sheet; those with figures of a year."""
    valid = TargetTerms.objects.valid_on(ward.day).exclude(state=TermsState.ENDED)
    within = valid.filter(
        Exists(_named(ward, "target__indicator")),
        target__indicator__item__plan=plan,
        kind__in=VALUED_KINDS,
        horizon__lte=plan.ends,
    ).exclude(target__indicator__measure__startswith=STATE)
    planned = Exists(PlanFigure.objects.filter(target=OuterRef("target"), quarter=None))
    found = within.aggregate(whole=Count("pk"), done=Count("pk", filter=Q(planned)))
    return Tally(found["done"], found["whole"])


def _named(ward: Ward, indicator: str) -> QuerySet[Terms]:
    """Terms of the indicator that are in force."""
    return Terms.objects.valid_on(ward.day).exclude(state=TermsState.ENDED).filter(item=OuterRef(indicator))


def clear_tally(ward: Ward, plan: Plan) -> Tally:
    """Assignments that are clear on every axis of the plan. Whether one is clear is no SQL."""
    clear = [all(one) for one in _clear(ward, plan).values()]
    return Tally(sum(clear), len(clear))


def _clear(ward: Ward, plan: Plan) -> dict[int, list[bool]]:
    """As the page knows it anyway, when it is Tổng quan; else in three queries."""
    if ward.scope.books and ward.day == ward.scope.ends:
        return book_of(ward.scope).clear
    rows = Terms.objects.valid_on(ward.day).exclude(state=TermsState.ENDED)
    units = Prefetch("units", TermsUnit.objects.select_related("unit"))
    found = rows.filter(item__plan=plan, item__kind__in=ASSIGNED_KINDS).select_related("item__contact")
    return clear_axes(found.prefetch_related(units, "item__milestones"), plan.axes)

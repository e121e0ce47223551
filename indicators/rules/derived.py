"""Derived indicators: computed from others, never entered.

The figures made here keep numerator and denominator, so that a decision on them stays exact, and are marked
`to_date`: they are accumulated already and are not added up again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from indicators.rules.accumulation import accumulate
from indicators.rules.exact import HUNDRED, shown
from indicators.rules.figures import Figure, choose
from indicators.rules.quarters import Quarter
from indicators.rules.standing import Standing
from indicators.rules.terms import Baseline, Measure
from indicators.rules.views import in_year, same_period_last_year
from indicators.rules.vocabulary import Form, Reason, Status


def growth_of(
    measure: Measure, figures: Iterable[Figure], at: Quarter, baseline: Baseline | None = None
) -> list[Figure]:
    """Growth in per cent since 1 January over the same span of last year, for each quarter up to `at`.

    A quarter has a figure when this year's and last year's spans are complete and last year's is above 0. A
    baseline dated 31 December is that year's whole, so that the year after needs none of its quarters.
    """
    chosen = choose(figures, at)
    known = list(chosen.values())
    found = []
    for quarter in chosen:
        now, before = in_year(measure, known, quarter), same_period_last_year(measure, known, quarter)
        base = before.complete
        if base is None and quarter.quarter == 4:
            base = _whole_year(measure, baseline, quarter.year - 1)
        if now.complete is None or base is None or base <= 0:
            continue
        gain = now.complete - base
        form = _form(now.estimated or before.estimated)
        found.append(_fraction(quarter, form, gain / base * HUNDRED, gain, base))
    return found


def _whole_year(measure: Measure, baseline: Baseline | None, year: int) -> Fraction | None:
    """The baseline as the figure of a whole year."""
    closes = baseline is not None and baseline.on == Quarter(year, 4).end
    return baseline.amount(measure) if closes and baseline is not None else None


def lacking_for_growth(
    standing: Standing, measure: Measure, figures: Sequence[Figure], baseline: Baseline | None
) -> Standing:
    """A standing that lacks a growth, with what truly is missing: quarters of the figure it is made of.

    Where only the year before is unknown nobody owes a figure: the growth waits for the year's end if a
    baseline tells that year's whole, else it has no ground.
    """
    if Reason.MISSING not in standing.reasons:
        return standing
    own: dict[Quarter, None] = {}
    before: dict[Quarter, None] = {}
    waits = True
    for quarter in standing.missing:
        own |= dict.fromkeys(in_year(measure, figures, quarter).missing)
        earlier = same_period_last_year(measure, figures, quarter)
        told = _whole_year(measure, baseline, quarter.year - 1) is not None
        if earlier.complete is None and not (told and quarter.quarter == 4):
            before |= dict.fromkeys(earlier.missing)
            waits = waits and told
    if own:
        return replace(standing, missing=tuple(sorted(own)))
    if before and waits:
        return replace(standing, status=Status.NOT_DUE, missing=(), reasons=(Reason.YEAR_OPEN,))
    if before:
        return replace(standing, missing=tuple(sorted(before)), reasons=(Reason.NO_COMPARISON,))
    return standing


def ratio_of(
    measure: Measure,
    figures: Iterable[Figure],
    by_measure: Measure,
    by_figures: Iterable[Figure],
    at: Quarter,
) -> list[Figure]:
    """One indicator over another, both to date, for each quarter up to `at` in which either was reported.

    The quotient is × 1; the derived indicator's own scale makes it per 100 or per 1,000 people.
    """
    above, below = choose(figures, at), choose(by_figures, at)
    found = []
    for quarter in sorted({*above, *below}):
        top = accumulate(measure, above.values(), quarter)
        under = accumulate(by_measure, below.values(), quarter)
        if top.complete is None or under.complete is None or under.complete <= 0:
            continue
        form = _form(top.estimated or under.estimated)
        found.append(_fraction(quarter, form, None, top.complete, under.complete))
    return found


def _form(estimated: bool) -> Form:
    return Form.ESTIMATE if estimated else Form.OFFICIAL


def _fraction(
    quarter: Quarter, form: Form, value: Fraction | None, above: Fraction, below: Fraction
) -> Figure:
    shown_value: Decimal | None = shown(value)
    return Figure(quarter, form, shown_value, shown(above), shown(below), to_date=True)

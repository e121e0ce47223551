"""Derived indicators: computed from others, never entered.

The figures made here keep numerator and denominator, so that a decision on them stays exact, and are marked
`to_date`: they are accumulated already and are not added up again.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from indicators.rules.accumulation import accumulate
from indicators.rules.exact import HUNDRED, shown
from indicators.rules.figures import Figure, choose
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Measure
from indicators.rules.views import in_year, same_period_last_year
from indicators.rules.vocabulary import Form


def growth_of(measure: Measure, figures: Iterable[Figure], at: Quarter) -> list[Figure]:
    """Growth in per cent since 1 January over the same span of last year, for each quarter up to `at`.

    A quarter has a figure when this year's and last year's spans are complete and last year's is above 0.
    """
    chosen = choose(figures, at)
    known = list(chosen.values())
    found = []
    for quarter in chosen:
        now, before = in_year(measure, known, quarter), same_period_last_year(measure, known, quarter)
        if now.complete is None or before.complete is None or before.complete <= 0:
            continue
        gain = now.complete - before.complete
        form = _form(now.estimated or before.estimated)
        value = gain / before.complete * HUNDRED
        found.append(_fraction(quarter, form, value, gain, before.complete))
    return found


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

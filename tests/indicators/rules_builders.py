"""Short ways to write figures, measures and targets in the tests of the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from _pytest.mark import ParameterSet

from indicators.rules import (
    Accumulation,
    Baseline,
    Denominator,
    Direction,
    Figure,
    Form,
    Frequency,
    Goal,
    Measure,
    Operator,
    PlanFigure,
    PlanFrame,
    Quarter,
    Rating,
    Standing,
    TargetKind,
    assess,
)

FRAME = PlanFrame(starts=date(2026, 1, 1), ends=date(2030, 12, 31), slow_band=Decimal("0.85"))


def quarter(text: str) -> Quarter:
    """ "2026-Q3", or "2026" for its fourth quarter."""
    return Quarter.parse(text if "-" in text else f"{text}-Q4")


def figure(at: str, text: str) -> Figure:
    """A value "12", a fraction "3/14", a rating "=met", or a day "@2026-11-20".

    "~" before it makes it an estimate, "<" what was done to the cut-off.
    """
    forms = {"~": Form.ESTIMATE, "<": Form.TO_CUTOFF}
    form = forms.get(text[0], Form.OFFICIAL)
    text = text.lstrip("~<")
    if text.startswith("="):
        return Figure(quarter(at), form, rating=Rating(text[1:]))
    if text.startswith("@"):
        return Figure(quarter(at), form, value=Decimal(1), reached_on=date.fromisoformat(text[1:]))
    if "/" in text:
        above, below = (Decimal(part) for part in text.split("/"))
        return Figure(quarter(at), form, numerator=above, denominator=below)
    return Figure(quarter(at), form, value=Decimal(text))


def figures(given: Mapping[str, str]) -> list[Figure]:
    """Figures by quarter; a second one for the same quarter follows after ";"."""
    return [figure(at, text) for at, texts in given.items() for text in texts.split(";")]


def measure(
    how: str = "level",
    *,
    every: str = "quarter",
    direction: str = "higher",
    scale: str = "100",
    part: bool = False,
    counts: bool = False,
) -> Measure:
    """A measure by its accumulation, or a rate by that of its denominator: stock, flow, plan."""
    if how in ("stock", "flow", "plan"):
        accumulation = Accumulation.LEVEL if how == "stock" else Accumulation.YEAR_TO_DATE
        denominator, factor = Denominator(how), Decimal(scale)
    else:
        accumulation, denominator, factor = Accumulation(how), None, Decimal(1)
    return Measure(Direction(direction), Frequency(every), accumulation, denominator, factor, part, counts)


def goal(
    kind: str,
    op: str = "",
    value: str = "",
    by: str = "2030-12-31",
    since: int | None = None,
    tolerance: str = "0",
) -> Goal:
    return Goal(
        TargetKind(kind),
        Operator(op) if op else None,
        Decimal(value) if value else None,
        Decimal(tolerance),
        date.fromisoformat(by),
        since,
    )


def baseline(text: str, on: str = "2025-12-31") -> Baseline | None:
    """A baseline as a value or a fraction; None for an empty text."""
    if not text:
        return None
    if "/" in text:
        above, below = (Decimal(part) for part in text.split("/"))
        return Baseline(None, date.fromisoformat(on), above, below)
    return Baseline(Decimal(text), date.fromisoformat(on))


def plan_figures(given: Mapping[str, str]) -> list[PlanFigure]:
    """Plan figures by "2027" (a year) or "2027-Q2"."""
    found = []
    for at, value in given.items():
        year, _, number = at.partition("-Q")
        found.append(PlanFigure(int(year), int(number) if number else None, Decimal(value)))
    return found


def judge(
    promise: Goal,
    given: Mapping[str, str],
    at: str,
    how: Measure | None = None,
    base: str = "",
    plan: Mapping[str, str] | None = None,
    on: str = "2025-12-31",
) -> Standing:
    """The standing of a target at a quarter; a quarterly level, higher is better, unless told otherwise."""
    return assess(
        measure=how or measure(),
        goal=promise,
        figures=figures(given),
        baseline=baseline(base, on),
        plan_figures=plan_figures(plan or {}),
        at=quarter(at),
        frame=FRAME,
    )


def quarters(first: str, *texts: str) -> dict[str, str]:
    """Texts for successive quarters."""
    start = quarter(first)
    return {str(start.shift(index)): text for index, text in enumerate(texts)}


def year_ends(first: int, *texts: str) -> dict[str, str]:
    """Texts for successive fourth quarters."""
    return {f"{first + index}-Q4": text for index, text in enumerate(texts)}


def percent(value: Decimal | None) -> str | None:
    """A ratio as a percentage with one decimal, as a reader sees it."""
    return None if value is None else f"{value * 100:.1f}"


def rounded(value: Decimal | None, places: int = 1) -> str | None:
    return None if value is None else f"{value:.{places}f}"


def case(name: str, *values: object) -> ParameterSet:
    """A row of a table of cases, its rule and wording in the test id."""
    return pytest.param(*values, id=name)

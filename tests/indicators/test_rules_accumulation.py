"""Cách tính lũy kế, kỳ đo and the forms of a figure (docs/domain.md, "Indicators: how a figure behaves")."""

from __future__ import annotations

from itertools import permutations

import pytest

from indicators.rules import Figure, Form, Measure, accumulate, choose
from tests.indicators.rules_builders import case, figures, measure, quarter, quarters, rounded


@pytest.mark.parametrize(
    ("how", "given", "at", "value", "missing"),
    [
        case("level-takes-the-latest", measure(), quarters("2026-Q1", "5", "7"), "2026-Q2", "7.0", ""),
        case("level-missing", measure(), quarters("2026-Q1", "5"), "2026-Q2", "5.0", "2026-Q2"),
        case(
            "growth-takes-the-latest",
            measure("growth"),
            quarters("2026-Q1", "14", "15"),
            "2026-Q2",
            "15.0",
            "",
        ),
        case("year-sum", measure("year_to_date"), quarters("2026-Q1", "1", "2", "3"), "2026-Q3", "6.0", ""),
        case(
            "year-sum-starts-again",
            measure("year_to_date"),
            quarters("2026-Q1", "1", "2", "3", "4", "5"),
            "2027-Q1",
            "5.0",
            "",
        ),
        case(
            "year-sum-partial",
            measure("year_to_date"),
            {"2026-Q1": "1", "2026-Q3": "3"},
            "2026-Q3",
            "4.0",
            "2026-Q2",
        ),
        case(
            "year-sum-all-missing-is-not-0", measure("year_to_date"), {}, "2026-Q2", None, "2026-Q1 2026-Q2"
        ),
        case(
            "year-sum-new-year-nothing-yet",
            measure("year_to_date"),
            quarters("2026-Q1", "1", "2", "3", "4"),
            "2027-Q1",
            None,
            "2027-Q1",
        ),
        case(
            "plan-sum-runs-on",
            measure("plan_to_date"),
            quarters("2026-Q1", "1", "2", "3", "4", "5"),
            "2027-Q1",
            "15.0",
            "",
        ),
        case("an-entered-0-adds-0", measure("year_to_date"), quarters("2026-Q1", "0"), "2026-Q1", "0.0", ""),
        case(
            "stock-rate-the-latest",
            measure("stock"),
            quarters("2026-Q1", "1/4", "3/4"),
            "2026-Q2",
            "75.0",
            "",
        ),
        case(
            "flow-rate-both-accumulate",
            measure("flow"),
            quarters("2026-Q1", "1/4", "3/4"),
            "2026-Q2",
            "50.0",
            "",
        ),
        case("flow-rate-restarts", measure("flow"), quarters("2026-Q4", "1/4", "3/4"), "2027-Q1", "75.0", ""),
        case(
            "plan-rate-latest-plan",
            measure("plan"),
            quarters("2026-Q1", "3/40", "6/40", "5/50"),
            "2026-Q3",
            "28.0",
            "",
        ),
        case(
            "per-1000",
            measure("stock", scale="1000"),
            quarters("2026-Q1", "131/10000"),
            "2026-Q1",
            "13.1",
            "",
        ),
        case(
            "a-rate-known-as-a-value-stands",
            measure("flow"),
            quarters("2026-Q1", "1/4", "60"),
            "2026-Q2",
            "60.0",
            "",
        ),
        case(
            "half-year-owes-QII",
            measure("year_to_date", every="half_year"),
            {"2026-Q2": "8"},
            "2026-Q3",
            "8.0",
            "",
        ),
        case(
            "half-year-the-last-stands-in-QI",
            measure("year_to_date", every="half_year"),
            {"2026-Q2": "8", "2026-Q4": "9"},
            "2027-Q1",
            "17.0",
            "",
        ),
        case("year-stands-all-year", measure(every="year"), {"2026-Q4": "8"}, "2027-Q3", "8.0", ""),
        case(
            "an-unasked-figure-counts-too",
            measure(every="year"),
            {"2026-Q4": "8", "2027-Q2": "9"},
            "2027-Q3",
            "9.0",
            "",
        ),
    ],
)
def test_accumulate(how: Measure, given: dict[str, str], at: str, value: str | None, missing: str) -> None:
    found = accumulate(how, figures(given), quarter(at))
    assert rounded(found.value) == value
    assert found.missing == tuple(map(quarter, missing.split()))


@pytest.mark.parametrize("how", ["level", "year_to_date", "plan_to_date"])
def test_order_of_entry_does_not_matter(how: str) -> None:
    given = figures({"2026-Q1": "1", "2026-Q2": "~9;2", "2026-Q3": "<7;3"})
    found = {accumulate(measure(how), order, quarter("2026-Q3")) for order in permutations(given)}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("given", "value", "estimated"),
    [
        case("official-beats-estimate", {"2026-Q1": "~40;37"}, 37, False),
        case("whichever-came-last", {"2026-Q1": "37;~40"}, 37, False),
        case("an-estimate-counts-until-then", {"2026-Q1": "~40"}, 40, True),
        case("to-the-cut-off-never", {"2026-Q1": "<40"}, None, False),
        case("one-estimate-makes-the-sum-one", {"2026-Q1": "~40", "2026-Q2": "2"}, 42, True),
        case("later-quarters-are-not-looked-at", {"2026-Q1": "1", "2026-Q3": "5"}, 1, False),
    ],
)
def test_forms(given: dict[str, str], value: int | None, estimated: bool) -> None:
    found = accumulate(measure("year_to_date"), figures(given), quarter("2026-Q2"))
    assert (found.value, found.estimated) == (value, estimated)


def test_ten_tenths_are_one() -> None:
    given = quarters("2026-Q1", *["0.1"] * 10)
    assert accumulate(measure("plan_to_date"), figures(given), quarter("2028-Q2")).value == 1


def test_a_sum_over_the_plan_starts_where_told() -> None:
    given = figures(quarters("2025-Q4", "100", "1", "2"))
    assert accumulate(measure("plan_to_date"), given, quarter("2026-Q2"), since=quarter("2026-Q1")).value == 3


def test_half_a_fraction_is_no_figure() -> None:
    half = Figure(quarter("2026-Q1"), Form.OFFICIAL, numerator=figures({"2026-Q1": "3"})[0].value)
    assert accumulate(measure("stock"), [half], quarter("2026-Q1")).amount is None


@pytest.mark.parametrize("how", ["stock", "flow", "plan"])
def test_a_denominator_of_0_gives_no_rate(how: str) -> None:
    found = accumulate(measure(how), figures({"2026-Q1": "0/0"}), quarter("2026-Q1"))
    assert (found.amount, found.missing) == (None, ())


def test_figures_after_the_quarter_are_not_chosen() -> None:
    assert list(choose(figures(quarters("2026-Q1", "1", "2")), quarter("2026-Q1"))) == [quarter("2026-Q1")]

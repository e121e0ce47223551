"""The expectation as a line for the chart, and promises that contradict themselves."""

from __future__ import annotations

import pytest

from indicators.rules import Goal, GoalFault, Measure, expected_corners, goal_faults
from tests.indicators.rules_builders import FRAME, baseline, case, goal, measure, plan_figures, quarter

LOWER = measure(direction="lower")
COUNT = measure("plan_to_date", counts=True)


@pytest.mark.parametrize(
    ("promise", "how", "base", "plan", "corners"),
    [
        case("baseline-to-target", goal("reach", ">=", "80"), measure(), "52", {}, "2025-Q4:52 2030-Q4:80"),
        case(
            "over-the-year-plans",
            goal("reach", ">=", "80"),
            measure(),
            "52",
            {"2026": "60"},
            "2025-Q4:52 2026-Q4:60 2030-Q4:80",
        ),
        case(
            "a-sum-from-0",
            goal("reach", ">=", "200"),
            measure("plan_to_date"),
            "9",
            {},
            "2025-Q4:0 2030-Q4:200",
        ),
        case("no-baseline-no-line", goal("reach", ">=", "80"), measure(), "", {}, ""),
        case("a-small-count-has-none", goal("reach", ">=", "5"), COUNT, "", {}, ""),
        case(
            "a-small-count-stands-between-plans",
            goal("reach", ">=", "5"),
            COUNT,
            "",
            {"2026": "1", "2028": "3"},
            "2025-Q4:0 2026-Q4:1 2028-Q4:3 2030-Q4:3",
        ),
        case(
            "counted-things-rise-one-by-one",
            goal("reach", ">=", "8", by="2026-12-31"),
            measure(counts=True),
            "6",
            {},
            "2025-Q4:6 2026-Q1:6 2026-Q2:7 2026-Q3:7 2026-Q4:8",
        ),
        case(
            "the-plan-figures-of-counted-things-are-steps",
            goal("reach", ">=", "16", by="2027-12-31"),
            measure(counts=True),
            "6",
            {"2026": "8"},
            "2025-Q4:6 2026-Q1:6 2026-Q2:6 2026-Q3:6 2026-Q4:8 2027-Q1:10 2027-Q2:12 2027-Q3:14 2027-Q4:16",
        ),
        case("change", goal("change", ">=", "1.5"), measure(), "165", {}, "2025-Q4:165 2030-Q4:166.5"),
        case("change-without-baseline", goal("change", ">=", "10"), measure(), "", {}, ""),
        case("other-kinds", goal("maintain", ">=", "80"), measure(), "52", {}, ""),
    ],
)
def test_expected_corners(promise: Goal, how: Measure, base: str, plan: dict[str, str], corners: str) -> None:
    found = expected_corners(how, promise, baseline(base), plan_figures(plan), quarter("2026-Q3"), FRAME)
    assert " ".join(f"{at}:{value}" for at, value in found) == corners


@pytest.mark.parametrize(
    ("promise", "how", "base", "faults"),
    [
        case("sound", goal("reach", ">=", "80"), measure(), "52", []),
        case("against-direction", goal("reach", ">=", "80"), LOWER, "", [GoalFault.AGAINST_DIRECTION]),
        case("no-value", goal("reach"), measure(), "", [GoalFault.NO_VALUE]),
        case("over-the-whole", goal("reach", ">=", "101"), measure(part=True), "", [GoalFault.OVER_WHOLE]),
        case(
            "growth-too-low",
            goal("average_growth", ">=", "-100"),
            measure("growth"),
            "",
            [GoalFault.GROWTH_TOO_LOW],
        ),
        case(
            "horizon-before-baseline",
            goal("reach", ">=", "80", by="2026-06-30"),
            measure(),
            "2026",
            [GoalFault.HORIZON_BEFORE_BASELINE],
        ),
        case(
            "horizon-before-plan",
            goal("trend", by="2025-12-31"),
            measure(),
            "",
            [GoalFault.HORIZON_BEFORE_PLAN],
        ),
        case("a-fall-written-as-a-change", goal("change", ">=", "5"), LOWER, "", []),
    ],
)
def test_goal_faults(promise: Goal, how: Measure, base: str, faults: list[GoalFault]) -> None:
    on = "2026-12-31" if base == "2026" else "2025-12-31"
    assert list(goal_faults(how, promise, baseline(base, on), FRAME)) == faults

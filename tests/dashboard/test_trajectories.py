"""The chart of a target's way: its points in time, its expectation as the verdict takes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bachdang.dashboard.charts import Trajectory, as_json, trajectory
from bachdang.dashboard.trajectories import trajectory_of
from indicators.models import Baseline, Measurement, PlanFigure, Target
from indicators.rules import Quarter
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from tests.factories import IndicatorFactory, TargetFactory

YEAR_END = "2025-12-31"


def way(**fields: Any) -> dict[str, dict[str, Any]]:
    """The traces by name."""
    given: dict[str, Any] = {
        "measure": "%", "official": [], "estimated": [], "baseline": None, "plan": [], "expected": [],
        "steps": False, "target": None, "target_label": "", "forecast": None,
        "starts": "2025-11-16", "ends": "2031-02-14",
    }  # fmt: skip
    figure = as_json(trajectory(Trajectory(**(given | fields))))
    return {trace["name"]: trace for trace in figure["data"]}


def test_figures_of_the_past_come_before_the_baseline() -> None:
    past = [("2024-12-31", Decimal(48)), ("2025-06-30", Decimal(50)), ("2026-03-31", Decimal(53))]
    line = way(official=past, baseline=(YEAR_END, Decimal(52)))["Thực hiện"]
    assert line["x"] == ["2024-12-31", "2025-06-30", YEAR_END, "2026-03-31"]
    assert line["y"] == [48, 50, 52, 53]


def test_an_official_figure_of_the_baselines_day_replaces_it() -> None:
    line = way(official=[(YEAR_END, Decimal("51.5"))], baseline=(YEAR_END, Decimal(52)))["Thực hiện"]
    assert (line["x"], line["y"]) == ([YEAR_END], [51.5])


def test_a_point_tells_its_quarter_and_its_unit() -> None:
    traces = way(
        estimated=[("2026-09-30", Decimal("70.9"))],
        baseline=("2025-12-15", Decimal(52)),
        measure="doanh nghiệp",
    )
    assert traces["Ước cả quý"]["hovertext"] == ["Quý III/2026<br>Ước cả quý"]
    assert traces["Thực hiện"]["hovertext"] == ["15/12/2025<br>Thực hiện"]
    told = "%{hovertext}: %{y:,.2~f} doanh nghiệp<extra></extra>"
    assert traces["Ước cả quý"]["hovertemplate"] == told
    assert "%{y:,.2~f}%<extra>" in way(baseline=(YEAR_END, Decimal(52)))["Thực hiện"]["hovertemplate"]


def test_a_forecast_begins_at_a_figure_and_says_so() -> None:
    figures = {"baseline": (YEAR_END, Decimal(52)), "forecast": ("2030-12-31", Decimal(80))}
    estimated = way(**figures, estimated=[("2026-09-30", Decimal(55))])["Dự báo"]
    assert estimated["hovertext"] == ["Quý III/2026<br>Ước cả quý", "Quý IV/2030<br>Dự báo"]
    assert way(**figures)["Dự báo"]["hovertext"][0] == "Quý IV/2025<br>Thực hiện"


def small_count() -> Target:
    """5 projects by 2030: one planned for 2026, three for 2028; one done in the third quarter."""
    found = TargetFactory(
        indicator=IndicatorFactory(measure="dự án", accumulation="plan_to_date", frequency="quarter"),
        terms__operator=">=",
        terms__value=Decimal(5),
    )
    for year, value in ((2026, 1), (2028, 3)):
        PlanFigure.objects.create(target=found, year=year, value=Decimal(value))
    for year in (2026, 2027, 2028, 2029):
        for quarter in (1, 2, 3, 4):
            done = Decimal(1 if (year, quarter) == (2026, 3) else 0)
            Measurement.objects.create(
                indicator=found.indicator, year=year, quarter=quarter, value=done,
                form="official", counted=True, source="Nguồn",
            )  # fmt: skip
    return found


def row(target: Target, at: Quarter) -> TargetRow:
    return TargetBook(target.indicator.item.plan, at).rows()[0]


def drawn(trace: dict[str, Any], day: date) -> float:
    """The height of a line of steps on a day."""
    assert trace["line"]["shape"] == "hv"
    heights = [height for x, height in zip(trace["x"], trace["y"], strict=True) if x <= day.isoformat()]
    return float(heights[-1])


@pytest.mark.django_db
def test_the_expectation_of_a_small_count_is_drawn_as_the_verdict_takes_it() -> None:
    target = small_count()
    seen = []
    for at in map(Quarter.from_index, range(Quarter(2026, 1).index, Quarter(2029, 4).index + 1)):
        found = row(target, at)
        expected = found.standing.expected_value
        assert expected is not None
        (trace,) = [
            one for one in as_json(trajectory(trajectory_of(found)))["data"] if one["name"] == "Mức cần đạt"
        ]
        assert drawn(trace, at.end) == float(expected), at.label
        assert trace["x"][-1] == "2030-12-31"
        seen.append(int(expected))
    assert seen == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3]


@pytest.mark.django_db
def test_a_large_count_runs_on_between_its_corners() -> None:
    target = TargetFactory(terms__operator=">=", terms__value=Decimal(80))
    Baseline.objects.create(
        indicator=target.indicator, value=Decimal(52), on=date(2025, 12, 31), source="Niên giám"
    )
    data = trajectory_of(row(target, Quarter(2026, 3)))
    assert (data.steps, data.expected) == (False, [(YEAR_END, 52), ("2030-12-31", 80)])


def axis(**fields: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "measure": "%", "official": [], "estimated": [], "baseline": None, "plan": [], "expected": [],
        "steps": False, "target": None, "target_label": "", "forecast": None,
        "starts": "2025-11-16", "ends": "2031-02-14",
    }  # fmt: skip
    found: dict[str, Any] = as_json(trajectory(Trajectory(**(given | fields))))["layout"]["yaxis"]
    return found


def test_an_axis_far_from_zero_fits_its_figures_and_says_so() -> None:
    far = axis(official=[("2026-03-31", Decimal(58)), ("2026-06-30", Decimal(61))])
    assert (far["rangemode"], far["title"]["text"]) == ("normal", "% (trục không bắt đầu từ 0)")


@pytest.mark.parametrize("values", [(10, 61), (-2, 3), (0, 0), (-61, 58)])
def test_near_zero_the_axis_begins_there(values: tuple[int, int]) -> None:
    low, high = map(Decimal, values)
    near = axis(official=[("2026-03-31", low), ("2026-06-30", high)])
    assert (near["rangemode"], near["title"]["text"]) == ("tozero", "%")
    assert axis()["rangemode"] == "tozero"

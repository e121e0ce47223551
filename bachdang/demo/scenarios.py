"""What the demo's figures are: for each indicator a case, and the value that case has in a quarter.

Pure and deterministic. A value is in the indicator's own unit (a rate already × scale); None: not reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.models import Indicator, TargetTerms
from indicators.rules import Accumulation, Denominator, Direction, TargetKind

HISTORY_YEAR = 2025


class Case(StrEnum):
    """The cases the demo shows, in the order they are handed out."""

    ON_TRACK = "on_track"
    SLOW = "slow"
    MET = "met"
    AT_RISK = "at_risk"
    NO_BASELINE = "no_baseline"
    BEHIND_BASELINE = "behind_baseline"
    SILENT = "silent"
    GAP = "gap"


# Shares of the whole way from the baseline to the target, at the end of QI, QII and QIII of the first year;
# a straight line over twenty quarters would stand at 0,05 · 0,10 · 0,15.
PATHS: dict[Case, tuple[str, str, str]] = {
    Case.ON_TRACK: ("0.06", "0.11", "0.18"),
    Case.SLOW: ("0.04", "0.09", "0.135"),
    Case.MET: ("0.6", "0.9", "1.6"),
    Case.AT_RISK: ("0.01", "0.03", "0.05"),
    Case.NO_BASELINE: ("0.06", "0.11", "0.18"),
    Case.BEHIND_BASELINE: ("0.0", "-0.02", "-0.04"),
    Case.SILENT: ("0.05", "0.10", "0.15"),
    Case.GAP: ("0.06", "0.11", "0.18"),
}
# The part of a year's goal done within each quarter, for sums that start again each January.
PACES: dict[Case, tuple[str, str, str, str]] = {
    Case.ON_TRACK: ("0.25", "0.26", "0.27", "0.25"),
    Case.SLOW: ("0.2", "0.22", "0.24", "0.3"),
    Case.MET: ("0.35", "0.4", "0.3", "0.1"),
    Case.AT_RISK: ("0.08", "0.15", "0.2", "0.4"),
    Case.NO_BASELINE: ("0.25", "0.26", "0.27", "0.25"),
    Case.BEHIND_BASELINE: ("0.1", "0.12", "0.14", "0.3"),
    Case.SILENT: ("0.25", "0.25", "0.25", "0.25"),
    Case.GAP: ("0.25", "0.26", "0.27", "0.25"),
}
RATINGS = {
    Case.ON_TRACK: "on_track",
    Case.SLOW: "slow",
    Case.MET: "met",
    Case.AT_RISK: "slow",
    Case.NO_BASELINE: "on_track",
    Case.BEHIND_BASELINE: "failed",
    Case.GAP: "on_track",
}


# Cases given by hand, so that the best known indicators tell different stories.
PINNED: dict[str, Case] = {
    "01.02": Case.ON_TRACK,
    "02.04": Case.SLOW,
    "05.06": Case.MET,
    "14.02": Case.ON_TRACK,
    "15.02": Case.ON_TRACK,
    "15.04": Case.MET,
    "15.06": Case.AT_RISK,
    "18.04": Case.ON_TRACK,
    "22.02": Case.AT_RISK,
}
# Where figures of a made-up size would look absurd: the value to start from.
STARTS: dict[str, Decimal] = {"02.03": Decimal(6), "02.08": Decimal("2.4"), "14.04": Decimal("64.5")}
# What others share, at the end of 2025 and of QI, QII and QIII.
SHARED: dict[str, tuple[int, int, int, int]] = {
    "02.10": (576, 583, 595, 606),
    "02.12": (40000, 40000, 40000, 40000),
    "03.16": (11000, 11000, 11000, 11000),
    "05.30": (14, 14, 14, 14),
    "05.31": (460, 460, 460, 460),
    "05.32": (41, 41, 41, 41),
}
# What the city assigns for a year, in tỷ đồng.
ASSIGNED = {"15.04": Decimal(330)}
# The size of a rate's denominator by a word of its name.
DENOMINATORS = (
    ("trường", 14), ("tổ dân phố", 41), ("vụ", 120), ("doanh nghiệp", 576), ("giáo viên", 460), ("hộ", 11000),
)  # fmt: skip
# Cases of their own, that leave those dealt to the others as they are.
APART = {"05.33": Case.ON_TRACK, "11.01": Case.SILENT, "21.02": Case.SLOW}
# What its unit has still to report in the last round: who tries the demo finds a figure to type.
STILL_OPEN = {"01.05"}
# What a unit says of a milestone whose day is near.
MILESTONE_WORDS = {
    Case.SLOW: "slow",
    Case.AT_RISK: "at_risk",
    Case.BEHIND_BASELINE: "at_risk",
}


@dataclass(frozen=True)
class Story:
    """An indicator's case, its goal's value and the value it starts from."""

    case: Case
    goal: Decimal
    start: Decimal

    def reported(self, quarter: int) -> bool:
        """Whether the unit reported in a quarter of 2026: silent in QIII, or with a gap in QII."""
        return not (self.case == Case.SILENT and quarter >= 2) and not (
            self.case == Case.GAP and quarter == 2
        )


def story_of(indicator: Indicator, terms: TargetTerms, position: int) -> Story:
    """The case is dealt by the indicator's place among those of its kind."""
    cases = list(Case)
    code = indicator.item.code
    case = APART.get(code) or PINNED.get(code, cases[position % len(cases)])
    goal = terms.value if terms.value is not None else Decimal(100)
    away = Decimal("0.72") if indicator.direction == Direction.HIGHER else Decimal("1.6")
    start = STARTS.get(indicator.item.code, goal * away if goal else Decimal(3))
    if is_counted(indicator):
        start = start.to_integral_value()
    return Story(case, goal, start)


def level(story: Story, quarter: int) -> Decimal:
    """A level at the end of a quarter of 2026, on the case's path."""
    share = Decimal(PATHS[story.case][quarter - 1])
    return story.start + (story.goal - story.start) * share


def part(story: Story, quarter: int, whole: Decimal) -> Decimal:
    """The part of a whole year's amount done within a quarter."""
    return whole * Decimal(PACES[story.case][quarter - 1])


def meeting(story: Story, indicator: Indicator, quarter: int) -> Decimal:
    """A figure for "duy trì": meets the goal, but fails in QIII when the case is at risk or worse."""
    if story.case in {Case.AT_RISK, Case.BEHIND_BASELINE} and quarter == 3:
        return story.goal * Decimal("0.96") if indicator.direction == Direction.HIGHER else story.goal + 1
    return story.goal


def yearly_whole(indicator: Indicator, kind: str, story: Story) -> Decimal:
    """The amount a year of a sum comes to; made up, of a ward's order of magnitude."""
    if kind == TargetKind.REACH and story.goal:
        return story.goal / 5
    if indicator.item.code in STARTS:
        return 4 * STARTS[indicator.item.code]
    return Decimal(400) if "đồng" in indicator.measure else Decimal(1200)


def denominator_size(indicator: Indicator) -> Decimal:
    """A round denominator of the right order: schools, residential groups, enterprises, people, files."""
    if indicator.item.code in ASSIGNED:
        return ASSIGNED[indicator.item.code]
    name = indicator.denominator_name.lower()
    for word, size in DENOMINATORS:
        if word in name:
            return Decimal(size)
    if "dân" in name or "người" in name:
        return Decimal(40000)
    return Decimal(200) if indicator.denominator_accumulation == Denominator.PLAN else Decimal(2400)


def growth(story: Story, quarter: int) -> Decimal:
    """Growth since 1 January over the same span of last year, in percent."""
    drift = {Case.ON_TRACK: "0.3", Case.MET: "1.1", Case.SLOW: "-0.9", Case.AT_RISK: "-3.2"}.get(
        story.case, "-0.4"
    )
    return story.goal + Decimal(drift) - Decimal("0.4") * (3 - quarter)


def is_counted(indicator: Indicator) -> bool:
    """Whether the figure is a whole number of things."""
    return indicator.counts("value") or indicator.measure == "hạng"


def is_sum(indicator: Indicator) -> bool:
    return indicator.accumulation in {Accumulation.YEAR_TO_DATE, Accumulation.PLAN_TO_DATE}

"""The arithmetic of targets: pure, exact, without database and clock (docs/domain.md, "Progress and status").

`assess` says how a target stands; `accumulate` gives a figure to date; the rest are views
of the same figures. All decisions compare fractions; decimals are for showing.
"""

from indicators.rules.accumulation import Accumulated, accumulate
from indicators.rules.assessment import assess
from indicators.rules.derived import growth_of, lacking_for_growth, ratio_of
from indicators.rules.due import Due
from indicators.rules.errors import GoalFault, goal_faults
from indicators.rules.figures import Figure, choose
from indicators.rules.grey import grey_of
from indicators.rules.kinds.path import is_small_count
from indicators.rules.kinds.stated import MILESTONE_WORDS, is_asked_for_its_word
from indicators.rules.kinds.threshold import Threshold, meets, threshold
from indicators.rules.kinds.trajectory import expected_corners
from indicators.rules.quarters import Quarter
from indicators.rules.shared import Source, lacks, share, taken
from indicators.rules.standing import Standing
from indicators.rules.stored import (
    points_from_json,
    points_to_json,
    standing_from_json,
    standing_to_json,
)
from indicators.rules.terms import Baseline, Goal, Measure, PlanFigure, PlanFrame
from indicators.rules.views import (
    Point,
    in_year,
    of_quarter,
    of_span,
    part_of_cumulative,
    same_period_last_year,
    series,
)
from indicators.rules.vocabulary import (
    QUALITATIVE_RATINGS,
    VALUED_KINDS,
    Accumulation,
    Denominator,
    DerivedRule,
    Direction,
    Form,
    Formula,
    Frequency,
    Grey,
    Operator,
    Rating,
    Reason,
    Status,
    TargetKind,
)

__all__ = [
    "MILESTONE_WORDS",
    "QUALITATIVE_RATINGS",
    "VALUED_KINDS",
    "Accumulated",
    "Accumulation",
    "Baseline",
    "Denominator",
    "DerivedRule",
    "Direction",
    "Due",
    "Figure",
    "Form",
    "Formula",
    "Frequency",
    "Goal",
    "GoalFault",
    "Grey",
    "Measure",
    "Operator",
    "PlanFigure",
    "PlanFrame",
    "Point",
    "Quarter",
    "Rating",
    "Reason",
    "Source",
    "Standing",
    "Status",
    "TargetKind",
    "Threshold",
    "accumulate",
    "assess",
    "choose",
    "expected_corners",
    "goal_faults",
    "grey_of",
    "growth_of",
    "in_year",
    "is_asked_for_its_word",
    "is_small_count",
    "lacking_for_growth",
    "lacks",
    "meets",
    "of_quarter",
    "of_span",
    "part_of_cumulative",
    "points_from_json",
    "points_to_json",
    "ratio_of",
    "same_period_last_year",
    "series",
    "share",
    "standing_from_json",
    "standing_to_json",
    "taken",
    "threshold",
]

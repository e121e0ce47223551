"""What is measured: indicators, what they must reach, and the figures units report."""

from indicators.models.figures import Baseline, Measurement
from indicators.models.indicator import HEADLINE_LAST, Indicator
from indicators.models.measure_unit import MeasureUnit
from indicators.models.standing import TargetStanding
from indicators.models.target import Citation, PlanFigure, Target, TargetTerms

__all__ = [
    "HEADLINE_LAST",
    "Baseline",
    "Citation",
    "Indicator",
    "MeasureUnit",
    "Measurement",
    "PlanFigure",
    "Target",
    "TargetStanding",
    "TargetTerms",
]

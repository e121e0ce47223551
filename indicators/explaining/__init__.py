"""Why a target stands as it stands: all of it (explanation), or what it is short of in one sentence."""

from indicators.explaining.explanation import (
    BY_PARTS,
    FORMULAS,
    OF_RATES,
    PLAIN_REASONS,
    Explanation,
    explain,
    needed_amount,
    needed_words,
)
from indicators.explaining.shortfall import needed_value, shortfall

__all__ = [
    "BY_PARTS",
    "FORMULAS",
    "OF_RATES",
    "PLAIN_REASONS",
    "Explanation",
    "explain",
    "needed_amount",
    "needed_value",
    "needed_words",
    "shortfall",
]

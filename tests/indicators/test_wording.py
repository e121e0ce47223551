"""Targets in words: what the plan asks, said as the plan says it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Indicator, TargetTerms
from indicators.wording import target_wording


def said(kind: str, operator: str, value: int, **fields: Any) -> str:
    indicator = Indicator(**{"measure": "%", "accumulation": "level", "direction": "higher", **fields})
    return target_wording(TargetTerms(kind=kind, operator=operator, value=Decimal(value)), indicator)


@pytest.mark.parametrize(
    ("kind", "value", "part", "words"),
    [
        ("reach", 100, True, "đạt 100%"),
        ("maintain", 100, True, "duy trì 100%"),
        ("every_year", 100, True, "hằng năm 100%"),
        ("reach", 95, True, "từ 95% trở lên"),
        ("reach", 100, False, "từ 100% trở lên"),
    ],
)
def test_a_share_of_all_is_not_all_or_more(kind: str, value: int, part: bool, words: str) -> None:
    assert said(kind, ">=", value, part_of_whole=part) == words


@pytest.mark.parametrize(
    ("value", "accumulation", "words"),
    [
        (0, "year_to_date", "duy trì 0 vụ"),
        (3, "year_to_date", "duy trì không quá 3 vụ"),
        (0, "growth", "duy trì không quá 0 vụ"),
    ],
)
def test_none_at_all_is_not_at_most_none(value: int, accumulation: str, words: str) -> None:
    assert said("maintain", "<=", value, measure="vụ", accumulation=accumulation) == words

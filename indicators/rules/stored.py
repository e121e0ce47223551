"""A standing as plain JSON values and back, digit for digit: how it is kept in a row (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from indicators.rules.quarters import Quarter
from indicators.rules.standing import Standing
from indicators.rules.views import Point
from indicators.rules.vocabulary import Formula, Rating, Reason, Status

Stored = Mapping[str, Any]

_PLAIN = {field.name: field.default for field in fields(Standing)}
_READ: dict[str, Callable[[Any], Any]] = {
    "status": Status,
    "current_quarter": Quarter.parse,
    "judged_at": Quarter.parse,
    "formula": Formula,
    "rating": Rating,
    "reached_on": date.fromisoformat,
    "missing": lambda quarters: tuple(map(Quarter.parse, quarters)),
    "reasons": lambda reasons: tuple(map(Reason, reasons)),
    "kept_periods": tuple,
    "estimated": bool,
    "partial": bool,
    "inside_year": bool,
}


def standing_to_json(standing: Standing) -> dict[str, Any]:
    """Only what is not the default; decimals and quarters as text."""
    values = {name: getattr(standing, name) for name in _PLAIN}
    return {name: _plain(value) for name, value in values.items() if value != _PLAIN[name]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, bool | int) else str(value)


def standing_from_json(stored: Stored) -> Standing:
    """The standing again. Raises TypeError or ValueError for what is none."""
    return Standing(**{name: _READ.get(name, Decimal)(value) for name, value in stored.items()})


def points_to_json(points: Iterable[Point]) -> list[list[Any]]:
    return [[str(one.quarter), str(one.value), one.estimated] for one in points]


def points_from_json(stored: Iterable[Iterable[Any]]) -> list[Point]:
    return [Point(Quarter.parse(at), Decimal(value), bool(estimated)) for at, value, estimated in stored]

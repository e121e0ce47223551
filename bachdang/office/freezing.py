"""Report rows as JSON and back, value for value: decimals, days and the classes of the rows survive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

KIND = "~"
"""The key that says what a JSON object was."""


def freeze(value: Any) -> Any:
    """Plain JSON values. Raises TypeError for what cannot be brought back."""
    if value is None or (isinstance(value, bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return freeze(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return {KIND: "decimal", "value": str(value)}
    if isinstance(value, date):
        return {KIND: "day", "value": value.isoformat()}
    if isinstance(value, list | tuple):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {KIND: kind, "items": [freeze(one) for one in value]}
    if isinstance(value, Mapping):
        kind = "counter" if isinstance(value, Counter) else "dict"
        return {KIND: kind, "items": [[freeze(key), freeze(one)] for key, one in value.items()]}
    if is_dataclass(value) and not isinstance(value, type):
        named = {one.name: freeze(getattr(value, one.name)) for one in fields(value)}
        return {KIND: type(value).__name__, "fields": named}
    raise TypeError(f"cannot freeze {type(value).__name__}")


def thaw(frozen: Any, classes: Mapping[str, type]) -> Any:
    """What was frozen; `classes` are the only ones that are built."""
    if not isinstance(frozen, dict):
        return frozen
    kind = frozen[KIND]
    if kind == "decimal":
        return Decimal(frozen["value"])
    if kind == "day":
        return date.fromisoformat(frozen["value"])
    if kind in ("list", "tuple"):
        items = [thaw(one, classes) for one in frozen["items"]]
        return tuple(items) if kind == "tuple" else items
    if kind in ("dict", "counter"):
        pairs = {thaw(key, classes): thaw(one, classes) for key, one in frozen["items"]}
        return Counter(pairs) if kind == "counter" else pairs
    return classes[kind](**{name: thaw(one, classes) for name, one in frozen["fields"].items()})

"""What a report states, field by field: compared by what was meant, shown in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Said: TypeAlias = dict[str, str]
"""Field in Vietnamese → what stands there, only what is not empty."""


@dataclass(frozen=True)
class Fact:
    """One field: two are the same when their values are, however they are written."""

    value: object
    text: str = field(compare=False)


Facts: TypeAlias = dict[str, Fact]
"""Field in Vietnamese → what stands there, only what is not empty."""

Lines: TypeAlias = dict[str, tuple[str | None, str | None]]
"""Field → (before, after), as the history takes it."""


def words_of(facts: Mapping[str, Fact]) -> Said:
    """The same in words."""
    return {label: fact.text for label, fact in facts.items()}


def differences(before: Facts, after: Facts) -> Lines:
    """Every field whose value differs, with both in words; None where nothing stood or stands."""
    keys = [*before, *(key for key in after if key not in before)]
    pairs = {key: (before.get(key), after.get(key)) for key in keys}
    return {key: (_text(old), _text(new)) for key, (old, new) in pairs.items() if old != new}


def _text(fact: Fact | None) -> str | None:
    return None if fact is None else fact.text

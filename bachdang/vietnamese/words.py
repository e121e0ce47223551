"""A vocabulary: keys that code and tables use, each with the Vietnamese word that people read."""

from __future__ import annotations

from collections.abc import Iterable
from enum import EnumType, StrEnum
from typing import Self


class _Listed(EnumType):
    """Lists of a whole vocabulary, in its order."""

    @property
    def choices(cls) -> list[tuple[str, str]]:
        """(key, word), as form fields and model fields take them."""
        members: Iterable[Words] = iter(cls)
        return [(one.value, one.label) for one in members]

    @property
    def values(cls) -> list[str]:
        return [value for value, _ in cls.choices]

    @property
    def labels(cls) -> list[str]:
        return [label for _, label in cls.choices]


class Words(StrEnum, metaclass=_Listed):
    """`MET = "met", "Đạt"`: the member is its key, `label` its word."""

    label: str

    def __new__(cls, key: str, label: str = "") -> Self:
        made = str.__new__(cls, key)
        made._value_, made.label = key, label
        return made

"""The rules by their Vietnamese titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Rule = Callable[[], Iterator[str]]
RULES: dict[str, Rule] = {}


def rule(title: str) -> Callable[[Rule], Rule]:
    """Register a rule under its Vietnamese title."""

    def register(function: Rule) -> Rule:
        RULES[title] = function
        return function

    return register

"""Sentences that head the charts of Tổng quan, computed from what the charts show."""

from __future__ import annotations

from collections.abc import Sequence

from bachdang.dashboard.overview.tallies import GroupCounts
from bachdang.standing.filters import TARGETS_NEEDING_ATTENTION

BAD = "chậm, có nguy cơ hoặc không đạt"
NAMED = 3
"""How many groups that share the first place are named; of more nothing stands out."""


def worst_finding(groups: Sequence[GroupCounts], otherwise: str) -> str:
    """Where the most targets are in a bad way: "… nhất ở B.I.5: 9 trong 15"; `otherwise` when nothing is."""
    most = max(map(_bad, groups), default=0)
    worst = [one for one in groups if _bad(one) == most]
    if most == 0 or len(worst) > NAMED:
        return otherwise
    if len(groups) == 1:
        return f"{_name(worst[0])}: {most} trong {worst[0].total} mục tiêu {BAD}"
    names = ", ".join(map(_name, worst))
    amount = f"{most} trong {worst[0].total}" if len(worst) == 1 else f"mỗi nơi {most}"
    return f"Nhiều mục tiêu {BAD} nhất ở {names}: {amount}"


def _bad(group: GroupCounts) -> int:
    return sum(group.counts.get(status.value, 0) for status in TARGETS_NEEDING_ATTENTION)


def _name(group: GroupCounts) -> str:
    """The code of a programme, the name of a unit."""
    return group.filters.get("programme", group.label)

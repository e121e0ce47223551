"""What one version of an item or a target says differently from the one before it: pure, words by words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bachdang.vietnamese.words import Words


class Act(Words):
    """What a decision did to an item or a target."""

    ADDED = "added", "Bổ sung"
    CHANGED = "changed", "Điều chỉnh"
    SUSPENDED = "suspended", "Tạm dừng"
    RESUMED = "resumed", "Tiếp tục thực hiện"
    ENDED = "ended", "Kết thúc"


@dataclass(frozen=True)
class Change:
    """One field, before and after, as a reader sees it; "" where nothing stood."""

    label: str
    before: str
    after: str


def compare(before: Mapping[str, str] | None, after: Mapping[str, str]) -> list[Change]:
    """The fields (label → words) that differ, in the order of `after`; all that say something when new."""
    known = before or {}
    return [
        Change(label, known.get(label, ""), words)
        for label, words in after.items()
        if known.get(label, "") != words
    ]


def act_of(before: str | None, after: str) -> Act:
    """What happened, from the state before (None: there was nothing) to the state after."""
    if before is None:
        return Act.ADDED
    if before == after:
        return Act.CHANGED
    return {"suspended": Act.SUSPENDED, "ended": Act.ENDED}.get(after, Act.RESUMED)

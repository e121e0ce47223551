"""How a status changed: worked cases."""

from __future__ import annotations

import pytest

from indicators.changes import Change, change_of
from indicators.rules import Status


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("met", "met", None),
        ("met", "exceeded", Change.BETTER),
        ("failed", "at_risk", Change.BETTER),
        ("on_track", "slow", Change.WORSE),
        ("exceeded", "failed", Change.WORSE),
        ("no_data", "failed", Change.JUDGED),
        (None, "met", Change.JUDGED),
        ("met", "not_due", Change.UNJUDGED),
        ("no_data", "not_due", None),
        (None, "no_data", None),
    ],
)
def test_change(before: str | None, after: str, change: Change | None) -> None:
    assert change_of(before, after) == change


def test_turning_back_is_the_opposite_for_every_pair_that_is_judged() -> None:
    turned = {Change.BETTER: Change.WORSE, Change.WORSE: Change.BETTER, Change.JUDGED: Change.UNJUDGED}
    for one in Status:
        for other in Status:
            there, back = change_of(one, other), change_of(other, one)
            assert (there is None) == (back is None)
            assert there is None or turned.get(there) == back or turned.get(back) == there  # type: ignore[arg-type]
    assert all(one.label for one in Change)

"""How queries are told apart, and how few tests send them all."""

from __future__ import annotations

import pytest

from tests.queries import quickest, shape


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x IN (%s, %s)", "x IN (%s, %s, %s)", True),
        ("VALUES (%s, %s), (%s, %s)", "VALUES (%s, %s), (%s, %s), (%s, %s)", True),
        ("WHEN (a) THEN %s WHEN (a) THEN %s", "WHEN (a) THEN %s WHEN (a) THEN %s WHEN (a) THEN %s", True),
        ("x IN (%s)", "x IN (%s, %s)", False),
        ("SAVEPOINT s140_x2", "SAVEPOINT s139_x11", True),
        ("SELECT a ORDER BY a LIMIT 21", "SELECT a ORDER BY a LIMIT 1", True),
        ("SELECT a ORDER BY a ASC", "SELECT a ORDER BY a DESC", False),
        ("x LIKE %s", "x = %s", False),
    ],
)
def test_numbers_and_lengths_of_lists_make_no_other_query(one: str, other: str, same: bool) -> None:
    assert (shape(one) == shape(other)) is same


def test_the_quickest_tests_send_every_query() -> None:
    seen = {
        "slow": (9.0, [1, 2, 3]),
        "quick": (0.1, [1, 2]),
        "quick too": (0.1, [2]),
        "alone": (5.0, [4]),
        "other": (1.0, [3]),
        "none": (0.0, []),
    }
    assert quickest(seen) == ["quick", "other", "alone"]
    assert quickest({"none": (0.1, [])}) == []


def test_what_runs_anyway_or_is_sent_by_others_is_not_chosen() -> None:
    seen = {
        "wide": (3.0, [1, 2, 3, 4, 5, 6]),
        "left": (0.5, [1, 2, 3, 7]),
        "right": (0.5, [4, 5, 6, 8]),
        "given": (9.0, [9]),
    }
    assert quickest(seen, ["given"]) == ["left", "right"]
    wide_first = {"wide": (1.0, [1, 2, 3, 4]), "left": (0.4, [1, 5]), "right": (0.6, [2, 3, 4, 6])}
    assert quickest(wide_first) == ["right", "left"]

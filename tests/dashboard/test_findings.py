"""What heads the charts of Tổng quan is what they show."""

from __future__ import annotations

import pytest

from bachdang.dashboard.overview import GroupCounts
from bachdang.dashboard.overview.findings import worst_finding


def programme(code: str, **counts: int) -> GroupCounts:
    return GroupCounts(f"{code}. Tên", f"{code}. Tên dài", counts, {"programme": code})


def unit(name: str, **counts: int) -> GroupCounts:
    return GroupCounts(name, name, counts, {"unit": "ma"})


@pytest.mark.parametrize(
    ("groups", "finding"),
    [
        (
            [programme("B.I.1", slow=2), programme("B.I.5", slow=4, at_risk=3, failed=2, met=5, not_due=1)],
            "Nhiều mục tiêu chậm, có nguy cơ hoặc không đạt nhất ở B.I.5: 9 trong 15",
        ),
        (
            [unit("Phòng A", failed=2), unit("Phòng B", slow=2, met=7), unit("Phòng C", met=1)],
            "Nhiều mục tiêu chậm, có nguy cơ hoặc không đạt nhất ở Phòng A, Phòng B: mỗi nơi 2",
        ),
        ([programme(code, slow=1) for code in "ABCD"], "Mục tiêu theo chương trình"),
        ([programme("B.I.1", met=3), programme("B.I.2", no_data=2)], "Mục tiêu theo chương trình"),
        ([], "Mục tiêu theo chương trình"),
        (
            [programme("B.I.5", slow=1, met=2)],
            "B.I.5: 1 trong 3 mục tiêu chậm, có nguy cơ hoặc không đạt",
        ),
    ],
)
def test_the_worst_group_is_named_with_its_numbers(groups: list[GroupCounts], finding: str) -> None:
    assert worst_finding(groups, "Mục tiêu theo chương trình") == finding

"""Sums since January in a table become the parts of their quarters: what adds up is never added twice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from bachdang.accounts.models import User
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.columns import slot_of
from bachdang.past_figures.found import Import
from bachdang.past_figures.writing import write_import
from bachdang.spreadsheet.reading import Line
from indicators import rules
from indicators.as_rules import measure_of
from indicators.models import Indicator
from indicators.rules import Quarter
from indicators.standings import TargetBook
from plans.models import Plan
from tests.factories.remembered import illustrative_ward

UNTIL = Quarter(2026, 3)
REVENUE = "15.02"
"""Thu ngân sách: it adds up over the year."""
QUARTERS = ["Quý I/2024", "Quý II/2024", "Quý III/2024", "Quý IV/2024"]


def table(head: Sequence[str], row: Sequence[str | int]) -> Import:
    cells: list[Sequence[str | int]] = [["Mã chỉ tiêu", *head], row]
    typed = [[Decimal(one) if isinstance(one, int) else one for one in line] for line in cells]
    lines = [Line(number, tuple(line)) for number, line in enumerate(typed, 1)]
    return plan_import(Plan.objects.get(), lines, UNTIL, "thu.xlsx")


def amounts(found: Import) -> list[int]:
    assert [str(one) for one in found.faults] == []
    return [int(one.figure.value or 0) for one in found.incoming]


@pytest.mark.parametrize(
    ("title", "is_sum"),
    [
        ("Quý II/2025", False), ("II/2025", False), ("Q2 2025", False), ("Ước quý III/2026", False),
        ("6 tháng 2025", True), ("Cả năm 2025", True), ("2025", True), ("Năm 2025", True),
        ("30/6/2025", True), ("Lũy kế quý II/2025", True), ("Đến hết quý II/2025", True),
        ("Đến quý II/2025", True),
    ],
)  # fmt: skip
def test_a_title_says_whether_it_is_of_the_quarter_alone(title: str, is_sum: bool) -> None:
    found = slot_of(title)
    assert found is not None
    assert found.since_january is is_sum


@pytest.mark.django_db
class TestYear:
    @pytest.fixture(autouse=True)
    def ward(self, db: None) -> None:
        illustrative_ward()

    def total(self, at: Quarter) -> Decimal | None:
        """What the plan then counts for the year."""
        indicator = Indicator.objects.get(item__code=REVENUE)
        book = TargetBook(Plan.objects.get(), UNTIL, indicators=[indicator.pk])
        return rules.in_year(measure_of(indicator), book.figures(book.indicators[indicator.pk], at), at).value

    def write(self, found: Import) -> None:
        assert not found.faults
        write_import(plan=Plan.objects.get(), found=found, by=User.objects.get(username="vanphong"))

    @pytest.mark.parametrize(
        ("head", "row", "parts"),
        [
            (QUARTERS, [100, 90, 95, 110], [100, 90, 95, 110]),
            (
                ["3 tháng 2024", "6 tháng 2024", "9 tháng 2024", "Năm 2024"],
                [100, 190, 285, 395],
                [100, 90, 95, 110],
            ),
            ([*QUARTERS[:3], "Cả năm 2024"], [100, 90, 95, 395], [100, 90, 95, 110]),
            (["6 tháng 2024", "Năm 2024"], [190, 395], [190, 205]),
            (["Năm 2024"], [395], [395]),
        ],
    )
    def test_the_year_is_the_same_however_the_table_says_it(
        self, head: list[str], row: list[int], parts: list[int]
    ) -> None:
        found = table(head, [REVENUE, *row])
        assert amounts(found) == parts
        self.write(found)
        assert self.total(Quarter(2024, 4)) == 395
        again = table(head, [REVENUE, *row])
        assert amounts(again) == parts
        assert again.changes == []

    def test_a_sum_is_less_by_what_stands_already(self) -> None:
        self.write(table(QUARTERS[:2], [REVENUE, 100, 90]))
        found = table(["Năm 2024"], [REVENUE, 395])
        assert amounts(found) == [205]
        self.write(found)
        assert self.total(Quarter(2024, 4)) == 395

    def test_a_state_is_what_it_says(self) -> None:
        states = Indicator.objects.typed().filter(accumulation="level", denominator_accumulation="")
        code = states.filter(measure="%").order_by("item__order")[0].item.code
        assert amounts(table(["6 tháng 2024", "Năm 2024"], [code, 50, 60])) == [50, 60]

    def test_a_sum_that_falls_is_refused(self) -> None:
        found = table(["3 tháng 2024", "6 tháng 2024"], [REVENUE, 100, 90])
        assert [str(one) for one in found.faults] == [
            "Dòng 2, cột 6 tháng 2024: 15.02: số từ đầu năm nhỏ hơn tổng các quý trước."
        ]

    def test_quarters_that_rise_like_sums_are_asked_about(self) -> None:
        asked = [str(one) for one in table(QUARTERS, [REVENUE, 100, 190, 285, 395]).doubts]
        assert any("tăng dần như số từ đầu năm" in one and "cộng lại là 970" in one for one in asked)
        assert not any(
            "tăng dần" in str(one) for one in table(QUARTERS, [REVENUE, 100, 110, 120, 130]).doubts
        )

    def test_quarters_before_a_year_that_stands_are_asked_about(self) -> None:
        self.write(table(["Năm 2024"], [REVENUE, 395]))
        asked = [str(one) for one in table(QUARTERS[:2], [REVENUE, 100, 90]).doubts]
        assert any("quý iv/2024 đã có số" in one.lower() for one in asked)

"""What a table says of itself beside its figures: the unit above it, names beside codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bachdang.past_figures.above import read_above
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.found import Import
from indicators.rules import Quarter
from plans.models import Plan, Terms
from tests.factories import IndicatorFactory, PlanFactory, TargetFactory
from tests.past_figures.test_importing_tables import lines

pytestmark = pytest.mark.django_db
UNTIL = Quarter(2026, 4)
LONG = ["Mã chỉ tiêu", "Năm", "Quý", "Loại số liệu", "Giá trị", "Nguồn"]
ROW: list[object] = ["02.09", 2024, 4, "chính thức", 50, "BC"]
WIDE = ["Mã chỉ tiêu", "Năm 2023"]


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory()
    own: dict[str, Any] = {"item__plan": plan, "measure": "tỷ đồng"}
    for code, title in {"02.09": "Thu ngân sách", "02.10": "Tổng vốn đầu tư"}.items():
        one = IndicatorFactory(item__code=code, **own)
        TargetFactory(indicator=one)
        Terms.objects.filter(item=one.item).update(title=title)
    return plan


def read(plan: Plan, *rows: Sequence[object]) -> Import:
    found = plan_import(plan, lines(*rows), UNTIL, "bieu.xlsx")
    assert [str(fault) for fault in found.faults] == []
    return found


def doubts(found: Import) -> str:
    return " ".join(map(str, found.doubts))


UNITS: list[list[object]] = [
    ["Đơn vị tính: triệu đồng"],
    ["ĐVT: triệu đồng"],
    ["(Đơn vị tính: Triệu đồng)"],
    ["đvt triệu đồng"],
    [None, "ĐƠN VỊ TÍNH : triệu đồng"],
    ["Đơn vị tính:", "triệu đồng"],
    ["Đơn vị: triệu đồng"],
    ["Thu ngân sách (ĐVT: triệu đồng)"],
]


@pytest.mark.parametrize("above", UNITS)
@pytest.mark.parametrize("rows", [[LONG, ROW], [WIDE, ["02.09", 50]]], ids=["rows", "years as columns"])
def test_a_unit_said_above_the_table_counts_like_a_column(
    plan: Plan, above: list[object], rows: list[list[object]]
) -> None:
    found = read(plan, ["SỐ LIỆU KINH TẾ"], above, *rows)
    assert "triệu đồng”, chỉ tiêu 02.09 tính bằng “tỷ đồng”" in doubts(found).replace("Triệu", "triệu")
    assert "triệu" not in found.incoming[0].source.lower()


@pytest.mark.parametrize(
    "said", ["Đơn vị tính: tỷ đồng", "ĐVT: Tỷ đồng", "Đơn vị: UBND phường Bạch Đằng", "(tỷ đồng)"]
)
def test_the_same_unit_and_a_body_are_no_question(plan: Plan, said: str) -> None:
    assert doubts(read(plan, [said], LONG, ROW)) == ""


def test_a_column_of_units_counts_before_the_unit_above(plan: Plan) -> None:
    found = read(plan, ["Đơn vị tính: triệu đồng"], [*LONG, "ĐVT"], [*ROW, "tỷ đồng"])
    assert doubts(found) == ""


def test_a_body_above_the_table_stays_in_the_source() -> None:
    above = read_above(lines(["Đơn vị: UBND phường"], ["BÁO CÁO"], ["Đơn vị tính: vụ"], ["Đơn vị:", "Thuế"]))
    assert above.texts == ("Đơn vị: UBND phường", "BÁO CÁO", "Đơn vị:", "Thuế")
    assert above.measures == ("vụ",)


@pytest.mark.parametrize("head", ["Chỉ tiêu", "Tên chỉ tiêu", "Nội dung"])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Tổng vốn đầu tư", True), ("TỔNG VỐN ĐẦU TƯ:", True), ("Tổng vốn đầu tư (tỷ đồng)", True),
        ("Thu ngân sách", False), ("Thu NSNN trên địa bàn", False), (None, False), (12, False),
    ],
)  # fmt: skip
def test_the_name_of_another_indicator_is_to_be_looked_at(
    plan: Plan, head: str, name: object, asked: bool
) -> None:
    tables: list[list[list[object]]] = [
        [[head, *LONG], [name, *ROW]],
        [[head, *WIDE], [name, "02.09", 50]],
    ]
    for rows in tables:
        said = doubts(read(plan, *rows))
        assert ("là của chỉ tiêu 02.10, mã ở dòng này là 02.09" in said) is asked
        assert asked or not said


def test_a_table_may_name_its_indicators_in_two_columns(plan: Plan) -> None:
    read(plan, ["Chỉ tiêu", "Nội dung", *LONG], ["Thu ngân sách", "Tổng thu", *ROW])


@pytest.mark.parametrize(
    ("code", "said"),
    [(Decimal("2.1"), "mã 2,1 được hiểu là 02.10"), (Decimal("2.09"), ""), ("02.10", "")],
)
def test_a_code_that_lost_its_zero_is_to_be_looked_at_once(plan: Plan, code: Any, said: str) -> None:
    found = read(plan, LONG, [code, *ROW[1:]], [code, 2023, *ROW[2:]])
    assert [str(one).count(said) for one in found.doubts] == ([1] if said else [])


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (0, "Excel đã đổi mã chỉ tiêu thành ngày 01/05/2026. Định dạng cột mã là Văn bản rồi gõ lại mã"),
        (4, "Giá trị: Excel đã đổi số thành ngày 01/05/2026. Gõ lại con số"),
    ],
)
def test_what_excel_turned_into_a_day_is_said_as_such(plan: Plan, column: int, said: str) -> None:
    row = [*ROW]
    row[column] = date(2026, 5, 1)
    found = plan_import(plan, lines(LONG, row), UNTIL)
    assert [str(one) for one in found.faults] == [f"Dòng 2: {said}."]


def test_a_day_in_words_is_written_as_people_write_it(plan: Plan) -> None:
    found = read(plan, LONG, [*ROW[:5], date(2025, 12, 31)])
    assert found.incoming[0].source == "31/12/2025"

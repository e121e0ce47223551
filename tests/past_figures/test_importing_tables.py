"""Official tables: title lines, heads of two lines, years and quarters as columns, totals and remarks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bachdang.past_figures.arranging import arrange
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.columns import slot_of
from bachdang.past_figures.found import Import
from bachdang.spreadsheet.reading import Cell, Line, Read
from indicators.rules import Form, Quarter
from plans.models import Plan
from tests.factories import IndicatorFactory, PlanFactory, TargetFactory

UNTIL = Quarter(2026, 4)
Rows = list[list[object]]


def lines(*rows: Sequence[object], merged: dict[tuple[int, int], str] | None = None) -> list[Line]:
    """Lines as the reader gives them; `merged`: (row, column from 0) → the range it is in."""
    made = []
    for number, row in enumerate(rows, 1):
        cells: tuple[Read, ...] = tuple(Decimal(one) if isinstance(one, int | float) else one for one in row)  # type: ignore[misc]
        marked = {at: Cell(cells[at], merged=area) for (n, at), area in (merged or {}).items() if n == number}
        made.append(Line(number, cells, marked))
    return [line for line in made if not line.is_empty]


@pytest.mark.parametrize(
    ("title", "year", "quarter"),
    [
        (Decimal(2023), 2023, None), ("2024", 2024, None), ("Năm 2024", 2024, None),
        ("NĂM  2024", 2024, None),
        ("Thực hiện năm 2023", 2023, None), ("TH 2023", 2023, None), ("Cả năm 2024", 2024, 4),
        ("QI/2026", 2026, 1), ("Q4 2024", 2024, 4), ("Quý I năm 2026", 2026, 1), ("Quý II/2026", 2026, 2),
        ("quý 3 - 2025", 2025, 3), ("IV/2024", 2024, 4), ("6 tháng 2025", 2025, 2),
        ("9 tháng đầu năm 2025", 2025, 3),
        ("3 tháng/2025", 2025, 1), ("31/12/2024", 2024, 4), ("Đến 30/6/2025", 2025, 2),
        (date(2024, 12, 31), 2024, 4),
        ("Năm 2024 Quý I", 2024, 1), ("Quý III", None, 3),
    ],
)  # fmt: skip
def test_titles_that_are_a_time(title: Read, year: int | None, quarter: int | None) -> None:
    slot = slot_of(title)
    assert slot is not None
    assert (slot.year, slot.quarter, slot.part) == (year, quarter, "value")


@pytest.mark.parametrize(
    "title",
    [
        "Năm", "Quý", "Giá trị", "Kế hoạch 2025", "KH 2025", "2021-2025", "So sánh 2024/2023",
        "Tăng/giảm 2024",
        "Tháng 6/2025", "6 tháng cuối năm 2025", "15/6/2024", "2024 (%)", "", None, Decimal("2024.5"),
        Decimal(24),
        "Mục tiêu 2030", "Giai đoạn 2026 - 2030", "Bình quân 2024",
    ],
)  # fmt: skip
def test_titles_that_are_none(title: Read) -> None:
    assert slot_of(title) is None


def test_estimates_numerators_and_denominators_are_told_by_the_title() -> None:
    assert slot_of("Ước 9 tháng 2026").form is Form.ESTIMATE  # type: ignore[union-attr]
    assert slot_of("Năm 2024 Tử số").part == "numerator"  # type: ignore[union-attr]
    assert slot_of("Mẫu số năm 2024").part == "denominator"  # type: ignore[union-attr]


def figures(*rows: Sequence[object], **more: Any) -> list[tuple[object, ...]]:
    """Code, year, quarter, form, value of each row of figures."""
    table = arrange(lines(*rows, **more), UNTIL, "bieu.xlsx")
    assert [str(fault) for fault in table.faults] == []
    keys = ("code", "year", "quarter", "form", "value")
    return [tuple(line.cell(table.columns.get(key)).value for key in keys) for line in table.rows]


OFFICIAL = "official"


def test_years_as_columns_are_a_figure_each() -> None:
    found = figures(
        ["Mã chỉ tiêu", "Chỉ tiêu", "ĐVT", "Năm 2022", 2023, "Ước năm 2024"],
        ["14.02", "Vốn đầu tư", "tỷ đồng", 100, 200, 300],
        ["14.03", "Vốn khác", "tỷ đồng", "-", None, 5],
    )
    assert found == [
        ("14.02", 2022, 4, OFFICIAL, 100),
        ("14.02", 2023, 4, OFFICIAL, 200),
        ("14.02", 2024, 4, "estimate", 300),
        ("14.03", 2024, 4, "estimate", 5),
    ]


def test_quarters_as_columns_with_their_year_in_a_column_or_in_the_title() -> None:
    wanted = [("01.01", 2024, quarter, OFFICIAL, quarter * 10) for quarter in (1, 2, 3, 4)]
    quarters: list[object] = ["Quý I", "Quý II", "Quý III", "Quý IV"]
    row: list[object] = [10, 20, 30, 40]
    assert figures(["Mã chỉ tiêu", "Năm", *quarters], ["01.01", 2024, *row]) == wanted
    titled = ["BIỂU SỐ LIỆU NĂM 2024", None, None, None, None]
    assert figures(titled, ["Mã chỉ tiêu", *quarters], ["01.01", *row]) == wanted
    table = arrange(lines(["Mã chỉ tiêu", *quarters], ["01.01", *row]), UNTIL, "x")
    assert [str(one) for one in table.faults] == ["Dòng 1: Cột “Quý I” chưa ghi năm: ghi “Quý I năm 2025”."]


def test_years_as_columns_with_the_quarter_in_a_column() -> None:
    found = figures(["Mã chỉ tiêu", "Quý", "Năm 2023", "Năm 2024"], ["01.01", "II", 5, 6])
    assert [one[:3] for one in found] == [("01.01", 2023, "II"), ("01.01", 2024, "II")]


def test_a_head_of_two_lines_with_the_year_over_its_quarters() -> None:
    over = {
        (1, 0): "A1:A2",
        (2, 0): "A1:A2",
        (1, 1): "B1:C1",
        (1, 2): "B1:C1",
        (1, 3): "D1:E1",
        (1, 4): "D1:E1",
    }
    found = figures(
        ["Mã chỉ tiêu", "Năm 2023", "Năm 2023", "Năm 2024", "Năm 2024"],
        ["Mã chỉ tiêu", "6 tháng", "Cả năm", "6 tháng", "Cả năm"],
        ["01.01", 1, 2, 3, 4],
        merged=over,
    )
    assert [one[1:3] + one[4:] for one in found] == [(2023, 2, 1), (2023, 4, 2), (2024, 2, 3), (2024, 4, 4)]


def test_the_anchor_may_stand_in_the_second_line_of_the_head() -> None:
    found = figures(
        [None, "Năm 2023", "Năm 2023", "Năm 2024"],
        ["Mã chỉ tiêu", "Quý I", "Quý II", "Quý I"],
        ["01.01", 1, 2, 3],
        merged={(1, 1): "B1:C1", (1, 2): "B1:C1", (1, 3): "D1:E1"},
    )
    assert [one[1:3] for one in found] == [(2023, 1), (2023, 2), (2024, 1)]


def test_a_long_table_with_titles_another_order_and_a_head_of_two_lines() -> None:
    table = arrange(
        lines(
            ["ĐẢNG ỦY PHƯỜNG", None, None, None, None, None, None],
            ["Nguồn", "Mã chỉ tiêu", "Thời gian", "Thời gian", "LOẠI SỐ LIỆU", "Giá  trị", "STT"],
            ["Nguồn", None, "Quý", "Năm", None, None, None],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            ["BC 1", "01.01", 4, 2024, "chính thức", 5, 1],
            merged={(2, 2): "C2:D2", (2, 3): "C2:D2", (2, 0): "A2:A3", (3, 0): "A2:A3"},
        ),
        UNTIL,
        "x",
    )
    assert [str(one) for one in table.faults] == []
    assert [line.number for line in table.rows] == [5]
    assert {key: table.rows[0].cells[at] for key, at in table.columns.items() if key != "measure"} == {
        "source": "BC 1", "code": "01.01", "quarter": 4, "year": 2024, "form": "chính thức", "value": 5,
    }  # fmt: skip
    assert table.notes == ["1 dòng không phải số liệu của chỉ tiêu nên không đọc: dòng 4 (“(1)”)."]


def test_totals_groups_and_remarks_are_named_and_not_read() -> None:
    table = arrange(
        lines(
            ["TT", "Mã chỉ tiêu", "Chỉ tiêu", "Năm 2023", "Năm 2024"],
            ["A", None, "KINH TẾ", None, None],
            [1, "01.01", "Một", 5, 6],
            [None, "Tổng cộng", None, 5, 6],
            ["Người lập biểu: Nguyễn Văn A", None, None, None, None],
        ),
        UNTIL,
        "x",
    )
    assert {line.number for line in table.rows} == {3}
    assert "3 dòng không phải số liệu" in table.notes[0]
    assert slot_of("KINH TẾ") is None
    for said in ("dòng 2 (“A”)", "dòng 4 (“Tổng cộng”)", "dòng 5 (“Người lập biểu"):
        assert said in table.notes[0]


def test_columns_that_are_no_figures_are_named() -> None:
    table = arrange(lines(["Mã chỉ tiêu", "Kế hoạch 2025", "Năm 2024"], ["01.01", 9, 6]), UNTIL, "x")
    assert "Các cột không được đọc: “Kế hoạch 2025”." in table.notes
    assert len(table.rows) == 1


def test_a_time_that_stands_twice_is_refused() -> None:
    table = arrange(lines(["Mã chỉ tiêu", "Năm 2024", "Cả năm 2024"], ["01.01", 9, 6]), UNTIL, "x")
    assert [str(one) for one in table.faults] == ["Dòng 1: Cột “Cả năm 2024” trùng với cột “Năm 2024”."]


def test_the_quarter_that_runs_is_an_estimate() -> None:
    assert figures(["Mã chỉ tiêu", 2026], ["01.01", 9]) == [("01.01", 2026, 4, "estimate", 9)]


def test_the_source_is_what_stands_above_the_table_and_the_file() -> None:
    table = arrange(
        lines(["Kèm theo Báo cáo số 12", None], ["Mã chỉ tiêu", "Năm 2024"], ["01.01", 9]), UNTIL, "a.xlsx"
    )
    source = table.rows[0].cell(table.columns["source"]).value
    assert source == "Kèm theo Báo cáo số 12. Tệp a.xlsx"
    assert any(f"“{source}”" in note for note in table.notes)


def test_no_head_is_said_with_what_it_must_be() -> None:
    table = arrange(lines(["Tháng", "Số"], ["01.01", 9]), UNTIL, "x")
    assert "dòng tiêu đề phải có cột “Mã chỉ tiêu”" in str(table.faults[0])


@pytest.fixture
def plan(db: None) -> Plan:
    plan = PlanFactory()
    rate: dict[str, Any] = {
        "denominator_accumulation": "stock", "numerator_name": "Số trường đạt",
        "denominator_name": "Số trường", "scale": Decimal(100),
    }  # fmt: skip
    for code, fields in {"01.01": {"measure": "%"}, "01.02": rate, "01.03": {"measure": "tỷ đồng"}}.items():
        TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code=code, **fields))
    return plan


def read(plan: Plan, *rows: list[object]) -> Import:
    return plan_import(plan, lines(*rows), UNTIL, "bieu.xlsx")


def test_numerators_and_denominators_as_columns(plan: Plan) -> None:
    found = read(
        plan,
        ["Mã chỉ tiêu", "Tử số 2023", "Mẫu số 2023", "Tử số 2024", "Mẫu số 2024"],
        ["01.02", 5, 14, 6, 14],
    )
    assert [str(fault) for fault in found.faults] == []
    assert [one.text for one in found.incoming] == ["5/14 = 35,71%", "6/14 = 42,86%"]
    assert [one.place for one in found.incoming] == ["2, cột Tử số 2023", "2, cột Tử số 2024"]


def test_a_rate_without_its_parts_is_refused_at_its_column(plan: Plan) -> None:
    found = read(plan, ["Mã chỉ tiêu", "Năm 2023"], ["01.02", 35])
    said = "Dòng 2, cột Năm 2023: chỉ tiêu này nhập tử số và mẫu số, không nhập giá trị."
    assert [str(fault) for fault in found.faults] == [said]


def test_another_measure_is_to_be_looked_at(plan: Plan) -> None:
    found = read(plan, ["Mã chỉ tiêu", "ĐVT", "Năm 2023"], ["01.03", "triệu đồng", 50], ["01.01", "%", 70])
    said = "Dòng 2, cột Năm 2023: bảng ghi ĐVT “triệu đồng”, chỉ tiêu 01.03 tính bằng “tỷ đồng”"
    assert [str(doubt) for doubt in found.doubts] == [said]


LONG = ["Mã chỉ tiêu", "Năm", "Quý", "Loại số liệu", "Giá trị", "Nguồn"]


@pytest.mark.parametrize(
    ("code", "cell", "said"),
    [
        ("01.01", Cell(Decimal("0.85"), percent=True), "85%"),
        ("01.01", Cell(Decimal("0.021"), percent=True), "2,1%"),
        ("01.01", Cell("85 %"), "85%"),
        ("01.01", Cell(Decimal("0.85")), "0,85%"),
        (
            "01.03",
            Cell(Decimal("0.85"), percent=True),
            "Dòng 2: Giá trị: ô ghi 85% nhưng số này không tính bằng %",
        ),
        (
            "01.01",
            Cell(None, problem="công thức chưa có kết quả."),
            "Dòng 2: Giá trị: công thức chưa có kết quả.",
        ),
        ("01.03", Cell(Decimal(5), merged="E2:E5"), "Dòng 2: Giá trị: các ô E2:E5 bị gộp"),
    ],
)
def test_a_cell_is_what_it_shows(plan: Plan, code: str, cell: Cell, said: str) -> None:
    head = lines(LONG)[0]
    row = Line(2, (code, Decimal(2024), Decimal(4), "chính thức", cell.value, "BC"), {4: cell})
    found = plan_import(plan, [head, row], UNTIL)
    assert [str(one) for one in found.faults] or [one.text for one in found.incoming] == [said]
    assert said in " ".join([*map(str, found.faults), *(one.text for one in found.incoming)])


@pytest.mark.parametrize("quarter", ["4", "IV", "Quý IV", "quý 4", "Q4", "Q.IV"])
def test_quarters_and_years_as_officials_write_them(plan: Plan, quarter: str) -> None:
    found = plan_import(plan, lines(LONG, ["01.01", "Năm 2024", quarter, "chính thức", 5, "BC"]), UNTIL)
    assert [(one.figure.year, one.figure.quarter) for one in found.incoming] == [(2024, 4)]


def test_cells_merged_over_two_columns_are_named(plan: Plan) -> None:
    across = {(2, 0): "A2:B2", (2, 1): "A2:B2"}
    found = plan_import(plan, lines(LONG, ["01.01", "01.01", 4, "ước", 5, "BC"], merged=across), UNTIL)
    assert "các ô A2:B2 bị gộp" in str(found.faults[0])

"""The quarterly workbook, opened again and compared with the database."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.quarter.rows import ClearLine, QuarterReport, TargetLine, quarter_report
from bachdang.reports.workbook import quarter_workbook
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.entry import NewFigure
from indicators.models import Indicator
from indicators.rules import Form
from plans.explanations import close, reply
from plans.models import ExplanationRequest, Item, Period, Plan, Proposal, Report
from plans.proposals import decide_proposal
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    user_with_role,
)
from tests.factories.flow import accepted
from tests.factories.remembered import illustrative_ward, made_once

pytestmark = pytest.mark.django_db
SHEETS = [
    "Tổng hợp",
    "Chỉ tiêu chủ yếu",
    "Chỉ tiêu",
    "Nhiệm vụ",
    "Dự án",
    "6 rõ",
    "Vướng mắc, kiến nghị",
    "Tình hình báo cáo",
]


@pytest.fixture
def ward() -> Plan:
    """The real plan with the illustrative figures."""
    return illustrative_ward()


@pytest.fixture
def report(ward: Plan) -> QuarterReport:
    """The report of its third quarter, to be read."""
    return made_once("report", lambda: report_of(ward))


@pytest.fixture
def book(report: QuarterReport) -> Workbook:
    """The same as a workbook, to be read."""
    return made_once("book", lambda: opened(quarter_workbook(report)))


def report_of(plan: Plan, quarter: int = 3) -> QuarterReport:
    period = Period.objects.get(plan=plan, quarter=quarter)
    return quarter_report(QuarterBook(Scope(plan, period, [period], today=date(2026, 10, 8))))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def table(book: Workbook, sheet: str, first: str) -> tuple[list[Any], dict[Any, list[Any]]]:
    """(header, rows by their first cell) of a sheet's table."""
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    start = next(index for index, row in enumerate(rows) if row[0] == first)
    return rows[start], {row[0]: row for row in rows[start + 1 :] if row[0] is not None}


def test_columns_stand_in_the_agreed_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert [str(title) for title in table(book, "Chỉ tiêu", "TT")[0]] == [
        "TT", "Chỉ tiêu", "ĐVT", "Số gốc", "Mục tiêu 2030", "Kế hoạch năm", "Thực hiện/ước quý", "Lũy kế",
        "Cùng kỳ năm trước", "So kế hoạch (%)", "So cùng kỳ (%)", "Đánh giá", "Đơn vị báo cáo", "Căn cứ",
        "Ghi chú",
    ]  # fmt: skip
    assert [str(title) for title in table(book, "Nhiệm vụ", "STT")[0]] == [
        "STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Kết quả/sản phẩm",
        "Kết quả thực hiện trong quý", "Trạng thái", "Khó khăn, vướng mắc", "Đề xuất, kiến nghị",
    ]  # fmt: skip
    assert [str(title) for title in table(book, "Dự án", "TT")[0]] == [
        "TT", "Dự án", "Chủ trì", "Nguồn vốn", "Tổng mức đầu tư", "KH vốn trung hạn", "KH vốn năm",
        "Giải ngân quý", "Lũy kế năm", "Tỷ lệ (%)", "Lũy kế từ khởi công", "Tiến độ, GPMB", "Vướng mắc",
        "Kiến nghị",
    ]  # fmt: skip


def test_every_target_task_and_project_is_there(report: QuarterReport, book: Workbook) -> None:
    assert report.counts == {"targets": 125, "tasks": 41, "projects": 33}
    rows = table(book, "Chỉ tiêu", "TT")[1]
    lines = {line.code: line for line in report.targets if isinstance(line, TargetLine)}
    assert lines.keys() <= rows.keys()


def test_cells_are_the_figures_of_the_rows(report: QuarterReport, book: Workbook) -> None:
    rows = table(book, "Chỉ tiêu", "TT")[1]
    compared = 0
    for line in report.targets:
        if isinstance(line, TargetLine) and line.to_date.number is not None and not line.is_state:
            if line.code in {"06.03", "06.04"}:  # two targets, so two rows of one code
                continue
            assert rows[line.code][7] == pytest.approx(float(line.to_date.number), abs=0.005)
            assert rows[line.code][11] == line.status_text
            compared += 1
    assert compared > 40


def test_formulas_agree_with_the_arithmetic(report: QuarterReport, book: Workbook) -> None:
    rows = table(book, "Chỉ tiêu", "TT")[1]
    live = [line for line in report.targets if isinstance(line, TargetLine) and line.against_plan is not None]
    assert live
    for line in live:
        formula, row = rows[line.code][9], rows[line.code]
        assert str(formula).startswith("=H")
        assert Decimal(str(row[7])) / Decimal(str(row[5])) == pytest.approx(
            line.against_plan, abs=Decimal("0.0005")
        )


def test_project_sums_cover_their_rows(report: QuarterReport, book: Workbook) -> None:
    sheet = book["Dự án"]
    values: list[list[Any]] = [list(row) for row in sheet.iter_rows(values_only=True)]

    def amount(row: int, column: int) -> float:
        value = values[row - 1][column - 1]
        if isinstance(value, str) and value.startswith("=SUM("):
            first, last = (int(part.strip("EGI")) for part in value[5:-1].split(":"))
            return sum(amount(one, column) for one in range(first, last + 1))
        if isinstance(value, str) and value.startswith("="):
            return sum(amount(int(part.strip("EGI")), column) for part in value[1:].split("+"))
        return float(value or 0)

    total = next(index for index, row in enumerate(values, 1) if row[0] == "TỔNG CỘNG")
    money = report.projects.money
    for column, dong in ((5, money.total), (7, money.year_plan), (9, money.year_paid)):
        assert dong
        assert amount(total, column) == pytest.approx(dong / 1_000_000)


def test_illustrative_figures_say_so_on_every_sheet(book: Workbook) -> None:
    for name in SHEETS:
        cells = [cell for row in book[name].iter_rows(max_row=12, values_only=True) for cell in row]
        assert "SỐ LIỆU MINH HỌA" in cells


def test_the_same_data_gives_the_same_bytes(ward: Plan) -> None:
    assert quarter_workbook(report_of(ward)) == quarter_workbook(report_of(ward))


def test_paper_is_a4_landscape_one_page_wide(book: Workbook) -> None:
    for name in SHEETS:
        setup: Any = book[name].page_setup
        assert (setup.orientation, int(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == (
            "landscape",
            9,
            1,
            0,
        )
    assert all(book[name].print_title_rows and book[name].freeze_panes for name in SHEETS[1:])
    assert book["Tổng hợp"]._charts  # type: ignore[attr-defined]


def small_ward(indicators: int) -> Plan:
    for number in range(indicators):
        item = IndicatorFactory(item__code=f"01.{number:02d}").item
        TargetFactory(indicator=Indicator.objects.get(pk=item.pk))
        TaskFactory(code=f"PL1.I.{number + 1}")
        ProjectFactory(code=f"PL2.II.I.{number + 1}")
    plan = Plan.objects.get()
    PeriodFactory(plan=plan)
    return plan


@pytest.mark.parametrize("text", ["=1+1", "+84 225", "-5", "@home", "bell\x07 inside"])
def test_text_of_officials_is_never_a_formula(text: str) -> None:
    plan = small_ward(1)
    item, period = Item.objects.get(code="PL1.I.1"), Period.objects.get()
    assert item.reporter is not None
    who = User.objects.earliest("pk")
    now = period.opened_at
    Report.objects.create(
        period=period, item=item, unit=item.reporter, state="accepted", counted=True, result=text,
        accepted_at=now, accepted_by=who,
    )  # fmt: skip
    sheet = opened(quarter_workbook(report_of(plan)))["Nhiệm vụ"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.column == 7 and cell.value]
    assert found[-1].value == text.replace("\x07", "")
    assert found[-1].data_type == "s"


def test_the_same_number_of_queries_at_two_rows_and_at_thirty(django_assert_max_num_queries: Any) -> None:
    plan = small_ward(2)
    with django_assert_max_num_queries(80) as few:
        report_of(plan)
    small = len(few)
    for number in range(2, 30):
        TargetFactory(indicator=IndicatorFactory(item__code=f"01.{number:02d}"))
        TaskFactory(code=f"PL1.I.{number + 1}")
        ProjectFactory(code=f"PL2.II.I.{number + 1}")
    with django_assert_max_num_queries(small):
        report_of(plan)


def test_an_entered_figure_is_a_number_in_the_file(client: Client) -> None:
    plan = small_ward(1)
    indicator = Indicator.objects.get()
    officer = user_with_role(Role.OFFICER, unit=indicator.item.reporter)
    figure = NewFigure(2026, 3, Form.ESTIMATE, value=Decimal("13.25"))
    accepted(indicator, Period.objects.get(plan=plan), [figure], officer)
    client.force_login(user_with_role(Role.OFFICE, unit=indicator.item.reporter))
    response = client.get("/bao-cao/excel/?ky=2026-Q3")
    assert response.headers["Content-Disposition"] == 'attachment; filename="bao-cao-2026-Q3.xlsx"'
    row = table(opened(response.content), "Chỉ tiêu", "TT")[1]["01.00"]
    assert row[6] == 13.25


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    small_ward(1)
    out, path = StringIO(), tmp_path / "quarter.xlsx"
    call_command("export_report", period="2026-Q3", output=path, stdout=out)
    assert load_workbook(path).sheetnames == [one for one in SHEETS if one != "Chỉ tiêu chủ yếu"]
    with pytest.raises(CommandError, match="2026-Q4"):
        call_command("export_report", period="2026-Q4", output=path, stdout=out)


def issues(plan: Plan) -> list[list[Any]]:
    _, rows = table(opened(quarter_workbook(report_of(plan))), "Vướng mắc, kiến nghị", "TT")
    return list(rows.values())


def test_difficulties_proposals_and_threads_are_listed_with_what_came_of_them(ward: Plan) -> None:
    counted = Report.objects.filter(period__quarter=3, counted=True)
    proposals = Proposal.objects.filter(report__in=counted)
    found = issues(ward)
    kinds = Counter(row[1] for row in found)
    assert kinds["Khó khăn, vướng mắc"] == counted.exclude(difficulties="").count() > 0
    assert kinds["Kiến nghị"] == proposals.count() > 0
    assert kinds["Giải trình"] == ExplanationRequest.objects.count() == 1
    assert {row[8] for row in found if row[1] == "Kiến nghị"} == {"Chờ giải quyết"}

    office = User.objects.get(username="vanphong")
    decided = proposals.order_by("pk").first()
    assert decided is not None
    decide_proposal(proposal=decided, decision="Bố trí trong quý IV", result="", by=office)
    thread = ExplanationRequest.objects.get()
    reply(request=thread, text="=Do chậm vốn", by=User.objects.get(username="kinhte"))
    found = issues(ward)
    assert [row[7] for row in found if "Đã giải quyết" in (row[8] or "")] == ["Bố trí trong quý IV"]
    said = next(row for row in found if row[1] == "Giải trình")
    assert said[7] == "Hoàng Thị Minh Họa (08/10/2026): =Do chậm vốn"
    assert said[8].startswith("Đã trả lời")


def test_a_thread_ended_before_the_round_is_not_in_its_report(ward: Plan) -> None:
    thread = ExplanationRequest.objects.get()
    close(request=thread, by=User.objects.get(username="thuongtruc"))
    assert [row[8] for row in issues(ward) if row[1] == "Giải trình"] == ["Đã kết thúc"]
    Period.objects.filter(quarter=3).update(opened_at=timezone.now() + timedelta(hours=1))
    assert not [row for row in issues(ward) if row[1] == "Giải trình"]


def test_a_quarter_without_any_says_so() -> None:
    period = PeriodFactory()
    book = opened(quarter_workbook(report_of(period.plan)))
    texts = [cell for row in book["Vướng mắc, kiến nghị"].iter_rows(values_only=True) for cell in row if cell]
    assert "Không có khó khăn, kiến nghị, giải trình nào trong kỳ." in texts


def test_six_clear_prints_what_is_not_clear_unit_by_unit(
    ward: Plan, report: QuarterReport, book: Workbook
) -> None:
    sheet = book["6 rõ"]
    rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    lines = [line for line in report.clear if isinstance(line, ClearLine)]
    unclear = {(line.place, line.title): line for line in lines if line.clear < len(line.answers)}
    assert len(lines) == 22 + 41 + 33
    shown = {(row[0], row[1]): row for row in rows if (row[0], row[1]) in unclear}
    assert shown.keys() == unclear.keys()
    labels = [str(axis["label"]) for axis in ward.axes]
    for key, row in shown.items():
        line = unclear[key]
        assert row[3] == f"{line.clear}/{len(labels)}"
        named = [label for label, answer in zip(labels, line.answers, strict=True) if "Chưa rõ" in answer]
        assert [label for label in labels if f"{label} (" in str(row[2])] == named
        assert row[4]


def test_who_sent_in_time_adds_up_with_live_sums(report: QuarterReport, book: Workbook) -> None:
    sheet = book["Tình hình báo cáo"]
    rows = [row for row in sheet.iter_rows() if row[1].value in {line.unit for line in report.sending}]
    assert len(rows) == len(report.sending) > 5
    for cells, line in zip(rows, report.sending, strict=True):
        counts: list[Any] = [cell.value for cell in cells[3:7]]
        assert counts == [line.told.on_time, line.told.late, line.told.missing, line.told.pending]
        assert cells[2].value == f"=SUM(D{cells[0].row}:G{cells[0].row})"
        assert sum(counts) == line.told.owed
    assert any("Bổ sung kết quả cụ thể" in line.returned for line in report.sending)


def test_the_headline_indicators_stand_in_the_offices_order(book: Workbook) -> None:
    sheet = book["Chỉ tiêu chủ yếu"]
    codes = [row[1].value for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    marked = Indicator.objects.filter(headline__isnull=False, targets__isnull=False).order_by("headline")
    assert codes == [one.item.code for one in marked]
    assert "13.02" in codes


def test_rows_frozen_before_there_were_headlines_print_without_them(ward: Plan) -> None:
    found = report_of(ward)
    lines = [replace(one, headline=0) if isinstance(one, TargetLine) else one for one in found.targets]
    assert "Chỉ tiêu chủ yếu" not in opened(quarter_workbook(replace(found, targets=lines))).sheetnames

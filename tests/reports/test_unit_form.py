"""The unit's form out and in: what is open, what is previewed, what then stands in the database."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from bachdang.reporting.work.beside import Beside, BesideKind
from bachdang.reports.unit_form import indicator_sheet
from indicators.models import Measurement
from plans.models import MilestoneResult, Proposal, Report, TaskResult
from projects.models import Disbursement, ProjectReport
from tests.factories import (
    IndicatorFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.reports.unit_forms import (
    DENOMINATOR,
    NUMERATOR,
    PAGE,
    PAID,
    RESULT,
    STATE,
    TASK,
    VALUE,
    Ward,
    Where,
    cell_at,
    opened,
    packed_in,
    put,
    said,
    saved,
    small_ward,
    with_formula,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward(client: Client) -> Ward:
    return small_ward(client)


# Out


def test_what_is_to_be_filled_is_open_and_tinted_and_all_else_is_locked(ward: Ward) -> None:
    book = opened(ward.download())
    assert book.sheetnames[:4] == ["Hướng dẫn", "Chỉ tiêu", "Nhiệm vụ", "Dự án"]
    boxes = {
        (name, row.key, key): box
        for name, entries in ward.form().sheets.items()
        for entry in entries
        for row in entry.rows
        for key, box in row.boxes.items()
    }
    inputs = {cell_at(book, where).coordinate + where[0] for where in boxes}
    for name in book.sheetnames[:4]:
        assert book[name].protection.sheet
        unlocked = {
            cell.coordinate + name
            for row in book[name].iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert unlocked == {one for one in inputs if one.endswith(name)}
    assert {cell_at(book, where).fill.fgColor.rgb for where in boxes} == {"FFFFFBE6"}


def test_the_form_is_paper_too(ward: Ward) -> None:
    sheet = opened(ward.download())["Chỉ tiêu"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet["B5"].font.name == "Times New Roman"
    assert sheet.freeze_panes == "D6"
    assert sheet.column_dimensions["A"].hidden
    assert {one.type for one in sheet.data_validations.dataValidation} >= {"decimal", "list", "textLength"}


def test_units_last_period_and_plan_stand_beside_the_input(ward: Ward) -> None:
    Measurement.objects.create(
        indicator=ward.value,
        year=2026,
        quarter=2,
        form="official",
        value=Decimal("12.5"),
        counted=True,
        source="Niên giám",
    )
    book = opened(ward.download())
    row = ("Chỉ tiêu", "01.01|")
    beside = [cell_at(book, (*row, key)).value for key in ("name", "measure", "before")]
    assert beside == ["Việc 01.01", "tỷ đồng", "12,5 tỷ đồng"]


def test_what_stands_beside_the_input_is_known_by_its_kind(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the page calls it."""
    told = [
        Beside("Tên khác hẳn", "9 tỷ đồng", BesideKind.BEFORE),
        Beside("Kỳ trước", "1", BesideKind.LATEST),
    ]
    monkeypatch.setattr(indicator_sheet, "beside", lambda *_: told)
    assert cell_at(opened(ward.download()), ("Chỉ tiêu", "01.01|", "before")).value == "9 tỷ đồng"


def test_text_that_looks_like_a_formula_stays_text(ward: Ward) -> None:
    page = ward.upload(put(ward.download(), {RESULT: "x"}))
    ward.confirm(page)
    Report.objects.update(result="=1+1", difficulties="@a\x07b")
    book = opened(ward.download())
    cell = cell_at(book, RESULT)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert "không có thay đổi" in said(ward.upload(saved(book))).lower()


# In


def test_a_form_unchanged_changes_nothing(ward: Ward) -> None:
    page = ward.upload(ward.download())
    assert page.status_code == 200
    assert "Không có thay đổi" in said(page)


FILLED: dict[Where, object] = {
    VALUE: 1234.5,
    ("Chỉ tiêu", "01.01|", "to_cutoff"): "1.200,25",
    ("Chỉ tiêu", "01.01|", "note"): "Theo báo cáo tháng 9",
    NUMERATOR: 6,
    DENOMINATOR: 14,
    STATE: "có",
    RESULT: "Đã ban hành kế hoạch",
    (*TASK, "percent"): 100,
    (*TASK, "delivered"): "Có",
    (*TASK, "day"): datetime(2026, 9, 30),
    (*TASK, "document"): "Số 45/BC-UBND",
    (*TASK, "proposal"): "Bố trí kinh phí\nBổ sung người",
    ("Dự án", "PL2.II.I.1|", "stage"): "Thi công",
    ("Dự án", "PL2.II.I.1|", "result"): "Đang thi công",
    ("Dự án", "PL2.II.I.1|", "area_total"): 1.85,
    PAID: 1500.5,
}


def milestone_at(ward: Ward) -> Where:
    return ("Nhiệm vụ", f"PL1.I.1|milestone_{ward.milestone.pk}", "day")


def test_everything_filled_in_is_previewed_and_then_stands_in_drafts(ward: Ward) -> None:
    values = {**FILLED, milestone_at(ward): "1/9/2026"}
    page = ward.upload(put(ward.download(), values))
    assert page.status_code == 200, said(page)
    assert f"Sẽ ghi {len(values)} thay đổi của 5 việc" in said(page)
    assert "1.234,5 tỷ đồng" in said(page)
    assert not Report.objects.exists()
    answer = ward.confirm(page, confirmed="on")
    assert (answer.status_code, answer["Location"]) == (302, "/viec-cua-toi/")
    assert set(Report.objects.values_list("state", "unit", "version")) == {("draft", ward.unit.pk, 1)}
    figures = {(one.form, one.indicator.item.code): one for one in Measurement.objects.all()}
    assert figures["estimate", "01.01"].value == Decimal("1234.5")
    assert (figures["to_cutoff", "01.01"].value, figures["to_cutoff", "01.01"].note) == (
        Decimal("1200.25"),
        "Theo báo cáo tháng 9",
    )
    assert (figures["estimate", "01.02"].numerator, figures["estimate", "01.02"].denominator) == (6, 14)
    assert figures["estimate", "01.03"].value == 1
    result = TaskResult.objects.get()
    assert (result.percent, result.delivered, result.delivered_on) == (100, True, date(2026, 9, 30))
    assert result.product_document == "Số 45/BC-UBND"
    assert list(Proposal.objects.values_list("text", flat=True)) == ["Bố trí kinh phí", "Bổ sung người"]
    assert MilestoneResult.objects.get().completed_on == date(2026, 9, 1)
    project = ProjectReport.objects.get()
    assert (project.stage, project.land_area_total) == ("construction", Decimal("1.85"))
    paid = Disbursement.objects.get()
    assert (paid.budget_year, paid.source, paid.dong) == (2026, "ward", 1_500_500_000)
    assert AuditEvent.objects.filter(verb="save_report").count() == 5


def test_after_saving_the_form_says_what_the_database_says(ward: Ward) -> None:
    ward.confirm(ward.upload(put(ward.download(), FILLED)), confirmed="on")
    book = opened(ward.download())
    for where, value in FILLED.items():
        found: Any = cell_at(book, where).value
        expected = {"1.200,25": Decimal("1200.25"), "có": "Có"}.get(str(value), value)
        assert found == (float(expected) if isinstance(expected, Decimal) else expected), where
    assert "Không có thay đổi" in said(ward.upload(saved(book)))


def test_a_cell_left_blank_takes_a_drafts_figure_away_and_says_so(ward: Ward) -> None:
    also: Where = ("Chỉ tiêu", "01.01|", "to_cutoff")
    ward.confirm(ward.upload(put(ward.download(), {VALUE: 5, also: 4})))
    page = ward.upload(put(ward.download(), {also: None}))
    assert "4 tỷ đồng Để trống" in said(page)
    ward.confirm(page)
    assert [one.form for one in Measurement.objects.all()] == ["estimate"]


def test_zero_is_a_figure(ward: Ward) -> None:
    ward.confirm(ward.upload(put(ward.download(), {VALUE: 0})))
    assert Measurement.objects.get().value == 0


def test_the_result_of_a_formula_is_read_and_named(ward: Ward) -> None:
    page = ward.upload(with_formula(put(ward.download(), {VALUE: 30}), VALUE, "10*3"))
    assert page.status_code == 200, said(page)
    assert "(kết quả công thức)" in said(page)
    ward.confirm(page)
    assert Measurement.objects.get().value == 30


def test_what_the_page_asks_to_confirm_is_asked_here_too(ward: Ward) -> None:
    Measurement.objects.create(
        indicator=ward.value,
        year=2026,
        quarter=2,
        form="official",
        value=Decimal(2),
        counted=True,
        source="Niên giám",
    )
    page = ward.upload(put(ward.download(), {VALUE: 50}))
    assert "chênh từ 10 lần" in said(page)
    refused = ward.confirm(page)
    assert (refused.status_code, Report.objects.exists()) == (422, False)
    assert ward.confirm(refused, confirmed="on").status_code == 302
    assert Measurement.objects.filter(report__isnull=False).get().value == 50


def test_confirming_twice_writes_once(ward: Ward) -> None:
    page = ward.upload(put(ward.download(), {VALUE: 5}))
    ward.confirm(page)
    assert ward.confirm(page).status_code == 302
    assert Report.objects.get().version == 1


def test_a_row_nobody_touched_keeps_what_someone_saved_meanwhile(ward: Ward) -> None:
    """The officer saved one row on the page, then uploads a form in which only another row was filled in."""
    content = ward.download()
    ward.confirm(ward.upload(put(content, {VALUE: 5})))
    page = ward.upload(put(content, {RESULT: "Xong"}))
    assert "Sẽ ghi 1 thay đổi của 1 việc" in said(page)
    ward.confirm(page)
    assert Measurement.objects.get().value == 5


# The page


def test_the_office_downloads_any_unit_and_uploads_none(ward: Ward) -> None:
    ward.client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong")))
    content = ward.download()
    page = ward.client.get(PAGE)
    assert f"/bieu-mau/tai/{ward.unit.code}/" in page.content.decode()
    assert ward.upload(content).status_code == 403
    assert (
        ward.client.get(f"/ky-bao-cao/2026-Q3/don-vi/{ward.unit.code}/").content.count(b"/bieu-mau/tai/") == 1
    )


def test_my_work_leads_to_the_form_and_back(ward: Ward) -> None:
    assert b'href="/bieu-mau/"' in ward.client.get("/viec-cua-toi/").content
    assert b'href="/viec-cua-toi/"' in ward.client.get(PAGE).content


def test_a_preview_is_its_persons_alone(ward: Ward) -> None:
    packed = packed_in(ward.upload(put(ward.download(), {VALUE: 5})))
    ward.client.force_login(user_with_role(Role.OFFICER, unit=ward.unit, username="khac"))
    answer = ward.client.post(PAGE, {"packed": packed}, follow=True)
    assert "của người khác" in said(answer)
    ward.client.force_login(ward.officer)
    answer = ward.client.post(PAGE, {"packed": packed[:-3] + "abc"}, follow=True)
    assert "bị sửa" in said(answer)
    assert not Report.objects.exists()


def test_the_number_of_queries_is_the_same_for_more_rows(ward: Ward) -> None:
    def counts() -> tuple[int, int, int]:
        with CaptureQueriesContext(
            connection,
        ) as out:
            content = ward.download()
        with CaptureQueriesContext(connection) as unchanged:
            ward.upload(content)
        with CaptureQueriesContext(connection) as preview:
            ward.upload(put(content, {VALUE: 5, RESULT: "Xong"}))
        return len(out), len(unchanged), len(preview)

    first = counts()
    for number in range(12):
        own = {"item__plan": ward.plan, "item__reporter": ward.unit, "item__code": f"02.{number:02d}"}
        TargetFactory(indicator=IndicatorFactory(measure="vụ", **own))
        TaskFactory(f"PL1.II.{number}", plan=ward.plan)
        ProjectFactory(f"PL2.II.II.{number}", plan=ward.plan, reporter=ward.unit)
    assert counts() == first

"""What a filled form is refused for, by name; nothing of it is written, and nothing is a server error."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance, current_report, save_report
from bachdang.reporting.flow.periods import lock_period
from indicators.models import Measurement
from plans.flow import Step
from plans.models import Period, Report
from tests.factories import PeriodFactory, UnitFactory, user_with_role
from tests.reports.unit_forms import (
    DENOMINATOR,
    NUMERATOR,
    PAGE,
    PAID,
    PROJECT,
    RESULT,
    STATE,
    TASK,
    VALUE,
    Ward,
    Where,
    cell_at,
    edited,
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


def refused(ward: Ward, content: bytes, *messages: str, name: str = "bieu-mau.xlsx") -> Any:
    """The page says each message and nothing has been written."""
    before = Report.objects.count()
    page = ward.upload(content, name)
    text = said(page)
    assert page.status_code == 422, text
    assert [one for one in messages if one not in text] == [], text[600:2500]
    assert Report.objects.count() == before
    return page


# Cells


@pytest.mark.parametrize(
    ("where", "value", "message"),
    [
        (VALUE, "mười hai", "không phải là số"),
        (VALUE, "10.961", "có thể hiểu là 10961 hoặc 10,961"),
        (VALUE, "1,234.5", "Hãy gõ 1234,5"),
        (VALUE, "12,5 tấn", "không phải là số"),
        (VALUE, "1.5 tỷ", "Hãy gõ 1,5"),
        (VALUE, "5.", "thừa dấu ở cuối. Hãy gõ 5."),
        (NUMERATOR, 6.5, "có phần lẻ, mà ô này chỉ nhận số nguyên. Chọn hoặc gõ lại 6 hoặc 7."),
        (NUMERATOR, "1,234", "có thể hiểu là 1234 hoặc 1,234. Ô này chỉ nhận số nguyên."),
        (NUMERATOR, datetime(2026, 6, 14), "Excel đã đổi số thành ngày 14/06/2026"),
        (VALUE, -3, "không được nhỏ hơn 0"),
        (VALUE, 0.12345, "tối đa 4 chữ số sau dấu phẩy"),
        (VALUE, 1e300, "chữ số"),
        (VALUE, datetime(2026, 5, 14), "Excel đã đổi số thành ngày 14/05/2026"),
        (VALUE, True, "không phải là số"),
        (VALUE, "=1+1", "công thức chưa có kết quả"),
        (VALUE, "@SUM(A1)", "không phải là số"),
        (VALUE, "5_x0007_6", "56"),
        (NUMERATOR, 15, "Nhập cả mẫu số"),
        (STATE, "đã đạt", "Chọn Có, Không"),
        (STATE, 1, "Chọn Có, Không"),
        (RESULT, "x" * 8001, "8.000"),
        (RESULT, "x" * 32_767, "8.000"),
        (RESULT, "#REF!", "lỗi #REF! của Excel"),
        ((*TASK, "percent"), 101, "Tỷ lệ hoàn thành không quá 100%"),
        ((*TASK, "percent"), 12.5, "số nguyên"),
        ((*TASK, "delivered"), "rồi", "chọn Có, hoặc để trống"),
        ((*TASK, "day"), "30 tháng 9", "“30 tháng 9”: không đọc được ngày"),
        ((*TASK, "day"), "9/30/2026", "“9/30/2026”: không đọc được ngày"),
        ((*TASK, "proposal_to"), "Bộ Tài chính", "không có lựa chọn “Bộ Tài chính”"),
        ((*PROJECT, "stage"), "Sắp xong", "không có lựa chọn “Sắp xong”"),
        ((*PROJECT, "households_total"), 10**12, "Số hộ không quá 1.000.000"),
        ((*PROJECT, "area_total"), 10**7, "tối đa 6 chữ số trước dấu phẩy"),
        (PAID, -1, "không được nhỏ hơn 0"),
        (PAID, 0.0000001, "phần lẻ của đồng"),
    ],
    ids=lambda value: f"{value}"[:24] + (f"…{len(value)}" if isinstance(value, str) else ""),
)
def test_a_cell_is_refused_as_the_page_refuses_it(
    ward: Ward, where: Where, value: object, message: str
) -> None:
    values: dict[Where, object] = {RESULT: "Đã làm", (*PROJECT, "result"): "Đã làm"}
    content = put(ward.download(), {**values, where: value})
    if message == "56":
        # The control character is dropped, and what is left is a number.
        assert "Sẽ ghi 3 thay đổi" in said(ward.upload(content))
        return
    at = cell_at(opened(content), DENOMINATOR if (where, value) == (NUMERATOR, 15) else where).coordinate
    refused(ward, content, message, f"Trang “{where[0]}”, ô {at} ({where[1].partition('|')[0]}):")


def test_a_percentage_is_asked_for_as_a_number(ward: Ward) -> None:
    def type_percent(book: Workbook) -> None:
        cell = cell_at(book, VALUE)
        cell.value, cell.number_format = 0.15, "0%"

    refused(ward, edited(ward.download(), type_percent), "“15%”: chỉ nhập con số")


def test_a_formula_that_gives_an_error_is_named(ward: Ward) -> None:
    content = with_formula(put(ward.download(), {VALUE: 30}), VALUE, "1/0")
    broken = content_with(
        content, "xl/worksheets/sheet2.xml", b't="n"><f>1/0</f><v>30</v>', b't="e"><f>1/0</f><v>#DIV/0!</v>'
    )
    refused(ward, broken, "#DIV/0!")


def test_one_wrong_cell_and_no_other_is_written(ward: Ward) -> None:
    page = refused(ward, put(ward.download(), {VALUE: "abc", NUMERATOR: 6, DENOMINATOR: 14, RESULT: "Xong"}))
    answer = ward.confirm(page)
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_the_form_comes_back_with_its_faults_marked(ward: Ward) -> None:
    typed = {VALUE: "abc", NUMERATOR: 15, DENOMINATOR: 14, RESULT: "Đã làm"}
    page = refused(ward, put(ward.download(), typed))
    answer = ward.client.post(f"{PAGE}danh-dau-loi/", {"packed": packed_in(page)})
    book = opened(answer.content)
    for where, message in ((VALUE, "không phải là số"), (NUMERATOR, "không được lớn hơn mẫu số")):
        cell = cell_at(book, where)
        assert cell.value == typed[where]
        assert cell.fill.fgColor.rgb == "FFF8CBAD"
        assert cell.comment is not None
        assert message in cell.comment.text
    assert cell_at(book, RESULT).value == "Đã làm"
    assert cell_at(book, RESULT).comment is None
    page = ward.upload(put(answer.content, {VALUE: 5, NUMERATOR: 13}))
    assert "Sẽ ghi 4 thay đổi của 3 việc" in said(page)


# Whose, which round, which state


def test_the_form_of_another_unit(ward: Ward) -> None:
    content = ward.download()
    other = user_with_role(Role.OFFICER, unit=UnitFactory(code="kinhte", name="Phòng Kinh tế"))
    ward.client.force_login(other)
    refused(ward, content, "của đơn vị khác")
    assert ward.client.get(f"{PAGE}tai/{ward.unit.code}/").status_code == 404


def test_rows_of_another_unit_under_the_own_name(ward: Ward) -> None:
    """The hidden sheet is no proof: what the unit owes is looked up, not believed."""
    content = put(ward.download(), {VALUE: 5})
    ward.value.item.reporter = UnitFactory(code="kinhte", name="Phòng Kinh tế")
    ward.value.item.save()
    refused(ward, content, "01.01: ", "không phải báo cáo việc này trong kỳ")


def test_the_form_of_another_round(ward: Ward) -> None:
    content = put(ward.download(), {VALUE: 5})
    PeriodFactory(plan=ward.plan, quarter=4, cutoff=date(2026, 12, 14), due=date(2026, 12, 20))
    refused(ward, content, "Biểu mẫu này của quý III/2026, trang đang mở là quý IV/2026")


def step(ward: Ward, step: Step, role: Role) -> None:
    report = current_report(ward.value.item, ward.period)
    assert report is not None
    by = ward.officer if role is Role.OFFICER else user_with_role(role, unit=ward.unit, username=role.value)
    advance(report=report, step=step, by=by, today=timezone.localdate())


@pytest.mark.parametrize(
    ("steps", "label"),
    [
        ([(Step.SUBMIT, Role.OFFICER)], "Chờ lãnh đạo đơn vị duyệt"),
        ([(Step.APPROVE, Role.HEAD)], "Đã gửi Văn phòng Đảng ủy"),
        ([(Step.APPROVE, Role.HEAD), (Step.ACCEPT, Role.OFFICE)], "Đã tiếp nhận"),
    ],
)
def test_what_has_been_sent_or_accepted(ward: Ward, steps: list[tuple[Step, Role]], label: str) -> None:
    ward.confirm(ward.upload(put(ward.download(), {VALUE: 5})))
    content = put(ward.download(), {VALUE: 6})
    for one, role in steps:
        step(ward, one, role)
    refused(ward, content, f"bước “{label}”")
    assert "Không có thay đổi" in said(ward.upload(ward.download()))
    assert cell_at(opened(ward.download()), VALUE).protection.locked


def test_a_round_that_is_locked_and_one_past_due(ward: Ward) -> None:
    content = put(ward.download(), {VALUE: 5})
    office = user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong"))
    Period.objects.update(due=timezone.localdate() - timedelta(days=1), cutoff=date(2026, 9, 14))
    assert "Đã quá hạn gửi 1 ngày" in said(ward.upload(content))
    ward.period.refresh_from_db()
    lock_period(period=ward.period, by=office, today=timezone.localdate())
    refused(ward, content, "Quý III/2026 đã chốt")


def test_a_round_that_is_not_open(ward: Ward) -> None:
    content = ward.download()
    Period.objects.update(opened_at=None, opened_by=None)
    assert "Chưa có kỳ báo cáo nào đang mở" in said(ward.upload(content))
    assert ward.client.get(f"{PAGE}tai/{ward.unit.code}/").status_code == 404


def test_a_stale_form_says_what_stands_there_now(ward: Ward) -> None:
    content = put(ward.download(), {VALUE: 5})
    ward.confirm(ward.upload(put(ward.download(), {VALUE: 7})))
    page = refused(ward, content, "có người đã sửa", "đang ghi “7 tỷ đồng”, biểu mẫu ghi “5 tỷ đồng”")
    marked = ward.client.post(f"{PAGE}danh-dau-loi/", {"packed": packed_in(page)}).content
    assert ward.upload(marked).status_code == 200, "the marked form was made from what stands now"


def test_a_form_that_becomes_stale_between_preview_and_confirmation(ward: Ward) -> None:
    """Two tabs: the second preview was made before the first was confirmed."""
    content = ward.download()
    first, second = (ward.upload(put(content, {VALUE: value, RESULT: "Xong"})) for value in (5, 6))
    assert ward.confirm(first).status_code == 302
    answer = ward.confirm(second)
    assert answer.status_code == 422
    assert "có người đã sửa" in said(answer)
    assert Measurement.objects.get().value == 5
    assert set(Report.objects.values_list("version", flat=True)) == {1}


def test_a_round_locked_between_preview_and_confirmation(ward: Ward) -> None:
    page = ward.upload(put(ward.download(), {VALUE: 5, RESULT: "Xong"}))
    lock_period(
        period=ward.period,
        by=user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong")),
        today=timezone.localdate(),
    )
    answer = ward.confirm(page)
    assert answer.status_code == 422
    assert "đã chốt" in said(answer)
    assert not Report.objects.exists()


def test_a_refusal_in_the_middle_takes_back_what_was_written(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(**kwargs: Any) -> Report:
        if kwargs["item"].kind == "task":
            raise ValidationError("Không ghi được.")
        return save_report(**kwargs)

    monkeypatch.setattr("bachdang.reports.unit_form.writing.save_report", failing)
    answer = ward.confirm(ward.upload(put(ward.download(), {VALUE: 5, RESULT: "Xong"})))
    assert answer.status_code == 422
    assert "PL1.I.1: Không ghi được." in said(answer)
    assert not Report.objects.exists()


# Structure


def rename(book: Workbook) -> None:
    book["Nhiệm vụ"].title = "Nhiem vu"


def remove_sheet(book: Workbook) -> None:
    del book["Dự án"]


def remove_hidden(book: Workbook) -> None:
    del book["bieu-mau"]


def older(book: Workbook) -> None:
    book["bieu-mau"]["A1"] = "bachdang-form/0"


def delete_row(book: Workbook) -> None:
    book["Chỉ tiêu"].delete_rows(cell_at(book, VALUE).row)


def insert_row(book: Workbook) -> None:
    row = cell_at(book, NUMERATOR).row
    book["Chỉ tiêu"].insert_rows(row)
    book["Chỉ tiêu"].cell(row, 3, "Chỉ tiêu tự thêm")


def unknown_row(book: Workbook) -> None:
    book["Chỉ tiêu"].append(["99.99|", "99.99", "Chỉ tiêu lạ"])


def copied_row(book: Workbook) -> None:
    sheet = book["Chỉ tiêu"]
    sheet.append([cell.value for cell in sheet[cell_at(book, VALUE).row]])


def merge(book: Workbook) -> None:
    first, last = cell_at(book, NUMERATOR).coordinate, cell_at(book, DENOMINATOR).coordinate
    book["Chỉ tiêu"].merge_cells(f"{first}:{last}")


def delete_column(book: Workbook) -> None:
    book["Chỉ tiêu"].delete_cols(cell_at(book, VALUE).column)


def delete_keys(book: Workbook) -> None:
    book["Chỉ tiêu"].delete_rows(4)


def many_rows(book: Workbook) -> None:
    for number in range(50_000):
        book["Chỉ tiêu"].cell(100 + number, 3, "x")


def far_cell(book: Workbook) -> None:
    book["Chỉ tiêu"]["XFD1048576"] = 1


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (rename, "Thiếu trang “Nhiệm vụ”: trang đã bị xóa hoặc đổi tên"),
        (remove_sheet, "Thiếu trang “Dự án”"),
        (remove_hidden, "không phải biểu mẫu tải từ hệ thống"),
        (older, "phiên bản cũ"),
        (delete_row, "Thiếu dòng của 01.01"),
        (insert_row, "dòng này được thêm vào"),
        (unknown_row, "dòng này không thuộc biểu mẫu"),
        (copied_row, "dòng này có hai lần"),
        (merge, "các ô bị gộp"),
        (delete_column, "thiếu một cột"),
        (delete_keys, "mất dòng ẩn"),
        (many_rows, "quá 20.000 dòng"),
        (far_cell, "quá 3000 dòng"),
    ],
)
def test_a_form_whose_structure_was_changed(
    ward: Ward, edit: Callable[[Workbook], None], message: str
) -> None:
    refused(ward, edited(ward.download(), edit), message)


def test_rows_that_were_only_sorted_are_still_known(ward: Ward) -> None:
    def swap(book: Workbook) -> None:
        sheet = book["Chỉ tiêu"]
        one, two = cell_at(book, VALUE).row, cell_at(book, STATE).row
        for column in range(1, sheet.max_column + 1):
            first, second = sheet.cell(one, column), sheet.cell(two, column)
            first.value, second.value = second.value, first.value

    page = ward.upload(edited(put(ward.download(), {VALUE: 5, STATE: "Có"}), swap))
    assert "Sẽ ghi 2 thay đổi của 2 việc" in said(page)


# Files


def content_with(content: bytes, entry: str, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == entry:
                assert old in data
                data = data.replace(old, new)
            made.writestr(name, data)
    return target.getvalue()


def with_entry(content: bytes, name: str, data: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return stream.getvalue()


LINK = "xl/externalLinks/externalLink"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("damage", "name", "message"),
    [
        (lambda content: b"", "a.xlsx", "Tệp rỗng"),
        (lambda content: content[:-400], "a.xlsx", "đã hỏng"),
        (lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 512, "a.xlsx", "mật khẩu"),
        (lambda content: b"<html><table></table></html>", "a.xls", "không phải .xlsx"),
        (lambda content: content + b"0" * 5 * 1024 * 1024, "a.xlsx", "5 MB"),
        (lambda content: with_entry(content, "xl/vbaProject.bin", b"0"), "a.xlsm", "macro"),
        (
            lambda content: with_entry(content, "xl/externalLinks/externalLink1.xml", b"0"),
            "a.xlsx",
            "liên kết",
        ),
        (lambda content: with_entry(content, "xl/media/a.bin", b"0" * 70_000_000), "a.xlsx", "quá lớn"),
        (
            lambda content: content_with(content, "xl/workbook.xml", b"<workbook", BOMB + b"<workbook"),
            "a.xlsx",
            "đã hỏng",
        ),
        (lambda content: saved(Workbook()), "a.xlsx", "không phải biểu mẫu tải từ hệ thống"),
    ],
    ids=["empty", "cut", "password", "html", "large", "macro", "link", "bomb", "entities", "another"],
)
def test_files_that_are_not_to_be_trusted(
    ward: Ward, damage: Callable[[bytes], bytes], name: str, message: str
) -> None:
    refused(ward, damage(ward.download()), message, name=name)


def test_no_file_at_all(ward: Ward) -> None:
    page = ward.client.post(PAGE, {})
    assert page.status_code == 422
    assert "Chọn tệp biểu mẫu" in said(page)
    page = ward.client.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert page.status_code == 422


def test_a_person_without_the_role_uploads_nothing(ward: Ward) -> None:
    content = ward.download()
    ward.client.force_login(user_with_role(Role.LEADER, unit=ward.unit, username="thuongtruc"))
    assert ward.upload(content).status_code == 403
    assert User.objects.filter(username="thuongtruc").exists()

"""The Word report, opened again: its figures are the report's, nothing is signed, texts are the office's."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import takewhile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.quarter.archive import pack
from bachdang.quarter.rows import QuarterReport, TargetLine, quarter_report
from bachdang.quarter.rows.wording import (
    DEFAULTS,
    NAMES,
    SECTIONS,
    compose,
    unknown_names,
    values_of,
)
from bachdang.quarter.snapshots import latest_snapshot, rows_of
from bachdang.reporting.flow.periods import lock_period
from bachdang.reports.document import quarter_document
from bachdang.reports.document.notes import TITLE as NOTES
from bachdang.reports.document.notes import as_printed
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.corrections import verbatim
from indicators.rules import Status
from plans.models import Letterhead, Period, Plan, Report, ReportText
from plans.report_texts import report_texts, set_report_texts
from tests.factories import PlanFactory, user_with_role
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


@pytest.fixture
def ward() -> Plan:
    return illustrative_ward()


def report_of(plan: Plan, quarter: int = 3) -> QuarterReport:
    period = Period.objects.get(plan=plan, quarter=quarter)
    return quarter_report(QuarterBook(Scope(plan, period, [period], today=date(2026, 10, 8))))


def opened(content: bytes) -> DocumentType:
    return Document(io.BytesIO(content))


def written(plan: Plan, letterhead: str = Letterhead.COMMITTEE, **texts: str) -> DocumentType:
    return opened(quarter_document(report_of(plan), DEFAULTS | texts, letterhead))


def text_of(document: DocumentType) -> str:
    heads = [cell.text for table in document.tables[:1] for row in table.rows for cell in row.cells]
    return "\n".join([*heads, *(paragraph.text for paragraph in document.paragraphs)])


def test_figures_are_those_of_the_report(ward: Plan) -> None:
    counts = report_of(ward).summary.tables[0].counts
    text = text_of(written(ward))
    assert f"{counts[Status.MET.value]} mục tiêu đạt" in text
    assert f"{counts[Status.AT_RISK.value]} mục tiêu có nguy cơ không đạt" in text
    assert f"Trong {counts.total()} mục tiêu được theo dõi" in text


def test_every_section_stands_in_order_and_says_it_is_a_draft(ward: Plan) -> None:
    text = text_of(written(ward))
    heads = [
        "I. KẾT QUẢ CHUNG",
        "II. KẾT QUẢ THEO",
        "III. TỒN TẠI",
        "IV. NHIỆM VỤ QUÝ IV/2026",
        "V. KIẾN NGHỊ",
    ]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "DỰ THẢO" in text
    assert "Số …-BC/ĐU" in text
    assert "ngày … tháng … năm …" in text
    assert "SỐ LIỆU MINH HỌA" in text


def test_what_units_wrote_stands_as_they_wrote_it(ward: Plan) -> None:
    said = Report.objects.filter(item__kind="programme", counted=True, period__quarter=3).first()
    assert said is not None
    words = written(ward).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in words.rows]
    assert [row for row in rows if row[3] == said.result and row[5] == said.next_steps]


def body_and_notes(document: DocumentType) -> tuple[str, str]:
    """What goes out, tables and all, and the page of the office after it."""
    blocks = [
        "\n".join(cell.text for row in one.rows for cell in row.cells) if isinstance(one, Table) else one.text
        for one in document.iter_inner_content()
    ]
    at = blocks.index(NOTES) if NOTES in blocks else len(blocks)
    return "\n".join(blocks[:at]), "\n".join(blocks[at:])


def test_what_the_office_must_see_to_stands_on_a_last_page_of_its_own(ward: Plan) -> None:
    silent = [one for one in report_of(ward).words if not one.said]
    assert silent
    body, notes = body_and_notes(written(ward))
    assert "bỏ trang này trước khi in, trình" in notes
    for one in silent:
        unit = one.unit or "chưa giao đơn vị báo cáo"
        assert f"- {verbatim(one.title).removesuffix('.')} ({unit})" in notes
    assert "tuyến hàng lang [đọc là “hành lang”]" in notes
    assert "đọc là" not in body
    assert "bằng lời" not in body + notes


def test_a_programme_of_which_nothing_is_known_has_no_empty_heading(ward: Plan) -> None:
    report = report_of(ward)
    bare = replace(report.words[0], code="X", title="Chương trình không có gì", result="", nothing_because="")
    content = quarter_document(replace(report, words=[bare]), DEFAULTS, Letterhead.COMMITTEE)
    body, notes = body_and_notes(opened(content))
    assert "Chương trình không có gì" not in body
    assert "Các đơn vị chưa báo cáo kết quả theo chương trình trong kỳ." in body
    assert "Chương trình không có gì" in notes


def test_without_anything_to_note_there_is_no_such_page(ward: Plan) -> None:
    report = as_printed(report_of(ward))
    said = replace(report, words=[replace(one, result="Đã làm") for one in report.words])
    assert body_and_notes(opened(quarter_document(said, DEFAULTS, Letterhead.COMMITTEE)))[1] == ""


def test_no_word_is_doubled_in_title_and_opening(ward: Plan) -> None:
    text = text_of(written(ward))
    assert "thực hiện Kế hoạch thực hiện" not in text
    assert "kết quả triển khai Kế hoạch thực hiện" in text
    assert "triển khai Kế hoạch thực hiện Chương trình hành động" in text.partition("-----")[2]


def test_the_tables_are_not_called_as_the_annexes_of_the_plan_are(ward: Plan) -> None:
    titles = [one.text for one in written(ward).paragraphs]
    assert [one for one in titles if one.startswith("Biểu ")] == [f"Biểu {number}" for number in range(1, 5)]
    assert [one for one in titles if one.startswith("Phụ lục")] == []


def test_what_looks_like_an_escape_of_excel_stays_as_typed(ward: Plan) -> None:
    Report.objects.filter(item__kind="programme", counted=True).update(result="mã _x000D_ và _x0041_")
    assert "mã _x000D_ và _x0041_" in text_of(written(ward))


def test_the_appendices_hold_every_row_on_landscape_pages(ward: Plan) -> None:
    document, report = written(ward), report_of(ward)
    targets, tasks, projects = document.tables[-4:-1]
    lines = [line for line in report.targets if isinstance(line, TargetLine)]
    shown = [row.cells[0].text for row in targets.rows]
    assert [code for code in shown if code in {line.code for line in lines}] == [line.code for line in lines]
    assert sum(1 for row in tasks.rows if row.cells[0].text.isdigit()) == 41
    assert sum(1 for row in projects.rows if row.cells[0].text.isdigit()) == 33
    upright, across = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert [one.orientation for one in document.sections] == [upright, *[across] * 4, upright]


def test_no_row_is_cut_by_a_page_and_no_heading_ends_one(ward: Plan) -> None:
    document = written(ward)
    for table in document.tables[-4:]:
        for row in table.rows:
            assert row._tr.trPr is not None
            assert row._tr.trPr.findall(qn("w:cantSplit"))
            if row.cells[0]._tc is row.cells[-1]._tc:
                assert row.cells[0].paragraphs[0].paragraph_format.keep_with_next
    heads = [
        one for one in document.paragraphs if one.text.startswith(("I. ", "II. ", "III. ", "IV. ", "V. "))
    ]
    assert len(heads) == 5
    assert all(one.paragraph_format.keep_with_next for one in heads)


def test_neither_the_signature_nor_the_total_is_left_alone_on_a_page(ward: Plan) -> None:
    document = written(ward)
    signature = document.tables[1]
    assert signature.rows[0].cells[0].text.startswith("Nơi nhận:")
    assert signature.rows[0]._tr.trPr.findall(qn("w:cantSplit"))  # type: ignore[union-attr]
    body = takewhile(lambda one: one.text != "Biểu 1", document.paragraphs)
    texts = [one for one in body if one.text]
    assert texts[-1].paragraph_format.keep_with_next
    projects = document.tables[-2]
    assert projects.rows[-1].cells[1].text == "Cộng"
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in projects.rows[-2].cells)


def test_a_proposal_says_what_it_is_about_and_who_asks(ward: Plan) -> None:
    asked = [one for one in report_of(ward).issues if one.kind == "proposal"]
    assert len(asked) > 1
    (line,) = [one for one in text_of(written(ward)).splitlines() if one.startswith("- Đề nghị bố trí")]
    assert f"({asked[0].unit}: " in line  # all ask the same: told once
    assert f"và {len(asked) - 1} việc khác" in line or all(one.unit in line for one in asked[:3])


def test_words_in_a_column_of_numbers_stand_in_its_middle(ward: Plan) -> None:
    rows = written(ward).tables[-4].rows
    cells = [row.cells[6] for row in rows[1:] if row.cells[0] is not row.cells[6] and row.cells[6].text]
    aligned = {cell.text: cell.paragraphs[0].alignment for cell in cells if "." not in cell.text[:2]}
    assert aligned["Đúng tiến độ"] == CENTER
    assert aligned["100"] == RIGHT


def test_money_stands_at_the_right_and_words_at_the_left(ward: Plan) -> None:
    projects = written(ward).tables[-2]
    row = next(one for one in projects.rows if one.cells[5].text and one.cells[0].text.isdigit())
    aligned = [cell.paragraphs[0].alignment for cell in row.cells]
    assert aligned == [CENTER, LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT]


def test_the_number_of_a_document_is_not_broken_at_its_hyphen(ward: Plan) -> None:
    title = next(one for one in written(ward).paragraphs if one.text.startswith("kết quả triển khai"))
    assert "16-CTr/TU" in title.text
    assert title._p.xpath(".//w:noBreakHyphen")


@pytest.mark.parametrize(
    ("letterhead", "shown"),
    [
        (Letterhead.COMMITTEE, ["ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG", "ĐẢNG CỘNG SẢN VIỆT NAM", "-BC/ĐU"]),
        (Letterhead.OFFICE, ["VĂN PHÒNG", "-BC/VPĐU"]),
        (Letterhead.GOVERNMENT, ["ỦY BAN NHÂN DÂN", "Độc lập - Tự do - Hạnh phúc", "/BC-UBND"]),
    ],
)
def test_letterheads(letterhead: str, shown: list[str], ward: Plan) -> None:
    text = text_of(written(ward, letterhead))
    assert [one for one in shown if one not in text] == []


def test_control_characters_of_users_do_not_break_it(ward: Plan) -> None:
    Report.objects.filter(item__kind="programme", counted=True).update(result="=1+1 \x07 <b>đậm</b>")
    body, _ = body_and_notes(written(ward))
    assert "=1+1  <b>đậm</b>" in body


def test_a_locked_quarter_is_written_from_its_snapshot(ward: Plan) -> None:
    period = Period.objects.select_related("plan").get(quarter=3)
    lock_period(period=period, by=User.objects.get(username="vanphong"), today=date(2026, 10, 8))
    period.refresh_from_db()
    snapshot = latest_snapshot(period)
    assert snapshot is not None
    before = text_of(opened(quarter_document(rows_of(snapshot), DEFAULTS, Letterhead.COMMITTEE)))
    Report.objects.filter(item__kind="programme").update(result="Đổi sau khi chốt")
    after = text_of(opened(quarter_document(rows_of(snapshot), DEFAULTS, Letterhead.COMMITTEE)))
    assert before == after
    assert pack(rows_of(snapshot)) == snapshot.rows


def test_every_default_text_names_known_figures(ward: Plan) -> None:
    values = values_of(report_of(ward))
    assert values.keys() == NAMES.keys()
    for key, section in SECTIONS.items():
        assert unknown_names(section.default) == [], key
        assert "{" not in compose(section.default, values)


def test_missing_money_is_not_zero() -> None:
    plan = PlanFactory()
    values = values_of(quarter_report(QuarterBook(Scope(plan, today=date(2026, 10, 8)))))
    assert values["giai_ngan_quy"] == values["ty_le_giai_ngan"] == "chưa có số liệu"


def test_the_office_edits_the_texts_with_history(client: Client, ward: Plan) -> None:
    client.force_login(User.objects.get(username="vanphong"))
    url = reverse("edit_texts")
    texts = {"letterhead": "office", **DEFAULTS, "mo_dau": "Văn phòng báo cáo {ky}."}
    wrong = client.post(url, texts | {"mo_dau": "Kết quả {khong_co}"})
    assert wrong.status_code == 422
    assert "Không có số liệu tên {khong_co}" in wrong.content.decode()
    assert client.post(url, texts).status_code == 302
    assert ReportText.objects.get().section == "mo_dau"
    assert AuditEvent.objects.get(verb="set_report_texts").changes["letterhead"] == ["committee", "office"]
    document = opened(client.get(reverse("report_document")).content)
    assert "Văn phòng báo cáo quý III/2026." in text_of(document)
    assert "-BC/VPĐU" in text_of(document)
    client.post(url, {"letterhead": "office", **DEFAULTS})
    assert not ReportText.objects.exists()
    assert report_texts(ward, DEFAULTS) == DEFAULTS


def test_others_do_not_edit_the_texts() -> None:
    plan = PlanFactory()
    with pytest.raises(PermissionDenied):
        set_report_texts(
            plan=plan, texts={}, defaults=DEFAULTS, letterhead="office", by=user_with_role(Role.LEADER)
        )

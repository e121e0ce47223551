"""A project's quarter: typed in a unit, warned, corrected, seen by the office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance, current_report, save_report, seen_token
from bachdang.reporting.flow.checks import doubts_of
from bachdang.reporting.flow.content import Content
from bachdang.reporting.flow.periods import lock_period, reopen_report
from bachdang.reporting.flow.project_part import ProjectPart
from plans.flow import Step
from plans.models import Period, Report
from projects.models import Disbursement, Project, ProjectReport
from tests.factories import PeriodFactory, PlanFactory, ProjectFactory, UnitFactory, user_with_role
from tests.factories.flow import corrected
from tests.factories.money import BILLION, fund, reported

pytestmark = pytest.mark.django_db
FORM = "/viec-cua-toi/PL2.II.I.1/"
TODAY = date(2026, 10, 8)
MILLION = 10**6


@pytest.fixture
def project() -> Project:
    return ProjectFactory(plan=PlanFactory())


@pytest.fixture
def period(project: Project) -> Period:
    return PeriodFactory(plan=project.item.plan, due=date(2026, 10, 20))


@pytest.fixture
def officer(client: Client, project: Project, period: Period) -> Client:
    client.force_login(user_with_role(Role.OFFICER, unit=project.item.reporter))
    return client


def post(client: Client, **fields: str) -> Any:
    item = Project.objects.get().item
    report = current_report(item, Period.objects.get(plan=item.plan, year=2026, quarter=3))
    known = {"unit": "ty", "result": "Đang thi công", "stage": "construction", "seen": seen_token(report)}
    return client.post(FORM, {**known, **fields}, follow=True)


def paid() -> dict[tuple[int, str], int]:
    return {(one.budget_year, one.source): one.dong for one in Disbursement.objects.all()}


def test_money_is_typed_in_a_unit_stored_exactly_and_said_in_words(officer: Client, project: Project) -> None:
    fund(project, total=9 * BILLION, year=4 * BILLION)
    response = post(officer, paid_2026_ward="1,5")
    page = response.content.decode()
    assert response.redirect_chain == [(FORM, 302)]
    assert paid() == {(2026, "ward"): 1_500_000_000}
    assert "Giải ngân vốn năm 2026, Ngân sách phường: 1,5 tỷ đồng (một tỷ năm trăm triệu đồng)" in page
    assert "1.500.000.000 đồng (một tỷ năm trăm triệu đồng)</output>" in page
    changes = AuditEvent.objects.get(verb="save_report").changes
    assert changes["Giải ngân vốn năm 2026, Ngân sách phường"] == [
        None, "1,5 tỷ đồng (một tỷ năm trăm triệu đồng)",
    ]  # fmt: skip


def test_a_unit_typed_behind_the_number_counts(officer: Client, project: Project) -> None:
    fund(project, year=4 * BILLION)
    post(officer, unit="trieu", paid_2026_ward="1,5 tỷ")
    assert paid() == {(2026, "ward"): 1_500_000_000}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"paid_2026_ward": "-1"}, "Số tiền không được nhỏ hơn 0 (-1 tỷ đồng)"),
        ({"paid_2026_ward": "1.500"}, "1500 hoặc 1,500"),
        ({"paid_2026_ward": "nhiều"}, "không phải là số"),
        ({"paid_2026_ward": "0,0000000005"}, "phần lẻ của đồng"),
        ({"paid_2026_ward": "1.500.000.000"}, "quá lớn. Kiểm tra lại đơn vị tính"),
        ({"unit": "usd"}, "Chọn một trong các mục"),
        ({"stage": "completed"}, "cần ngày hoàn thành"),
        ({"stage": "settled", "completed_on": "1/9/2026"}, "cần ghi công trình, văn bản bàn giao"),
        ({"completed_on": "1/9/2026"}, "chọn Hoàn thành hoặc Quyết toán"),
        ({"stage": "completed", "completed_on": "1/10/2026", "product_document": "BB"}, "thuộc quý sau"),
        ({"stage": "completed", "completed_on": "1/11/2026", "product_document": "BB"},
         "không được sau hôm nay (08/10/2026)"),
        ({"households_done": "5"}, "Nhập cả tổng số"),
        ({"area_total": "1,5", "area_done": "1,6"}, "Đã bàn giao (1,6 ha) không được lớn hơn tổng"),
        ({"result": ""}, "Ghi kết quả trong quý"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_even_when_confirmed(
    officer: Client, fields: dict[str, str], said: str
) -> None:
    for confirmed in ("", "on"):
        response = post(officer, confirmed=confirmed, **fields)
        assert response.status_code == 422
        assert said in response.content.decode()
    assert not Report.objects.exists()


CASES = [
    ({"paid_2026_ward": "4,5"}, "lũy kế 4,6 tỷ đồng, vượt kế hoạch vốn năm (4 tỷ đồng) 600 triệu đồng"),
    ({"paid_2026_ward": "100000"}, "gấp 25.000 lần kế hoạch vốn năm 2026 của nguồn (4 tỷ đồng)"),
    ({"paid_2026_ward": "150", "unit": "dong"}, "kiểm tra lại đơn vị tính"),
    ({"paid_2026_loan": "0,5"}, "kế hoạch vốn năm 2026 không có nguồn này"),
    ({"stage": "preparation"}, "Giai đoạn lùi từ “Thi công” (báo cáo trước) về “Chuẩn bị đầu tư”"),
]


@pytest.mark.parametrize(("fields", "said"), CASES)
def test_what_looks_wrong_is_confirmed_once_and_seen_by_the_office(
    officer: Client, project: Project, period: Period, fields: dict[str, str], said: str
) -> None:
    fund(project, total=9 * BILLION, year=4 * BILLION)
    reported(
        project, PeriodFactory(plan=project.item.plan, quarter=2), {(2026, "ward"): 100 * MILLION},
        stage="construction",
    )  # fmt: skip
    response = post(officer, **fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert 'type="checkbox" name="confirmed"' in page
    assert not Report.objects.filter(period=period).exists()
    assert post(officer, confirmed="on", **fields).status_code == 200
    report = Report.objects.get(period=period)
    assert any(said in one.words for one in doubts_of([report])[report.pk])


def test_disbursement_without_any_plan_is_asked_about(
    officer: Client, project: Project, period: Period
) -> None:
    response = post(officer, paid_2026_ward="0,5")
    assert "Đã giải ngân 500 triệu đồng nhưng chưa có kế hoạch vốn năm 2026." in response.content.decode()
    post(officer, paid_2026_ward="0,5", confirmed="on")
    report = Report.objects.get()
    words = [one.words for one in doubts_of([report])[report.pk]]
    assert words == ["Đã giải ngân 500 triệu đồng nhưng chưa có kế hoạch vốn năm 2026."]


def test_a_plan_that_holds_only_later_does_not_cover_the_quarter(officer: Client, project: Project) -> None:
    fund(project, year=4 * BILLION, valid_from=date(2026, 10, 1))
    assert "chưa có kế hoạch vốn năm 2026" in post(officer, paid_2026_ward="0,5").content.decode()


def test_a_clean_report_raises_nothing(officer: Client, project: Project) -> None:
    fund(project, total=9 * BILLION, year=4 * BILLION)
    post(officer, paid_2026_ward="1,5")
    assert doubts_of(list(Report.objects.all())) == {}


# A correction


def accepted(project: Project, period: Period, by: User, part: ProjectPart) -> Report:
    report = save_report(
        item=project.item, period=period, content=Content(part=part, result="Đang làm"), by=by,
        seen=seen_token(current_report(project.item, period)), today=TODAY,
    )  # fmt: skip
    head = user_with_role(Role.HEAD, unit=by.unit)
    office = user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong"))
    report = advance(report=report, step=Step.APPROVE, by=head, today=TODAY)
    return advance(report=report, step=Step.ACCEPT, by=office, today=TODAY)


@pytest.fixture
def by(officer: Client, project: Project) -> User:
    return User.objects.get(unit=project.item.reporter, groups__name=Role.OFFICER)


PART = ProjectPart(
    stage="construction",
    households_total=12,
    households_done=9,
    paid={(2026, "ward"): 100, (2026, "city"): 200},
    years=frozenset({2026}),
)


def of(report: Report) -> dict[tuple[int, str], int]:
    rows = Disbursement.objects.filter(project_report=report.pk)
    return {(one.budget_year, one.source): one.dong for one in rows}


def test_a_correction_keeps_what_it_does_not_change(
    officer: Client, project: Project, period: Period, by: User
) -> None:
    first = accepted(project, period, by, PART)
    fund(project, year={"ward": 150, "city": 300})
    assert "Sửa số đã tiếp nhận" in officer.get(FORM).content.decode()
    corrected(project.item, period, by)
    page = officer.get(FORM).content.decode()
    assert 'value="0,0001"' in page
    post(officer, unit="dong", paid_2026_ward="150", paid_2026_city="200")
    second = Report.objects.get(revision=2)
    assert (of(first), of(second)) == (PART.paid, {(2026, "ward"): 150, (2026, "city"): 200})
    changes = AuditEvent.objects.filter(verb="save_report").latest("pk").changes
    assert changes["Giải ngân vốn năm 2026, Ngân sách phường"] == [
        "100 đồng (một trăm đồng)", "150 đồng (một trăm năm mươi đồng)",
    ]  # fmt: skip
    assert "Giải ngân vốn năm 2026, Ngân sách thành phố" not in changes


def test_a_box_that_was_emptied_takes_the_payment_away(
    officer: Client, project: Project, period: Period, by: User
) -> None:
    accepted(project, period, by, PART)
    fund(project, year={"ward": 150, "city": 300})
    corrected(project.item, period, by)
    post(officer, unit="dong", paid_2026_ward="", paid_2026_city="200")
    assert of(Report.objects.get(revision=2)) == {(2026, "city"): 200}


def test_words_alone_carry_money_and_stage_along(project: Project, period: Period, by: User) -> None:
    accepted(project, period, by, PART)
    corrected(project.item, period, by)
    second = save_report(
        item=project.item, period=period, content=Content(result="Sửa lời"), by=by,
        seen=seen_token(current_report(project.item, period)), today=TODAY,
    )  # fmt: skip
    found = ProjectReport.objects.get(report=second)
    assert (second.revision, found.stage, found.land_households_done) == (2, "construction", 9)
    assert of(second) == PART.paid


def test_a_reopened_report_begins_with_the_money_it_had(project: Project, period: Period, by: User) -> None:
    accepted(project, period, by, PART)
    office = User.objects.get(groups__name=Role.OFFICE)
    lock_period(period=period, by=office, today=TODAY)
    draft = reopen_report(item=project.item, period=period, reason="Sai số", by=office)
    assert of(draft) == PART.paid
    assert ProjectReport.objects.get(report=draft).stage == "construction"


def test_the_form_begins_with_what_stands_from_the_quarter_before(officer: Client, project: Project) -> None:
    before = PeriodFactory(plan=project.item.plan, quarter=2)
    reported(project, before, {(2026, "ward"): 100}, stage="clearance", land_households_total=12,
             land_households_done=3)  # fmt: skip
    page = officer.get(FORM).content.decode()
    assert '<option value="clearance" selected>' in page
    assert 'name="households_total" value="12"' in page
    assert 'name="paid_2026_ward" value' not in page


# The year before


def test_only_the_first_quarter_offers_the_year_before_and_says_why(
    officer: Client, project: Project, period: Period
) -> None:
    assert "paid_2025_ward" not in officer.get(FORM).content.decode()
    PeriodFactory(plan=project.item.plan, year=2027, quarter=1, due=date(2027, 3, 15))
    page = officer.get(f"{FORM}?ky=2027-Q1").content.decode()
    assert "paid_2026_ward" in page
    assert "paid_2027_ward" in page
    assert "Vốn năm 2026 được giải ngân đến hết 31/01/2027" in page


def test_another_year_is_refused_by_name(project: Project, period: Period, by: User) -> None:
    part = ProjectPart(stage="construction", paid={(2025, "ward"): 1}, years=frozenset({2025}))
    with pytest.raises(ValidationError, match="Quý III/2026 chỉ ghi giải ngân vốn năm 2026"):
        accepted(project, period, by, part)


def test_a_completion_is_saved_and_shown(officer: Client, project: Project) -> None:
    response = post(officer, stage="completed", completed_on="28/9/2026", product_document="BB số 12")
    found = ProjectReport.objects.get()
    assert (found.completed_on, found.product_document) == (date(2026, 9, 28), "BB số 12")
    assert "Hoàn thành: 28/09/2026; Công trình, văn bản bàn giao: BB số 12" in response.content.decode()


def test_checks_of_many_reports_take_the_same_queries(project: Project, period: Period) -> None:
    fund(project, year=10)
    reports = [reported(project, period, {(2026, "ward"): 20}, stage="construction")]
    with CaptureQueriesContext(connection) as few:
        assert doubts_of(reports)
    for number in range(2, 9):
        other = ProjectFactory(code=f"PL2.II.I.{number}")
        reports.append(reported(other, period, {(2026, "ward"): 20}))
    with CaptureQueriesContext(connection) as many:
        assert len(doubts_of(reports)) == 8
    assert len(many) == len(few)

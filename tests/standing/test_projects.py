"""Projects in a quarter: the capital as it then was, what was paid, when it is due and how it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.roles import Role
from bachdang.browse.project_page import steps
from bachdang.browse.project_totals import project_totals
from bachdang.scope.scopes import Scope
from bachdang.standing.projects import ProjectRow
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Milestone, Period, Terms
from plans.rules import TaskStatus
from projects.models import Capital, Project
from tests.factories import PeriodFactory, PlanFactory, ProjectFactory, user_with_role
from tests.factories.money import BILLION, fund, reported
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


@pytest.fixture
def project() -> Project:
    return ProjectFactory(plan=PlanFactory())


def period(project: Project, quarter: int = 3, year: int = 2026) -> Period:
    known = Period.objects.filter(plan=project.item.plan, year=year, quarter=quarter).first()
    return known or PeriodFactory(plan=project.item.plan, quarter=quarter, year=year)


def row_of(project: Project, quarter: int = 3, year: int = 2026, today: date | None = None) -> ProjectRow:
    plan = project.item.plan
    scope = Scope(plan, period(project, quarter, year), today=today or date(year + 1, 1, 1))
    return next(row for row in QuarterBook(scope).projects if row.pk == project.pk)


# Capital and payments


def test_an_earlier_quarter_sees_the_capital_as_it_then_was(project: Project) -> None:
    fund(project, total=10 * BILLION, year=2 * BILLION)
    fund(project, year={"ward": 3 * BILLION, "city": BILLION}, valid_from=date(2026, 7, 15))
    before, after = row_of(project, 2).money, row_of(project, 3).money
    assert (before.total, before.year_plan) == (10 * BILLION, 2 * BILLION)
    assert (after.total, after.year_plan) == (10 * BILLION, 4 * BILLION)


def test_an_ended_source_counts_nothing_and_missing_is_not_zero(project: Project) -> None:
    fund(project, year={"ward": 2 * BILLION, "loan": BILLION})
    fund(project, year={"loan": 0}, valid_from=date(2026, 7, 15))
    money = row_of(project).money
    assert (money.year_plan, money.total, money.medium_term, money.year_paid) == (
        2 * BILLION,
        None,
        None,
        None,
    )


def test_a_budget_year_is_paid_out_until_the_end_of_january(project: Project) -> None:
    fund(project, year=4 * BILLION)
    fund(project, year=5 * BILLION, of=2027)
    reported(project, period(project, 4), {(2026, "ward"): BILLION})
    reported(project, period(project, 1, 2027), {(2026, "ward"): 2 * BILLION, (2027, "ward"): 3})
    old, new = row_of(project, 4), row_of(project, 1, 2027)
    assert (old.money.year_paid, old.money.rate) == (BILLION, 25)
    assert (new.money.year_paid, new.money.quarter_paid, new.money.all_paid) == (3, 3, 3 * BILLION + 3)
    assert new.ledger is not None
    line = new.ledger.years[0]
    assert (line.year, line.plan, line.paid, line.rate) == (2026, 4 * BILLION, 3 * BILLION, 75)
    assert line.quarters == [None, None, None, BILLION, 2 * BILLION]


def test_what_is_wrong_with_the_money_is_said_with_its_numbers(project: Project) -> None:
    fund(project, total=4 * BILLION, medium_term=5 * BILLION, year=BILLION)
    reported(project, period(project), {(2026, "ward"): 2 * BILLION})
    texts = [one.text for one in row_of(project).findings]
    assert any("trung hạn (5 tỷ đồng) lớn hơn tổng mức đầu tư (4 tỷ đồng)" in text for text in texts)
    assert any("lũy kế 2 tỷ đồng, vượt kế hoạch vốn năm (1 tỷ đồng) 1 tỷ đồng" in text for text in texts)


def test_the_later_of_two_reports_counts_only_for_its_quarter(project: Project) -> None:
    reported(project, period(project, 1), {(2026, "ward"): 1}, stage="preparation")
    reported(project, period(project, 3), {(2026, "ward"): 2}, stage="construction")
    assert (row_of(project, 2).stage, row_of(project, 2).money.all_paid) == ("preparation", 1)
    assert (row_of(project, 3).stage, row_of(project, 3).money.all_paid) == ("construction", 3)


# Due and status


def dated(project: Project, ends: date | None, starts: date | None = date(2026, 3, 1)) -> None:
    Terms.objects.filter(item=project.item).update(starts=starts, ends=ends)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2026, 2, 28), TaskStatus.NOT_STARTED),
        (date(2026, 3, 1), TaskStatus.IN_TIME),
        (date(2026, 8, 20), TaskStatus.IN_TIME),
        (date(2026, 8, 21), TaskStatus.DUE_SOON),
        (date(2026, 8, 31), TaskStatus.DUE_SOON),
        (date(2026, 9, 1), TaskStatus.OVERDUE),
    ],
)
def test_status_on_a_day(project: Project, today: date, status: TaskStatus) -> None:
    dated(project, date(2026, 8, 31))
    assert row_of(project, (today.month + 2) // 3, today=today).status == status


def test_due_is_the_next_unfinished_milestone_else_the_end(project: Project) -> None:
    dated(project, date(2027, 12, 31))
    for title, due, done in (
        ("Thiết kế", date(2026, 5, 31), date(2026, 5, 20)),
        ("Khởi công", date(2026, 8, 15), date(2026, 10, 5)),
        ("Bàn giao", date(2027, 11, 30), None),
    ):
        Milestone.objects.create(item=project.item, title=title, due=due, completed_on=done)
    assert row_of(project, 2).due == date(2026, 8, 15)
    late = row_of(project, 3)
    assert (late.due, late.status) == (date(2026, 8, 15), TaskStatus.OVERDUE)
    assert row_of(project, 4).due == date(2027, 11, 30)
    Milestone.objects.filter(title="Bàn giao").update(completed_on=date(2026, 10, 6))
    assert row_of(project, 4).due == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("day", "stage", "status"),
    [
        (date(2026, 8, 31), "completed", TaskStatus.DONE_IN_TIME),
        (date(2026, 9, 1), "completed", TaskStatus.DONE_LATE),
        (date(2026, 9, 1), "settled", TaskStatus.DONE_LATE),
        (date(2026, 8, 31), "construction", TaskStatus.OVERDUE),
    ],
)
def test_completion_is_judged_by_the_end(project: Project, day: date, stage: str, status: TaskStatus) -> None:
    dated(project, date(2026, 8, 31))
    Milestone.objects.create(item=project.item, title="Nghiệm thu", due=date(2026, 7, 1))
    reported(project, period(project), stage=stage, completed_on=day, product_document="Biên bản bàn giao")
    row = row_of(project)
    assert row.status == status
    assert row.completed_on == (None if stage == "construction" else day)


def test_a_completion_after_the_day_looked_at_is_not_known_yet(project: Project) -> None:
    dated(project, date(2026, 12, 31))
    reported(
        project, period(project), stage="completed", completed_on=date(2026, 9, 20), product_document="BB"
    )
    assert row_of(project, today=date(2026, 9, 19)).status == TaskStatus.IN_TIME
    assert row_of(project, today=date(2026, 9, 20)).status == TaskStatus.DONE_IN_TIME


@pytest.mark.parametrize(("stage", "owed"), [("completed", True), ("settled", False)])
def test_a_finished_project_is_reported_until_its_accounts_are_settled(
    project: Project, stage: str, owed: bool
) -> None:
    dated(project, date(2026, 12, 31))
    reported(project, period(project, 2), stage=stage, completed_on=date(2026, 6, 20), product_document="BB")
    plan = project.item.plan
    book = QuarterBook(Scope(plan, period(project), today=TODAY)).due
    assert [one.item.pk for one in book.all] == ([project.pk] if owed else [])


def test_the_line_of_stages() -> None:
    assert [one.state for one in steps("construction")] == ["done", "done", "now", "ahead", "ahead"]
    assert [one.state for one in steps("")] == ["ahead"] * 5
    assert steps("suspended")[-1].state == "suspended"


# Pages


@pytest.fixture
def office(client: Client, project: Project) -> Client:
    client.force_login(user_with_role(Role.OFFICE))
    return client


def test_the_page_shows_sources_decisions_years_and_land(office: Client, project: Project) -> None:
    fund(project, total=10 * BILLION, year={"city": 3 * BILLION, "ward": BILLION})
    fund(project, year={"ward": 2 * BILLION}, valid_from=date(2026, 7, 15))
    fund(project, year={"ward": 7 * BILLION}, valid_from=date(2026, 10, 15))
    reported(
        project, period(project), {(2026, "ward"): BILLION}, stage="clearance",
        land_households_total=12, land_households_done=9, land_area_total="1.85", land_area_done="0.6",
    )  # fmt: skip
    page = office.get("/du-an/PL2.II.I.1/").content.decode()
    for words in ("5.000", "01/QĐ-UBND ngày 20/12/2025", "9/12 hộ", "0,6/1,85 ha", "Giải phóng mặt bằng",
                  "Số vốn trước khi điều chỉnh (1)", "Có hiệu lực sau kỳ đang xem",
                  "7 tỷ đồng, từ 15/10/2026", "20%", "/du-an/PL2.II.I.1/von/"):  # fmt: skip
        assert words in page, words


def test_a_project_added_without_money_has_an_honest_page(office: Client, project: Project) -> None:
    period(project)
    page = office.get("/du-an/PL2.II.I.1/").content.decode()
    assert "Chưa ghi vốn theo quyết định nào" in page
    assert "Chưa có kế hoạch vốn năm và số giải ngân" in page
    assert "0 đồng" not in page


def test_totals_are_those_of_exactly_the_rows_listed(office: Client, project: Project) -> None:
    city = ProjectFactory(code="PL2.I.1")
    Project.objects.filter(pk=city.pk).update(group="city", field="")
    other = ProjectFactory(code="PL2.II.II.1")
    Project.objects.filter(pk=other.pk).update(field="giao-duc")
    for number, one in enumerate((project, city, other), 1):
        fund(one, total=number * BILLION, year={"ward": 100, "city": 10 * number})
        reported(one, period(project), {(2026, "ward"): 7 * number})
    whole = office.get("/du-an/").context
    assert not whole["filtered"]
    assert whole["totals"].whole.money.total == 6 * BILLION
    lines = {(one.group, one.field): one.money for one in whole["totals"].fields}
    assert lines["ward", ""].total == 4 * BILLION
    assert lines["ward", "giao-duc"].year_paid == 21
    assert lines["city", ""].year_plan == 120
    sources = {one.label: one for one in whole["totals"].sources}
    assert (sources["Ngân sách phường"].money.year_plan, sources["Ngân sách phường"].count) == (300, 3)
    assert sources["Ngân sách thành phố"].money.year_plan == 60
    assert sources["Ngân sách thành phố"].money.year_paid is None
    (year,) = whole["totals"].years
    assert (year.plan, year.paid, year.quarters) == (360, 42, [None, None, 42, None, None])
    part = office.get("/du-an/", {"field": "giao-duc"})
    assert part.context["totals"].whole.money.total == 3 * BILLION
    assert "cộng 1 dự án khớp với bộ lọc (trên 3)" in part.content.decode()


@pytest.mark.usefixtures("demo")
def test_sums_by_field_source_and_year_agree_with_the_list() -> None:
    rows = _demo_rows()
    totals = project_totals(rows, 2026)
    groups = [one for one in totals.fields if not one.field]
    for name in ("total", "medium_term", "year_plan", "year_paid"):
        whole = getattr(totals.whole.money, name)
        assert whole == sum(getattr(row.money, name) or 0 for row in rows)
        assert whole == sum(getattr(one.money, name) or 0 for one in groups)
        assert whole == sum(getattr(one.money, name) or 0 for one in totals.sources)
    assert sum(one.paid or 0 for one in totals.years) == totals.whole.money.all_paid


def _demo_rows() -> list[ProjectRow]:
    chosen = Period.objects.select_related("plan").get(quarter=3)
    return QuarterBook(Scope(chosen.plan, chosen, today=TODAY)).projects


def test_all_33_rows_load_and_show(client: Client, plan_file: Path) -> None:
    plan = plan_of_record()
    unit = plan.locality.units.get(code="vanphong")
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    page = client.get("/du-an/").content.decode()
    codes = list(Project.objects.values_list("item__code", flat=True))
    assert len(codes) == 33
    for code in codes:
        assert f"/du-an/{code}/" in page
        assert client.get(f"/du-an/{code}/").status_code == 200
        assert client.get(f"/du-an/{code}/von/").status_code == 200
    assert "cộng cả 33 dự án" in page


def test_a_project_page_takes_the_same_queries_with_much_money(office: Client, project: Project) -> None:
    reported(project, period(project), {(2026, "ward"): 1, (2026, "city"): 1})
    office.get("/du-an/PL2.II.I.1/")
    with CaptureQueriesContext(connection) as few:
        office.get("/du-an/PL2.II.I.1/")
    for month in range(1, 9):
        fund(project, year={"ward": month, "city": 2 * month}, valid_from=date(2026, month, 2))
    for quarter in (1, 2):
        reported(project, period(project, quarter), {(2026, "ward"): 1, (2026, "city"): 1})
    with CaptureQueriesContext(connection) as many:
        office.get("/du-an/PL2.II.I.1/")
    assert len(many) <= len(few), [query["sql"][:90] for query in many.captured_queries]


def test_the_list_takes_the_same_queries_with_money(office: Client, project: Project) -> None:
    period(project)
    fund(project, total=1)
    office.get("/du-an/")
    with CaptureQueriesContext(connection) as few:
        office.get("/du-an/")
    for number in range(2, 12):
        one = ProjectFactory(code=f"PL2.II.I.{number}")
        fund(one, total=BILLION, year={"ward": 1, "city": 2})
        reported(one, period(project), {(2026, "ward"): 1})
    with CaptureQueriesContext(connection) as many:
        office.get("/du-an/")
    assert len(many) <= len(few) + 1, [query["sql"][:90] for query in many.captured_queries]


def test_only_the_row_of_the_day_is_valid(project: Project) -> None:
    for day in (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)):
        fund(project, total=day.month, year=day.month, valid_from=day)
    for day, expected in ((date(2025, 12, 31), []), (date(2026, 1, 1), [1, 1]), (date(2026, 6, 30), [4, 4]),
                          (date(2030, 1, 1), [7, 7])):  # fmt: skip
        assert list(Capital.objects.valid_on(day).values_list("dong", flat=True)) == expected

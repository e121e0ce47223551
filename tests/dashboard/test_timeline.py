"""Dòng thời gian: what is drawn is what the lists hold, and what cannot be drawn is listed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.roles import Role
from bachdang.dashboard.timeline.figure import BAR, ROW, WORDS
from bachdang.dashboard.timeline.lines import MarkKind
from bachdang.dashboard.timeline.looks import MARKS, ON_EDGE
from plans.models import Item, Milestone, Occurrence, Period, Report, Terms
from plans.rules import TASK_STATUS_LABELS
from projects.models import ProjectReport
from tests.factories import (
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.factories.plan import TermsFactory

pytestmark = pytest.mark.django_db
PAGE, CHART = "/dong-thoi-gian/", "/bieu-do/thoi-gian/"
DAY = 86_400_000


@pytest.fixture
def monitor(client: Client) -> Client:
    """A plan with one open round; a monitor, who only reads, looks at it."""
    PeriodFactory(plan=PlanFactory())
    client.force_login(user_with_role(Role.MONITOR))
    return client


def figure(client: Client, **query: str) -> Any:
    response = client.get(CHART, query)
    assert response.status_code == 200
    return response.json()


def page(client: Client, **query: str) -> Any:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.context["page"]


def bars(found: Any) -> dict[str, list[tuple[str, int, str]]]:
    """By status in words: (first day, days, address) of each bar."""
    return {
        trace["name"]: [
            (base, length // DAY, url)
            for base, length, url in zip(trace["base"], trace["x"], trace["customdata"], strict=True)
        ]
        for trace in found["data"]
        if trace["type"] == "bar"
    }


def marks(found: Any, name: str) -> list[str]:
    return next((trace["x"] for trace in found["data"] if trace.get("name") == name), [])


# Bars: where they begin, how long they are, what they open


def test_a_task_over_the_years_is_cut_to_the_year(monitor: Client) -> None:
    TaskFactory()
    url = "/nhiem-vu/PL1.I.1/"
    label = "Đang thực hiện, trong hạn"
    assert bars(figure(monitor, nam="2027")) == {label: [("2027-01-01", 365, url)]}
    assert bars(figure(monitor, nam="ca-giai-doan")) == {label: [("2026-01-01", 1826, url)]}


def test_a_yearly_task_shows_the_run_of_the_year(monitor: Client) -> None:
    item = TaskFactory(recurrence="yearly")
    for year in (2026, 2027):
        Occurrence.objects.create(item=item, year=year, starts=date(year, 1, 1), due=date(year, 9, 10))
    assert list(bars(figure(monitor, nam="2026"))) == ["Đang thực hiện, quá hạn"]
    assert list(bars(figure(monitor, nam="2027"))) == ["Chưa bắt đầu"]
    assert list(bars(figure(monitor, nam="2028"))) == []
    whole = bars(figure(monitor, nam="ca-giai-doan"))
    assert whole["Đang thực hiện, quá hạn"][0][0] == "2026-01-01"
    assert whole["Chưa bắt đầu"][0][0] == "2027-01-01"


def test_overdue_work_reaches_to_the_day_judged_with_its_due_marked(monitor: Client) -> None:
    TaskFactory()
    Terms.objects.update(ends=date(2026, 8, 31))
    found = figure(monitor, nam="2026")
    assert bars(found)["Đang thực hiện, quá hạn"][0][:2] == ("2026-01-01", 273)  # to 30/9
    assert marks(found, "Thời hạn") == ["2026-08-31"]


def test_finished_work_ends_when_it_was_finished(monitor: Client) -> None:
    TaskFactory()
    Occurrence.objects.update(completed_on=date(2026, 3, 31), product_document="Số 1")
    found = figure(monitor, nam="2026")
    assert bars(found) == {"Hoàn thành đúng hạn": [("2026-01-01", 90, "/nhiem-vu/PL1.I.1/")]}
    assert bars(figure(monitor, nam="2027")) == {}


def test_continuous_work_runs_through_the_plan(monitor: Client) -> None:
    TaskFactory(recurrence="continuous")
    Terms.objects.update(starts=None, ends=None)
    found = figure(monitor, nam="ca-giai-doan")
    assert [bar[:2] for found_bars in bars(found).values() for bar in found_bars] == [("2026-01-01", 1826)]


def test_a_due_day_without_a_start_is_a_mark(monitor: Client) -> None:
    TaskFactory(recurrence="yearly")
    Terms.objects.update(starts=None, ends=None)
    Occurrence.objects.create(item=Item.objects.get(code="PL1.I.1"), year=2026, due=date(2026, 12, 1))
    found = figure(monitor, nam="2026")
    assert bars(found) == {}
    assert marks(found, "Thời hạn") == ["2026-12-01"]


def test_projects_with_their_stages(monitor: Client) -> None:
    project = ProjectFactory()
    Terms.objects.filter(item=project.item).update(starts=date(2026, 3, 1), ends=date(2026, 11, 30))
    user = UserFactory()
    for quarter, stage in ((1, "preparation"), (2, "preparation"), (3, "construction")):
        period = Period.objects.filter(quarter=quarter).first() or PeriodFactory(
            quarter=quarter, cutoff=date(2026, 3 * quarter, 14), due=date(2026, 3 * quarter, 15)
        )
        report = Report.objects.create(
            period=period, item=project.item, unit=user.unit, state="accepted", counted=True,
            accepted_at=period.opened_at, accepted_by=user,
        )  # fmt: skip
        ProjectReport.objects.create(report=report, stage=stage)
    found = figure(monitor, nam="2026")
    assert [bar for found_bars in bars(found).values() for bar in found_bars] == [
        ("2026-03-01", 275, "/du-an/PL2.II.I.1/")
    ]
    assert marks(found, "Giai đoạn dự án") == ["2026-03-14", "2026-09-14"]
    earlier = figure(monitor, nam="2026", ky="2026-Q2")
    assert marks(earlier, "Giai đoạn dự án") == ["2026-03-14"]


def test_milestones_are_marks_and_lines_of_their_own(monitor: Client) -> None:
    item = TaskFactory()
    Milestone.objects.create(
        item=item, title="Phê duyệt", due=date(2026, 5, 1), completed_on=date(2026, 4, 2)
    )
    Milestone.objects.create(item=item, title="Khởi công", contractor="Công ty A", due=date(2026, 9, 1))
    found = figure(monitor, nam="2026")
    assert marks(found, "Mốc đã xong") == ["2026-05-01"]
    assert marks(found, "Mốc") == ["2026-09-01"]
    lines = page(monitor, nam="2026", kind="moc").lines
    assert [(one.title, one.status.value) for one in lines] == [
        ("Phê duyệt", "done_in_time"),
        ("Khởi công", "overdue"),
    ]
    assert page(monitor, nam="2027", kind="moc").lines == []
    assert page(monitor, kind="moc").finding == "1 mốc quá hạn trong năm 2026"
    # What is finished after the day looked at is not known on it.
    assert len(page(monitor, kind="moc", status="done_in_time", ky="2026-Q3").lines) == 1


@pytest.mark.parametrize("kind", [MarkKind.STAGE, MarkKind.MILESTONE, MarkKind.MILESTONE_DONE])
def test_marks_stand_off_the_words_of_their_bar(kind: MarkKind) -> None:
    _, _, size, _ = MARKS[kind]
    edge = 1  # px of the outline outside the mark
    middle = ON_EDGE[kind] * ROW
    assert middle - size / 2 - edge >= 0.4 * WORDS
    assert middle + size / 2 + edge < ROW * (1 - BAR / 2)


def test_a_milestone_stands_on_the_edge_of_a_bar_and_in_the_middle_of_a_row_without(monitor: Client) -> None:
    item = TaskFactory()
    Milestone.objects.create(item=item, title="Khởi công", due=date(2026, 9, 1))
    Terms.objects.filter(item=item).update(starts=date(2026, 3, 1), ends=date(2026, 11, 30))
    (trace,) = (one for one in figure(monitor, nam="2026")["data"] if one.get("name") == "Mốc")
    assert sorted(round(y % 1, 2) for y in trace["y"]) == [ON_EDGE[MarkKind.MILESTONE]]
    (alone,) = (one for one in figure(monitor, nam="2026", kind="moc")["data"] if one.get("name") == "Mốc")
    assert [y % 1 for y in alone["y"]] == [0]


def test_own_work_stands_under_its_task(monitor: Client) -> None:
    first, second = TaskFactory(code="PL1.I.1"), TaskFactory(code="PL1.I.2")
    for number, task in ((1, second), (2, first)):
        own = ItemFactory(kind="own", code=f"VR.{number}", clause=None, parent=task, terms=None)
        TermsFactory(item=own, title=f"Việc riêng {number}", starts=date(2026, 2, 1), ends=date(2026, 12, 1))
        Occurrence.objects.create(item=own, starts=date(2026, 2, 1), due=date(2026, 12, 1))
    assert [len(group.lines) for group in page(monitor).groups] == [4]
    codes = [one.code for one in page(monitor).lines]
    assert codes == ["PL1.I.1", "↳", "PL1.I.2", "↳"]
    assert [one.title for one in page(monitor, kind="viec-don-vi").lines] == ["Việc riêng 2", "Việc riêng 1"]


# Lines for days


def test_due_days_of_rounds_opened_and_expected(monitor: Client) -> None:
    found = figure(monitor, nam="2026")
    assert marks(found, "Hạn gửi báo cáo") == ["2026-09-15"]
    assert marks(found, "Hạn gửi báo cáo, dự kiến") == ["2026-03-16", "2026-06-15", "2026-12-15"]
    dotted = [one["x0"] for one in found["layout"]["shapes"] if one["line"]["dash"] == "dot"]
    assert dotted == ["2026-03-16", "2026-06-15", "2026-09-15", "2026-12-15"]
    alone = page(monitor, kind="ky-bao-cao")
    assert alone.lines == []
    assert alone.finding == "4 hạn gửi báo cáo trong năm 2026"
    assert page(monitor, status="overdue").rounds == []


def test_today_is_a_line_with_its_word(monitor: Client) -> None:
    found = figure(monitor, nam="2026")
    solid = [one for one in found["layout"]["shapes"] if one["line"]["dash"] == "solid"]
    assert [one["x0"] for one in solid] == ["2026-10-08"]
    assert "hôm nay, 08/10/2026" in [one["text"] for one in found["layout"]["annotations"]]
    later = figure(monitor, nam="2028")
    assert all(one["line"]["dash"] != "solid" for one in later["layout"]["shapes"])


# Filters and words


def test_without_a_time_it_is_listed_not_hidden(monitor: Client) -> None:
    ProjectFactory()
    TaskFactory()
    for nam in ("2026", "2029", "ca-giai-doan"):
        found = page(monitor, nam=nam)
        assert [one.code for one in found.undated] == ["PL2.II.I.1"]
        assert [one.code for one in found.lines] == ["PL1.I.1"]
    text = monitor.get(PAGE).content.decode()
    assert "Chưa xác định thời hạn (1)" in text
    assert 'href="/du-an/PL2.II.I.1/"' in text.split("Chưa xác định thời hạn (1)")[1]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, ["PL1.I.1", "PL1.II.1", "PL2.II.I.1"]),
        ({"kind": "nhiem-vu"}, ["PL1.I.1", "PL1.II.1"]),
        ({"kind": "du-an"}, ["PL2.II.I.1"]),
        ({"unit": "kinhte"}, ["PL1.II.1"]),
        ({"group": "PL1.I"}, ["PL1.I.1"]),
        ({"status": "overdue"}, ["PL1.II.1"]),
        ({"status": "can-chu-y"}, ["PL1.II.1"]),
        ({"status": "suspended"}, []),
        ({"unit": "khong-co"}, ["PL1.I.1", "PL1.II.1", "PL2.II.I.1"]),
    ],
)
def test_filters(monitor: Client, query: dict[str, str], codes: list[str]) -> None:
    TaskFactory(code="PL1.I.1")
    other = TaskFactory(code="PL1.II.1")
    Item.objects.filter(pk=other.pk).update(reporter=UnitFactory(code="kinhte"))
    Terms.objects.filter(item=other).update(ends=date(2026, 9, 1))
    Terms.objects.filter(item=ProjectFactory().item).update(starts=date(2026, 1, 1), ends=date(2027, 1, 1))
    assert [one.code for one in page(monitor, **query).lines] == codes
    drawn = sum(len(found) for found in bars(figure(monitor, **query)).values())
    assert drawn == len(codes)


def test_a_year_outside_the_plan_is_not_found(monitor: Client) -> None:
    for address in (PAGE, CHART):
        assert monitor.get(address, {"nam": "2031"}).status_code == 404
        assert monitor.get(address, {"nam": "abc"}).status_code == 404


def test_titles_cannot_become_markup(monitor: Client) -> None:
    TaskFactory()
    Terms.objects.update(title="<b>Đường & cầu</b>")
    found = figure(monitor)
    assert "PL1.I.1 &lt;b&gt;Đường &amp; cầu&lt;/b&gt;" in found["layout"]["yaxis"]["ticktext"]


def test_nothing_says_so(monitor: Client) -> None:
    assert page(monitor, kind="du-an").finding == "Chưa có dự án nào có thời hạn trong năm 2026"
    TaskFactory()
    assert page(monitor).finding == "Không việc nào quá hạn hay sắp đến hạn trong năm 2026"


@pytest.mark.parametrize("address", [PAGE, CHART, f"{PAGE}?kind=moc"])
def test_the_same_number_of_queries_at_two_rows_and_at_thirty(monitor: Client, address: str) -> None:
    def rows(first: int, last: int) -> None:
        for index in range(first, last):
            task = TaskFactory(code=f"PL1.I.{index}")
            ProjectFactory(code=f"PL2.II.I.{index}")
            Milestone.objects.create(item=task, title="Mốc", due=date(2026, 5, 1))
            own = ItemFactory(kind="own", code=f"VR.{index}", clause=None, parent=task, terms=None)
            TermsFactory(item=own, title="Việc riêng")

    rows(0, 2)
    monitor.get(address)
    with CaptureQueriesContext(connection) as few:
        monitor.get(address)
    rows(2, 30)
    with CaptureQueriesContext(connection) as many:
        monitor.get(address)
    assert len(many) <= len(few), [query["sql"][:90] for query in many.captured_queries]


# On the plan of record with the illustrative quarter


def test_the_year_shows_every_task_as_its_list_does(office: Client) -> None:
    found = page(office, nam="2026", kind="nhiem-vu")
    listed = office.get("/nhiem-vu/").context["table"].data
    rows = {row.title: row for row in listed}
    assert len(found.lines) == len(rows) == 41
    assert {one.title: one.status for one in found.lines} == {
        title: row.status for title, row in rows.items()
    }
    drawn = {name: len(some) for name, some in bars(figure(office, nam="2026", kind="nhiem-vu")).items()}
    counts = office.get("/nhiem-vu/").context["counts"]
    assert drawn == {TASK_STATUS_LABELS[status]: number for status, number in counts.items()}


def test_every_project_is_drawn_or_listed(office: Client) -> None:
    found = page(office, nam="ca-giai-doan", kind="du-an")
    assert len(found.lines) + len(found.undated) == 33
    assert len(found.undated) >= 8
    assert found.counts["no_deadline"] == len(found.undated)


def test_each_count_opens_the_lines_it_counts(office: Client) -> None:
    whole = page(office, nam="2026")
    for status, number in whole.counts.items():
        kept = page(office, nam="2026", status=status)
        assert len(kept.lines) + len(kept.undated) == number


def test_the_page_says_what_the_figure_shows(office: Client) -> None:
    response = office.get(PAGE, {"nam": "2026"})
    found, text = response.context["page"], response.content.decode()
    late = Counter(one.kind for one in found.lines if one.status == "overdue")
    soon = sum(1 for one in found.lines if one.status == "due_soon")
    assert f"{late.total()} việc quá hạn ({late['nhiem-vu']} nhiệm vụ, {late['du-an']} dự án" in found.finding
    assert f"{soon} việc sắp đến hạn" in found.finding
    overview = office.get("/").context["page"]
    of_tasks = sum(1 for one in overview.tasks if one.status == "overdue")
    assert late["nhiem-vu"] == of_tasks, "Tổng quan counts tasks and projects, the timeline own work too"
    assert found.finding in text
    assert text.count("<tr") - text.count('class="group"') == 1 + len(found.rounds) + len(found.lines)
    assert "nam=ca-giai-doan" in text


def test_order_and_groups_are_the_documents(office: Client) -> None:
    ticks = figure(office, nam="2026")["layout"]["yaxis"]["ticktext"]
    assert ticks[:2] == ["", "Hạn gửi báo cáo quý"]
    codes = [label.split(" ")[0] for label in ticks[2:] if label]
    assert codes[:3] == ["I.1", "I.2", "I.3"]
    headings = [group.label for group in page(office, nam="2026").groups]
    assert headings[0].startswith("Phụ lục 1, I ·")
    assert headings[10].startswith("Phụ lục 2, ")


def test_the_list_of_tasks_leads_to_its_year(office: Client) -> None:
    assert f'href="{PAGE}?nam=2026&amp;kind=nhiem-vu"' in office.get("/nhiem-vu/").content.decode()


def test_the_unit_page_leads_to_its_own_timeline(office: Client) -> None:
    assert f'href="{PAGE}?unit=kinhte"' in office.get("/don-vi/kinhte/").content.decode()
    found = page(office, unit="kinhte")
    assert {one.unit.code for one in found.lines if one.unit} == {"kinhte"}
    assert found.finding.endswith("trong năm 2026 của Phòng KTHT&ĐT")

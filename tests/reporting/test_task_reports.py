"""What a unit reports of a task: milestones, each year's product, and what a correction keeps."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance, current_report, save_report, seen_token
from bachdang.reporting.flow.content import Content, said_by
from bachdang.reporting.flow.task_part import LateRun, TaskPart
from plans.flow import Step
from plans.milestones import drop_milestone, set_milestone
from plans.models import Item, Milestone, MilestoneResult, Occurrence, Period, Report, TaskResult
from tests.factories import PeriodFactory, ProjectFactory, TaskFactory, user_with_role
from tests.factories.flow import corrected

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> Item:
    return TaskFactory()


@pytest.fixture
def period(task: Item) -> Period:
    period: Period = PeriodFactory(plan=task.plan, due=date(2026, 12, 31))
    return period


@pytest.fixture
def head(task: Item) -> User:
    return user_with_role(Role.HEAD, unit=task.reporter)


def milestone(task: Item, by: User, due: date = date(2026, 11, 30)) -> Milestone:
    return set_milestone(item=task, title="Phê duyệt", due=due, by=by, contractor="Công ty A")


def saved(task: Item, period: Period, by: User, content: Content) -> Report:
    seen = seen_token(current_report(task, period))
    return save_report(item=task, period=period, content=content, by=by, seen=seen, today=period.due)


def accepted(report: Report, head: User) -> Report:
    today = report.period.due
    report = advance(report=report, step=Step.APPROVE, by=head, today=today)
    return advance(report=report, step=Step.ACCEPT, by=user_with_role(Role.OFFICE), today=today)


def test_a_milestone_is_finished_when_the_report_counts(task: Item, period: Period, head: User) -> None:
    one = milestone(task, head)
    content = Content(result="Đã trình", milestones=[(one, date(2026, 10, 1))])
    report = saved(task, period, head, content)
    one.refresh_from_db()
    assert one.completed_on is None
    accepted(report, head)
    one.refresh_from_db()
    assert one.completed_on == date(2026, 10, 1)
    assert said_by(report)["Mốc “Phê duyệt” (hạn 30/11/2026)"] == "hoàn thành 01/10/2026"


def test_a_later_report_may_take_a_milestone_back(task: Item, period: Period, head: User) -> None:
    one = milestone(task, head)
    accepted(saved(task, period, head, Content(result="Xong", milestones=[(one, date(2026, 10, 1))])), head)
    corrected(task, period, head)
    accepted(saved(task, period, head, Content(result="Chưa", milestones=[(one, None)])), head)
    one.refresh_from_db()
    assert one.completed_on is None


def test_a_correction_of_words_keeps_product_and_milestones(task: Item, period: Period, head: User) -> None:
    one = milestone(task, head)
    run = Occurrence.objects.get(item=task)
    part = TaskPart(run, 100, True, date(2026, 9, 1), "Số 45/BC-UBND")
    content = Content(part=part, result="Đã xong", milestones=[(one, date(2026, 9, 1))])
    accepted(saved(task, period, head, content), head)
    corrected(task, period, head)
    again = accepted(saved(task, period, head, Content(result="Đã xong, bổ sung số liệu")), head)
    assert again.revision == 2
    assert TaskResult.objects.get(task_report__report=again).product_document == "Số 45/BC-UBND"
    assert MilestoneResult.objects.get(report=again).completed_on == date(2026, 9, 1)
    run.refresh_from_db()
    assert (run.completed_on, run.product_document) == (date(2026, 9, 1), "Số 45/BC-UBND")


def test_last_years_run_is_closed_by_a_report_of_this_year() -> None:
    task = TaskFactory(recurrence="yearly")
    runs = [
        Occurrence.objects.create(item=task, year=year, starts=date(year, 1, 1), due=date(year, 12, 31))
        for year in (2026, 2027)
    ]
    head = user_with_role(Role.HEAD, unit=task.reporter)
    period = PeriodFactory(plan=task.plan, year=2027, quarter=1, cutoff="2027-03-14", due=date(2027, 3, 15))
    period.refresh_from_db()
    part = TaskPart(runs[1], 20, late=(LateRun(runs[0], date(2027, 2, 1), "Số 9/BC-UBND"),))
    report = accepted(saved(task, period, head, Content(part=part, result="Đang làm")), head)
    for run in runs:
        run.refresh_from_db()
    assert [run.completed_on for run in runs] == [date(2027, 2, 1), None]
    said = said_by(report)
    assert (said["Sản phẩm năm 2026"], said["Hoàn thành năm 2026"]) == ("Số 9/BC-UBND", "01/02/2027")
    assert said_by(report)["Tỷ lệ hoàn thành"] == "20%"


def test_a_late_run_needs_both_its_day_and_its_product(task: Item, period: Period) -> None:
    run = Occurrence.objects.create(item=task, year=2026, due=date(2026, 12, 31))
    assert list(TaskPart(late=(LateRun(run, date(2027, 1, 5)),)).faults(task, period)) == [
        (f"late_{run.pk}_document", "Ghi sản phẩm của năm 2026.")
    ]
    assert list(TaskPart(late=(LateRun(run, None, "Số 9"),)).faults(task, period)) == [
        (f"late_{run.pk}_on", "Ghi ngày hoàn thành của năm 2026.")
    ]


def test_the_form_asks_for_milestones_and_refuses_a_day_to_come(
    task: Item, period: Period, head: User, client: Client
) -> None:
    one = milestone(task, head)
    client.force_login(head)
    url = reverse("report_form", args=[task.code])
    page = client.get(url).content.decode()
    assert "Mốc “Phê duyệt” (hạn 30/11/2026): hoàn thành ngày" in page
    data = {"seen": "", "result": "Đã trình", f"milestone_{one.pk}": "9/10/2026"}
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "Ngày hoàn thành 09/10/2026 không được sau hôm nay." in refused.content.decode()
    assert client.post(url, data | {f"milestone_{one.pk}": "8/10/2026"}).status_code == 302
    assert MilestoneResult.objects.get().completed_on == date(2026, 10, 8)


def test_milestones_are_set_changed_and_dropped_with_history(task: Item, head: User) -> None:
    one = milestone(task, head)
    set_milestone(item=task, title="Phê duyệt dự án", due=date(2026, 12, 1), by=head, milestone=one)
    drop_milestone(milestone=one, by=head)
    changes = AuditEvent.objects.filter(verb="set_milestone").order_by("pk").values_list("changes", flat=True)
    assert list(changes) == [
        {
            "Mốc": [None, "Phê duyệt"],
            "Hạn": [None, "30/11/2026"],
            "Đơn vị thực hiện": [None, "Công ty A"],
        },
        {
            "Mốc": ["Phê duyệt", "Phê duyệt dự án"],
            "Hạn": ["30/11/2026", "01/12/2026"],
            "Đơn vị thực hiện": ["Công ty A", None],
        },
        {"Mốc": ["Phê duyệt dự án", None], "Hạn": ["01/12/2026", None]},
    ]


@pytest.mark.parametrize(
    ("title", "due", "message"),
    [
        (" ", date(2026, 11, 30), "Ghi nội dung"),
        ("Phê duyệt", date(2031, 1, 1), "01/01/2026 – 31/12/2030"),
        ("Phê duyệt", date(2025, 12, 31), "31/12/2025 nằm ngoài"),
        ("Đã có", date(2026, 11, 30), "Đã có mốc “Đã có” ngày 30/11/2026"),
    ],
    ids=["no-title", "after-the-end", "before-the-start", "twice"],
)
def test_impossible_milestones_are_refused(
    title: str, due: date, message: str, task: Item, head: User
) -> None:
    Milestone.objects.create(item=task, title="Đã có", due=date(2026, 11, 30))
    with pytest.raises(ValidationError, match=message):
        set_milestone(item=task, title=title, due=due, by=head)


def test_a_reported_milestone_is_not_dropped(task: Item, period: Period, head: User) -> None:
    one = milestone(task, head)
    saved(task, period, head, Content(result="x", milestones=[(one, None)]))
    with pytest.raises(ValidationError, match="đã có trong báo cáo"):
        drop_milestone(milestone=one, by=head)


def test_another_unit_sets_no_milestone(task: Item) -> None:
    with pytest.raises(PermissionDenied):
        milestone(task, user_with_role(Role.OFFICER, unit=None))


def test_the_pages_of_milestones(task: Item, period: Period, head: User, client: Client) -> None:
    client.force_login(head)
    url = reverse("milestones", args=[task.code])
    assert client.post(url, {"title": "Khởi công", "due": "31/2/2026"}).status_code == 422
    client.post(url, {"title": "Khởi công", "due": "31/12/2026", "contractor": "Công ty B"})
    one = Milestone.objects.get()
    page = client.get(reverse("task_detail", args=[task.code])).content.decode()
    assert "Khởi công" in page
    assert "hạn 31/12/2026" in page
    own = reverse("milestones", args=[task.code, one.pk])
    assert "Công ty B" in client.get(own).content.decode()
    client.post(own, {"drop": "1"})
    assert not Milestone.objects.exists()


def test_the_form_of_a_project_shows_its_milestones_and_forgets_none(client: Client) -> None:
    project = ProjectFactory()
    PeriodFactory(plan=project.item.plan, due=date(2026, 12, 31))
    head = user_with_role(Role.HEAD, unit=project.item.reporter)
    one = milestone(project.item, head)
    client.force_login(head)
    url = reverse("report_form", args=[project.item.code])
    name = f"milestone_{one.pk}"
    assert f'name="{name}"' in client.get(url).content.decode()
    saved = client.post(url, {"seen": "", "result": "Đã trình", "unit": "trieu", name: "1/9/2026"})
    assert saved.status_code == 302, saved.context["form"].errors
    report = Report.objects.get(item=project.item)
    without = {"seen": seen_token(report), "result": "Đã phê duyệt", "unit": "trieu"}
    assert client.post(url, without).status_code == 302
    assert MilestoneResult.objects.get(report=report).completed_on == date(2026, 9, 1)


def test_more_than_a_hundred_percent_is_refused_in_words(
    task: Item, period: Period, head: User, client: Client
) -> None:
    """A percent sign in a message of a validator once was a server error."""
    client.force_login(head)
    page = client.post(
        reverse("report_form", args=[task.code]), {"seen": "", "result": "Xong", "percent": "101"}
    )
    assert page.status_code == 422
    assert "Tỷ lệ hoàn thành không quá 100%." in page.content.decode()

"""The office's own verdict: for one period, with a reason, shown wherever the status is."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from bachdang.amendments.overriding import lift_override, set_override
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.explaining import explain
from indicators.rules import Quarter
from indicators.standings import TargetBook
from plans.models import Item, Override, Period
from plans.rules import TaskStatus
from tests.factories import IndicatorFactory, PeriodFactory, TargetFactory, TaskFactory, user_with_role

pytestmark = pytest.mark.django_db

REASON = "Đã nghiệm thu, chờ văn bản"


@pytest.fixture
def task() -> Item:
    return TaskFactory()


@pytest.fixture
def period(task: Item) -> Period:
    period: Period = PeriodFactory(plan=task.plan)
    return period


def test_a_task_keeps_both_statuses_and_the_reason(task: Item, period: Period) -> None:
    office = user_with_role(Role.OFFICE)
    set_override(item=task, period=period, status="done_in_time", reason=REASON, by=office)
    (row,) = QuarterBook(Scope(task.plan, period, [period])).tasks
    assert (row.status, row.computed) == (TaskStatus.DONE_IN_TIME, TaskStatus.IN_TIME)
    assert row.override is not None
    assert row.override.reason == REASON
    event = AuditEvent.objects.get(verb="override")
    assert (event.by, event.reason) == (office, REASON)
    assert event.changes == {"Đánh giá quý III/2026": [None, "Hoàn thành đúng hạn"]}


def test_it_lasts_for_its_period_alone(task: Item, period: Period) -> None:
    set_override(item=task, period=period, status="overdue", reason=REASON, by=user_with_role(Role.OFFICE))
    following = PeriodFactory(plan=task.plan, quarter=4)
    (row,) = QuarterBook(Scope(task.plan, following, [following])).tasks
    assert row.override is None


def test_a_target_says_why_in_its_explanation(period: Period) -> None:
    target = TargetFactory(indicator=IndicatorFactory(item__plan=period.plan))
    office = user_with_role(Role.OFFICE)
    item = target.indicator.item
    set_override(item=item, period=period, series="2030", status="met", reason=REASON, by=office)
    book = TargetBook(period.plan, Quarter(2026, 3))
    (row,) = book.rows()
    assert (row.status, row.computed, row.estimated) == ("met", "no_data", False)
    assert explain(row).lines[0] == ("Văn phòng Đảng ủy đánh giá", f"Đạt. Lý do: {REASON}")
    assert book.rows(Quarter(2026, 2))[0].override is None


def test_a_second_takes_the_place_of_the_first_and_can_be_lifted(task: Item, period: Period) -> None:
    office = user_with_role(Role.OFFICE)
    set_override(item=task, period=period, status="overdue", reason="Chậm", by=office)
    made = set_override(item=task, period=period, status="suspended", reason="Dừng", by=office)
    assert Override.objects.get().status == "suspended"
    lift_override(override=made, by=office)
    assert not Override.objects.exists()
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["override", "override", "lift_override"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_the_office_alone(role: Role, task: Item, period: Period) -> None:
    with pytest.raises(PermissionDenied):
        set_override(item=task, period=period, status="overdue", reason="x", by=user_with_role(role))


@pytest.mark.parametrize(
    ("status", "reason"),
    [("overdue", "  "), ("met", "Lý do"), ("", "Lý do")],
    ids=["no-reason", "other", "none"],
)
def test_bad_input_is_refused(status: str, reason: str, task: Item, period: Period) -> None:
    with pytest.raises(ValidationError):
        set_override(item=task, period=period, status=status, reason=reason, by=user_with_role(Role.OFFICE))
    assert not Override.objects.exists()


def test_a_locked_period_stays_as_it_is(task: Item, period: Period) -> None:
    office = user_with_role(Role.OFFICE)
    Period.objects.filter(pk=period.pk).update(locked_at=timezone.now(), locked_by=office, as_of=period.due)
    with pytest.raises(ValidationError, match="Quý III/2026 đã chốt"):
        set_override(item=task, period=period, status="overdue", reason="x", by=office)


def test_the_page_writes_and_the_lists_show_the_reason(task: Item, period: Period, client: Client) -> None:
    client.force_login(user_with_role(Role.OFFICE))
    url = reverse("override", args=[task.code])
    assert client.post(url, {"status": "overdue", "reason": ""}).status_code == 422
    response = client.post(url, {"status": "overdue", "reason": REASON})
    assert response.headers["Location"] == reverse("task_detail", args=[task.code])
    pages = [reverse("task_list"), reverse("task_detail", args=[task.code]), reverse("overview")]
    for page in [*pages, f"{reverse('plan_tree')}?day-du=1"]:
        assert f"Văn phòng đánh giá: {REASON}" in client.get(page).content.decode(), page
    assert [one[2] for one in client.get(reverse("overview")).context["page"].overrides] == [1]
    client.post(url, {"lift": "1"})
    assert not Override.objects.exists()


def test_an_unknown_series_is_not_found(period: Period, client: Client) -> None:
    TargetFactory(indicator=IndicatorFactory(item__plan=period.plan, item__code="01.01"))
    client.force_login(user_with_role(Role.OFFICE))
    assert client.get(reverse("override", args=["01.01", "2045"])).status_code == 404
    assert client.get(reverse("override", args=["01.01"])).status_code == 404

"""Nhật ký: found by day, person, unit, act and code; exported as filtered; never changed."""

from __future__ import annotations

import io

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.standing.history import history_for
from plans.models import Report
from tests.factories import (
    ItemFactory,
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return user_with_role(
        Role.OFFICER, unit=UnitFactory(code="kinhte"), username="lan", full_name="Vũ Thị Lan"
    )


@pytest.fixture
def office(client: Client, officer: User) -> Client:
    """Three events: a report of a task, a period, an account."""
    plan = PlanFactory()
    task = TaskFactory(plan=plan)
    here = plan.locality
    record_event(
        verb="save_report", subject=task, by=officer, locality=here, item_id=task.pk,
        changes={"Kết quả": ("=SUM(A1)", "Đã xong")}, reason="Nhập nhầm",
    )  # fmt: skip
    record_event(verb="open_period", subject=PeriodFactory(plan=plan), by=None, locality=here)
    record_event(verb="create_user", subject=officer, by=None, locality=here)
    elsewhere = LocalityFactory(code="khac", name="Phường khác")
    record_event(verb="load_plan", subject=plan, by=None, locality=elsewhere)
    client.force_login(user_with_role(Role.OFFICE, username="vp"))
    return client


def subjects(client: Client, **filters: str) -> list[str]:
    table = client.get(reverse("history"), filters).context["table"]
    return [row.record.subject for row in table.page.object_list]


def test_every_event_of_the_ward_is_named_newest_first(office: Client) -> None:
    assert subjects(office) == ["Tài khoản lan", "Kỳ Quý III/2026", "PL1.I.1"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"unit": "kinhte"}, 1),
        ({"person": "lan"}, 1),
        ({"verb": "open_period"}, 1),
        ({"code": "pl1.i"}, 1),
        ({"code": "khong"}, 0),
        ({"since": "08/10/2026", "until": "08/10/2026"}, 3),
        ({"since": "09/10/2026"}, 0),
        ({"until": "07/10/2026"}, 0),
        ({"verb": "load_plan"}, 0),
    ],
)
def test_filters_find_it(office: Client, filters: dict[str, str], found: int) -> None:
    assert len(subjects(office, **filters)) == found


def test_the_page_says_from_what_to_what_and_why_and_leads_to_the_item(office: Client) -> None:
    text = office.get(reverse("history")).content.decode()
    assert "Kết quả: =SUM(A1) → Đã xong" in text
    assert "Nhập nhầm" in text
    assert reverse("task_detail", args=["PL1.I.1"]) in text


def test_a_programme_leads_to_its_page(office: Client) -> None:
    plan = PlanFactory()
    programme = ItemFactory(plan=plan)
    record_event(verb="save_report", subject=programme, by=None, locality=plan.locality, item_id=programme.pk)
    assert reverse("programme_detail", args=["B.I.1"]) in office.get(reverse("history")).content.decode()


def test_the_export_holds_the_same_rows_with_the_filters_on_top(office: Client) -> None:
    content = office.get(reverse("history"), {"person": "lan", "verb": "save_report", "xuat": "xlsx"}).content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    texts = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert ["Bộ lọc: Việc đã làm: Nhập báo cáo; Người thực hiện: Vũ Thị Lan"] in texts
    assert texts[-1][1:5] == ["Vũ Thị Lan", str(UnitFactory(code="kinhte")), "Nhập báo cáo", "PL1.I.1"]
    assert texts[-1][-1] == "Nhập nhầm"


def test_the_number_of_queries_does_not_grow(office: Client, django_assert_max_num_queries: object) -> None:
    plan = PlanFactory()
    for _ in range(60):
        record_event(verb="save_report", subject=plan, by=None, locality=plan.locality)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        office.get(reverse("history"))


def test_nothing_in_the_address_sorts_it(office: Client) -> None:
    for extra in ({}, {"xuat": "xlsx"}):
        for sort in ("at", "-at", "x"):
            assert office.get(reverse("history"), {"sort": sort, **extra}).status_code == 200
    assert office.get(reverse("history"), {"sort": "at"}, headers={"HX-Request": "true"}).status_code == 200
    assert subjects(office, sort="at") == subjects(office)


def test_no_code_of_the_application_changes_it(office: Client) -> None:
    event = AuditEvent.objects.first()
    assert event is not None
    for change in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            change()
    with pytest.raises(TypeError, match="append-only"):
        AuditEvent.objects.update(reason="khác")
    with pytest.raises(TypeError, match="append-only"):
        AuditEvent.objects.bulk_update([event], ["reason"])


def test_nor_does_the_admin(client: Client, office: Client) -> None:
    event = AuditEvent.objects.first()
    assert event is not None
    client.force_login(user_with_role(Role.ADMINISTRATOR, username="qt"))
    page = f"/quan-tri/accounts/auditevent/{event.pk}/"
    assert client.post(f"{page}change/", {"reason": "khác"}).status_code == 404
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 404


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the trigger is PostgreSQL's")
@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_auditevent SET reason = 'x'", "DELETE FROM accounts_auditevent"]
)
def test_nor_does_the_database(office: Client, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_words_on_their_way_are_no_history_for_other_units_yet() -> None:
    plan = PlanFactory()
    programme, period = ItemFactory(plan=plan), PeriodFactory(plan=plan)
    unit = programme.reporter
    assert unit is not None
    draft = Report.objects.create(period=period, item=programme, unit=unit, result="Đang viết")
    for subject in (draft, programme):
        record_event(
            verb="save_report", subject=subject, by=None, locality=plan.locality, item_id=programme.pk
        )
    own, office = user_with_role(Role.OFFICER, unit=unit), user_with_role(Role.OFFICE)
    other = user_with_role(Role.OFFICER, unit=UnitFactory(locality=plan.locality, code="kinhte"))
    assert [len(history_for(one, programme)) for one in (own, office, other)] == [2, 2, 1]


def test_changes_in_one_sentence_have_no_full_stop_in_the_middle() -> None:
    changes = {"Kết quả": [None, "Giảm 3 trường hợp."], "Tỷ lệ": ["40%", "45%"], "Lý do": ["Cũ", None]}
    event = AuditEvent(changes=changes)
    assert event.change_text == "Kết quả: Giảm 3 trường hợp; Tỷ lệ: 40% → 45%; Lý do: Cũ → (bỏ)"
    assert AuditEvent(changes={}).change_text == ""

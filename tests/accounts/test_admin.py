"""The admin: reference data of the own locality, never a delete, every change in the history."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from plans.models import Period, Plan
from tests.factories import (
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.markup import parsed
from tests.words import leftovers

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    PlanFactory()
    client.force_login(user_with_role(Role.OFFICE))
    return client


def test_a_changed_setting_keeps_who_changed_it_and_from_what(office: Client) -> None:
    plan = PlanFactory()
    data = {"slow_band": "0.90", "lenient_quarters": "2", "tolerance": "0", "due_soon_days": "10"}
    office.post(f"/quan-tri/plans/plan/{plan.pk}/change/", data)
    plan.refresh_from_db()
    assert plan.slow_band == Decimal("0.90")
    event = AuditEvent.objects.get(verb="change")
    assert event.by is not None
    assert event.changes == {"Ngưỡng chậm": ["0.85", "0.90"]}


def test_adding_a_period_opens_it(office: Client) -> None:
    plan = PlanFactory()
    days = {"cutoff": "14/12/2026", "due": "15/12/2026"}
    office.post("/quan-tri/plans/period/add/", {"plan": plan.pk, "year": 2026, "quarter": 4, **days})
    assert Period.objects.get(quarter=4).is_open


def test_nothing_is_deleted_and_items_are_read_only(office: Client) -> None:
    item = TaskFactory()
    assert office.get(f"/quan-tri/plans/item/{item.pk}/change/").status_code == 200
    assert office.post(f"/quan-tri/plans/item/{item.pk}/change/", {"code": "X"}).status_code == 403
    assert office.get(f"/quan-tri/plans/item/{item.pk}/delete/").status_code == 403


def test_an_administrator_creates_an_account_in_one_role(client: Client) -> None:
    unit = UnitFactory()
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=unit))
    secret = "mot-mat-khau-dai"
    data = {
        "username": "moi",
        "full_name": "Lê Văn Mới",
        "unit": unit.pk,
        "is_active": "on",
        "role": "officer",
    }
    client.post("/quan-tri/accounts/user/add/", {**data, "password1": secret, "password2": secret})
    created = User.objects.get(username="moi")
    assert created.must_change_password
    assert [group.name for group in created.groups.all()] == ["officer"]
    assert not created.is_staff
    assert secret not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.LEADER, Role.MONITOR])
def test_other_roles_do_not_enter(client: Client, role: Role) -> None:
    client.force_login(user_with_role(role))
    assert client.get("/quan-tri/").status_code == 302


def test_two_errors_of_one_form_are_told_in_vietnamese(office: Client) -> None:
    plan = PlanFactory()
    data = {"slow_band": "", "tolerance": "", "due_soon_days": "mười"}
    page = office.post(f"/quan-tri/plans/plan/{plan.pk}/change/", data).content.decode()
    assert "Xin sửa các lỗi dưới đây." in page
    assert "Please" not in page


def test_rows_of_another_locality_are_not_seen(office: Client) -> None:
    elsewhere = PlanFactory(locality=LocalityFactory(code="khac", name="Phường khác"), code="KHAC")
    assert office.get(f"/quan-tri/plans/plan/{elsewhere.pk}/change/").status_code == 302
    assert "KHAC" not in office.get("/quan-tri/plans/plan/").content.decode()


@pytest.mark.parametrize("page", ["plans/period", "plans/clause", "indicators/target", "projects/capital"])
def test_lists_open(office: Client, page: str) -> None:
    assert office.get(f"/quan-tri/{page}/").status_code == 200


@pytest.fixture
def administrator(client: Client) -> User:
    user = user_with_role(Role.ADMINISTRATOR, username="quantri")
    client.force_login(user)
    return user


def refusal(client: Client, url: str, data: dict[str, Any]) -> str:
    """What the form says of its faults, in Vietnamese alone."""
    answer = client.post(url, data)
    assert answer.status_code == 200
    page = parsed(answer.content.decode())
    assert not list(leftovers(answer.content.decode()))
    return " ".join(one.text for one in page.all("ul", css="errorlist"))


def unit_data(**changes: Any) -> dict[str, Any]:
    return {"code": "moi", "name": "Đơn vị mới", "kind": "office", "order": 1, **changes}


def account_data(user: User, **changes: Any) -> dict[str, Any]:
    role = user.groups.get().name
    data = {"username": user.username, "full_name": user.full_name, "unit": user.unit_id, "role": role}
    return {**data, "is_active": "on", **changes}


def test_a_unit_with_a_code_that_is_taken_is_refused_in_words(client: Client, administrator: User) -> None:
    said = refusal(client, "/quan-tri/accounts/unit/add/", unit_data(code="ubnd"))
    assert "Mã này đã dùng cho một đơn vị khác" in said
    client.post("/quan-tri/accounts/unit/add/", unit_data())
    assert Unit.objects.get(code="moi").locality == Unit.objects.get(code="ubnd").locality


@pytest.mark.parametrize("code", ["a/b", "đơn vị", "x" * 300, ""])
def test_a_code_that_is_none_is_refused_in_words(client: Client, administrator: User, code: str) -> None:
    assert refusal(client, "/quan-tri/accounts/unit/add/", unit_data(code=code))


@pytest.mark.parametrize("order", ["-1", "9" * 300, "9" * 5000, "a"])
def test_an_order_that_is_none_is_refused_in_words(client: Client, administrator: User, order: str) -> None:
    assert refusal(client, "/quan-tri/accounts/unit/add/", unit_data(order=order))


@pytest.mark.parametrize("name", ["a/b", "đặng", "x" * 256, "a b", "a?b", ""])
def test_an_account_with_a_name_that_is_none_is_refused_in_words(
    client: Client, administrator: User, name: str
) -> None:
    other = user_with_role(Role.OFFICER)
    url = f"/quan-tri/accounts/user/{other.pk}/change/"
    assert refusal(client, url, account_data(other, username=name))
    assert refusal(client, "/quan-tri/accounts/user/add/", account_data(other, username=name))


def test_a_period_outside_the_plan_is_refused_in_words(office: Client) -> None:
    plan = PlanFactory()
    days = {"cutoff": "14/12/2036", "due": "15/12/2036"}
    url = "/quan-tri/plans/period/add/"
    said = refusal(office, url, {"plan": plan.pk, "year": 2036, "quarter": 4, **days})
    assert "Năm 2036 nằm ngoài kế hoạch (2026–2030)" in said
    assert refusal(office, url, {"plan": plan.pk, "year": "9" * 300, "quarter": 4, **days})
    assert refusal(office, url, {"plan": "9" * 300, "year": 2026, "quarter": 4, **days})


def test_a_period_that_cannot_be_is_refused_in_words(office: Client) -> None:
    plan = PlanFactory()
    PeriodFactory(plan=plan)
    days = {"cutoff": "14/12/2026", "due": "15/12/2026"}
    url = "/quan-tri/plans/period/add/"
    said = refusal(office, url, {"plan": plan.pk, "year": 2026, "quarter": 5, **days})
    assert "Quý phải từ 1 đến 4" in said
    said = refusal(office, url, {"plan": plan.pk, "year": 2026, "quarter": 3, **days})
    assert "Kỳ báo cáo này đã có" in said
    said = refusal(office, url, {"plan": plan.pk, "year": 2026, "quarter": 4, **days, "due": "1/12/2026"})
    assert "Hạn gửi không được trước ngày chốt số liệu" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("slow_band", one) for one in ("0", "1.5", "-1", "9" * 300, "NaN")),
        *(("tolerance", one) for one in ("1", "-0.1")),
        *(("due_soon_days", one) for one in ("367", "-1", "9" * 300)),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_words(office: Client, name: str, value: str) -> None:
    plan = PlanFactory()
    data = {"slow_band": "0.90", "tolerance": "0", "due_soon_days": "10", name: value}
    assert refusal(office, f"/quan-tri/plans/plan/{plan.pk}/change/", data)
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Plan(
            **{**{one.attname: getattr(plan, one.attname) for one in Plan._meta.fields}, name: value}
        ).full_clean()


@pytest.mark.parametrize("pk", ["9" * 300, "9" * 5000, "0", "-1", "a", "1_2", "%00"])
def test_a_number_of_a_row_that_is_none_leads_nowhere(client: Client, administrator: User, pk: str) -> None:
    for page in ("accounts/user", "accounts/unit"):
        for view in ("change", "history", "delete"):
            assert client.get(f"/quan-tri/{page}/{pk}/{view}/").status_code in {302, 400, 403, 404}


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda one: one._meta.label_lower)
def test_a_number_that_no_database_holds_is_that_of_no_row(
    client: Client, administrator: User, model: type[models.Model]
) -> None:
    """On each page of one row, of every kind of row: the key of some is that of another."""
    client.force_login(administrator)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    for page in ("change", "history", "delete"):
        answer = client.get(reverse(f"{name}_{page}", args=[2**63]))
        assert answer.status_code in {302, 400, 403, 404}, page


def test_every_constraint_that_a_form_may_meet_is_said_in_vietnamese() -> None:
    written: list[type[models.Model]] = [Unit, User, Plan, Period]
    english = [
        one.name
        for model in written
        for one in model._meta.constraints
        if one.violation_error_message == one.default_violation_error_message
    ]
    # A round's signatures and lock are written by actions; a plan's code by the plan file.
    assert english == [
        "plan_code_unique", "period_opened_pair", "period_locked_pair", "period_locked_was_open",
    ]  # fmt: skip


def test_nobody_changes_the_own_role_or_closes_the_own_account(client: Client, administrator: User) -> None:
    user_with_role(Role.ADMINISTRATOR)
    url = f"/quan-tri/accounts/user/{administrator.pk}/change/"
    said = refusal(client, url, account_data(administrator, role="office"))
    assert "Không tự đổi vai trò của mình" in said
    closed = account_data(administrator)
    del closed["is_active"]
    assert "Không tự ngừng tài khoản của mình" in refusal(client, url, closed)
    assert client.post(url, account_data(administrator, title="Chuyên viên")).status_code == 302
    administrator.refresh_from_db()
    assert (administrator.title, administrator.is_active) == ("Chuyên viên", True)


def test_the_last_administrator_stays(client: Client, administrator: User) -> None:
    """Whoever signed in before being closed themselves cannot close the one who is left."""
    other = user_with_role(Role.ADMINISTRATOR)
    url = f"/quan-tri/accounts/user/{other.pk}/change/"
    officer = account_data(other, role="officer")
    administrator.groups.clear()
    administrator.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    assert "quản trị hệ thống duy nhất đang hoạt động" in refusal(client, url, officer)
    user_with_role(Role.ADMINISTRATOR)
    assert client.post(url, officer).status_code == 302
    assert other.groups.get().name == "officer"


@pytest.mark.parametrize(
    "query",
    [
        "password__startswith=md5", "password=x", "password__regex=.", "last_login__isnull=1",
        "unit__locality__code=bach-dang", "email__contains=%40", "groups__permissions__codename=add_user",
        "is_active__exact__in=1",
    ],
)  # fmt: skip
def test_a_list_answers_only_its_own_filters(client: Client, administrator: User, query: str) -> None:
    assert client.get(f"/quan-tri/accounts/user/?{query}").status_code == 400
    assert client.get("/quan-tri/accounts/user/?is_active__exact=1&vai-tro=office").status_code == 200


def test_accounts_that_differ_by_case_alone_are_one(client: Client, administrator: User) -> None:
    other = user_with_role(Role.OFFICER, username="kinhte")
    said = refusal(
        client, f"/quan-tri/accounts/user/{other.pk}/change/", account_data(other, username="QuanTri")
    )
    assert "Tên đăng nhập này đã có" in said
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username="KinhTe")

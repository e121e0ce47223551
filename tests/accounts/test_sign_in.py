"""Signing in and out."""

from __future__ import annotations

from importlib import import_module

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from tests.factories import user_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.dialect]

PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def officer() -> User:
    user = user_with_role(Role.OFFICER, username="kinhte")
    user.set_password(PASSWORD)
    user.save()
    return user


def test_sign_in_leads_to_where_one_was_going(client: Client, officer: User) -> None:
    going = reverse("task_list")
    response = client.post(
        f"{reverse('login')}?next={going}", {"username": "kinhte", "password": PASSWORD, "next": going}
    )
    assert response.status_code == 302
    assert response.headers["Location"] == going


def test_a_wrong_password_is_said_in_vietnamese(client: Client, officer: User) -> None:
    response = client.post(reverse("login"), {"username": "kinhte", "password": "sai"})
    assert response.status_code == 200
    assert "mật khẩu" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_deactivated_account_cannot_sign_in(client: Client, officer: User) -> None:
    officer.is_active = False
    officer.save()
    client.post(reverse("login"), {"username": "kinhte", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_many_wrong_passwords_lock_the_account_for_a_while(client: Client, officer: User) -> None:
    for _ in range(10):
        response = client.post(reverse("login"), {"username": "kinhte", "password": "sai"})
    assert response.status_code == 429
    assert client.post(reverse("login"), {"username": "kinhte", "password": PASSWORD}).status_code == 429


def test_sign_out_is_a_post(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert "_auth_user_id" not in client.session


def test_a_name_is_the_same_in_any_case(client: Client, officer: User) -> None:
    response = client.post(reverse("login"), {"username": "KinhTE", "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_wrong_passwords_are_counted_for_one_name_in_any_case(client: Client, officer: User) -> None:
    for name in ("kinhte", "KINHTE", "Kinhte", "kinhtE", "kInhte") * 2:
        response = client.post(reverse("login"), {"username": name, "password": "sai"})
    assert response.status_code == 429
    assert client.post(reverse("login"), {"username": "KinhTe", "password": PASSWORD}).status_code == 429


def test_signing_in_clears_the_count_in_any_case(client: Client, officer: User) -> None:
    User.objects.update(username="KinhTe")
    for password in (*["sai"] * 9, PASSWORD, *["sai"] * 9, PASSWORD):
        response = client.post(reverse("login"), {"username": "kinhte", "password": password})
        Client().post(reverse("logout"))
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("name", "password"), [("x" * 256, "sai"), ("x" * 99_999, "sai"), ("x", "s" * 99_999)]
)
def test_more_than_a_name_or_password_can_be_is_refused(client: Client, name: str, password: str) -> None:
    """Before anything is looked up, compared or kept: columns of the lock-out end at 255."""
    response = client.post(reverse("login"), {"username": name, "password": password})
    assert response.status_code == 200
    assert not AccessAttempt.objects.exists()


def test_older_names_that_differ_by_case_alone_are_told_apart() -> None:
    apart = import_module("bachdang.accounts.migrations.0003_names_in_any_case").apart
    assert apart(["an", "binh"]) == ["an", "binh"]
    assert apart(["an", "An", "AN", "an-2"]) == ["an", "An-3", "AN-4", "an-2"]
    assert apart(["x" * 60, "X" * 60]) == ["x" * 60, "X" * 55 + "-2"]

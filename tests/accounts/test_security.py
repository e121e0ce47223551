"""What a stranger at the door, a weak password and a shared machine can do: nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.actions import reset_password
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.passwords import temporary_password
from bachdang.accounts.roles import Role
from tests.factories import LocalityFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def officer() -> User:
    unit = UnitFactory(code="kinhte", name="Phòng Kinh tế", short="KT")
    user = user_with_role(Role.OFFICER, username="kinhte", full_name="Nguyễn Thị Hạnh", unit=unit)
    user.set_password(PASSWORD)
    user.save()
    return user


def tried(password: str, address: str = "10.0.0.9", **headers: str) -> int:
    typed = {"username": "kinhte", "password": password}
    sent = Client().post(reverse("login"), typed, REMOTE_ADDR=address, headers=headers)
    return sent.status_code


def lock() -> None:
    assert [tried("sai") for _ in range(10)][-1] == 429


def test_a_stranger_locks_nobody_out_at_another_address(officer: User) -> None:
    lock()
    assert tried(PASSWORD) == 429
    assert tried(PASSWORD, address="10.0.0.1") == 302


def test_tries_while_it_is_locked_do_not_prolong_the_lock(officer: User) -> None:
    lock()
    with time_machine.travel(timezone.now() + timedelta(minutes=14), tick=False):
        assert tried("sai") == tried(PASSWORD) == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert tried(PASSWORD) == 302


def test_a_new_temporary_password_lifts_the_lock(officer: User) -> None:
    User.objects.update(username="KinhTe")
    lock()
    officer.refresh_from_db()
    password = reset_password(user=officer, by=user_with_role(Role.ADMINISTRATOR, username="quantri"))
    assert tried(password) == 302


def test_the_box_over_a_page_says_that_it_is_locked(officer: User) -> None:
    lock()
    typed = {"username": "kinhte", "password": PASSWORD}
    answer = Client().post(
        reverse("login"), typed, REMOTE_ADDR="10.0.0.9", headers={"X-Requested-With": "fetch"}
    )
    assert answer.status_code == 429
    assert "<html" not in answer.content.decode()
    assert "15 phút" in answer.content.decode()


def test_the_form_of_ones_own_password_locks_as_the_door_does(client: Client, officer: User) -> None:
    client.force_login(officer)
    new = dict.fromkeys(("new_password1", "new_password2"), "cay-da-ben-song-8")
    url = reverse("password_change")
    answers = [client.post(url, {"old_password": "sai", **new}).status_code for _ in range(10)]
    assert answers == [422] * 9 + [429]
    assert client.post(url, {"old_password": PASSWORD, **new}).status_code == 429
    assert tried(PASSWORD, address="127.0.0.1") == 429
    assert AuditEvent.objects.filter(verb="sign_in_locked").count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert client.post(url, {"old_password": PASSWORD, **new}).status_code == 302


def test_the_right_old_password_clears_the_count(client: Client, officer: User) -> None:
    client.force_login(officer)
    short = dict.fromkeys(("new_password1", "new_password2"), "ngan")
    for _ in range(3):
        for old in (*["sai"] * 5, PASSWORD):
            answer = client.post(reverse("password_change"), {"old_password": old, **short})
    assert answer.status_code == 422


def test_an_administrator_sees_and_lifts_locks(client: Client, officer: User) -> None:
    lock()
    Client().post(reverse("login"), {"username": "khong-ai", "password": "sai"})
    client.force_login(user_with_role(Role.ADMINISTRATOR, username="quantri"))
    page = client.get(reverse("locks"))
    [one] = page.context["locks"]
    assert (one.user, one.address, one.wrong) == (officer, "10.0.0.9", 10)
    assert one.until == timezone.now() + timedelta(minutes=15)
    lifted = {"person": "kinhte", "address": "10.0.0.9"}
    client.post(reverse("locks"), lifted | {"address": "10.0.0.1"})
    assert tried(PASSWORD) == 429
    client.post(reverse("locks"), lifted)
    assert tried(PASSWORD) == 302
    assert AuditEvent.objects.get(verb="lift_lock").changes == {"Địa chỉ": [None, "10.0.0.9"]}


def test_locks_of_another_locality_are_not_shown(client: Client, officer: User) -> None:
    lock()
    elsewhere = UnitFactory(locality=LocalityFactory(code="khac", name="Phường khác"))
    client.force_login(user_with_role(Role.ADMINISTRATOR, username="quantri", unit=elsewhere))
    assert client.get(reverse("locks")).context["locks"] == []
    client.post(reverse("locks"), {"person": "kinhte", "address": "10.0.0.9"})
    assert tried(PASSWORD) == 429


def test_a_temporary_password_ends(officer: User) -> None:
    administrator = user_with_role(Role.ADMINISTRATOR, username="quantri")
    password = reset_password(user=officer, by=administrator)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
        assert tried(password) == 302
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        typed = {"username": "kinhte", "password": password}
        for headers in ({}, {"X-Requested-With": "fetch"}):
            answer = Client().post(reverse("login"), typed, headers=headers)
            assert "hết hạn" in answer.content.decode()
            assert "quản trị hệ thống" in answer.content.decode()
        assert "hết hạn" not in Client().post(reverse("login"), typed | {"password": "sai"}).content.decode()
        assert tried(reset_password(user=officer, by=administrator)) == 302


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123456", "Matkhau@2026", "phuong@2026", "bachdang2026", "BạchĐằng#2026", "hanh20261234",
        "kinhte@123456", "NguyenThiHanh1", "danguyphuong1", "admin-12345678", "phong.kinh.te.26",
    ],
)  # fmt: skip
def test_names_and_usual_words_with_a_number_are_no_password(officer: User, password: str) -> None:
    with pytest.raises(ValidationError, match=r"dễ đoán|giống|phổ biến"):
        validate_password(password, officer)


@pytest.mark.parametrize("password", ["cay-da-ben-song-8", "bachdang-demo", PASSWORD, "Trời xanh, gió nhẹ"])
def test_words_of_ones_own_are_a_password(officer: User, password: str) -> None:
    validate_password(password, officer)


def test_a_temporary_password_is_none_that_would_be_refused(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By chance the first one drawn is digits and a word of the unit's name."""
    drawn = iter("kinh29548842" + "k7mqx2pd9wat")
    monkeypatch.setattr("bachdang.accounts.passwords.secrets.choice", lambda _: next(drawn))
    with pytest.raises(ValidationError):
        validate_password("kinh-2954-8842", officer)
    assert temporary_password(officer) == "k7mq-x2pd-9wat"


def test_pages_of_somebody_signed_in_are_not_kept(client: Client, officer: User) -> None:
    door = client.get(reverse("login"))
    assert "camera=()" in door.headers["Permissions-Policy"]
    assert door.headers["Referrer-Policy"] == "same-origin"
    client.force_login(officer)
    for page in ("/tro-giup/", "/viec-cua-toi/", "/tai-khoan/doi-mat-khau/"):
        kept = client.get(page).headers["Cache-Control"]
        assert "no-store" in kept or "no-cache" in kept
    assert client.get("/tro-giup/").headers["Cache-Control"] == "private, no-store"
    assert client.get("/khong-co-trang-nay/").headers["Cache-Control"] == "private, no-store"

"""How long one stays signed in, how scripts are told that it is over, and where one begins."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bachdang.accounts.models import Session, User
from bachdang.accounts.roles import Role
from tests.factories import PlanFactory, user_with_role

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem"
STATE = "/tai-khoan/phien/"
SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def officer() -> User:
    user = user_with_role(Role.OFFICER, username="kinhte")
    user.set_password(PASSWORD)
    user.save()
    return user


def later(**time: float) -> None:
    """As if so much time had gone by for every session."""
    gone = timedelta(**time)
    for one in Session.objects.all():
        Session.objects.filter(pk=one.pk).update(began=one.began - gone, expire_date=one.expire_date - gone)


def signed_in(client: Client) -> bool:
    return client.get(reverse("help")).status_code == 200


def test_work_prolongs_a_session_up_to_the_longest_time(client: Client, officer: User) -> None:
    client.force_login(officer)
    for _ in range(3):
        later(hours=7.5)
        assert signed_in(client)
    later(hours=1.6)
    assert not signed_in(client)


def test_idleness_ends_a_session_on_the_server(client: Client, officer: User) -> None:
    client.force_login(officer)
    later(hours=8, seconds=1)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value
    assert not signed_in(client)


def test_prolonging_writes_once_in_a_while_and_not_for_each_request(
    client: Client, officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(officer)
    session, user = 1, 1
    with django_assert_num_queries(session + user):
        client.get(STATE)
    client.post(STATE)
    later(minutes=5)
    with django_assert_num_queries(session + user + 1):
        client.post(STATE)
    with django_assert_num_queries(session + user):
        client.post(STATE)


def test_asking_how_long_it_lasts_prolongs_nothing(client: Client, officer: User) -> None:
    client.force_login(officer)
    later(hours=7)
    left = client.get(STATE).json()["left"]
    assert 3500 < left <= 3600
    assert client.get(STATE).json()["left"] <= left
    assert client.post(STATE).json()["left"] > 7 * 3600
    later(hours=1)
    assert client.get(STATE).json()["slides"]
    for _ in range(3):
        later(hours=6)
        client.post(STATE)
    assert not client.get(STATE).json()["slides"]


def test_signing_in_again_begins_a_new_longest_time(client: Client, officer: User) -> None:
    client.force_login(officer)
    later(hours=7)
    before = Session.objects.get()
    client.post(reverse("login"), {"username": "kinhte", "password": PASSWORD}, headers=SCRIPT)
    after = Session.objects.get()
    assert (after.user, before.user) == (officer, officer)
    assert after.began - before.began > timedelta(hours=6)
    assert after.session_key != before.session_key


def test_a_script_is_told_and_not_led_away(client: Client, officer: User) -> None:
    for headers in (SCRIPT, {"HX-Request": "true"}):
        for answer in (
            client.get(reverse("my_work"), headers=headers),
            client.post(reverse("my_work"), headers=headers),
        ):
            assert answer.status_code == 401
            assert "đăng nhập lại" in answer.content.decode()
    assert client.get(STATE).json() | {"token": ""} == {
        "person": "", "left": 0, "slides": False, "change": "", "token": "",
    }  # fmt: skip


def test_a_script_without_a_valid_token_is_told_too(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(reverse("my_work"), headers=SCRIPT).status_code == 401


def test_the_box_signs_in_or_says_what_was_wrong(client: Client, officer: User) -> None:
    box = client.get(reverse("login"), headers=SCRIPT)
    assert "<html" not in box.content.decode()
    wrong = client.post(reverse("login"), {"username": "kinhte", "password": "sai"}, headers=SCRIPT)
    assert wrong.status_code == 422
    assert "mật khẩu chưa đúng" in wrong.content.decode()
    state = client.post(reverse("login"), {"username": "KINHTE", "password": PASSWORD}, headers=SCRIPT)
    assert state.json()["person"] == "kinhte"
    assert state.json()["change"] == ""
    assert state.headers["Cache-Control"].startswith("no-store")


def test_the_box_leads_on_to_changing_a_temporary_password(client: Client, officer: User) -> None:
    User.objects.update(must_change_password=True)
    state = client.post(reverse("login"), {"username": "kinhte", "password": PASSWORD}, headers=SCRIPT)
    change = state.json()["change"]
    assert client.post(reverse("my_work"), headers=SCRIPT).status_code == 401
    assert "<html" not in client.get(change, headers=SCRIPT).content.decode()
    typed = {"old_password": PASSWORD, "new_password1": "ngan", "new_password2": "ngan"}
    assert client.post(change, typed, headers=SCRIPT).status_code == 422
    typed |= dict.fromkeys(("new_password1", "new_password2"), "cay-da-ben-song-8")
    done = client.post(change, typed, headers=SCRIPT)
    assert (done.json()["person"], done.json()["change"]) == ("kinhte", "")


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.OFFICER, "/viec-cua-toi/"),
        (Role.HEAD, "/viec-cua-toi/"),
        (Role.OFFICE, "/"),
        (Role.LEADER, "/"),
        (Role.ADMINISTRATOR, "/tai-khoan/"),
    ],
)
@pytest.mark.parametrize("wish", ["", "/"])
def test_each_role_begins_where_its_work_is(client: Client, role: Role, page: str, wish: str) -> None:
    PlanFactory()
    user = user_with_role(role)
    user.set_password(PASSWORD)
    user.save()
    typed = {"username": user.username, "password": PASSWORD, "next": wish}
    begun = client.post(reverse("login"), typed, follow=True)
    assert begun.redirect_chain[-1][0] == page
    assert begun.status_code == 200


def test_the_longest_time_is_no_shorter_than_the_idle_time() -> None:
    assert timedelta(0) < settings.SESSION_IDLE <= settings.SESSION_LONGEST
    assert timezone.now() < timezone.now() + settings.SESSION_WARNING

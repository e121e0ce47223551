"""Where one is signed in and how that ends; who came in, was refused and went, in the history."""

from __future__ import annotations

from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.urls import reverse

from bachdang.accounts.door.devices import device_of
from bachdang.accounts.models import AuditEvent, Session, User
from bachdang.accounts.roles import Role
from tests.factories import LocalityFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36 Edg/140.0.0.0"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Mobile Safari/537.36"
)


@pytest.fixture
def officer() -> User:
    user = user_with_role(Role.OFFICER, username="kinhte")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, password: str = PASSWORD, name: str = "kinhte", agent: str = EDGE) -> Any:
    typed = {"username": name, "password": password}
    return client.post(
        reverse("login"), typed, REMOTE_ADDR="10.0.0.7", headers={"User-Agent": agent}, follow=True
    )


def told(verb: str) -> list[dict[str, Any]]:
    return list(AuditEvent.objects.filter(verb=verb).order_by("pk").values_list("changes", flat=True))


def is_in(client: Client) -> bool:
    return client.get(reverse("help")).status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (EDGE, "Edge trên Windows"),
        (ANDROID, "Chrome trên Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox trên Linux"),
        ("curl/8", "không rõ"),
        ("", "không rõ"),
    ],
)  # fmt: skip
def test_devices_are_named_in_plain_words(said: str, words: str) -> None:
    assert device_of(said) == words


def test_the_page_shows_each_session_and_which_is_this_one(client: Client, officer: User) -> None:
    sign_in(client)
    sign_in(phone := Client(), agent=ANDROID)
    page = client.get(reverse("own_sessions"))
    assert [(one.where.device, one.here) for one in page.context["sessions"]].count(
        ("Edge trên Windows", True)
    )
    text = page.content.decode()
    assert "10.0.0.7" in text
    assert "Chrome trên Android" in text
    assert not {client.session.session_key, phone.session.session_key} & set(text.split('"'))


def test_another_session_is_ended_and_this_one_stays(client: Client, officer: User) -> None:
    sign_in(client)
    sign_in(phone := Client(), agent=ANDROID)
    sessions = client.get(reverse("own_sessions")).context["sessions"]
    other = next(one for one in sessions if not one.here)
    client.post(reverse("own_sessions"), {"end": other.mark})
    assert (is_in(client), is_in(phone)) == (True, False)
    assert told("end_session") == [{"Địa chỉ": [None, "10.0.0.7"], "Thiết bị": [None, "Chrome trên Android"]}]
    client.post(reverse("own_sessions"), {"end": other.mark})
    here = client.get(reverse("own_sessions")).context["sessions"][0]
    client.post(reverse("own_sessions"), {"end": here.mark})
    assert is_in(client)
    assert len(told("end_session")) == 1


def test_nobody_ends_a_session_of_another(client: Client, officer: User) -> None:
    sign_in(client)
    mark = client.get(reverse("own_sessions")).context["sessions"][0].mark
    stranger = Client()
    stranger.force_login(user_with_role(Role.ADMINISTRATOR, username="khac"))
    stranger.post(reverse("own_sessions"), {"end": mark})
    assert is_in(client)


def test_signing_out_everywhere_ends_all(client: Client, officer: User) -> None:
    sign_in(client)
    sign_in(phone := Client(), agent=ANDROID)
    answer = client.post(reverse("own_sessions"), {"end": "all"})
    assert answer.headers["Location"] == reverse("login")
    assert (is_in(client), is_in(phone)) == (False, False)
    assert told("end_sessions") == [{"Số phiên kết thúc": [None, "2"]}]
    assert not Session.objects.filter(user=officer).exists()


def test_an_administrator_signs_a_person_out_everywhere(client: Client, officer: User) -> None:
    sign_in(phone := Client())
    client.force_login(user_with_role(Role.ADMINISTRATOR, username="quantri"))
    url = reverse("end_sessions", args=["kinhte"])
    page = client.get(reverse("admin:accounts_user_change", args=[officer.pk])).content.decode()
    assert url in page
    assert client.get(url).status_code == 200
    assert is_in(phone)
    client.post(url)
    assert not is_in(phone)
    assert AuditEvent.objects.get(verb="end_sessions").subject == f"accounts.user:{officer.pk}"


def test_of_another_locality_nobody_is_signed_out(client: Client) -> None:
    elsewhere = UnitFactory(locality=LocalityFactory(code="khac", name="Phường khác"))
    user_with_role(Role.OFFICER, username="xa", unit=elsewhere)
    client.force_login(user_with_role(Role.ADMINISTRATOR, username="quantri"))
    assert client.post(reverse("end_sessions", args=["xa"])).status_code == 404


def test_a_changed_password_ends_the_other_sessions(client: Client, officer: User) -> None:
    sign_in(client)
    sign_in(phone := Client())
    new = "cay-da-ben-song-8"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post(reverse("password_change"), typed)
    assert (is_in(client), is_in(phone)) == (True, False)
    assert Session.objects.filter(user=officer).count() == 1


def test_a_closed_account_has_no_session_left(client: Client, officer: User) -> None:
    sign_in(Client())
    client.force_login(user_with_role(Role.ADMINISTRATOR, username="quantri"))
    data = {"username": "kinhte", "full_name": "Kinh Tế", "unit": officer.unit_id, "role": "officer"}
    client.post(reverse("admin:accounts_user_change", args=[officer.pk]), data)
    assert not Session.objects.filter(user=officer).exists()


def test_signing_in_and_out_is_told(client: Client, officer: User) -> None:
    sign_in(client)
    client.post(reverse("logout"))
    assert told("sign_in") == [{"Địa chỉ": [None, "10.0.0.7"], "Thiết bị": [None, "Edge trên Windows"]}]
    assert AuditEvent.objects.get(verb="sign_out").by == officer
    sign_in(client)
    assert "Đăng xuất" in client.get(reverse("own_sessions")).content.decode()


def test_wrong_passwords_are_told_when_they_begin_when_they_lock_and_by_number(
    client: Client, officer: User
) -> None:
    for _ in range(3):
        sign_in(client, "sai")
    assert len(told("sign_in_refused")) == 1
    sign_in(client)
    assert told("sign_in")[-1]["Lần sai trước đó"] == [None, "3"]
    for _ in range(12):
        sign_in(Client(), "sai", name="KINHTE")
    assert [one["Lần sai"] for one in told("sign_in_locked")] == [[None, "10"]]
    assert len(told("sign_in_refused")) == 2
    assert AuditEvent.objects.filter(verb="sign_in_refused").first().by is None  # type: ignore[union-attr]
    assert "sai" not in str(told("sign_in_refused"))


def test_a_name_that_nobody_has_is_written_nowhere(client: Client, officer: User) -> None:
    sign_in(client, "sai", name="mat-khau-go-nham-o")
    kept = [*AccessAttempt.objects.values(), *AccessLog.objects.values(), *AuditEvent.objects.values()]
    assert AccessAttempt.objects.count() == 1
    assert "mat-khau-go-nham-o" not in str(kept)


def test_the_administration_has_the_same_door(client: Client, officer: User) -> None:
    door = client.get(reverse("admin:login"))
    assert door.headers["Location"] == f"{reverse('login')}?next=/quan-tri/"
    client.force_login(officer)
    assert client.get("/quan-tri/", follow=True).status_code == 403
    client.force_login(user_with_role(Role.ADMINISTRATOR, username="quantri"))
    assert client.get(reverse("admin:password_change")).headers["Location"] == reverse("password_change")
    client.post(reverse("admin:logout"))
    assert AuditEvent.objects.filter(verb="sign_out").exists()

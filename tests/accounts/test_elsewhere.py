"""Signing in at a provider of OpenID Connect, a real one of the test's own process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyotp
import pytest
import requests
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oidc_provider_mock import User as Person
from oidc_provider_mock import run_server_in_thread

from bachdang.accounts.door.factor.keeping import set_up
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from tests.factories import user_with_role

# The provider itself is built on parts of Authlib that will go.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

URL = "/tai-khoan/dang-nhap-noi-khac/"
PEOPLE = [
    Person(sub="an", claims={"email": "An@example.vn", "email_verified": True}),
    Person(sub="la", claims={"email": "la@example.vn", "email_verified": True}),
    Person(sub="chua", claims={"email": "an@example.vn", "email_verified": False}),
    Person(sub="khong", claims={}),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(user_claims=PEOPLE, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def issuer(provider: str, settings: Any) -> str:
    settings.OIDC_ISSUER, settings.OIDC_NAME = provider, "tài khoản thành phố"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "bachdang", "bi-mat"
    return provider


@pytest.fixture
def an() -> User:
    return user_with_role(Role.OFFICER, username="an", email="an@example.vn")


def back_from(client: Client, sub: str, **wish: str) -> str:
    """Go to the provider, let `sub` sign in there; the address that it leads back to."""
    there = client.get(URL, wish).headers["Location"]
    answer = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=10)
    path = answer.headers["Location"].removeprefix("http://testserver")
    assert path.startswith(URL)
    return path


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_account_with_the_verified_mail_comes_in(client: Client, issuer: str, an: User) -> None:
    door = client.get(reverse("login")).content.decode()
    assert "Đăng nhập bằng tài khoản thành phố" in door
    going = reverse("task_list")
    answer = client.get(back_from(client, "an", next=going))
    assert answer.headers["Location"] == going
    assert client.session["_auth_user_id"] == str(an.pk)
    assert AuditEvent.objects.get(verb="sign_in").changes["Bằng"] == [None, "tài khoản thành phố"]
    assert User.objects.count() == 1


def test_it_leads_nowhere_else(client: Client, issuer: str, an: User) -> None:
    answer = client.get(back_from(client, "an", next="https://la.example/"))
    assert answer.headers["Location"] == reverse("start")


@pytest.mark.parametrize(
    ("sub", "said"), [("la", "Không có tài khoản nào"), ("chua", "chưa xác minh"), ("khong", "chưa xác minh")]
)
def test_nobody_else_comes_in_and_no_account_is_made(
    client: Client, issuer: str, an: User, sub: str, said: str
) -> None:
    answer = client.get(back_from(client, sub))
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == 1


def test_a_closed_account_stays_closed(client: Client, issuer: str, an: User) -> None:
    User.objects.update(is_active=False)
    answer = client.get(back_from(client, "an"))
    assert "đã ngừng" in answer.content.decode()
    assert not is_in(client)


def test_a_mail_of_several_accounts_is_nobodys(client: Client, issuer: str, an: User) -> None:
    user_with_role(Role.HEAD, username="an.ld", email="AN@example.vn")
    assert "Nhiều tài khoản" in client.get(back_from(client, "an")).content.decode()
    assert not is_in(client)


def test_the_second_factor_is_asked_for_all_the_same(client: Client, issuer: str, an: User) -> None:
    key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    set_up(user=an, key=key, code=pyotp.TOTP(key).at(timezone.now()))
    asked = client.get(back_from(client, "an", next="/tro-giup/"))
    assert "Nhập mã xác thực" in asked.content.decode()
    assert asked.context["next"] == "/tro-giup/"
    assert not is_in(client)


def test_an_answer_that_was_not_asked_for_is_refused(client: Client, issuer: str, an: User) -> None:
    path = back_from(Client(), "an")
    for forged in (path, f"{URL}?state=x&code=y", f"{URL}?error=access_denied"):
        answer = client.get(forged)
        assert answer.status_code == 403
        assert "không xác nhận" in answer.content.decode()
    assert not is_in(client)


def test_an_answer_counts_once(client: Client, issuer: str, an: User) -> None:
    path = back_from(client, "an")
    assert client.get(path).status_code == 302
    client.post(reverse("logout"))
    assert client.get(path).status_code == 403
    assert not is_in(client)


def test_a_provider_that_is_down_is_said_and_the_password_still_opens(
    client: Client, settings: Any, issuer: str, an: User
) -> None:
    an.set_password("mat-khau-thu-nghiem")
    an.save()
    path = back_from(client, "an")
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    for address in (URL, path):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "không trả lời" in answer.content.decode()
    assert reverse("login") in answer.content.decode()
    typed = {"username": "an", "password": "mat-khau-thu-nghiem"}
    assert client.post(reverse("login"), typed).status_code == 302


def test_without_a_provider_there_is_no_such_way(client: Client) -> None:
    assert client.get(URL).status_code == 404
    assert "dang-nhap-noi-khac" not in client.get(reverse("login")).content.decode()

"""What was typed is not lost when the session is over or the page is of before; it is nobody else's."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from plans.models import Report
from tests.factories import DutyFactory, PeriodFactory, PlanFactory, user_with_role

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem"
SITE = {"Origin": "http://testserver"}
WORDS = "Dòng một\nDòng hai <b>"


@pytest.fixture
def officer() -> User:
    duty = DutyFactory(plan=PlanFactory())
    PeriodFactory(plan=duty.plan, due=date(2026, 12, 31))
    return one(Role.OFFICER, "kinhte", duty.reporter)


def one(role: Role, name: str, unit: object) -> User:
    user = user_with_role(role, username=name, unit=unit)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def address(officer: User) -> str:
    """A report of the officer's unit, in an open round."""
    return reverse("report_form", args=["C.2"])


def typed(user: User) -> dict[str, str]:
    return {"seen": "", "result": WORDS, "whose": str(user.pk)}


def kept_in(html: str) -> str:
    found = re.search(r'name="kept" value="([^"]*)"', html)
    return unescape(found[1]) if found else ""


def fields(html: str) -> dict[str, str]:
    """What the page offers to send."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', html, re.S)
    return {name: unescape(value) for name, value in found}


def sign_in(client: Client, name: str, kept: str) -> str:
    form = {"username": name, "password": PASSWORD, "kept": kept, "next": ""}
    return client.post(reverse("login"), form, follow=True).content.decode()


def test_a_form_sent_after_the_session_is_offered_again_after_signing_in(
    client: Client, officer: User, address: str
) -> None:
    asked = client.post(address + "?ky=2026-Q3", typed(officer), headers=SITE)
    assert asked.status_code == 401
    assert "vẫn được giữ" in asked.content.decode()
    page = sign_in(client, "kinhte", kept_in(asked.content.decode()))
    assert f'action="{address}?ky=2026-Q3"' in page
    assert fields(page) == {"seen": "", "result": WORDS}
    client.post(address + "?ky=2026-Q3", fields(page))
    assert Report.objects.get().result.replace("\r", "") == WORDS


def test_a_wrong_password_loses_nothing_either(client: Client, officer: User, address: str) -> None:
    asked = client.post(address, typed(officer), headers=SITE).content.decode()
    form = {"username": "kinhte", "password": "sai", "kept": kept_in(asked)}
    again = client.post(reverse("login"), form).content.decode()
    assert "mật khẩu chưa đúng" in again
    assert fields(sign_in(client, "kinhte", kept_in(again)))["result"] == WORDS


def test_it_is_never_offered_to_another_person(client: Client, officer: User, address: str) -> None:
    one(Role.OFFICER, "kinhte2", officer.unit)
    asked = client.post(address, typed(officer), headers=SITE).content.decode()
    page = sign_in(client, "kinhte2", kept_in(asked))
    assert "Dòng một" not in page
    assert "Việc của tôi" in page


def test_files_are_named_to_be_chosen_again(client: Client, officer: User, address: str) -> None:
    file = SimpleUploadedFile("bao-cao.pdf", b"%PDF-")
    asked = client.post(address, typed(officer) | {"file": file}, headers=SITE).content.decode()
    page = sign_in(client, "kinhte", kept_in(asked))
    assert "Chọn lại tệp “bao-cao.pdf”" in page
    assert 'type="file" name="file"' in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize(
    ("more", "headers"),
    [
        ({}, {"Origin": "http://khac.example"}),
        ({}, {}),
        ({"whose": ""}, SITE),
        ({"whose": "x"}, SITE),
        ({"new_password1": "bi-mat-12345"}, SITE),
    ],
)
def test_what_no_page_of_this_site_sent_and_passwords_are_not_kept(
    client: Client, officer: User, address: str, more: dict[str, str], headers: dict[str, str]
) -> None:
    asked = client.post(address, typed(officer) | more, headers=headers)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith(reverse("login"))


def test_what_was_tampered_with_is_not_offered(client: Client, officer: User) -> None:
    assert "Gửi tiếp" not in sign_in(client, "kinhte", "WzEsIi8iXQ:abc:def")


def test_a_page_of_before_the_last_sign_in_is_sent_with_one_more_click(officer: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    client.get(address)
    answer = client.post(address, typed(officer), headers=SITE)
    assert answer.status_code == 403
    html = answer.content.decode()
    token = re.search(r'action="/viec-cua-toi.*?name="csrfmiddlewaretoken" value="(\w+)"', html, re.S)
    assert token is not None
    sent = client.post(address, {**fields(html), "csrfmiddlewaretoken": token[1]})
    assert sent.status_code == 302
    assert Report.objects.get().result.replace("\r", "") == WORDS


def test_a_page_of_somebody_else_is_said_to_be_old(officer: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(one(Role.OFFICER, "kinhte2", officer.unit))
    answer = client.post(address, typed(officer), headers=SITE)
    assert answer.status_code == 403
    assert "Trang đã cũ" in answer.content.decode()
    assert "Dòng một" not in answer.content.decode()


def test_cookies_that_are_gone_ask_to_sign_in_and_keep_the_form(officer: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    asked = client.post(address, typed(officer), headers=SITE)
    assert asked.status_code == 401
    assert kept_in(asked.content.decode())
    assert client.post(address, {"result": "x"}).headers["Location"] == reverse("login")


def test_a_sign_in_page_that_stood_open_asks_for_the_password_again(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("login"), {"username": "kinhte", "password": PASSWORD})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert 'value="kinhte"' in html
    assert PASSWORD not in html
    assert "mở quá lâu" in html


def test_every_form_says_for_whom_it_was_drawn(client: Client, officer: User, address: str) -> None:
    client.force_login(officer)
    html = client.get(address).content.decode()
    assert html.count('name="csrfmiddlewaretoken"') == html.count(f'name="whose" value="{officer.pk}"') > 1
    client.logout()
    assert 'name="whose"' not in client.get(reverse("login")).content.decode()

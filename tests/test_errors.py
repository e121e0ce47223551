"""Error pages speak Vietnamese and nothing technical."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError
from django.test import Client, RequestFactory
from django.urls import reverse

from bachdang.accounts.roles import Role
from bachdang.errors import TellContradictions, server_error
from bachdang.ui.lists import ListPage
from plans.models import Decision
from tests.factories import PlanFactory, UnitFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def test_an_unknown_address(client: Client) -> None:
    client.force_login(user_with_role(Role.OFFICE))
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "Không tìm thấy" in response.content.decode()


def test_a_role_that_may_not_is_told_why(client: Client) -> None:
    client.force_login(user_with_role(Role.MONITOR))
    response = client.get("/viec-cua-toi/")
    assert response.status_code == 403
    assert "Vai trò của bạn không nhập báo cáo" in response.content.decode()


def test_the_address_of_a_button_opened_by_itself(client: Client) -> None:
    """As after signing in again, when one is led back to it."""
    client.force_login(user_with_role(Role.OFFICER))
    response = client.get("/viec-cua-toi/01.01/luu/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "chưa có gì được ghi" in response.content.decode()


def test_more_than_the_site_takes(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_with_role(Role.OFFICER))
    client.get("/thong-bao/")  # gives the cookie that a form's token is compared with
    response = client.post("/viec-cua-toi/", {"note": "x" * 101})
    assert response.status_code == 413
    assert "quá lớn" in response.content.decode()


def test_a_server_error_gives_a_reference_number(rf: RequestFactory) -> None:
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert re.search(r"\b[0-9A-F]{8}\b", response.content.decode())


def test_a_list_that_does_not_say_who_may_see_it_fails_closed(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = UserFactory()
    with pytest.raises(ImproperlyConfigured):
        ListPage.as_view()(request)


UNREADABLE = ["%00", "a%00b"]


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("address", ["/don-vi/{}/", "/{}", "/tim-kiem/?q={}", "/chi-tieu/?{}=1", "/?ky={}"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_what_is_no_text_is_refused_in_an_address(
    client: Client, address: str, text: str, signed_in: bool
) -> None:
    """PostgreSQL keeps no NUL and answers a question with one by an error."""
    if signed_in:
        client.force_login(user_with_role(Role.OFFICE))
    response = client.get(address.format(text))
    assert response.status_code == 400
    assert "Yêu cầu không hợp lệ" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"q=a%00b", "application/x-www-form-urlencoded"),
        (b"a%00b=q", "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\na\x00b\r\n--x--\r\n',
         "multipart/form-data; boundary=x"),
        (b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n+2AA-\r\n--x--\r\n',
         "multipart/form-data; boundary=x; charset=utf-7"),
        (b'--x\r\nContent-Disposition: form-data; name="once"\r\n\r\n+2AA-\r\n--x--\r\n',
         "multipart/form-data; boundary=x; charset=utf-7"),
        (b"once=abc&q=a%00b", "application/x-www-form-urlencoded"),
    ],
    ids=["value", "name", "part", "half a surrogate pair", "in a form's token", "beside a form's token"],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/thong-bao/", "/tai-khoan/dang-nhap/", "/quan-tri/accounts/unit/add/"])
def test_what_is_no_text_is_refused_when_sent(client: Client, address: str, body: bytes, kind: str) -> None:
    if "dang-nhap" not in address:
        client.force_login(user_with_role(Role.ADMINISTRATOR))
    assert client.generic("POST", address, body, kind).status_code == 400


def test_what_is_no_text_is_refused_in_a_cookie(client: Client) -> None:
    answer = client.get("/", headers={"Cookie": 'sessionid="\\000aaaaaaaaaaaa"'})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/don-vi/%ff%fe/", "/don-vi/%ed%a0%80/", "/nhiem-vu/%c0%80/"])
def test_bytes_that_are_no_letters_lead_nowhere(client: Client, path: str) -> None:
    client.force_login(user_with_role(Role.OFFICE))
    assert client.get(path).status_code == 404


@pytest.mark.dialect
def test_a_number_that_no_database_holds_chooses_nothing(client: Client) -> None:
    """Among the choices of a form that takes several: SQLite cannot be asked, PostgreSQL finds none."""
    plan = PlanFactory()
    decision = Decision.objects.create(plan=plan, number="1-QĐ/ĐU", date=date(2026, 11, 2))
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality)))
    answer = client.post(reverse("add_project", args=[decision.pk]), {"cooperating": "1" * 40})
    assert answer.status_code in {400, 422}


def test_what_the_database_refuses_is_told_and_logged(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    request = rf.post("/ky-bao-cao/")
    request.user = UserFactory()
    net = TellContradictions(lambda _: None)  # type: ignore[arg-type, return-value]
    with caplog.at_level(logging.ERROR):
        answer = net.process_exception(request, IntegrityError("CHECK constraint failed: x"))
    assert answer is not None
    assert answer.status_code == 409
    assert "trái với dữ liệu đang có" in answer.content.decode()
    assert "constraint" not in answer.content.decode()
    assert "CHECK constraint failed" in caplog.text
    assert net.process_exception(request, ValueError()) is None


def test_a_refusal_of_the_database_reaches_no_page_as_an_error(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr("bachdang.reporting.views.notices.render", refuse)
    client.force_login(user_with_role(Role.OFFICE))
    assert client.get("/thong-bao/").status_code == 409

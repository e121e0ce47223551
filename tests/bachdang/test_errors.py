"""Error pages speak Vietnamese and nothing technical."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from bachdang.accounts.roles import Role
from bachdang.errors import server_error
from bachdang.lists import ListPage
from tests.factories import UserFactory, user_with_role

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

"""Error pages speak Vietnamese and nothing technical."""

from __future__ import annotations

import re

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


def test_a_server_error_gives_a_reference_number(rf: RequestFactory) -> None:
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert re.search(r"\b[0-9A-F]{8}\b", response.content.decode())


def test_a_list_that_does_not_say_who_may_see_it_fails_closed(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = UserFactory()
    with pytest.raises(ImproperlyConfigured):
        ListPage.as_view()(request)

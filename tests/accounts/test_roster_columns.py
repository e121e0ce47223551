"""A list of people as a ward keeps it: its own columns and headings, units by name, what is no telephone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from tests.factories import UnitFactory, user_with_role
from tests.past_figures.test_uploaded_tables import book_of, saved, upload
from tests.reports.unit_forms import said

pytestmark = pytest.mark.django_db
HEAD = ["Tên đăng nhập", "Họ và tên", "Mã đơn vị", "Vai trò"]
ROW = ["nva", "Nguyễn Văn A", "kinhte", "officer"]


@pytest.fixture
def kinhte() -> Unit:
    unit: Unit = UnitFactory(code="kinhte", name="Phòng Kinh tế", short="Phòng KT", aliases=["Phòng KTHT"])
    return unit


@pytest.fixture
def administrator(client: Client, kinhte: Unit) -> Client:
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=kinhte))
    return client


def sent(client: Client, head: list[str], *rows: list[object]) -> Any:
    return upload(client, saved(book_of(*rows, head=head)), page=reverse("import_accounts"))


def test_columns_that_are_not_read_are_named(administrator: Client) -> None:
    shown = sent(administrator, ["STT", *HEAD, "Ghi chú", "Ngày sinh"], [1, *ROW, "mới", "1/1/1990"])
    assert "Các cột “Ghi chú”, “Ngày sinh” không được đọc." in said(shown)
    shown = sent(administrator, [*HEAD, "Ghi chú"], [*ROW, "mới"])
    assert "Cột “Ghi chú” không được đọc." in said(shown)


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Chức danh", "title"), ("SĐT", "phone"), ("Số điện thoại", "phone"), ("điện thoại", "phone")],
)
def test_other_headings_are_known(administrator: Client, heading: str, name: str) -> None:
    shown = sent(administrator, [*HEAD, heading], [*ROW, "0912345678"])
    assert "không được đọc" not in said(shown)
    administrator.post(reverse("import_accounts"), {"list": shown.context["packed"]})
    assert getattr(User.objects.get(username="nva"), name) == "0912345678"


@pytest.mark.parametrize("pair", [("Điện thoại", "SĐT"), ("Chức vụ", "Chức danh"), ("Chức vụ", "Chức vụ")])
def test_two_columns_of_the_same_are_refused(administrator: Client, pair: tuple[str, str]) -> None:
    shown = sent(administrator, [*HEAD, *pair], [*ROW, "1", "2"])
    assert shown.status_code == 422
    assert f"hai cột cùng nghĩa: “{pair[1]}”" in said(shown)


@pytest.mark.parametrize(
    "named", ["kinhte", "KINHTE", "Kinhte ", "Phòng Kinh tế", "phòng kinh tế", "Phòng KT", "phòng ktht"]
)
def test_a_unit_by_all_that_it_is_called(administrator: Client, kinhte: Unit, named: str) -> None:
    shown = sent(administrator, HEAD, [*ROW[:2], named, "officer"])
    assert "Sẽ tạo 1 tài khoản" in said(shown)
    administrator.post(reverse("import_accounts"), {"list": shown.context["packed"]})
    assert User.objects.get(username="nva").unit == kinhte


@pytest.mark.parametrize(
    ("column", "typed", "why"),
    [
        (2, "Phòng Lạ", "không có đơn vị mã “Phòng Lạ” (ô C2): ghi mã hoặc tên ở mục Mã đơn vị"),
        (2, "Phòng Chung", "có 2 đơn vị tên “Phòng Chung” (ô C2): ghi mã đơn vị"),
        (3, "Giám đốc", "không có vai trò “Giám đốc” (ô D2): chọn "),
        (4, "không có", "điện thoại (ô E2) “không có” không phải số điện thoại"),
        (4, "chưa rõ", "Để trống ô này nếu chưa có số"),
    ],
)
def test_what_is_wrong_is_said_with_cell_and_remedy(
    administrator: Client, kinhte: Unit, column: int, typed: str, why: str
) -> None:
    for code in ("chung1", "chung2"):
        UnitFactory(code=code, short="Phòng Chung", locality=kinhte.locality)
    row: list[object] = [*ROW, "0912345678"]
    row[column] = typed
    shown = sent(administrator, [*HEAD, "Điện thoại"], row)
    assert shown.status_code == 422
    assert why in " ".join(shown.context["faults"])


def test_a_day_is_written_as_people_write_it(administrator: Client) -> None:
    shown = sent(administrator, [*HEAD, "Chức vụ"], [*ROW, date(2025, 5, 1)])
    assert "01/05/2025" in said(shown)
    assert "2025-05-01" not in said(shown)

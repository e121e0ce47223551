"""Before grave acts it is asked once more who it is; what was typed then goes on as it was sent."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pyotp
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.door.confirming import confirm_first
from bachdang.accounts.door.factor.keeping import set_up
from bachdang.accounts.models import AuditEvent, SentForm, User
from bachdang.accounts.roles import Role
from plans.models import Period
from tests.factories import PeriodFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(role: Role, username: str = "quantri") -> User:
    user = user_with_role(role, username=username)
    user.set_password(PASSWORD)
    user.save()
    return user


def later(**time: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(person(Role.ADMINISTRATOR))
    return client


TYPED = re.compile(r'<textarea name="([^"]+)" hidden>\r?\n(.*?)</textarea>', re.S)


def fields_of(page: Any) -> dict[str, str]:
    """What the page that asks sends again."""
    return {name: unescape(value) for name, value in TYPED.findall(page.content.decode())}


def new_account(unit: int, **more: str) -> dict[str, Any]:
    return {
        "username": "moi", "full_name": "Lê “Mới” <b>",
        "unit": str(unit), "is_active": "on", "role": "officer",
        "password1": "cay-da-ben-song-8", "password2": "cay-da-ben-song-8", **more,
    }  # fmt: skip


def test_who_has_just_signed_in_is_not_asked(administrator: Client) -> None:
    UserFactory(username="quen")
    url = reverse("reset_password", args=["quen"])
    with later(minutes=14):
        assert administrator.post(url).status_code == 200
    with later(minutes=15):
        assert "Xác nhận lại" in administrator.post(url).content.decode()


def test_what_was_typed_goes_on_once_the_password_was_right(administrator: Client) -> None:
    url = reverse("admin:accounts_user_add")
    typed = new_account(UserFactory().unit_id)
    with later(hours=1):
        asked = administrator.post(url, typed)
        assert asked.status_code == 403
        assert "no-store" in asked.headers["Cache-Control"]
        assert not User.objects.filter(username="moi").exists()
        kept = fields_of(asked)
        assert kept == typed
        wrong = administrator.post(url, kept | {"confirm_again": "sai"})
        assert "Mật khẩu chưa đúng" in wrong.content.decode()
        assert fields_of(wrong) == typed
        assert administrator.post(url, kept | {"confirm_again": PASSWORD}).status_code == 302
        assert User.objects.filter(username="moi").exists()
        assert PASSWORD not in str(list(AuditEvent.objects.values()))
    with later(hours=1, minutes=10):
        again = administrator.post(url, typed | {"username": "nua"})
        assert again.status_code == 302
    with later(hours=1, minutes=16):
        assert administrator.post(url, typed | {"username": "nua2"}).status_code == 403


def test_every_grave_act_of_accounts_asks(administrator: Client) -> None:
    other = UserFactory(username="quen")
    standing = {
        "full_name": "Lê Quen",
        "unit": str(other.unit_id),
        "role": "administrator",
        "is_active": "on",
        "seen": "0",
    }
    acts: list[tuple[str, dict[str, str]]] = [
        (reverse("reset_password", args=["quen"]), {}),
        (reverse("reset_second_factor", args=["quen"]), {}),
        (reverse("second_factor"), {"code": "1"}),
        (reverse("import_accounts"), {"list": "x"}),
        (reverse("setup_book"), {"packed": "x"}),
        (reverse("account", args=["quen"]), standing),
        (reverse("add_account"), standing | {"username": "moi"}),
        (reverse("admin:accounts_user_change", args=[other.pk]), {"role": "administrator"}),
    ]
    with later(hours=1):
        for url, typed in acts:
            assert "Xác nhận lại" in administrator.post(url, typed).content.decode(), url
            assert administrator.get(url).status_code == 200, url


def test_rounds_are_locked_and_opened_by_who_is_known(client: Client) -> None:
    period = PeriodFactory()
    client.force_login(person(Role.OFFICE, "vanphong"))
    lock, reopen = (reverse(name, args=[period.slug]) for name in ("lock_period", "reopen_period"))
    with later(hours=1):
        assert client.post(lock, {"once": "abc"}).status_code == 403
        assert not Period.objects.filter(locked_at__isnull=False).exists()
        typed = {"once": "abc", "confirm_again": PASSWORD}
        assert [client.post(lock, typed).status_code for _ in range(2)] == [302, 302]
        assert Period.objects.filter(locked_at__isnull=False).count() == 1
        assert SentForm.objects.count() == 1
    with later(hours=2):
        reason = {"reason": "\n  Sai số liệu\n& “đơn vị” <tính>"}
        assert fields_of(client.post(reopen, reason)) == reason
        client.post(reopen, reason | {"confirm_again": PASSWORD})
        assert not Period.objects.filter(locked_at__isnull=False).exists()


def test_who_may_not_is_refused_and_not_asked(client: Client) -> None:
    UserFactory(username="quen")
    client.force_login(person(Role.OFFICER, "kinhte"))
    with later(hours=1):
        answer = client.post(reverse("reset_password", args=["quen"]))
        assert "Xác nhận lại" not in answer.content.decode()
        assert answer.status_code == 403


def test_wrong_ones_lock_as_at_the_door(administrator: Client) -> None:
    UserFactory(username="quen")
    url = reverse("reset_password", args=["quen"])
    with later(hours=1):
        answers = [administrator.post(url, {"confirm_again": "sai"}).status_code for _ in range(11)]
        assert answers == [403] * 9 + [429] * 2
        assert administrator.post(url, {"confirm_again": PASSWORD}).status_code == 429


def test_a_wrong_password_counts_though_the_last_was_a_moment_ago(administrator: Client) -> None:
    UserFactory(username="quen")
    url = reverse("reset_password", args=["quen"])
    assert administrator.post(url, {"confirm_again": "sai"}).status_code == 403


def test_who_has_a_second_factor_gives_a_code(administrator: Client) -> None:
    UserFactory(username="quen")
    user = User.objects.get(username="quantri")
    set_up(user=user, key=KEY, code=pyotp.TOTP(KEY).at(timezone.now()))
    url = reverse("reset_password", args=["quen"])
    with later(hours=1):
        assert "Mã xác thực" in administrator.post(url).content.decode()
        assert administrator.post(url, {"confirm_again": PASSWORD}).status_code == 403
        code = pyotp.TOTP(KEY).at(timezone.now())
        assert administrator.post(url, {"confirm_again": code}).status_code == 200


def test_files_are_named_to_be_chosen_again(administrator: Client, rf: RequestFactory) -> None:
    request = rf.post("/", {"list": "x", "file": SimpleUploadedFile("ds.csv", b"a")})
    request.user = User.objects.get(username="quantri")
    request.session = administrator.session
    with later(hours=1):
        answer = confirm_first(request)
    assert answer is not None
    assert "Chọn lại tệp “ds.csv”" in answer.content.decode()

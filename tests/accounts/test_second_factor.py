"""Codes of an authenticator app: set up, asked for, used once, lost, taken away, required."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.door.factor.codes import matching_step, seal, unseal
from bachdang.accounts.door.factor.keeping import set_up
from bachdang.accounts.models import AuditEvent, SecondFactor, User
from bachdang.accounts.roles import Role
from tests.factories import LocalityFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SCRIPT = {"X-Requested-With": "fetch"}


def person(role: Role = Role.OFFICER, username: str = "kinhte", **fields: Any) -> User:
    user = user_with_role(role, username=username, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def code(**later: float) -> str:
    return pyotp.TOTP(KEY).at(timezone.now() + timedelta(**later))


def with_app(user: User) -> list[str]:
    """Set up some time ago; the recovery codes."""
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        codes = set_up(user=user, key=KEY, code=code())
    assert codes is not None
    return codes


def by_password(client: Client, name: str = "kinhte", **headers: str) -> Any:
    return client.post(reverse("login"), {"username": name, "password": PASSWORD}, headers=headers)


def by_code(client: Client, typed: str, half_way: str, **headers: str) -> Any:
    return client.post(reverse("second_step"), {"code": typed, "half_way": half_way}, headers=headers)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_key_is_stored_sealed_and_of_another_secret_not_readable(settings: Any) -> None:
    sealed = seal(KEY)
    assert KEY not in sealed
    assert unseal(sealed) == KEY
    settings.SECRET_KEY = "y" * 50
    assert unseal(sealed) is None


def test_a_code_fits_one_step_around_now_and_only_later_than_the_last() -> None:
    now = timezone.now()
    step = matching_step(KEY, pyotp.TOTP(KEY).at(now), at=now, after=0)
    assert step is not None
    assert matching_step(KEY, pyotp.TOTP(KEY).at(now), at=now, after=step) is None
    for seconds, fits in ((-30, True), (30, True), (-90, False), (90, False)):
        typed = pyotp.TOTP(KEY).at(now + timedelta(seconds=seconds))
        assert (matching_step(KEY, typed, at=now, after=0) is not None) is fits
    for junk in ("", "000", "mật khẩu", "１２３４５６"):
        assert matching_step(KEY, junk, at=now, after=0) is None


def test_it_is_set_up_with_the_first_code_and_recovery_codes_are_told_once(client: Client) -> None:
    client.force_login(user := person())
    page = client.get(reverse("second_factor"))
    assert "data:image/svg+xml" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    key = page.context["key"].replace(" ", "")
    typed = {"pending": page.context["form"]["pending"].value(), "code": "000000"}
    wrong = client.post(reverse("second_factor"), typed)
    assert wrong.status_code == 422
    assert wrong.context["key"].replace(" ", "") == key
    typed["code"] = pyotp.TOTP(key).at(timezone.now())
    done = client.post(reverse("second_factor"), typed)
    assert len(set(done.context["codes"])) == 10
    assert done.context["codes"][0] not in str(SecondFactor.objects.values())
    assert AuditEvent.objects.get(verb="set_second_factor").by == user
    assert key not in str(list(AuditEvent.objects.values()))


def test_a_key_of_somebody_else_or_changed_is_not_taken(client: Client) -> None:
    client.force_login(person())
    pending = client.get(reverse("second_factor")).context["form"]["pending"].value()
    other = Client()
    other.force_login(person(username="khac"))
    for typed in ({"pending": pending, "code": "000000"}, {"pending": f"{pending}x", "code": "1"}, {}):
        assert other.post(reverse("second_factor"), typed).status_code == 422
    assert not SecondFactor.objects.exists()


def test_the_password_alone_opens_nothing(client: Client) -> None:
    with_app(person())
    asked = by_password(client)
    assert "Nhập mã xác thực" in asked.content.decode()
    assert not is_in(client)
    half = asked.context["half_way"]
    wrong = by_code(client, "000000", half)
    assert "Mã chưa đúng" in wrong.content.decode()
    assert not is_in(client)
    assert by_code(client, code(), half).headers["Location"] == reverse("start")
    assert is_in(client)
    assert AuditEvent.objects.get(verb="sign_in").changes["Bằng"] == [None, "mã của ứng dụng"]
    assert AuditEvent.objects.get(verb="sign_in").changes["Lần sai trước đó"] == [None, "1"]


def test_where_one_was_going_and_what_was_typed_are_kept(client: Client) -> None:
    with_app(person())
    going = reverse("task_list")
    typed = {"username": "kinhte", "password": PASSWORD, "next": going, "kept": "giữ"}
    asked = client.post(reverse("login"), typed)
    assert (asked.context["next"], asked.context["kept"]) == (going, "giữ")
    sent = {"code": code(), "half_way": asked.context["half_way"], "next": going}
    assert client.post(reverse("second_step"), sent).headers["Location"] == going


def test_no_code_opens_twice(client: Client) -> None:
    codes = with_app(person())
    half = by_password(client).context["half_way"]
    for typed in (code(), codes[0]):
        assert by_code(Client(), typed, half).status_code == 302
        assert by_code(Client(), typed, half).status_code == 200
    assert "còn 9 mã" in str(AuditEvent.objects.filter(verb="sign_in").latest("pk").changes)


def test_the_code_alone_is_worth_nothing(client: Client) -> None:
    user = person()
    with_app(user)
    half = by_password(client).context["half_way"]
    for forged in ("", "x", f"{half}x"):
        assert by_code(client, code(), forged).status_code == 403
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert by_code(client, code(), half).status_code == 403
    user.set_password("mot-mat-khau-khac")
    user.save()
    assert by_code(client, code(), half).status_code == 403
    assert not is_in(client)
    assert client.get(reverse("second_step")).headers["Location"] == reverse("login")


def test_wrong_codes_lock_as_wrong_passwords_do(client: Client) -> None:
    with_app(person())
    half = by_password(client).context["half_way"]
    answers = [by_code(client, "000000", half).status_code for _ in range(10)]
    assert answers == [200] * 9 + [429]
    assert by_code(client, code(), half).status_code == 429
    assert by_password(Client()).status_code == 429


def test_the_box_over_the_page_asks_for_the_code_too(client: Client) -> None:
    with_app(person())
    box = by_password(client, **SCRIPT)
    assert "<html" not in box.content.decode()
    half = box.context["half_way"]
    wrong = by_code(client, "000000", half, **SCRIPT)
    assert (wrong.status_code, "<html" in wrong.content.decode()) == (422, False)
    assert by_code(client, code(), half, **SCRIPT).json()["person"] == "kinhte"
    stale = by_code(Client(), code(), "x", **SCRIPT)
    assert (stale.status_code, "<html" in stale.content.decode()) == (422, False)


def test_new_recovery_codes_replace_the_old_and_it_can_be_dropped(client: Client) -> None:
    user = person()
    old = with_app(user)
    client.force_login(user)
    new = client.post(reverse("second_factor"), {"act": "renew"}).context["codes"]
    half = by_password(Client()).context["half_way"]
    assert by_code(Client(), old[0], half).status_code == 200
    assert by_code(Client(), new[0].upper().replace("-", " "), half).status_code == 302
    client.post(reverse("second_factor"), {"act": "drop"})
    assert by_password(Client()).status_code == 302
    assert AuditEvent.objects.filter(verb="drop_second_factor").count() == 1


def test_a_lost_phone_is_an_administrators_act_and_the_person_is_told(client: Client) -> None:
    user = person()
    with_app(user)
    client.force_login(person(Role.ADMINISTRATOR, "quantri", full_name="Trần Quản Trị"))
    url = reverse("reset_second_factor", args=["kinhte"])
    assert client.get(url).status_code == 200
    client.post(url)
    assert AuditEvent.objects.get(verb="reset_second_factor").by != user
    theirs = Client()
    page = theirs.post(
        reverse("login"), {"username": "kinhte", "password": PASSWORD, "next": "/tro-giup/"}, follow=True
    )
    assert "Trần Quản Trị đã bỏ xác thực hai bước của bạn" in page.content.decode()
    again = Client().post(
        reverse("login"), {"username": "kinhte", "password": PASSWORD, "next": "/tro-giup/"}, follow=True
    )
    assert "đã bỏ xác thực hai bước" not in again.content.decode()


def test_of_another_locality_nothing_is_reset(client: Client) -> None:
    with_app(person(unit=UnitFactory(locality=LocalityFactory(code="khac", name="Phường khác"))))
    client.force_login(person(Role.ADMINISTRATOR, "quantri"))
    assert client.post(reverse("reset_second_factor", args=["kinhte"])).status_code == 404
    assert SecondFactor.objects.exists()


def test_off_it_asks_nobody_and_has_no_page(client: Client, settings: Any) -> None:
    with_app(person())
    settings.SECOND_FACTOR = "off"
    assert by_password(client).status_code == 302
    assert client.get(reverse("second_factor")).status_code == 404


def test_required_it_comes_first_for_office_and_administrators(client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    person()
    assert by_password(client).headers["Location"] == reverse("start")
    assert client.get(reverse("help")).status_code == 200
    for role in (Role.OFFICE, Role.ADMINISTRATOR):
        office, own = person(role, f"vp-{role}"), Client()
        own.force_login(office)
        assert own.get(reverse("help")).headers["Location"] == reverse("second_factor")
        assert own.post(reverse("lock_period", args=["2026-Q3"])).headers["Location"] == reverse(
            "second_factor"
        )
        assert own.get("/quan-tri/").headers["Location"] == reverse("second_factor")
        state = own.get(reverse("session"), headers=SCRIPT).json()
        assert state["change"] == reverse("second_factor")
        assert "<html" not in own.get(state["change"], headers=SCRIPT).content.decode()
        assert own.get(reverse("help"), headers=SCRIPT).status_code == 401
        with_app(office)
        assert own.get(reverse("help")).status_code == 200
        own.post(reverse("second_factor"), {"act": "drop"})
        assert SecondFactor.objects.filter(user=office).exists()

"""The first administrator of a new site."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bachdang.accounts.actions import sync_roles
from bachdang.accounts.models import Unit, User
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    sync_roles()
    UnitFactory(code="vanphong")
    monkeypatch.setattr("getpass.getpass", lambda prompt: "mot-mat-khau-dai")


def create() -> None:
    call_command("create_administrator", "quantri", "Lê Văn Quản", stdout=StringIO())


def test_it_is_an_administrator_of_the_wards_office() -> None:
    create()
    user = User.objects.get()
    assert user.check_password("mot-mat-khau-dai")
    assert user.is_staff
    assert not user.is_superuser
    assert user.has_perm("accounts.add_user")
    assert not user.has_perm("plans.write_report")


def test_a_name_already_taken_is_said() -> None:
    create()
    with pytest.raises(CommandError, match="đã có"):
        create()


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: "12345")
    with pytest.raises(CommandError):
        create()
    assert not User.objects.exists()


def test_an_unknown_unit_is_said() -> None:
    with pytest.raises(CommandError, match="khong-co"):
        call_command("create_administrator", "quantri", "Lê Văn Quản", unit="khong-co", stdout=StringIO())


def test_on_an_empty_site_no_unit_is_needed() -> None:
    Unit.objects.all().delete()
    create()
    assert User.objects.get().unit is None

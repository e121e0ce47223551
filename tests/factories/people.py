"""Localities, units and people."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from bachdang.accounts.actions import sync_roles
from bachdang.accounts.models import Locality, Unit, User
from bachdang.accounts.roles import STAFF_ROLES, Role


class LocalityFactory(DjangoModelFactory[Locality]):
    class Meta:
        model = Locality
        django_get_or_create = ("code",)

    code = "bach-dang"
    name = "Phường Bạch Đằng"


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ("locality", "code")

    locality = factory.SubFactory(LocalityFactory)
    code = "ubnd"
    name = factory.LazyAttribute(lambda unit: f"Đơn vị {unit.code}")
    kind = "government"
    order = factory.Sequence(int)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    username = factory.Sequence("nguoi{}".format)
    full_name = factory.LazyAttribute(lambda user: f"Nguyễn Văn {user.username}")
    unit = factory.SubFactory(UnitFactory)


def user_with_role(role: Role, **fields: Any) -> User:
    """An active account in one role, with the role's permissions in the database."""
    if not Group.objects.filter(name=role.value).exists():
        sync_roles()
    user = UserFactory(is_staff=role in STAFF_ROLES, **fields)
    user.groups.set([Group.objects.get(name=role.value)])
    return user

"""Roles as groups with permissions: written whole, written again, what is no longer theirs taken away."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from bachdang.accounts.actions import sync_roles
from bachdang.accounts.roles import PERMISSIONS, Role

pytestmark = pytest.mark.django_db


def held() -> dict[str, set[str]]:
    return {
        group.name: {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
        for group in Group.objects.prefetch_related("permissions__content_type")
    }


def as_written() -> dict[str, set[str]]:
    return {role.value: set(names) for role, names in PERMISSIONS.items()}


def test_every_role_is_a_group_with_its_permissions() -> None:
    counts = sync_roles()
    assert held() == as_written()
    assert counts == {role.value: len(names) for role, names in PERMISSIONS.items()}


def test_what_is_missing_is_given_and_what_is_too_much_taken() -> None:
    sync_roles()
    other = Group.objects.create(name="khác")
    permission = Permission.objects.filter(codename="view_session").earliest("pk")
    other.permissions.add(permission)
    Group.objects.get(name=Role.OFFICER.value).permissions.set([permission])
    Group.objects.get(name=Role.LEADER.value).delete()
    sync_roles()
    found = held()
    assert found.pop("khác") == {f"{permission.content_type.app_label}.view_session"}
    assert found == as_written()


def test_written_again_nothing_changes_in_few_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):
        sync_roles()
    before = set(Group.permissions.through.objects.values_list("pk", flat=True))
    sync_roles()
    assert set(Group.permissions.through.objects.values_list("pk", flat=True)) == before

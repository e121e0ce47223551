"""Which units and people a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from bachdang.accounts.roles import APPROVE_REPORT, CHANGE_USER, VIEW_PEOPLE
from bachdang.trees import downward

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from bachdang.accounts.models import User


def locality_of(user: User | AnonymousUser) -> int | None:
    """The id of the locality a user works in; None (sees nothing) without a unit or signed out."""
    unit = getattr(user, "unit", None)
    return None if unit is None or not user.is_active else unit.locality_id


class UnitQuerySet(models.QuerySet["models.Model"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Units of the user's own locality."""
        return self.filter(locality=locality_of(user)) if locality_of(user) else self.none()

    def by_name(self) -> Self:
        """In the order of their names, for lists to choose from; the order of the document is the default."""
        return self.order_by("name_key", "pk")


def subject_of(row: models.Model) -> str:
    """How a row is named in the history: "app.model:pk"."""
    return f"{row._meta.label_lower}:{row.pk}"


class HistoryQuerySet(models.QuerySet["models.Model"]):
    """Rows are added and read, never changed."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The history of the user's own locality; which role reads it is a permission."""
        return self.filter(locality=locality_of(user)) if locality_of(user) else self.none()

    def about(self, row: models.Model) -> Self:
        return self.filter(subject=subject_of(row))

    def update(self, **values: object) -> int:
        raise TypeError("The history is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The history is append-only.")


def units_under(user: User | AnonymousUser) -> set[int]:
    """The user's own unit and every unit below it, by primary key; empty without a unit.

    A ward has a few dozen units: the tree is walked in Python after one query.
    """
    unit = getattr(user, "unit", None)
    if unit is None or not user.is_active:
        return set()
    parents = type(unit).objects.filter(locality=unit.locality_id).values_list("pk", "parent")
    children: dict[int | None, list[int]] = {}
    for pk, parent in parents:
        children.setdefault(parent, []).append(pk)
    return set(downward([unit.pk], lambda pk: children.get(pk, [])))


def accounts_of(user: User | AnonymousUser) -> models.QuerySet[User]:
    """Every account of the own locality, for who keeps accounts; nothing for anyone else."""
    from bachdang.accounts.models import User as Person  # models import this module

    if not user.has_perm(CHANGE_USER):
        return Person.objects.none()
    return Person.objects.filter(unit__locality=locality_of(user))


def people_seen_by(user: User | AnonymousUser) -> models.QuerySet[User]:
    """Active officials whose year a person may look at: the own; heads those of their unit and of units under
    it; Party office, leaders and those who monitor all of the ward.
    """
    from bachdang.accounts.models import User as Person  # models import this module

    people = Person.objects.filter(is_active=True, unit__locality=locality_of(user))
    if user.has_perm(VIEW_PEOPLE):
        return people
    if user.has_perm(APPROVE_REPORT):
        return people.filter(unit__in=units_under(user))
    return people.filter(username=user.get_username())

"""Reads about projects."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef, Q

from plans.querysets import LocalQuerySet


class ProjectQuerySet(LocalQuerySet):
    locality_path = "item__plan__locality"


class CapitalQuerySet(LocalQuerySet):
    locality_path = "project__item__plan__locality"

    def valid_on(self, day: date) -> Self:
        """The row of each project, scope, year and source that holds on `day`: the latest not after it."""
        same = {name: OuterRef(name) for name in ("project", "scope", "source")}
        # Within one scope either every row has a year or none has (capital_year_by_scope).
        year = Q(year=OuterRef("year")) | Q(year__isnull=True)
        later = self.model._default_manager.filter(
            year, **same, valid_from__gt=OuterRef("valid_from"), valid_from__lte=day
        )
        return self.filter(~Exists(later), valid_from__lte=day)

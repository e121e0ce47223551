"""Reads about indicators: who may see which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from indicators.rules import TargetKind
from plans.querysets import LocalQuerySet, VersionedQuerySet

if TYPE_CHECKING:
    from indicators.rules import Quarter
    from plans.querysets import AnyUser


class IndicatorQuerySet(LocalQuerySet):
    locality_path = "item__plan__locality"

    def editable_by(self, user: AnyUser) -> Self:
        """Indicators the user's own unit reports; derived ones are computed, never entered."""
        unit = getattr(user, "unit_id", None)
        return self.visible_to(user).typed().filter(item__reporter=unit) if unit else self.none()

    def typed(self) -> Self:
        """Without those that are computed from others."""
        shared = {"numerator_from__isnull": False, "denominator_from__isnull": False}
        return self.filter(derived_rule="").exclude(**shared)

    def awaiting_baseline(self) -> Self:
        """Whose baseline a ward is asked for: it is typed, and more than words are promised of it.

        A computed one has none; that of a plain quantity, or of what is promised in words alone ("định
        tính"), may be said and is not waited for.
        """
        in_figures = set(TargetKind) - {TargetKind.QUALITATIVE}
        return self.typed().filter(targets__terms_set__kind__in=in_figures).distinct()


class TargetQuerySet(LocalQuerySet):
    locality_path = "indicator__item__plan__locality"


class TargetTermsQuerySet(VersionedQuerySet):
    owner_field = "target"
    locality_path = "target__indicator__item__plan__locality"


class MeasurementQuerySet(LocalQuerySet):
    locality_path = "indicator__item__plan__locality"

    def counted(self) -> Self:
        """Only these count in status and reports."""
        return self.filter(counted=True)


class TargetStandingQuerySet(LocalQuerySet):
    locality_path = "plan__locality"

    def from_quarter(self, since: Quarter | None) -> Self:
        """Of a quarter and all later ones; None: of all."""
        if since is None:
            return self.all()
        return self.filter(Q(year__gt=since.year) | Q(year=since.year, quarter__gte=since.quarter))

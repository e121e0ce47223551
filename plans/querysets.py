"""Reads. visible_to and editable_by are the only way to obtain objects for a user: deny by default."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from bachdang.accounts.querysets import locality_of, units_under
from bachdang.accounts.roles import ACCEPT_REPORT
from plans.codes import beginning_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from bachdang.accounts.models import User

    AnyUser: TypeAlias = User | AnonymousUser


class LocalQuerySet(models.QuerySet[Any]):
    """Rows that hang from a plan, seen by the people of the plan's locality only."""

    locality_path = "plan__locality"

    def visible_to(self, user: AnyUser) -> Self:
        locality = locality_of(user)
        return self.filter(**{self.locality_path: locality}) if locality else self.none()


class PlanQuerySet(LocalQuerySet):
    locality_path = "locality"

    def in_use(self) -> Self:
        """Not put away."""
        return self.filter(archived_at=None)


class PlanDraftQuerySet(LocalQuerySet):
    locality_path = "locality"


class ClauseQuerySet(LocalQuerySet):
    pass


class DecisionQuerySet(LocalQuerySet):
    pass


class QuestionQuerySet(LocalQuerySet):
    def open(self) -> Self:
        return self.filter(answered_at__isnull=True)


class ItemQuerySet(LocalQuerySet):
    def in_rounds(self) -> Self:
        """Items that are reported in rounds: all but what units have set themselves."""
        return self.exclude(kind="own")

    def editable_by(self, user: AnyUser) -> Self:
        """Items the user's own unit reports."""
        unit = getattr(user, "unit_id", None)
        return self.visible_to(user).filter(reporter=unit) if unit else self.none()

    def left_behind(self) -> Self:
        """Items whose contact's account is closed, or has gone to another unit than the one that reports."""
        gone = Q(contact__is_active=False) | ~Q(contact__unit=F("reporter"))
        return self.filter(gone, contact__isnull=False, reporter__isnull=False)

    def reported_under(self, user: AnyUser) -> Self:
        """Items that the user's own unit or one under it reports."""
        return self.visible_to(user).filter(reporter__in=units_under(user))


class VersionedQuerySet(LocalQuerySet):
    """Rows valid from a day until the next row of the same owner (`owner_field`)."""

    owner_field = ""

    def valid_on(self, day: date) -> Self:
        """The one row of each owner that holds on `day`; owners without one are absent."""
        later = self.model._default_manager.filter(
            **{self.owner_field: OuterRef(self.owner_field)},
            valid_from__gt=OuterRef("valid_from"),
            valid_from__lte=day,
        )
        return self.filter(~Exists(later), valid_from__lte=day)


class TermsQuerySet(VersionedQuerySet):
    owner_field = "item"
    locality_path = "item__plan__locality"

    def for_list(self) -> Self:
        """With all that a row of a list shows."""
        return self.select_related(
            "item__plan",
            "item__clause__parent",
            "item__heading",
            "item__parent",
            "item__reporter",
            "item__contact",
            "item__contact_named_by",
            "decision",
        ).prefetch_related("units__unit", "item__terms_set__decision", "item__terms_set__units__unit")


class PeriodQuerySet(LocalQuerySet):
    def opened(self) -> Self:
        return self.filter(opened_at__isnull=False)


class SnapshotQuerySet(LocalQuerySet):
    locality_path = "period__plan__locality"

    def coded(self, typed: str) -> Self:
        """Those whose pages carry this code."""
        beginning = beginning_of(typed)
        return self.filter(fingerprint__startswith=beginning) if beginning else self.none()


class ReportQuerySet(LocalQuerySet):
    locality_path = "period__plan__locality"

    def readable_by(self, user: AnyUser) -> Self:
        """What counts, for everyone; what is on its way, for its unit, units above and the Party office."""
        found = self.visible_to(user)
        if user.has_perm(ACCEPT_REPORT):
            return found
        return found.filter(Q(counted=True) | Q(unit__in=units_under(user)))

    def hidden_from(self, user: AnyUser) -> Self:
        """Of items that the user may see, the reports that readable_by leaves out."""
        if user.has_perm(ACCEPT_REPORT):
            return self.none()
        return self.filter(counted=False).exclude(unit__in=units_under(user))

    def editable_by(self, user: AnyUser) -> Self:
        """Reports of the user's own unit."""
        unit = getattr(user, "unit_id", None)
        return self.visible_to(user).filter(unit=unit) if unit else self.none()

    def reviewed_by(self, user: AnyUser) -> Self:
        """Reports a head may approve or return: of the own unit and of the units under it."""
        return self.visible_to(user).filter(unit__in=units_under(user))

    def counted(self) -> Self:
        return self.filter(counted=True)

    def figures_of_round(self, since: int) -> Case:
        """For a query of rounds: how many indicators have an accepted report, of open rounds and those of the
        years `since`; 0 for older ones, which nobody compares.
        """
        rows = self.counted().filter(period=OuterRef("pk"), item__kind="indicator").order_by()
        number = Subquery(rows.values("period").annotate(number=Count("pk")).values("number"))
        asked = When(Q(locked_at__isnull=True) | Q(year__gte=since), then=Coalesce(number, 0))
        return Case(asked, default=0)


class NoticeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: AnyUser) -> Self:
        """One's own notices."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def asking(self) -> Self:
        """Those that were not ended by what they speak of: not seen yet, or asking for something."""
        return self.filter(done_at=None).filter(Q(read_at=None) | ~Q(topic=""))

    def about(self, *names: str) -> Self:
        """Open ones about these things: see Notice.about."""
        return self.filter(about__in=names, done_at=None)


class EvidenceQuerySet(LocalQuerySet):
    locality_path = "report__period__plan__locality"

    def readable_by(self, user: AnyUser) -> Self:
        """With the report it stands behind: see ReportQuerySet.readable_by."""
        found = self.visible_to(user)
        if user.has_perm(ACCEPT_REPORT):
            return found
        return found.filter(Q(report__counted=True) | Q(report__unit__in=units_under(user)))


class CommentQuerySet(LocalQuerySet):
    locality_path = "period__plan__locality"

    def readable_by(self, user: AnyUser) -> Self:
        """As drafts are: by the unit it concerns, units above, and the Party office."""
        found = self.visible_to(user)
        if user.has_perm(ACCEPT_REPORT):
            return found
        return found.filter(unit__in=units_under(user))


class ExtensionRequestQuerySet(LocalQuerySet):
    locality_path = "period__plan__locality"

    def editable_by(self, user: AnyUser) -> Self:
        """Those of the user's own unit."""
        unit = getattr(user, "unit_id", None)
        return self.visible_to(user).filter(unit=unit) if unit else self.none()


class ItemChildQuerySet(LocalQuerySet):
    """Rows that hang from an item."""

    locality_path = "item__plan__locality"


class ProposalQuerySet(LocalQuerySet):
    locality_path = "report__period__plan__locality"

    def open(self) -> Self:
        """Proposals of counted reports that wait for a decision."""
        return self.filter(report__counted=True, decided_at__isnull=True)

"""How targets stand at the end of a quarter, kept: written when something that decides it changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from indicators.models.indicator import Indicator
from indicators.models.target import Target
from indicators.querysets import TargetStandingQuerySet
from indicators.rules import Status
from plans.models import Plan


class TargetStanding(models.Model):
    """One target at the end of a quarter, as indicators.rules judge it; a row without a target is the figure
    of an indicator that has none.

    Derived from terms, figures, baseline and plan figures by indicators.keeping.restate, in the transaction
    that changes them; nobody edits it. `detail` is the whole standing and `points` the figures of the line
    drawn of it (indicators.rules.stored), `lacking` what other indicators owe it (part, quarter); the columns
    beside them are what rows are found by. The office's own verdict (Override) is no part of it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="standings")
    target = models.ForeignKey(Target, models.CASCADE, null=True, related_name="standings")
    year = models.PositiveSmallIntegerField("năm")
    quarter = models.PositiveSmallIntegerField("quý")
    status = models.CharField("đánh giá", max_length=20, choices=Status.choices)
    detail = models.JSONField("chi tiết", default=dict)
    points = models.JSONField("diễn biến", default=list)
    lacking = models.JSONField("còn thiếu", default=list)

    objects = TargetStandingQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá mục tiêu"
        verbose_name_plural = "đánh giá mục tiêu"
        indexes = [
            models.Index(fields=["plan", "year", "quarter", "status"], name="target_standing_of_quarter")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year", "quarter"],
                condition=Q(target__isnull=False),
                name="target_standing_unique",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year", "quarter"],
                condition=Q(target__isnull=True),
                name="target_standing_plain_unique",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="target_standing_quarter_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target or self.indicator} {self.year}-Q{self.quarter}: {self.status}"

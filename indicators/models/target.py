"""Mục tiêu: what an indicator must reach, by when, and where the plan promises it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from indicators.models.indicator import Indicator
from indicators.querysets import TargetQuerySet, TargetTermsQuerySet
from indicators.rules import VALUED_KINDS, Operator, TargetKind
from plans.models import Clause, Decision, TermsState


class Target(models.Model):
    """One promise about an indicator; `series` tells several apart ("2030", "2045")."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="chỉ tiêu")
    series = models.CharField("loạt", max_length=20)
    clauses = models.ManyToManyField(Clause, through="Citation", related_name="targets")

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        ordering = ["indicator__item__order", "series"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "series"], name="target_series_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} ({self.series})"


class Citation(models.Model):
    """Căn cứ: a clause that promises the target."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="citations")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="citations")

    class Meta:
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"
        ordering = ["clause__order"]
        constraints = [models.UniqueConstraint(fields=["target", "clause"], name="citation_unique")]

    def __str__(self) -> str:
        return f"{self.target} ← {self.clause}"


class TargetTerms(models.Model):
    """What a target says from `valid_from` until its next terms.

    `inferred` lists what was read out of the words and not stated: horizon, value, kind ("suy ra").
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="terms_set")
    valid_from = models.DateField("hiệu lực từ")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="target_terms_set",
        verbose_name="theo quyết định",
    )  # fmt: skip
    state = models.CharField(
        "tình trạng", max_length=20, choices=TermsState.choices, default=TermsState.ACTIVE
    )
    kind = models.CharField("loại mục tiêu", max_length=20, choices=TargetKind.choices)
    operator = models.CharField("so sánh", max_length=2, choices=Operator.choices, blank=True)
    value = models.DecimalField("giá trị", max_digits=15, decimal_places=4, null=True, blank=True)
    horizon = models.DateField("thời hạn")
    since = models.PositiveSmallIntegerField("tính từ năm", null=True, blank=True)
    inferred = models.JSONField("suy ra", default=list, blank=True)

    objects = TargetTermsQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung mục tiêu"
        verbose_name_plural = "nội dung mục tiêu"
        ordering = ["target__indicator__item__order", "target__series", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["target", "valid_from"], name="target_terms_valid_from_unique"),
            models.CheckConstraint(
                condition=(Q(kind__in=VALUED_KINDS, value__isnull=False) & ~Q(operator=""))
                | (~Q(kind__in=VALUED_KINDS) & Q(value__isnull=True, operator="")),
                name="target_terms_value_by_kind",
                violation_error_message="Mục tiêu loại này phải có phép so sánh và giá trị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.operator}{self.value or ''}"


class PlanFigure(models.Model):
    """Kế hoạch năm (or quý) of a target, entered by the Party office."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="plan_figures")
    year = models.PositiveSmallIntegerField("năm")
    quarter = models.PositiveSmallIntegerField("quý", null=True, blank=True)
    value = models.DecimalField("kế hoạch", max_digits=15, decimal_places=4)

    class Meta:
        verbose_name = "kế hoạch năm"
        verbose_name_plural = "kế hoạch năm"
        ordering = ["target", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year", "quarter"],
                condition=Q(quarter__isnull=False),
                name="plan_figure_quarter_unique",
            ),
            models.UniqueConstraint(
                fields=["target", "year"], condition=Q(quarter__isnull=True), name="plan_figure_year_unique"
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__gte=1, quarter__lte=4),
                name="plan_figure_quarter_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.year}: {self.value}"

"""Figures: the baseline before the plan, and what units report for each quarter."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from bachdang.vietnamese.limits import texts_within
from indicators.models.indicator import Indicator
from indicators.querysets import MeasurementQuerySet
from indicators.rules import Form, Quarter, Rating
from plans.models import Report

_VALUE = Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
_FRACTION = Q(value__isnull=True, numerator__isnull=False, denominator__isnull=False)
_NO_NUMBER = Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True)
# One part alone belongs to a rate that takes the other from another indicator.
_PARTS = Q(value__isnull=True) & (Q(numerator__isnull=False) | Q(denominator__isnull=False))


def _decimal(verbose: str) -> models.DecimalField[Decimal | int | str | None, Decimal | None]:
    return models.DecimalField(verbose, max_digits=15, decimal_places=4, null=True, blank=True)


class Baseline(models.Model):
    """Số gốc: the indicator's value before the plan, with its date and source; never guessed."""

    indicator = models.OneToOneField(Indicator, models.CASCADE, primary_key=True, related_name="baseline")
    value = _decimal("giá trị")
    numerator = _decimal("tử số")
    denominator = _decimal("mẫu số")
    on = models.DateField("tại ngày")
    source = models.CharField("nguồn", max_length=300)

    class Meta:
        verbose_name = "số gốc"
        verbose_name_plural = "số gốc"
        constraints = [
            models.CheckConstraint(condition=_VALUE | _FRACTION, name="baseline_value_or_fraction"),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                name="baseline_denominator_positive",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="baseline_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.on:%d/%m/%Y}"


class Measurement(models.Model):
    """Số liệu kỳ báo cáo: one figure about a calendar quarter, in one of three forms.

    It is sent in a report (a round) or, for imported history, has a source. A qualitative indicator has a
    `rating` instead of a number. `counted` marks the figure that status and reports use. `typed_…`: what was
    typed where the unit gave the sum since 1 January; the figure itself is always the quarter's own part.
    """

    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="measurements")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="measurements", verbose_name="chỉ tiêu"
    )
    year = models.PositiveSmallIntegerField("năm")
    quarter = models.PositiveSmallIntegerField("quý")
    form = models.CharField("loại số liệu", max_length=10, choices=Form.choices)
    value = _decimal("giá trị")
    numerator = _decimal("tử số")
    denominator = _decimal("mẫu số")
    rating = models.CharField("tự đánh giá", max_length=10, choices=Rating.choices, blank=True)
    reached_on = models.DateField("đạt ngày", null=True, blank=True)
    typed_value = _decimal("lũy kế từ đầu năm đã gõ")
    typed_numerator = _decimal("tử số lũy kế đã gõ")
    typed_denominator = _decimal("mẫu số lũy kế đã gõ")
    counted = models.BooleanField("được tính", default=False)
    source = models.CharField("nguồn", max_length=300, blank=True)
    document = models.CharField("văn bản", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)
    recorded_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="người nhập",
    )  # fmt: skip

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ["indicator", "year", "quarter", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "quarter", "form"],
                condition=Q(counted=True),
                name="measurement_one_counted",
            ),
            models.UniqueConstraint(
                fields=["report", "year", "quarter", "form"],
                condition=Q(report__isnull=False),
                name="measurement_once_a_report",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="measurement_quarter_range"
            ),
            models.CheckConstraint(
                condition=((_VALUE | _PARTS) & Q(rating="")) | (_NO_NUMBER & ~Q(rating="")),
                name="measurement_one_kind_of_figure",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                name="measurement_denominator_positive",
                violation_error_message="Mẫu số phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(report__isnull=False) | ~Q(source=""), name="measurement_report_or_source"
            ),
            models.CheckConstraint(
                condition=(Q(typed_value__isnull=True) | Q(value__isnull=False))
                & (Q(typed_numerator__isnull=True) | Q(numerator__isnull=False))
                & (Q(typed_denominator__isnull=True) | Q(denominator__isnull=False)),
                name="measurement_typed_has_part",
            ),
            texts_within("measurement", "note"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}-Q{self.quarter} {self.form}"

    @property
    def quarter_label(self) -> str:
        """The quarter the figure is about: "quý III/2026"."""
        return Quarter(self.year, self.quarter).label

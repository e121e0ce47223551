"""Chỉ tiêu: a thing that is measured."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from indicators.counting import DENOMINATOR, NUMERATOR
from indicators.querysets import IndicatorQuerySet
from indicators.rules import Accumulation, Denominator, DerivedRule, Direction, Frequency
from plans.models import Item

HEADLINE_LAST = 20
"""The last place among the headline indicators of a plan: more would be no headline."""


class Indicator(models.Model):
    """How an item of kind "indicator" is measured. Its name is the title of the item's terms.

    A rate keeps numerator and denominator: `denominator_accumulation` is set, and the value shown is
    numerator ÷ denominator × `scale` (100 for %, 1.000 for "trên 1.000 dân"). Derived ones are never entered.
    A part may be the figure of another indicator (`numerator_from`, `denominator_from`), then not typed.
    `headline`: its place among the plan's headline indicators, the first is 1.
    `counted`: the value (of a rate its numerator) counts things and is whole.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="indicator")
    measure = models.CharField("đơn vị tính", max_length=60)
    direction = models.CharField("chiều tốt", max_length=10, choices=Direction.choices)
    frequency = models.CharField("kỳ đo", max_length=10, choices=Frequency.choices)
    accumulation = models.CharField("cách tính lũy kế", max_length=20, choices=Accumulation.choices)
    denominator_accumulation = models.CharField(
        "tử số và mẫu số", max_length=10, choices=Denominator.choices, blank=True
    )
    numerator_name = models.CharField("tử số là", max_length=200, blank=True)
    denominator_name = models.CharField("mẫu số là", max_length=200, blank=True)
    scale = models.DecimalField("hệ số", max_digits=9, decimal_places=0, default=Decimal(1))
    part_of_whole = models.BooleanField("phần của tổng thể", default=False)
    counted = models.BooleanField("đếm bằng số nguyên", default=False)
    denominator_counted = models.BooleanField("mẫu số đếm bằng số nguyên", default=False)
    derived_rule = models.CharField(
        "tính từ chỉ tiêu khác", max_length=20, choices=DerivedRule.choices, blank=True
    )
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derives", verbose_name="tính từ"
    )
    derived_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="divides", verbose_name="chia cho"
    )
    numerator_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="gives_numerator",
        verbose_name="tử số lấy từ",
    )  # fmt: skip
    denominator_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="gives_denominator",
        verbose_name="mẫu số lấy từ",
    )  # fmt: skip
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="trong đó của"
    )

    headline = models.PositiveSmallIntegerField("thứ tự chỉ tiêu chủ yếu", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["item__order"]
        constraints = [
            models.CheckConstraint(condition=Q(scale__gt=0), name="indicator_scale_positive"),
            models.CheckConstraint(
                condition=Q(denominator_accumulation="", numerator_name="", denominator_name="")
                | (~Q(denominator_accumulation="") & ~Q(numerator_name="") & ~Q(denominator_name="")),
                name="indicator_rate_names_both",
            ),
            models.CheckConstraint(
                condition=Q(denominator_counted=False) | ~Q(denominator_accumulation=""),
                name="indicator_denominator_counted_of_rate",
            ),
            models.CheckConstraint(
                condition=Q(derived_rule="", derived_from__isnull=True, derived_by__isnull=True)
                | Q(derived_rule="growth_of", derived_from__isnull=False, derived_by__isnull=True)
                | Q(derived_rule="ratio_of", derived_from__isnull=False, derived_by__isnull=False),
                name="indicator_derived_inputs",
            ),
            models.CheckConstraint(
                condition=~Q(derived_from=F("item")) & ~Q(derived_by=F("item")) & ~Q(part_of=F("item")),
                name="indicator_not_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(numerator_from__isnull=True, denominator_from__isnull=True)
                | (~Q(denominator_accumulation="") & Q(derived_rule="")),
                name="indicator_shares_parts_of_a_rate",
            ),
            models.CheckConstraint(
                condition=~Q(numerator_from=F("item"))
                & ~Q(denominator_from=F("item"))
                & ~Q(numerator_from=F("denominator_from")),
                name="indicator_shares_of_others",
            ),
            models.CheckConstraint(
                condition=Q(headline__isnull=True) | Q(headline__gte=1, headline__lte=HEADLINE_LAST),
                name="indicator_headline_range",
            ),
        ]

    def __str__(self) -> str:
        return self.item.code

    @property
    def is_rate(self) -> bool:
        """Whether a figure is a numerator and a denominator."""
        return self.denominator_accumulation != ""

    def counts(self, part: str) -> bool:
        """Whether "value", "numerator" or "denominator" counts things, so that its figures are whole."""
        if part == DENOMINATOR:
            return self.denominator_counted
        return self.counted and self.is_rate == (part == NUMERATOR)

    @property
    def is_derived(self) -> bool:
        """Whether it is computed from others and never entered."""
        return self.derived_rule != "" or None not in (self.numerator_from_id, self.denominator_from_id)

    @property
    def shared_parts(self) -> dict[str, Indicator]:
        """The parts of its figures that are figures of other indicators: "numerator", "denominator"."""
        parts = ((NUMERATOR, self.numerator_from), (DENOMINATOR, self.denominator_from))
        return {part: source for part, source in parts if source is not None}

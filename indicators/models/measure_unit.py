"""Đơn vị tính: the units of measure of a plan, as the office keeps them."""

from __future__ import annotations

from django.db import models

from bachdang.vietnamese.stored_keys import OrderKey
from plans.models import Plan
from plans.querysets import LocalQuerySet


class MeasureUnit(models.Model):
    """A unit of measure that indicators of the plan may have. An indicator keeps the words themselves.

    Every unit that an indicator has is among them; a `retired` one is not given to new indicators.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measure_units", verbose_name="kế hoạch")
    name = models.CharField("tên", max_length=60)
    retired = models.BooleanField("ngừng dùng", default=False)
    name_key = OrderKey("khóa sắp xếp", of=("name",))

    objects = LocalQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị tính"
        verbose_name_plural = "đơn vị tính"
        ordering = ["name_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="measure_unit_once"),
        ]

    def __str__(self) -> str:
        return self.name

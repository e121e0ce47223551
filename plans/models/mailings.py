"""What goes out by e-mail by itself, on which weekdays and to whom."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.document import Plan
from plans.querysets import LocalQuerySet

WEEKDAYS = {
    1: "Thứ Hai",
    2: "Thứ Ba",
    3: "Thứ Tư",
    4: "Thứ Năm",
    5: "Thứ Sáu",
    6: "Thứ Bảy",
    7: "Chủ nhật",
}
"""By the number that date.isoweekday gives."""


class MailingKind(models.TextChoices):
    """What is sent."""

    DIGEST = "digest", "bản tin tuần"
    ONE_PAGE = "one_page", "một trang"


class Mailing(models.Model):
    """Thư định kỳ: one kind of letter of a plan; a kind that is not sent has no row.

    `days`: the weekdays as bits, Monday 1, Tuesday 2, … Sunday 64.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="mailings", verbose_name="kế hoạch")
    kind = models.CharField("loại", max_length=20, choices=MailingKind.choices)
    days = models.PositiveSmallIntegerField("ngày gửi")
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="mailings", verbose_name="người nhận"
    )

    objects = LocalQuerySet.as_manager()

    class Meta:
        verbose_name = "thư định kỳ"
        verbose_name_plural = "thư định kỳ"
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="mailing_kind_once"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=127), name="mailing_has_days"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def weekdays(self) -> list[int]:
        """The keys of WEEKDAYS."""
        return [day for day in WEEKDAYS if self.days & (1 << (day - 1))]

    def is_on(self, day: date) -> bool:
        """Whether it is sent on this day."""
        return day.isoweekday() in self.weekdays

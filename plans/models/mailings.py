"""What goes out by e-mail by itself, on which days and to whom."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.document import Plan
from plans.querysets import LocalQuerySet
from plans.rules import begins_quarter

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
QUARTER_START = 8
SENDING_DAYS = WEEKDAYS | {QUARTER_START: "Ngày làm việc đầu quý"}
"""The days that can be chosen: the weekdays, and the first working day of every quarter."""


class MailingKind(models.TextChoices):
    """What is sent."""

    DIGEST = "digest", "bản tin"
    ONE_PAGE = "one_page", "một trang"


class Mailing(models.Model):
    """Thư định kỳ: one kind of letter of a plan; a kind that is not sent has no row.

    `days`: the SENDING_DAYS as bits, Monday 1, Tuesday 2, … Sunday 64, the beginning of a quarter 128.
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
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=255), name="mailing_has_days"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def sending_days(self) -> list[int]:
        """The keys of SENDING_DAYS."""
        return [day for day in SENDING_DAYS if self.days & (1 << (day - 1))]

    def is_on(self, day: date) -> bool:
        """Whether it is sent on this day."""
        chosen = self.sending_days
        return day.isoweekday() in chosen or (QUARTER_START in chosen and begins_quarter(day))

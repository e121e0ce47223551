"""Later due days: what a unit asks for, and what the office gives."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bachdang.accounts.models import Unit
from bachdang.vietnamese.limits import texts_within
from plans.models.flow import Period
from plans.models.items import Item
from plans.querysets import ExtensionRequestQuerySet


class Extension(models.Model):
    """Gia hạn: a later due day for one unit in one period, with its reason: of the whole round (no `item`),
    or of one item.
    """

    period = models.ForeignKey(Period, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extensions")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="extensions")
    due = models.DateField("hạn mới")
    reason = models.TextField("lý do")
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"], condition=Q(item__isnull=True), name="extension_unit_unique"
            ),
            models.UniqueConstraint(
                fields=["period", "unit", "item"],
                condition=Q(item__isnull=False),
                name="extension_item_unique",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
            texts_within("extension", "reason"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.due:%d/%m/%Y}"


class RequestState(models.TextChoices):
    WAITING = "waiting", "Chờ trả lời"
    GRANTED = "granted", "Đã gia hạn"
    REFUSED = "refused", "Không gia hạn"
    WITHDRAWN = "withdrawn", "Đơn vị đã rút"


_ANSWERED = [RequestState.GRANTED, RequestState.REFUSED]


class ExtensionRequest(models.Model):
    """Đề nghị gia hạn: a unit asks for a later day, for its whole round or for the `items` chosen.

    `granted_due` is the day the office gave, which may be another than the one asked for.
    """

    period = models.ForeignKey(Period, models.CASCADE, related_name="extension_requests")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extension_requests")
    items = models.ManyToManyField(Item, blank=True, related_name="+")
    due = models.DateField("xin đến ngày")
    reason = models.TextField("lý do")
    asked_at = models.DateTimeField("lúc", auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(
        "trạng thái", max_length=20, choices=RequestState.choices, default=RequestState.WAITING
    )
    granted_due = models.DateField("gia hạn đến", null=True, blank=True)
    answer = models.TextField("ý kiến của Văn phòng", blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"],
                condition=Q(state=RequestState.WAITING),
                name="extension_request_one_waiting",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_request_has_reason"),
            models.CheckConstraint(
                condition=Q(state__in=_ANSWERED, answered_at__isnull=False, answered_by__isnull=False)
                | (~Q(state__in=_ANSWERED) & Q(answered_at__isnull=True, answered_by__isnull=True)),
                name="extension_request_answered_pair",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.GRANTED, granted_due__isnull=False)
                | (~Q(state=RequestState.GRANTED) & Q(granted_due__isnull=True)),
                name="extension_request_granted_due",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(answer=""),
                name="extension_request_refusal_says_why",
            ),
            texts_within("extension_request", "reason", "answer"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.due:%d/%m/%Y}"

    @property
    def is_waiting(self) -> bool:
        return self.state == RequestState.WAITING

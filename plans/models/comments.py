"""What units and the Party office say to each other about a report; not the formal explanation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bachdang.accounts.models import Unit
from bachdang.vietnamese.limits import texts_within
from plans.models.flow import Period
from plans.models.items import Item
from plans.querysets import CommentQuerySet


class Comment(models.Model):
    """Trao đổi: one remark about an item in a round; it outlives the revisions of the report.

    `unit` reported the item when it was said: its people, those above and the office read it. What was taken
    back (`withdrawn_at`) stays here and is shown no more.
    """

    period = models.ForeignKey(Period, models.CASCADE, related_name="comments")
    item = models.ForeignKey(Item, models.CASCADE, related_name="comments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField("nội dung")
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "trao đổi"
        verbose_name_plural = "trao đổi"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
            texts_within("comment", "text"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.by}"

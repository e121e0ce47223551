"""What people are told, and until when it asks something of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.flow import Period
from plans.querysets import NoticeQuerySet


class Topic(models.TextChoices):
    """What a notice is about; of those that ask for something, one line speaks for all of a round."""

    APPROVE = "approve", "báo cáo chờ duyệt"
    RETURNED = "returned", "báo cáo bị trả lại"
    REOPENED = "reopened", "báo cáo được mở lại"
    EXTENSION = "extension", "đề nghị gia hạn chờ trả lời"
    EXPLANATION = "explanation", "yêu cầu giải trình chờ trả lời"
    REMINDER = "reminder", "nhắc việc"


class Notice(models.Model):
    """Thông báo: one line for one person; `key` makes sending it again change nothing.

    `about` names what it speaks of ("report:12"), so that it can be ended with it: `done_at`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    topic = models.CharField("loại", max_length=20, choices=Topic.choices, blank=True, default="")
    about = models.CharField(max_length=60, blank=True, default="")
    period = models.ForeignKey(Period, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField("nội dung")
    url = models.CharField("mở", max_length=300, blank=True)
    created_at = models.DateTimeField("lúc", auto_now_add=True)
    read_at = models.DateTimeField("đã xem lúc", null=True, blank=True)
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")),
                name="notice_opens_this_site",
            ),
        ]
        indexes = [models.Index(fields=["about"], condition=Q(done_at=None), name="notice_open_about")]

    def __str__(self) -> str:
        return self.text[:80]

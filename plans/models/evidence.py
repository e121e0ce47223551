"""What stands behind a reported value, and the questions leaders ask about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.vietnamese.limits import texts_within
from plans.models.flow import Report
from plans.models.items import Item
from plans.querysets import EvidenceQuerySet, ItemChildQuerySet


class Upload(models.Model):
    """A stored file; the same content is stored once."""

    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField("tệp", upload_to="evidence/%Y/")
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"

    def __str__(self) -> str:
        return self.name

    @property
    def preview(self) -> str:
        """What a browser may show of it by itself: "picture", "pdf", or "" for what is only downloaded."""
        if self.content_type in ("image/jpeg", "image/png"):
            return "picture"
        return "pdf" if self.content_type == "application/pdf" else ""


class Evidence(models.Model):
    """Tài liệu minh chứng: a file, or the number and date of a document, behind a report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="evidence")
    name = models.CharField("tên tệp", max_length=200, blank=True)
    document_no = models.CharField("số văn bản", max_length=120, blank=True)
    document_date = models.DateField("ngày văn bản", null=True, blank=True)
    added_at = models.DateTimeField("thêm lúc", default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người thêm"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu minh chứng"
        verbose_name_plural = "tài liệu minh chứng"
        constraints = [
            models.CheckConstraint(
                condition=Q(upload__isnull=False) | ~Q(document_no=""), name="evidence_file_or_number"
            ),
        ]

    def __str__(self) -> str:
        return self.document_no or self.name or str(self.upload)


class ExplanationRequest(models.Model):
    """Yêu cầu giải trình: a leader asks the responsible unit why an item is behind.

    The Party office may write it down for a leader: `asked_by` is who wrote it, `on_behalf_of` who asks.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="explanation_requests")
    text = models.TextField("nội dung yêu cầu")
    due = models.DateField("hạn trả lời")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="thay mặt",
    )  # fmt: skip
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ItemChildQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu giải trình"
        verbose_name_plural = "yêu cầu giải trình"
        ordering = ["due"]
        permissions = [("ask_explanation", "Yêu cầu giải trình")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="explanation_has_text"),
            texts_within("explanation", "text"),
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True) | ~Q(on_behalf_of=F("asked_by")),
                name="explanation_on_behalf_of_another",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="explanation_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def asker(self) -> User:
        """Who asks, whoever wrote it down."""
        return self.on_behalf_of or self.asked_by

    @property
    def asker_text(self) -> str:
        return f"{self.on_behalf_of} ({self.asked_by} ghi thay)" if self.on_behalf_of else str(self.asked_by)


class Reply(models.Model):
    """An answer in the thread of an explanation request."""

    request = models.ForeignKey(ExplanationRequest, models.CASCADE, related_name="replies")
    text = models.TextField("nội dung giải trình")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reply_has_text"),
            texts_within("reply", "text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

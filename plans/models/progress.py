"""What a report says of a task, and the proposals units make."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bachdang.accounts.models import Unit
from bachdang.vietnamese.limits import texts_within
from plans.models.flow import Report
from plans.models.items import Milestone, Occurrence
from plans.querysets import ProposalQuerySet


class TaskReport(models.Model):
    """Báo cáo tiến độ nhiệm vụ: the task's part of a report; its words are on the report itself."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="task_report")

    class Meta:
        verbose_name = "báo cáo nhiệm vụ"
        verbose_name_plural = "báo cáo nhiệm vụ"

    def __str__(self) -> str:
        return str(self.report)


class TaskResult(models.Model):
    """How far one occurrence (none for "Thường xuyên") has come; delivery names the product."""

    task_report = models.ForeignKey(TaskReport, models.CASCADE, related_name="results")
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, null=True, blank=True, related_name="results")
    percent = models.PositiveSmallIntegerField("% hoàn thành", null=True, blank=True)
    delivered = models.BooleanField("đã có sản phẩm", default=False)
    delivered_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    product_document = models.CharField("văn bản, sản phẩm", max_length=300, blank=True)

    class Meta:
        verbose_name = "kết quả nhiệm vụ"
        verbose_name_plural = "kết quả nhiệm vụ"
        constraints = [
            models.UniqueConstraint(
                fields=["task_report", "occurrence"],
                condition=Q(occurrence__isnull=False),
                name="task_result_occurrence_unique",
            ),
            models.UniqueConstraint(
                fields=["task_report"],
                condition=Q(occurrence__isnull=True),
                name="task_result_standing_unique",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="task_result_percent_range"
            ),
            models.CheckConstraint(
                condition=Q(delivered=False) | (Q(delivered_on__isnull=False) & ~Q(product_document="")),
                name="task_result_delivery_names_product",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_report} {self.percent or ''}"


class MilestoneResult(models.Model):
    """What a report says of a milestone: the day it was finished, none while it is not."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="milestone_results")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="results")
    completed_on = models.DateField("hoàn thành ngày", null=True, blank=True)

    class Meta:
        verbose_name = "kết quả mốc"
        verbose_name_plural = "kết quả mốc"
        ordering = ["milestone__due", "milestone_id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "milestone"], name="milestone_result_once_a_report"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.milestone}"


class Proposal(models.Model):
    """Kiến nghị: what a unit asks of a body, and what was decided."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="proposals")
    to = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="proposals_received")
    text = models.TextField("nội dung")
    decision = models.TextField("ý kiến giải quyết", blank=True)
    decided_at = models.DateTimeField("giải quyết lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.TextField("kết quả", blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="proposal_has_text"),
            texts_within("proposal", "text", "decision", "result"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, decision="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
                name="proposal_decided_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

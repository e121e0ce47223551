"""Bản nháp kế hoạch: a document that was read and is looked through, before anything of it is a plan."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from bachdang.accounts.models import Locality
from plans.models.document import Plan
from plans.querysets import PlanDraftQuerySet


class PlanDraft(models.Model):
    """What was read of a file, with what the office has decided about it so far; JSON of wordplan.

    `reading` holds the lines, `promises` the proposed indicators, `units` names in the document → codes of
    units, `frame` what is said of the plan as a whole. `plan` is set once the draft was written as a plan.
    """

    locality = models.ForeignKey(
        Locality, models.PROTECT, related_name="plan_drafts", verbose_name="địa phương"
    )
    name = models.CharField("tên tệp", max_length=200)
    reading = models.JSONField("bản đọc")
    promises = models.JSONField("chỉ tiêu đề xuất", default=list)
    units = models.JSONField("đơn vị đã chọn", default=dict)
    frame = models.JSONField("thông tin chung", default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    made_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    changed_at = models.DateTimeField("sửa lúc", auto_now=True)
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, related_name="drafts", verbose_name="kế hoạch đã ghi"
    )

    objects = PlanDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "bản nháp kế hoạch"
        verbose_name_plural = "bản nháp kế hoạch"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.name

"""The flow of reports: periods, one report header for every kind of item, and what a lock freezes."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from bachdang.accounts.models import Unit
from bachdang.vietnamese.limits import texts_within
from plans.codes import code_of
from plans.models.document import Plan
from plans.models.items import Item
from plans.querysets import (
    ItemChildQuerySet,
    PeriodQuerySet,
    ReportQuerySet,
    SnapshotQuerySet,
)


def _actor(verbose: str) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose,
    )


def _pair(name: str) -> Q:
    """`name_at` and `name_by` are both set or both empty."""
    return Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True}) | Q(
        **{f"{name}_at__isnull": False, f"{name}_by__isnull": False}
    )


class Period(models.Model):
    """Kỳ báo cáo: a quarter's round. Cut-off by default as Nghị định 09/2019/NĐ-CP (QIII: 14/9).

    `as_of` fixes, on locking, the day for which task and project dates are judged.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="periods", verbose_name="kế hoạch")
    year = models.PositiveSmallIntegerField("năm")
    quarter = models.PositiveSmallIntegerField("quý")
    cutoff = models.DateField("ngày chốt số liệu")
    due = models.DateField("hạn gửi")
    as_of = models.DateField("tính đến ngày", null=True, blank=True)
    opened_at = models.DateTimeField("mở lúc", null=True, blank=True)
    opened_by = _actor("người mở")
    locked_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    locked_by = _actor("người chốt")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["plan", "-year", "-quarter"]
        permissions = [("manage_periods", "Mở, chốt kỳ báo cáo")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year", "quarter"],
                name="period_quarter_unique",
                violation_error_message="Kỳ báo cáo này đã có. Xem trong danh sách kỳ báo cáo.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="period_quarter_range",
                violation_error_message="Quý phải từ 1 đến 4.",
            ),
            models.CheckConstraint(
                condition=Q(due__gte=F("cutoff")),
                name="period_due_after_cutoff",
                violation_error_message="Hạn gửi không được trước ngày chốt số liệu. Sửa một trong hai ngày.",
            ),
            models.CheckConstraint(condition=_pair("opened"), name="period_opened_pair"),
            models.CheckConstraint(condition=_pair("locked"), name="period_locked_pair"),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | Q(opened_at__isnull=False, as_of__isnull=False),
                name="period_locked_was_open",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """A round lies within its plan."""
        if None not in (self.plan_id, self.year) and (fault := self.plan.year_fault(self.year)):
            raise ValidationError({"year": fault})

    @property
    def slug(self) -> str:
        """As in the address and on the command line: "2026-Q3"."""
        return f"{self.year}-Q{self.quarter}"

    @property
    def label(self) -> str:
        return f"Q{self.within[1:]}"

    @property
    def within(self) -> str:
        """Its name inside a sentence: "quý III/2026"."""
        return f"quý {'I' * self.quarter if self.quarter < 4 else 'IV'}/{self.year}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.locked_at is None


class ReportState(models.TextChoices):
    DRAFT = "draft", "Nháp"
    WAITING = "waiting", "Chờ lãnh đạo đơn vị duyệt"
    SENT = "sent", "Đã gửi Văn phòng Đảng ủy"
    ACCEPTED = "accepted", "Đã tiếp nhận"


class Report(models.Model):
    """What a unit says of an item in a period: one header for figures, tasks, projects and words alike.

    A correction is a new revision. Accepted rows never change; `counted` marks the one accepted revision
    that status and reports use. `version` rises with every write, so that nobody overwrites unseen.
    `returned_from` is the step at which it was last sent back, until it is submitted again; `corrected`:
    what it says was changed since then. `reopen_reason` is why the office opened it in a locked period;
    `correction_reason` why the unit corrects what was accepted in an open one.
    `first_sent_on` is the local day it first reached the Party office; `sent_at` is of the last time.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="reports", verbose_name="kỳ báo cáo")
    item = models.ForeignKey(Item, models.PROTECT, related_name="reports", verbose_name="công việc")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name="đơn vị báo cáo")
    revision = models.PositiveSmallIntegerField("lần", default=1)
    state = models.CharField(
        "trạng thái", max_length=20, choices=ReportState.choices, default=ReportState.DRAFT
    )
    counted = models.BooleanField("được tính", default=False)
    version = models.PositiveIntegerField("phiên bản", default=1)
    no_data_reason = models.TextField("lý do chưa có số liệu", blank=True)
    result = models.TextField("kết quả thực hiện", blank=True)
    difficulties = models.TextField("khó khăn, vướng mắc", blank=True)
    causes = models.TextField("nguyên nhân", blank=True)
    next_steps = models.TextField("nhiệm vụ quý sau", blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    created_by = _actor("người nhập")
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    submitted_by = _actor("người gửi")
    sent_at = models.DateTimeField("gửi Văn phòng lúc", null=True, blank=True)
    sent_by = _actor("người duyệt, gửi")
    first_sent_on = models.DateField("gửi Văn phòng lần đầu ngày", null=True, blank=True)
    returned_from = models.CharField(
        "trả lại từ", max_length=20, choices=ReportState.choices, blank=True, default=""
    )
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True)
    returned_by = _actor("người trả lại")
    corrected = models.BooleanField("đã sửa sau khi bị trả lại", default=False)
    reopen_reason = models.TextField("lý do mở lại", blank=True)
    correction_reason = models.CharField("lý do sửa số đã tiếp nhận", max_length=500, blank=True)
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    accepted_by = _actor("người tiếp nhận")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["period", "item", "revision"]
        permissions = [
            ("write_report", "Nhập số liệu, báo cáo"),
            ("approve_report", "Duyệt báo cáo của đơn vị"),
            ("accept_report", "Tiếp nhận báo cáo"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["period", "item", "revision"], name="report_revision_unique"),
            models.UniqueConstraint(
                fields=["period", "item"], condition=Q(counted=True), name="report_one_counted"
            ),
            models.UniqueConstraint(
                fields=["period", "item"], condition=~Q(state="accepted"), name="report_one_open"
            ),
            models.CheckConstraint(
                condition=Q(counted=False) | Q(state="accepted"), name="report_counted_is_accepted"
            ),
            models.CheckConstraint(condition=_pair("submitted"), name="report_submitted_pair"),
            models.CheckConstraint(condition=_pair("accepted"), name="report_accepted_pair"),
            models.CheckConstraint(condition=_pair("sent"), name="report_sent_pair"),
            models.CheckConstraint(condition=_pair("returned"), name="report_returned_pair"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(first_sent_on__isnull=False),
                name="report_sent_has_first",
            ),
            models.CheckConstraint(
                condition=Q(corrected=False) | Q(returned_at__isnull=False),
                name="report_corrected_was_returned",
            ),
            models.CheckConstraint(
                condition=Q(returned_from="") | (~Q(return_reason="") & Q(returned_at__isnull=False)),
                name="report_return_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False), name="report_accepted_has_when"
            ),
            texts_within(
                "report",
                *("no_data_reason", "result", "difficulties", "causes", "next_steps"),
                *("return_reason", "reopen_reason"),
            ),
        ]
        indexes = [models.Index(fields=["item", "period"], name="report_item_period")]

    def __str__(self) -> str:
        return f"{self.item} {self.period} lần {self.revision}"

    @property
    def is_returned(self) -> bool:
        """Whether it was sent back and not sent again since."""
        return self.state == ReportState.DRAFT and self.returned_from != ""

    @property
    def is_uncorrected(self) -> bool:
        """Whether it was sent back and says today what it said then."""
        return self.is_returned and not self.corrected


class Override(models.Model):
    """The office's own verdict in place of the computed status, for one period, with its reason."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="overrides")
    series = models.CharField("mục tiêu", max_length=20, blank=True)
    period = models.ForeignKey(Period, models.CASCADE, related_name="overrides")
    status = models.CharField("trạng thái", max_length=20)
    reason = models.TextField("lý do")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ItemChildQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá của Văn phòng"
        verbose_name_plural = "đánh giá của Văn phòng"
        constraints = [
            models.UniqueConstraint(fields=["item", "series", "period"], name="override_unique"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
            texts_within("override", "reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.period}: {self.status}"


class Snapshot(models.Model):
    """Số liệu đã chốt: the rows of a locked period, frozen; its reports are made from it for ever.

    `fingerprint` is the SHA-256 of the rows as they were frozen, which paper carries as its code; `seal` that
    of the rows as they are stored: another one only where they were since written into a newer format.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="snapshots")
    version = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    rows = models.JSONField()
    reason = models.TextField(blank=True)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu đã chốt"
        verbose_name_plural = "số liệu đã chốt"
        constraints = [
            models.UniqueConstraint(fields=["period", "version"], name="snapshot_version_unique"),
            models.CheckConstraint(condition=~Q(seal=""), name="snapshot_sealed"),
            texts_within("snapshot", "reason"),
        ]

    def __str__(self) -> str:
        return f"{self.period} bản {self.version}"

    @property
    def code(self) -> str:
        """Short for its fingerprint: printed on every page of its reports."""
        return code_of(self.fingerprint)

"""Items: the identity of anything that is assigned and reported, and the terms a decision may amend."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bachdang.accounts.models import Unit
from bachdang.vietnamese.limits import texts_within
from bachdang.vietnamese.stored_keys import OrderKey
from plans.models.document import Clause, Decision, Plan
from plans.querysets import ItemChildQuerySet, ItemQuerySet, TermsQuerySet


class ItemKind(models.TextChoices):
    PROGRAMME = "programme", "Chương trình, đề án, nhiệm vụ trọng tâm"
    TASK = "task", "Nhiệm vụ"
    PROJECT = "project", "Dự án"
    INDICATOR = "indicator", "Chỉ tiêu"
    DUTY = "duty", "Việc tổ chức thực hiện"
    OWN = "own", "Việc của đơn vị"


class Item(models.Model):
    """What is assigned and reported. Its identity is never amended; what may change is in Terms.

    `code` is the clause key for entries of the document ("PL1.IX.3") and the catalogue number for
    indicators ("03.07"). `reporter` is the ONE unit that reports it, empty when the document names several.
    A task or project that a decision added has no clause of its own: `heading` is the one it is listed under.
    `contact_named_at` and `_by`: when and by whom the contact officer was named on a page.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name="kế hoạch")
    kind = models.CharField("loại", max_length=20, choices=ItemKind.choices)
    code = models.CharField("mã", max_length=40)
    order = models.PositiveIntegerField("thứ tự")
    clause = models.OneToOneField(
        Clause, models.PROTECT, null=True, blank=True, related_name="item", verbose_name="nội dung kế hoạch"
    )
    heading = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="added_items", verbose_name="xếp dưới mục"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    reporter = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_items",
        verbose_name="đơn vị báo cáo",
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="contact_items",
        verbose_name="cán bộ đầu mối",
    )  # fmt: skip
    contact_named_at = models.DateTimeField("phân công đầu mối lúc", null=True, blank=True)
    contact_named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="người phân công đầu mối",
    )  # fmt: skip

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "công việc"
        verbose_name_plural = "công việc"
        ordering = ["plan", "kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="item_code_unique"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="item_not_own_parent"),
            models.CheckConstraint(
                condition=Q(clause__isnull=False)
                | Q(kind__in=["indicator", "own"])
                | Q(kind__in=["task", "project"], heading__isnull=False),
                name="item_has_place",
            ),
            models.CheckConstraint(
                condition=Q(heading__isnull=True) | Q(clause__isnull=True), name="item_heading_if_added"
            ),
            models.CheckConstraint(
                condition=Q(contact_named_at__isnull=True, contact_named_by__isnull=True)
                | Q(contact__isnull=False, contact_named_at__isnull=False, contact_named_by__isnull=False),
                name="item_contact_named_pair",
            ),
            models.CheckConstraint(
                condition=~Q(kind="own") | Q(parent__isnull=False, reporter__isnull=False),
                name="item_own_has_task_and_unit",
            ),
        ]
        indexes = [models.Index(fields=["plan", "kind", "order"], name="item_plan_kind_order")]

    def __str__(self) -> str:
        return self.code


class TermsState(models.TextChoices):
    ACTIVE = "active", "Đang thực hiện"
    SUSPENDED = "suspended", "Tạm dừng"
    ENDED = "ended", "Kết thúc"


class Recurrence(models.TextChoices):
    ONCE = "once", "Một lần"
    YEARLY = "yearly", "Hằng năm"
    CONTINUOUS = "continuous", "Thường xuyên"


class Terms(models.Model):
    """What holds for an item from `valid_from` until its next terms: the assignment's six clear answers.

    Blank means the document leaves it blank: not yet clear, never filled in by us. `filled` tells who filled
    a blank in and when: {field: {"by": name, "on": "2026-10-08"}}; what the document says is not in it.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="terms_set", verbose_name="công việc")
    valid_from = models.DateField("hiệu lực từ")
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="terms_set",
        verbose_name="theo quyết định",
    )
    state = models.CharField(
        "tình trạng", max_length=20, choices=TermsState.choices, default=TermsState.ACTIVE
    )
    title = models.TextField("tên việc")
    product = models.TextField("kết quả, sản phẩm", blank=True)
    decides = models.CharField("thẩm quyền quyết định", max_length=200, blank=True)
    resources = models.TextField("nguồn lực", blank=True)
    leader = models.CharField("lãnh đạo chịu trách nhiệm", max_length=200, blank=True)
    starts = models.DateField("bắt đầu", null=True, blank=True)
    ends = models.DateField("kết thúc", null=True, blank=True)
    recurrence = models.CharField("chu kỳ", max_length=20, choices=Recurrence.choices, blank=True)
    filled = models.JSONField("đã làm rõ", default=dict, blank=True, editable=False)
    folded = models.TextField("chữ để tìm", editable=False)
    title_key = OrderKey("khóa sắp xếp", of=("title",))

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung phân công"
        verbose_name_plural = "nội dung phân công"
        ordering = ["item__order", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["item", "valid_from"], name="terms_valid_from_unique"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="terms_ends_after_start",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="terms_has_title"),
            texts_within("terms", "title", "product", "resources"),
        ]

    def __str__(self) -> str:
        return self.title


class UnitRole(models.TextChoices):
    LEAD = "lead", "Chủ trì"
    COOPERATING = "cooperating", "Phối hợp"


class TermsUnit(models.Model):
    """A unit named in the terms: the one lead, or one that co-operates."""

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms_roles", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=UnitRole.choices)

    class Meta:
        verbose_name = "đơn vị được phân công"
        verbose_name_plural = "đơn vị được phân công"
        ordering = ["unit__order"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "unit"], name="terms_unit_unique"),
            models.UniqueConstraint(fields=["terms"], condition=Q(role="lead"), name="terms_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.unit}"


class Occurrence(models.Model):
    """One run of an item: a one-off item has one, "Hằng năm" one a year, "Thường xuyên" none."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="occurrences", verbose_name="công việc")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    starts = models.DateField("bắt đầu", null=True, blank=True)
    due = models.DateField("thời hạn")
    completed_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    product_document = models.CharField("văn bản, sản phẩm", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần thực hiện"
        verbose_name_plural = "lần thực hiện"
        ordering = ["item", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "year"], condition=Q(year__isnull=False), name="occurrence_year_unique"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(year__isnull=True), name="occurrence_one_off_unique"
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(due__gte=F("starts")), name="occurrence_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | ~Q(product_document=""),
                name="occurrence_completion_names_product",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.year or ''}".strip()


class Milestone(models.Model):
    """Mốc: a dated step inside an item, with the contractor who answers for it where there is one.

    It is finished when a counted report says so (MilestoneResult); `completed_on` is what the latest says.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="milestones", verbose_name="công việc")
    title = models.CharField("nội dung", max_length=300)
    contractor = models.CharField("nhà thầu, người thực hiện", max_length=200, blank=True)
    due = models.DateField("thời hạn")
    completed_on = models.DateField("hoàn thành ngày", null=True, blank=True)

    objects = ItemChildQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc"
        verbose_name_plural = "mốc"
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "title", "due"], name="milestone_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

"""The document of record: plan, clauses, open questions, and the decisions that amend it."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.models import Locality
from bachdang.vietnamese.limits import texts_within
from bachdang.vietnamese.text import search_fold
from plans.querysets import ClauseQuerySet, DecisionQuerySet, PlanQuerySet, QuestionQuerySet


class Letterhead(models.TextChoices):
    """Whose paper a report is written on."""

    COMMITTEE = "committee", "Đảng ủy (…-BC/ĐU)"
    OFFICE = "office", "Văn phòng Đảng ủy (…-BC/VPĐU)"
    GOVERNMENT = "government", "Ủy ban nhân dân (…/BC-UBND)"


class Plan(models.Model):
    """Kế hoạch: the document of record and the settings its arithmetic uses.

    `axes` is the list of clear answers ("6 rõ"): [{code, label, fields}]; another plan may have other axes.
    `slow_band`: done ≥ slow_band × expected is Chậm, below it Nguy cơ không đạt (domain.md, rule 5).
    `lenient_quarters`: in its first quarters a line to a target is Chậm at most.
    `tolerance`: what "khoảng" allows, as a share of the value (0 = none).
    `archived_at`: since when it is put away: it opens by its address and is not chosen by itself.
    """

    locality = models.ForeignKey(Locality, models.PROTECT, related_name="plans", verbose_name="địa phương")
    code = models.SlugField("mã", max_length=60)
    title = models.TextField("tên kế hoạch")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    source_programme = models.TextField("văn bản gốc", blank=True)
    starts = models.DateField("từ ngày")
    ends = models.DateField("đến ngày")
    vision = models.PositiveSmallIntegerField("tầm nhìn đến năm", null=True, blank=True)
    slow_band = models.DecimalField(
        "ngưỡng chậm", max_digits=3, decimal_places=2, default=Decimal("0.85"),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(1))],
        help_text="Dưới kế hoạch nhưng từ mức này trở lên là Chậm; thấp hơn là Nguy cơ không đạt.",
    )  # fmt: skip
    lenient_quarters = models.PositiveSmallIntegerField(
        "số quý đầu chưa báo nguy cơ", default=2, validators=[MaxValueValidator(8)],
        help_text="Trong các quý đầu của một mục tiêu, đánh giá thấp nhất là Chậm, trừ khi số liệu đi lùi.",
    )  # fmt: skip
    tolerance = models.DecimalField(
        "dung sai của “khoảng”", max_digits=4, decimal_places=3, default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal("0.999"))],
    )  # fmt: skip
    due_soon_days = models.PositiveSmallIntegerField(
        "sắp đến hạn (ngày)", default=10, validators=[MaxValueValidator(366)]
    )
    axes = models.JSONField("các mặt rõ", default=list)
    letterhead = models.CharField(
        "thể thức báo cáo", max_length=20, choices=Letterhead.choices, default=Letterhead.COMMITTEE
    )
    notes = models.JSONField("ghi chú về bản gốc", default=list, blank=True)
    illustrative = models.BooleanField("đang có số liệu minh họa", default=False)
    archived_at = models.DateTimeField("cất lúc", null=True, blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-starts", "id"]
        permissions = [("edit_plan", "Sửa kế hoạch"), ("export_report", "Xuất báo cáo")]
        constraints = [
            models.UniqueConstraint(fields=["locality", "code"], name="plan_code_unique"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="plan_ends_after_start",
                violation_error_message="Ngày kết thúc của kế hoạch phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(lenient_quarters__lte=8),
                name="plan_lenient_quarters_range",
                violation_error_message="Số quý đầu chưa báo nguy cơ không quá 8.",
            ),
            models.CheckConstraint(
                condition=Q(slow_band__gt=0, slow_band__lte=1),
                name="plan_slow_band_range",
                violation_error_message="Ngưỡng chậm phải lớn hơn 0 và không quá 1, ví dụ 0,85.",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0, tolerance__lt=1),
                name="plan_tolerance_range",
                violation_error_message="Dung sai phải từ 0 đến dưới 1, ví dụ 0,05.",
            ),
            models.CheckConstraint(
                condition=Q(due_soon_days__lte=366),
                name="plan_due_soon_within_a_year",
                violation_error_message="Số ngày sắp đến hạn không quá 366.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def year_fault(self, year: int) -> str:
        """Why a round of that year cannot be; "" within the plan."""
        if self.starts.year <= year <= self.ends.year:
            return ""
        return f"Năm {year} nằm ngoài kế hoạch ({self.starts.year}–{self.ends.year})."


class ReportTemplate(models.Model):
    """Mẫu Word: the office's own form of the written report; the one in use is not retired.

    Without one in use a report has the form that the program begins with.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="report_templates", verbose_name="kế hoạch")
    name = models.CharField("tên tệp", max_length=200)
    content = models.BinaryField("tệp")
    uploaded_at = models.DateTimeField("gửi lúc", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    retired_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mẫu Word"
        verbose_name_plural = "mẫu Word"
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(retired_at__isnull=True), name="report_template_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReportText(models.Model):
    """The office's own text of one section of the written report, in place of the one it begins with."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="report_texts", verbose_name="kế hoạch")
    section = models.CharField("phần", max_length=20)
    text = models.TextField("lời văn", blank=True)

    class Meta:
        verbose_name = "lời văn báo cáo"
        verbose_name_plural = "lời văn báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["plan", "section"], name="report_text_section_unique"),
            texts_within("report_text", "text"),
        ]

    def __str__(self) -> str:
        return self.section


class ClauseKind(models.TextChoices):
    TITLE = "title", "Tên văn bản"
    SECTION = "section", "Phần"
    HEADING = "heading", "Đề mục"
    PARAGRAPH = "paragraph", "Đoạn"
    BULLET = "bullet", "Gạch đầu dòng"
    PROGRAMME = "programme", "Chương trình, đề án, nhiệm vụ trọng tâm"
    OVERALL_GOAL = "overall_goal", "Mục tiêu tổng quát"
    SPECIFIC_GOAL = "specific_goal", "Mục tiêu cụ thể"
    VISION = "vision", "Mục tiêu tầm nhìn"
    ACTIVITY = "activity", "Hoạt động chính"
    ASSIGNMENT = "assignment", "Phân công thực hiện"
    SCHEDULE = "schedule", "Thời gian thực hiện"
    RESOURCES = "resources", "Nguồn lực"
    DUTY = "duty", "Tổ chức thực hiện"
    ANNEX = "annex", "Phụ lục"
    TABLE_HEAD = "table_head", "Đầu bảng"
    GROUP = "group", "Nhóm"
    TASK = "task", "Nhiệm vụ"
    PROJECT = "project", "Dự án"
    RECIPIENT = "recipient", "Nơi nhận"
    SIGNATURE = "signature", "Chữ ký"


class Clause(models.Model):
    """Nội dung kế hoạch: one sentence, bullet or table row of the document, verbatim.

    `key` is ours and unique; `marker` is the number or dash as printed (printed numbers repeat);
    `place` says in words where it stands. `cells` holds the row of an annex table, cell for cell.
    `corrections` is [{printed, read}]: how an error of the source is read; the text itself is never changed.
    `not_measured` gives the reason when a goal has no target here.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="clauses", verbose_name="kế hoạch")
    key = models.CharField("khóa", max_length=40)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="thuộc"
    )
    kind = models.CharField("loại", max_length=20, choices=ClauseKind.choices)
    marker = models.CharField("số in", max_length=20, blank=True)
    place = models.CharField("vị trí", max_length=120)
    order = models.PositiveIntegerField("thứ tự")
    text = models.TextField("nguyên văn")
    cells = models.JSONField("các ô", null=True)
    corrections = models.JSONField("đính chính", default=list)
    not_measured = models.TextField("lý do không đo", blank=True)
    folded = models.TextField("chữ để tìm", editable=False)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung kế hoạch"
        verbose_name_plural = "nội dung kế hoạch"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="clause_key_unique"),
            models.UniqueConstraint(fields=["plan", "order"], name="clause_order_unique"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="clause_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def search_text(self) -> str:
        """What `folded` holds: text and place as search_fold gives them."""
        return search_fold(f"{self.text} {self.place}")

    @property
    def url(self) -> str:
        """Where the clause stands on the page of the plan, its branch open."""
        return f"{reverse('plan_tree')}?mo={self.key}#{self.key}"


class QuestionAbout(models.TextChoices):
    """What a question asks for, where an answer elsewhere settles it."""

    LEAD = "lead", "Đơn vị chủ trì"


class Question(models.Model):
    """A question the document raises, with the office's answer, who gave it and when.

    `finding` names what a check of the plan found (standing.open_points); it is stored once it is answered.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="questions", verbose_name="kế hoạch")
    clause = models.ForeignKey(
        Clause, models.CASCADE, null=True, blank=True, related_name="questions", verbose_name="nội dung"
    )
    indicator_code = models.CharField("mã chỉ tiêu", max_length=40, blank=True)
    about = models.CharField(
        "hỏi về", max_length=20, choices=QuestionAbout.choices, blank=True, editable=False
    )
    finding = models.CharField("phát hiện", max_length=80, blank=True, editable=False)
    text = models.TextField("câu hỏi")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm cần làm rõ"
        verbose_name_plural = "điểm cần làm rõ"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="question_answer_pair",
            ),
            models.CheckConstraint(
                condition=Q(clause__isnull=False) | ~Q(indicator_code=""), name="question_has_subject"
            ),
            models.UniqueConstraint(
                fields=["plan", "finding"], condition=~Q(finding=""), name="question_finding_unique"
            ),
            texts_within("question", "answer"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Decision(models.Model):
    """Quyết định: the document under which the office amends the plan. Its rows are Terms and TargetTerms."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="decisions", verbose_name="kế hoạch")
    number = models.CharField("số", max_length=60)
    date = models.DateField("ngày")
    subject = models.TextField("trích yếu", blank=True)
    upload = models.ForeignKey("plans.Upload", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        ordering = ["-date", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number", "date"], name="decision_number_unique"),
            models.CheckConstraint(condition=~Q(number=""), name="decision_has_number"),
            texts_within("decision", "subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.date:%d/%m/%Y}"

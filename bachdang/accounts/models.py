"""Who: localities, units, people, and the append-only record of what they changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from bachdang.accounts.door.models import Passkey as Passkey
from bachdang.accounts.door.models import SecondFactor as SecondFactor
from bachdang.accounts.door.models import Session as Session
from bachdang.accounts.querysets import HistoryQuerySet, UnitQuerySet
from bachdang.accounts.roles import Role
from bachdang.accounts.verbs import VERB_LABELS
from bachdang.trees import upward
from bachdang.vietnamese.stored_keys import NameKey, OrderKey

LEVELS = ("phường", "xã", "đặc khu", "thị trấn")
"""The kinds of places that track a plan; the name of a locality begins with one."""
_KINDS = (*(f"{level.capitalize()} " for level in LEVELS), "Thành phố ", "Tỉnh ")


class Locality(models.Model):
    """Địa phương: a ward, under its city. Everything a user may see hangs from the user's own locality."""

    code = models.SlugField("mã", unique=True)
    name = models.CharField("tên", max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )

    class Meta:
        verbose_name = "địa phương"
        verbose_name_plural = "địa phương"
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="locality_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> str:
        """The kind of place, within a sentence: "phường", "xã"; "địa phương" when the name is silent."""
        return next((one for one in LEVELS if self.name.lower().startswith(f"{one} ")), "địa phương")

    @property
    def place(self) -> str:
        """The name alone: "Bạch Đằng" of "Phường Bạch Đằng"."""
        return next(
            (self.name.removeprefix(kind) for kind in _KINDS if self.name.startswith(kind)), self.name
        )


class UnitKind(models.TextChoices):
    PARTY = "party", "Cơ quan Đảng"
    GOVERNMENT = "government", "Ủy ban nhân dân"
    OFFICE = "office", "Phòng chuyên môn"
    POLICE = "police", "Công an"
    MILITARY = "military", "Quân sự"
    FRONT = "front", "Mặt trận và đoàn thể"
    COUNCIL = "council", "Hội đồng nhân dân"
    SERVICE = "service", "Đơn vị sự nghiệp"
    TAX = "tax", "Thuế"
    SCHOOL = "school", "Trường học"
    CITY = "city", "Cơ quan thành phố"
    OTHER = "other", "Khác"


OWN_PARENT = "Đơn vị không trực thuộc chính mình. Chọn đơn vị khác, hoặc để trống."


class Unit(models.Model):
    """Đơn vị: a body that leads, co-operates or reports. A tree: UBND phường has its offices under it."""

    locality = models.ForeignKey(Locality, models.PROTECT, related_name="units", verbose_name="địa phương")
    code = models.SlugField("mã")
    name = models.CharField("tên", max_length=200)
    short = models.CharField("tên gọn", max_length=60, blank=True)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    order = models.PositiveIntegerField("thứ tự", default=0)
    aliases = models.JSONField("cách viết trong văn bản", default=list, blank=True)
    name_key = OrderKey("khóa sắp xếp", of=("short", "name"))

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "code"],
                name="unit_code_unique",
                violation_error_message="Mã này đã dùng cho một đơn vị khác của địa phương. Chọn mã khác.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="unit_not_own_parent", violation_error_message=OWN_PARENT
            ),
        ]

    def __str__(self) -> str:
        return self.short or self.name

    def clean(self) -> None:
        """A unit stands in its own locality and under no unit that stands under it."""
        if self.parent is None:
            return
        rows = Unit.objects.filter(locality=self.locality_id)
        parents = dict(rows.values_list("pk", "parent"))
        if self.pk == self.parent.pk:
            raise ValidationError({"parent": OWN_PARENT})
        if self.pk in upward(self.parent.pk, parents.get):
            raise ValidationError(
                {"parent": f"“{self.parent}” đang trực thuộc “{self}”. Chọn đơn vị khác, hoặc để trống."}
            )


class UserManager(BaseUserManager["User"]):
    """Accounts are made by actions.create_user; this serves Django's own commands."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of that name, however its letters are typed. Names are ASCII."""
        return self.annotate(folded=Lower("username")).get(folded=(username or "").lower())

    def named(self, username: str) -> User | None:
        """The same, or None."""
        return self.annotate(folded=Lower("username")).filter(folded=username.lower()).first()

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An official. Kept about a person: name, title, unit, login, contact; nothing else."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": "Tên đăng nhập này đã có."},
    )
    full_name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ", max_length=120, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="users", verbose_name="đơn vị"
    )
    is_staff = models.BooleanField("được vào trang quản trị", default=False)
    is_active = models.BooleanField("đang hoạt động", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    temporary_since = models.DateTimeField("mật khẩu tạm từ lúc", null=True, blank=True, editable=False)
    date_joined = models.DateTimeField("ngày tạo", auto_now_add=True)
    name_key = NameKey("khóa sắp xếp", of=("full_name", "username"))

    # By what else than the password this request has proven the person; "" for the password alone.
    proven_by = ""

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["username"]
        permissions = [("view_people", "Xem kết quả của mọi cán bộ")]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_unique_in_any_case",
                violation_error_message="Tên đăng nhập này đã có (không phân biệt chữ hoa, chữ thường).",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def temporary_until(self) -> datetime | None:
        """When the temporary password ends; None with one of their own."""
        since = self.temporary_since if self.must_change_password else None
        return since and since + timedelta(days=settings.TEMPORARY_PASSWORD_DAYS)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]

    @property
    def role_label(self) -> str:
        """What the person is here, in words; "" without a role. Reads `groups`: lists prefetch them."""
        labels = dict(Role.choices)
        return next((labels[one.name] for one in self.groups.all() if one.name in labels), "")


class AuditEvent(models.Model):
    """Nhật ký: who changed what, when, from what to what, why.

    Append-only and without foreign keys to its subject, so that a row outlives what it speaks of.
    `subject` is "app.model:pk"; `changes` is {field: [old, new]}, values as text.
    """

    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="audit_events", verbose_name="người thực hiện"
    )
    locality = models.ForeignKey(Locality, models.PROTECT, null=True, related_name="audit_events")
    verb = models.CharField("việc", max_length=60)
    subject = models.CharField("đối tượng", max_length=80)
    item_id = models.BigIntegerField("mã công việc", null=True)
    changes = models.JSONField("thay đổi", default=dict)
    reason = models.TextField("lý do", blank=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = "nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["item_id", "-at"], name="audit_item_at"),
            models.Index(fields=["subject"], name="audit_subject"),
            models.Index(fields=["locality", "-at"], name="audit_locality_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The history is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The history is append-only.")

    @property
    def verb_label(self) -> str:
        return VERB_LABELS.get(self.verb, self.verb)

    @property
    def change_lines(self) -> list[str]:
        """Each change in words: "2026-Q3 estimate: 13.1 → 13.4"; a first value has no arrow."""
        return [
            f"{field}: {new}" if old is None else f"{field}: {old} → {new if new is not None else '(bỏ)'}"
            for field, (old, new) in self.changes.items()
        ]

    @property
    def change_text(self) -> str:
        """All changes in one sentence; "" without any."""
        lines = self.change_lines
        return "; ".join([*(line.removesuffix(".") for line in lines[:-1]), *lines[-1:]])


class SentForm(models.Model):
    """A form that was sent and done: `key` names it with all that was typed, `result` is where it led."""

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    result = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "biểu mẫu đã nhận"
        verbose_name_plural = "biểu mẫu đã nhận"
        indexes = [models.Index(fields=["user", "at"], name="sent_form_user_at")]

    def __str__(self) -> str:
        return self.key


class JobRun(models.Model):
    """The last run of a command that a timer starts; one row a command, written by `job_runs.recorded`."""

    job = models.CharField("lệnh", max_length=40, unique=True)
    started_at = models.DateTimeField("bắt đầu")
    ended_at = models.DateTimeField("kết thúc", null=True)
    succeeded_at = models.DateTimeField("lần xong gần nhất", null=True)
    failed = models.BooleanField("có lỗi", default=False)
    said = models.CharField("kết quả", max_length=500, blank=True)

    class Meta:
        verbose_name = "lần chạy lệnh"
        verbose_name_plural = "lần chạy lệnh"

    def __str__(self) -> str:
        return self.job

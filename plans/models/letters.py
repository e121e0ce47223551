"""Letters on their way: a notice that is to reach a person by e-mail as well."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plans.models.notices import Notice


class Letter(models.Model):
    """Thư: the e-mail of a notice, from the moment it is queued to its end: sent, or given up.

    `next_at` is when it may be tried (again), empty at its end. `taken_at` marks that a command is handing it
    over right now; a mark that is old was left by one that was killed. `more`: what the letter says below the
    notice's one line. `enclosure`: a PDF that goes along, kept until the letter's end.
    """

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="letter")
    more = models.TextField("nội dung thư", blank=True, default="")
    enclosure = models.BinaryField("tệp kèm", null=True, blank=True)
    queued_at = models.DateTimeField("xếp hàng lúc")
    tries = models.PositiveSmallIntegerField("số lần gửi", default=0)
    next_at = models.DateTimeField("gửi từ lúc", null=True, blank=True)
    taken_at = models.DateTimeField("đang gửi từ lúc", null=True, blank=True)
    sent_at = models.DateTimeField("đã gửi lúc", null=True, blank=True)
    given_up_at = models.DateTimeField("thôi gửi lúc", null=True, blank=True)
    error = models.CharField("lỗi gần nhất", max_length=300, blank=True)

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        constraints = [
            models.CheckConstraint(
                condition=Q(next_at__isnull=False, sent_at__isnull=True, given_up_at__isnull=True)
                | Q(next_at__isnull=True, sent_at__isnull=False, given_up_at__isnull=True)
                | Q(next_at__isnull=True, sent_at__isnull=True, given_up_at__isnull=False),
                name="letter_waits_or_ended",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True) | ~Q(error=""), name="letter_given_up_says_why"
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="letter_next_at")]

    def __str__(self) -> str:
        return str(self.notice)

"""Take away what nobody will read again: ended sessions, old read notices, tokens of old forms."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from bachdang.accounts.job_runs import Job, recorded
from bachdang.accounts.models import SentForm
from bachdang.accounts.once import KEPT
from plans.models import Notice


class Command(BaseCommand):
    help = (
        "Bỏ phiên đăng nhập đã hết hạn, thông báo đã đọc quá NOTICE_DAYS ngày; nhật ký và số liệu không bị "
        "đụng đến."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with recorded(Job.TIDY) as say:
            now = timezone.now()
            call_command("clearsessions")
            read = Notice.objects.filter(read_at__lt=now - timedelta(days=settings.NOTICE_DAYS))
            waiting = read.filter(letter__next_at__isnull=False)
            count, _ = read.exclude(pk__in=waiting.values("pk")).delete()
            forms, _ = SentForm.objects.filter(at__lt=now - KEPT).delete()
            said = f"Đã bỏ {count} dòng thông báo cũ đã đọc, {forms} dấu biểu mẫu cũ, các phiên hết hạn."
            say(said)
        self.stdout.write(said)

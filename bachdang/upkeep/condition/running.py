"""The database, the commands of the timers, letters and backups: what only a running site can tell."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from bachdang.accounts.job_runs import Job
from bachdang.accounts.models import AuditEvent, JobRun
from bachdang.reporting.letters import in_words
from bachdang.upkeep.backup.kept import backups
from bachdang.upkeep.condition.finding import Finding, finding
from bachdang.upkeep.condition.machine import clock_finding
from bachdang.vietnamese.numbers import format_decimal
from plans.models import Letter

MEGABYTE = 2**20
EXPECTED = {
    Job.BACKUP: timedelta(hours=30),
    Job.DRILL: timedelta(days=9),
    Job.REMINDERS: timedelta(hours=30),
    Job.LETTERS: timedelta(minutes=30),
    Job.VERIFY: timedelta(hours=30),
    Job.TIDY: timedelta(days=9),
}
"""How long ago the last success may be: a timer that missed one run is no news yet."""
TIMERS = {
    Job.BACKUP: "bachdang-backup", Job.DRILL: "bachdang-drill", Job.REMINDERS: "bachdang-remind",
    Job.LETTERS: "bachdang-letters", Job.VERIFY: "bachdang-verify", Job.TIDY: "bachdang-tidy",
}  # fmt: skip


def database_findings() -> Iterator[Finding]:
    """One that is away ends the list: nothing else can be told."""
    try:
        size, now = _size(), _database_now()
        behind = unapplied()
        latest = AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    except DatabaseError as error:
        yield finding(
            "Cơ sở dữ liệu",
            f"không trả lời ({str(error).splitlines()[0] if str(error) else type(error).__name__})",
            bad="Xem dịch vụ cơ sở dữ liệu (systemctl status postgresql) và DATABASE_URL.",
        )
        return
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    yield finding("Cơ sở dữ liệu", f"{kind}, {format_decimal(max(1, round(size / MEGABYTE)))} MB")
    yield finding(
        "Bước cập nhật dữ liệu",
        f"còn {behind} bước chưa chạy" if behind else "đủ",
        bad="Chạy manage.py migrate, sync_roles, rebuild_standing." if behind else "",
    )
    yield clock_finding(latest, now)


def unapplied() -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _size() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    name = Path(str(connection.settings_dict["NAME"]))
    connection.ensure_connection()
    return sum(path.stat().st_size for path in (name, Path(f"{name}-wal")) if path.exists())


def _database_now() -> datetime | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def job_findings() -> Iterator[Finding]:
    """Every command that a timer should start: when it last succeeded, what it said."""
    runs = {run.job: run for run in JobRun.objects.all()}
    for job in Job:
        yield _job_finding(job, runs.get(job.value))


def _job_finding(job: Job, run: JobRun | None) -> Finding:
    start = f"Xem systemctl list-timers và journalctl -u {TIMERS[job]}."
    if run is None:
        return finding(job.label, "chưa chạy lần nào", look=start)
    last = (
        f"{timezone.localtime(run.succeeded_at):%H:%M %d/%m/%Y}" if run.succeeded_at else "chưa lần nào xong"
    )
    says = f"{last}. {run.said}".rstrip(". ")
    if run.failed:
        return finding(job.label, says, bad=f"Lần gần nhất không xong. {start}")
    late = run.succeeded_at is None or timezone.now() - run.succeeded_at > EXPECTED[job]
    return finding(job.label, says, look=start if late else "")


def backup_findings() -> Iterator[Finding]:
    """The files themselves, whatever the timers say."""
    found = backups()
    if not found:
        yield finding(
            "Bản sao lưu", "chưa có bản nào", bad="Chạy manage.py backup, bật bachdang-backup.timer."
        )
        return
    newest = found[0]
    old = timezone.now() - newest.taken_at > EXPECTED[Job.BACKUP]
    size = format_decimal(max(1, round(newest.size / MEGABYTE)))
    yield finding(
        "Bản sao lưu",
        f"{len(found)} bản, mới nhất {timezone.localtime(newest.taken_at):%H:%M %d/%m/%Y}, {size} MB"
        f"{', đã mã hóa' if newest.sealed else ''}",
        bad=f"Bản mới nhất đã cũ. Xem journalctl -u {TIMERS[Job.BACKUP]}." if old else "",
    )
    here = os.stat(settings.BACKUP_DIR).st_dev == os.stat(settings.BASE_DIR).st_dev  # noqa: PTH116
    yield finding(
        "Nơi để bản sao lưu",
        str(settings.BACKUP_DIR),
        look="Cùng ổ đĩa với trang: hỏng ổ là mất cả hai. Chép bản sao lưu sang máy khác." if here else "",
    )


def letter_findings() -> Iterator[Finding]:
    """The queue, of all wards of the site."""
    waiting = Letter.objects.filter(next_at__isnull=False)
    first = waiting.order_by("queued_at").values_list("queued_at", flat=True).first()
    week = timezone.now() - timedelta(days=7)
    lost = Letter.objects.filter(given_up_at__gte=week).count()
    late = first is not None and timezone.now() - first > timedelta(hours=2)
    count = waiting.count()
    yield finding(
        "Thư chờ gửi",
        f"{count} thư" + (f", {lost} thư không gửi được trong tuần" if lost else ""),
        look="Thư không đi: chạy manage.py doctor để thử máy chủ thư, xem EMAIL_URL." if late or lost else "",
    )


def mail_finding() -> Finding:
    """Asks the mail server, waiting no longer than EMAIL_TIMEOUT; for the command alone."""
    if "smtp" not in settings.EMAIL_BACKEND:
        return finding(
            "Máy chủ thư", "chưa đặt", look="Thư chỉ in ra nhật ký. Đặt EMAIL_URL để gửi thư thật."
        )
    try:
        with get_connection(fail_silently=False):
            pass
    except (OSError, smtplib.SMTPException) as error:
        return finding("Máy chủ thư", in_words(error), bad="Xem EMAIL_URL, tường lửa và mật khẩu gửi thư.")
    return finding("Máy chủ thư", "trả lời")

"""When a timer's command last ran, and how it ended: what the administrator's page and `doctor` show."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from django.db import DatabaseError, models
from django.utils import timezone

from bachdang.accounts.models import JobRun


class Job(models.TextChoices):
    """The commands that timers start."""

    BACKUP = "backup", "Sao lưu"
    DRILL = "drill", "Khôi phục thử"
    REMINDERS = "send_reminders", "Nhắc việc"
    LETTERS = "send_letters", "Gửi thư"
    VERIFY = "verify_data", "Kiểm tra dữ liệu"
    TIDY = "tidy", "Dọn phiên, thông báo cũ"


LONGEST = 500


@contextlib.contextmanager
def recorded(job: Job) -> Iterator[Callable[[str], None]]:
    """Keep the run; call what is given with the words of its result. A failure is kept and goes on up."""
    said = ""

    def say(text: str) -> None:
        nonlocal said
        said = text[:LONGEST]

    _keep(job, started_at=timezone.now(), ended_at=None)
    try:
        yield say
    except BaseException as error:
        _keep(job, ended_at=timezone.now(), failed=True, said=(str(error) or type(error).__name__)[:LONGEST])
        raise
    now = timezone.now()
    _keep(job, ended_at=now, succeeded_at=now, failed=False, said=said)


def _keep(job: Job, **values: object) -> None:
    """A database that is away stops no command by this."""
    now = timezone.now()
    with contextlib.suppress(DatabaseError):
        JobRun.objects.update_or_create(
            job=job.value, defaults=values, create_defaults={"started_at": now, **values}
        )

"""All that is looked at, in the order it is shown."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError

from bachdang.upkeep.condition.certificate import certificate_finding
from bachdang.upkeep.condition.finding import Finding
from bachdang.upkeep.condition.machine import file_findings, settings_findings
from bachdang.upkeep.condition.running import (
    backup_findings,
    database_findings,
    job_findings,
    letter_findings,
    mail_finding,
)

Group = tuple[str, list[Finding]]


def condition(*, ask_others: bool = False) -> list[Group]:
    """Groups with their findings; mail and web server are asked only when someone waits for the answer."""
    machine = [*settings_findings(), *file_findings()]
    database = list(database_findings())
    try:
        jobs = [*job_findings(), *letter_findings()]
    except DatabaseError:
        jobs = []
    if ask_others:
        jobs.append(mail_finding())
        machine += [certificate_finding()] if settings.HTTPS else []
    return [
        ("Cơ sở dữ liệu", database),
        ("Lệnh chạy theo giờ", jobs),
        ("Sao lưu", list(backup_findings())),
        ("Máy chủ", machine),
    ]

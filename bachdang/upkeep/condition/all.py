"""All that is looked at, in the order it is shown."""

from __future__ import annotations

from django.db import DatabaseError

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


def condition(*, ask_mail: bool = False) -> list[Group]:
    """Groups with their findings; the mail server is asked only when someone waits for the answer."""
    groups: list[Group] = [("Máy chủ", [*settings_findings(), *file_findings()])]
    database = list(database_findings())
    try:
        jobs = [*job_findings(), *letter_findings()]
    except DatabaseError:
        jobs = []
    if ask_mail:
        jobs.append(mail_finding())
    return [
        ("Cơ sở dữ liệu", database),
        ("Lệnh chạy theo giờ", jobs),
        ("Sao lưu", list(backup_findings())),
        *groups,
    ]

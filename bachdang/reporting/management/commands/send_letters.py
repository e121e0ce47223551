"""Hand over the letters that wait; for cron, every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from bachdang.accounts.job_runs import Job, recorded
from bachdang.reporting.letters import deliver


class Command(BaseCommand):
    help = "Gửi các thư đang chờ; thư chưa gửi được sẽ được gửi lại sau. Hai lệnh cùng lúc không gửi trùng."

    def handle(self, *args: Any, **options: Any) -> None:
        with recorded(Job.LETTERS) as say:
            found = deliver()
            failed = f", {found.failed} thư chưa gửi được" if found.failed else ""
            said = f"Đã gửi {found.sent} thư{failed}."
            say(said)
        self.stdout.write(said)

"""Prove over the whole database what no single row can show."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bachdang.accounts.job_runs import Job, recorded
from bachdang.upkeep.verify import verify_data


class Command(BaseCommand):
    help = "Kiểm tra dữ liệu giữa các bảng; có lỗi thì in từng lỗi và kết thúc với mã khác 0."

    def handle(self, *args: Any, **options: Any) -> None:
        with recorded(Job.VERIFY) as say:
            say(self._verify())

    def _verify(self) -> str:
        found = verify_data()
        faults = [(title, fault) for title, ones in found.items() for fault in ones]
        for title, fault in faults:
            self.stdout.write(f"{title}: {fault}.")
        if faults:
            raise CommandError(f"{len(faults)} lỗi dữ liệu.")
        said = f"Dữ liệu đúng: {len(found)} quy tắc."
        self.stdout.write(said)
        return said

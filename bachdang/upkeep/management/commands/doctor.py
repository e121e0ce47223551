"""Look at everything a technician would look at, and say what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bachdang.upkeep.condition.all import condition
from bachdang.upkeep.condition.finding import Level


class Command(BaseCommand):
    help = (
        "Xem cấu hình, quyền tệp, đồng hồ, ổ đĩa, cơ sở dữ liệu, thư, sao lưu, lệnh theo giờ và nói việc "
        "cần làm; có lỗi thì kết thúc với mã khác 0."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for heading, findings in condition(ask_others=True):
            self.stdout.write(f"\n{heading}")
            for one in findings:
                wrong += one.level == Level.BAD
                self.stdout.write(f"  {one.level.label:8} {one.title}: {one.says}")
                if one.remedy:
                    self.stdout.write(f"           → {one.remedy}")
        if wrong:
            raise CommandError(f"{wrong} mục có lỗi.")

"""Write the workbook of a period to a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bachdang.quarter.archive import Unreadable
from bachdang.quarter.rows import quarter_report
from bachdang.quarter.snapshots import latest_snapshot, mark_of, rows_of
from bachdang.reports.periods import scope_named
from bachdang.reports.workbook import quarter_workbook
from bachdang.standing.quarter_book import QuarterBook


class Command(BaseCommand):
    help = "Xuất báo cáo Excel của một kỳ: export_report --period 2026-Q3 --output bao-cao.xlsx"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", required=True, help="kỳ báo cáo, ví dụ 2026-Q3")
        parser.add_argument("--output", required=True, type=Path, help="tệp .xlsx ghi ra")
        parser.add_argument("--plan", help="mã kế hoạch (mặc định: kế hoạch mới nhất)")

    def handle(self, *args: Any, **options: Any) -> None:
        scope, plan = scope_named(options["period"], options["plan"])
        snapshot = latest_snapshot(scope.period)
        try:
            report = rows_of(snapshot) if snapshot else quarter_report(QuarterBook(scope))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        content = quarter_workbook(report, mark_of(snapshot, timezone.now()), plan.letterhead)
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"Không ghi được {options['output']}: {error.strerror}.") from error
        counts = report.counts
        self.stdout.write(
            f"Đã ghi {options['output']}: {counts['targets']} mục tiêu, {counts['tasks']} nhiệm vụ, "
            f"{counts['projects']} dự án."
        )

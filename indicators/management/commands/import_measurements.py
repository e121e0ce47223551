"""Write figures of the past from a table."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.spreadsheet.reading import UnreadableFile, read_table
from indicators.importing.checking import plan_import
from indicators.importing.found import preview_lines
from indicators.importing.writing import write_import
from indicators.rules import Quarter
from plans.models import Plan


class Command(BaseCommand):
    help = "Nạp số liệu từ tệp .csv, .xlsx (docs/formats.md). Chỉ xem trước; thêm --commit để ghi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--commit", action="store_true", help="ghi vào cơ sở dữ liệu")
        parser.add_argument("--plan", help="mã kế hoạch (mặc định: kế hoạch mới nhất)")
        parser.add_argument("--by", help="tên đăng nhập của người nạp, ghi vào lịch sử")

    def handle(self, *args: Any, **options: Any) -> None:
        plans = Plan.objects.order_by("-starts", "-id")
        plan = (plans.filter(code=options["plan"]) if options["plan"] else plans).first()
        if plan is None:
            raise CommandError("Không có kế hoạch này. Chạy load_plan trước.")
        by = User.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"Không có tài khoản “{options['by']}”.")
        try:
            lines = read_table(options["file"].read_bytes(), options["file"].name)
        except OSError as error:
            raise CommandError(f"Không mở được {options['file']}: {error.strerror}.") from error
        except UnreadableFile as error:
            raise CommandError(error.message_vi) from error
        found = plan_import(plan, lines, Quarter.of(timezone.localdate()))
        if found.faults:
            listed = "\n".join(str(fault) for fault in found.faults)
            raise CommandError(f"{len(found.faults)} lỗi, chưa ghi gì:\n{listed}")
        for line in preview_lines(found):
            self.stdout.write(line)
        for doubt in found.doubts:
            self.stdout.write(f"Cần lưu ý: {doubt}.")
        counts = f"{len(found.changes)} số liệu mới hoặc thay đổi, {found.unchanged} không thay đổi"
        if options["commit"]:
            write_import(plan=plan, found=found, by=by)
            self.stdout.write(f"Đã ghi: {counts}.")
        else:
            self.stdout.write(f"Xem trước: {counts}. Chưa ghi gì; chạy lại với --commit để ghi.")

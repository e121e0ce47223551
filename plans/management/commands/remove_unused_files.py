"""Remove stored files that no report and no decision uses; for whoever looks after the disk."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from bachdang.vietnamese.numbers import format_decimal
from plans.storing.unused_files import remove_unused_files


class Command(BaseCommand):
    help = (
        "Bỏ tệp gửi quá 30 ngày mà không báo cáo, quyết định nào còn dùng; tệp trên ổ đĩa được xóa ở lần "
        "chạy sau đó một ngày."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không bỏ")

    def handle(self, *args: Any, **options: Any) -> None:
        done = remove_unused_files(now=timezone.now(), dry_run=options["dry_run"])
        verb = "Sẽ bỏ" if options["dry_run"] else "Đã bỏ"
        size = format_decimal(round(done.size / 2**20))
        self.stdout.write(
            f"{verb} {done.rows} tệp không còn dùng, xóa {done.files} tệp trên ổ đĩa ({size} MB)."
        )

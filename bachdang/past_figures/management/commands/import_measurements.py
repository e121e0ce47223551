"""Write figures of the past from a table."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.found import preview_lines
from bachdang.past_figures.rows import FIGURES
from bachdang.past_figures.writing import write_import
from bachdang.spreadsheet.reading import Line, Table, UnreadableFile, read_table
from indicators.rules import Quarter
from plans.models import Plan


class Command(BaseCommand):
    help = "Nạp số liệu từ tệp .csv, .xlsx (docs/formats.md). Chỉ xem trước; thêm --commit để ghi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--commit", action="store_true", help="ghi vào cơ sở dữ liệu")
        parser.add_argument("--plan", help="mã kế hoạch (mặc định: kế hoạch mới nhất)")
        parser.add_argument(
            "--text", choices=["unicode", "as-is"], help="chữ gõ bằng TCVN3, VNI: chuyển sang Unicode hay giữ"
        )
        parser.add_argument("--by", help="tên đăng nhập của người nạp, ghi vào lịch sử")

    def handle(self, *args: Any, **options: Any) -> None:
        plans = Plan.objects.order_by("-starts", "-id")
        plan = (plans.filter(code=options["plan"]) if options["plan"] else plans).first()
        if plan is None:
            raise CommandError("Không có kế hoạch này. Chạy load_plan trước.")
        by = User.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"Không có tài khoản “{options['by']}”.")
        table = _read(options["file"])
        lines = _lines(table, options["text"])
        found = plan_import(plan, lines, Quarter.of(timezone.localdate()), options["file"].name)
        self.stdout.write("\n".join(table.notes + found.notes))
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


def _read(file: Path) -> Table:
    try:
        return read_table(file.read_bytes(), file.name, FIGURES.anchors)
    except OSError as error:
        raise CommandError(f"Không mở được {file}: {error.strerror}.") from error
    except UnreadableFile as error:
        raise CommandError(error.message_vi) from error


def _lines(table: Table, text: str | None) -> list[Line]:
    """The lines, in Unicode if that was asked for. Raises CommandError when it was not said."""
    page = table.code_page
    if page is None or text == "as-is":
        return table.lines
    if text is None:
        ways = "--text unicode để chuyển sang Unicode, --text as-is để giữ"
        raise CommandError(f"Chữ trong tệp gõ bằng {page.name}. Thêm {ways}.")
    return table.in_unicode(page)

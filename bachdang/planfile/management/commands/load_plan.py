"""Load the plan of record from its file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.planfile.errors import PlanFileError
from bachdang.planfile.load import load_plan

DEFAULT = "fixtures/ke-hoach-16-ctr-tu.yaml"


class Command(BaseCommand):
    help = "Nạp kế hoạch từ tệp (docs/formats.md); chạy lại không thay đổi những gì Văn phòng đã sửa."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=settings.BASE_DIR / DEFAULT)
        parser.add_argument(
            "--share",
            action="store_true",
            help="cho tỷ lệ đã có lấy số dùng chung (dân số, số trường …) từ một chỉ tiêu như tệp ghi",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = load_plan(options["file"], share=options["share"])
        except PlanFileError as error:
            raise CommandError(f"Không nạp được, chưa ghi gì:\n{error}") from error
        for line in summary.lines:
            self.stdout.write(line)

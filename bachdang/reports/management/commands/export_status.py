"""Print how every target, task and project stands in a period, as JSON."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.reports.periods import scope_named
from bachdang.reports.status import status_document


class Command(BaseCommand):
    help = "Xuất đánh giá của một kỳ thành JSON (docs/formats.md): export_status --period 2026-Q3"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", required=True, help="kỳ báo cáo, ví dụ 2026-Q3")
        parser.add_argument("--plan", help="mã kế hoạch (mặc định: kế hoạch mới nhất)")
        parser.add_argument("--output", type=Path, help="tệp ghi ra (mặc định: màn hình)")

    def handle(self, *args: Any, **options: Any) -> None:
        scope, plan = scope_named(options["period"], options["plan"])
        text = json.dumps(status_document(scope, plan), ensure_ascii=False, indent=2)
        if options["output"] is None:
            self.stdout.write(text)
            return
        try:
            options["output"].write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Không ghi được {options['output']}: {error.strerror}.") from error

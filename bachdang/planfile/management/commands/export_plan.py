"""Write the plan of record back as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.planfile.dump import as_json, as_yaml, plan_as_data
from plans.models import Plan


class Command(BaseCommand):
    help = "Ghi văn bản kế hoạch ra YAML hoặc JSON (văn bản gốc, không phải trạng thái đã điều chỉnh)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["yaml", "json"], default="yaml")
        parser.add_argument("--plan", help="mã kế hoạch (mặc định: kế hoạch mới nhất)")
        parser.add_argument("--output", type=Path, help="tệp ghi ra (mặc định: màn hình)")

    def handle(self, *args: Any, **options: Any) -> None:
        plans = Plan.objects.select_related("locality__parent").order_by("-starts", "-id")
        plan = (plans.filter(code=options["plan"]) if options["plan"] else plans).first()
        if plan is None:
            raise CommandError("Không có kế hoạch này. Chạy load_plan trước.")
        write = as_json if options["format"] == "json" else as_yaml
        text = write(plan_as_data(plan))
        if options["output"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            options["output"].write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Không ghi được {options['output']}: {error.strerror}.") from error
        self.stdout.write(f"Đã ghi {options['output']}.")

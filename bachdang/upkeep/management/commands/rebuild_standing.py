"""Write anew how every target stands, by the rules of today; each plan all or nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.keeping import restate
from plans.models import Plan


class Command(BaseCommand):
    help = "Tính và lưu lại đánh giá của mục tiêu, mọi quý: sau khi nâng cấp, hoặc khi verify_data báo lệch."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--plan", help="mã kế hoạch (mặc định: mọi kế hoạch)")

    def handle(self, *args: Any, **options: Any) -> None:
        plans = Plan.objects.order_by("pk")
        if code := options["plan"]:
            plans = plans.filter(code=code)
        if not plans:
            raise CommandError(f"Không có kế hoạch mã {code}." if code else "Chưa có kế hoạch nào.")
        for plan in plans:
            self.stdout.write(f"{plan.code}: {restate(plan)} đánh giá.")

"""Load illustrative figures into a database made for a demo."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bachdang.demo.load import DemoRefused, load_demo


class Command(BaseCommand):
    help = "Nạp số liệu minh họa (chỉ vào cơ sở dữ liệu tạo bằng `make demo`)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Cơ sở dữ liệu này không phải bản minh họa. Dùng `make demo`.")
        try:
            summary = load_demo(password=os.environ.get("DEMO_PASSWORD", "bachdang-demo"))
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(summary))

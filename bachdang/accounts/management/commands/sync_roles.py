"""Write the table of roles and permissions into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from bachdang.accounts.actions import sync_roles


class Command(BaseCommand):
    help = "Ghi bảng vai trò và quyền vào cơ sở dữ liệu (chạy lại bao nhiêu lần cũng được)."

    def handle(self, *args: Any, **options: Any) -> None:
        for role, count in sync_roles().items():
            self.stdout.write(f"{role}: {count} quyền")

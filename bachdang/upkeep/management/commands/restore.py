"""Lay a backup back into an empty database, or prove that it could be."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.upkeep.backup import BackupError
from bachdang.upkeep.backup.restoring import proven, restore


class Command(BaseCommand):
    help = (
        "Khôi phục một bản sao lưu vào cơ sở dữ liệu trống (SQLite hoặc PostgreSQL, theo DATABASE_URL) và "
        "MEDIA_ROOT. Bản sao lưu được kiểm tra trọn vẹn trước khi ghi dòng nào."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, metavar="BẢN-SAO-LƯU")
        parser.add_argument("--key", type=Path, metavar="TỆP", help="khóa riêng, với bản đã mã hóa")
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không ghi gì")

    def handle(self, *args: Any, **options: Any) -> None:
        path, key = options["backup"], options["key"]
        try:
            if options["check"]:
                with proven(path, key) as reader:
                    held = f"{reader.manifest.rows} dòng, {len(reader.manifest.files)} tệp"
                    self.stdout.write(f"{path.name} còn nguyên: {held}, bản {reader.head.version}.")
                return
            done = restore(path, key)
        except BackupError as error:
            raise CommandError(f"{path.name} {error}.") from error
        lost = f" {len(done.manifest.lost)} tệp đã mất từ trước khi sao lưu." if done.manifest.lost else ""
        self.stdout.write(
            f"Đã khôi phục {done.manifest.rows} dòng, {len(done.manifest.files)} tệp, khớp từng dòng.{lost}"
        )
        if done.migrated:
            self.stdout.write(
                "Bản sao lưu cũ hơn chương trình: chạy tiếp sync_roles, rebuild_standing, verify_data."
            )

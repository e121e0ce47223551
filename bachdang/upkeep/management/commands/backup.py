"""Take a backup, list those there are, try one out, or make a pair of keys; for a timer, once a day."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bachdang.accounts.job_runs import Job, recorded
from bachdang.upkeep.backup import BackupError
from bachdang.upkeep.backup.drilling import drill
from bachdang.upkeep.backup.kept import Kept, backups
from bachdang.upkeep.backup.sealing import make_key
from bachdang.upkeep.backup.taking import take_backup
from bachdang.vietnamese.numbers import format_decimal

MEGABYTE = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Sao lưu cơ sở dữ liệu và tệp minh chứng vào một tệp trong BACKUP_DIR, kể cả khi đang có người "
        "làm việc; bản cũ được bỏ theo BACKUP_KEEP, BACKUP_DAYS."
    )
    # Whatever the database lacks, a backup of it can be taken.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--drill", action="store_true", help="khôi phục thử bản mới nhất vào một chỗ tạm")
        one.add_argument("--list", action="store_true", help="liệt kê các bản đang giữ")
        one.add_argument("--new-key", type=Path, metavar="TỆP", help="tạo cặp khóa, khóa riêng vào TỆP")
        parser.add_argument("--key", type=Path, metavar="TỆP", help="khóa riêng, với bản đã mã hóa")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new_key"]:
                self._make_key(options["new_key"])
            elif options["list"]:
                for one in backups():
                    self.stdout.write(f"{in_words(one)}: {one.path}")
            elif options["drill"]:
                self._drill(options["key"])
            else:
                self._take()
        except BackupError as error:
            raise CommandError(f"Chưa xong: {error}.") from error

    def _take(self) -> None:
        with recorded(Job.BACKUP) as say:
            taken = take_backup()
            held = f"{taken.manifest.rows} dòng, {len(taken.manifest.files)} tệp"
            removed = f" Đã bỏ {len(taken.removed)} bản cũ." if taken.removed else ""
            text = f"Đã sao lưu {held} vào {taken.kept.path.name}.{removed}"
            say(text)
            self.stdout.write(text)
            if lost := taken.manifest.lost:
                raise CommandError(
                    f"{text} Nhưng {len(lost)} tệp minh chứng đã mất hoặc hỏng từ trước, như {lost[0]}: "
                    "chạy manage.py verify_data để biết tệp nào, tìm lại bản gốc."
                )

    def _drill(self, key: Path | None) -> None:
        with recorded(Job.DRILL) as say:
            found = drill(key)
            text = f"Khôi phục thử {found.kept.path.name}: {found.restored} {found.verified}"
            say(text)
            self.stdout.write(text)

    def _make_key(self, path: Path) -> None:
        public = make_key(path)
        self.stdout.write(
            f"Khóa riêng ở {path}: cất ra ngoài máy chủ này, mất là không mở được bản sao lưu.\n"
            f"Ghi vào .env: BACKUP_RECIPIENTS={public}"
        )


def in_words(one: Kept) -> str:
    """A backup in a line: when, how large, whether sealed."""
    size = format_decimal(max(1, round(one.size / MEGABYTE)))
    sealed = ", đã mã hóa" if one.sealed else ""
    return f"{timezone.localtime(one.taken_at):%d/%m/%Y %H:%M}, {size} MB{sealed}"

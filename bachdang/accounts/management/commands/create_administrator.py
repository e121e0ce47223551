"""Create the first administrator of a new site, who then creates the others."""

import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.accounts.actions import create_user
from bachdang.accounts.localities import OFFICE_CODE
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role


class Command(BaseCommand):
    help = "Tạo tài khoản quản trị đầu tiên; mật khẩu được hỏi, không ghi trên dòng lệnh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("full_name", help="họ và tên, trong dấu nháy")
        parser.add_argument(
            "--unit", help="mã đơn vị (mặc định: văn phòng; không cần khi hệ thống còn trống)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        unit = self._unit(options["unit"])
        if User.objects.filter(username=options["username"]).exists():
            raise CommandError(f"Tên đăng nhập “{options['username']}” đã có.")
        try:
            create_user(
                username=options["username"],
                full_name=options["full_name"],
                password=getpass.getpass("Mật khẩu: "),
                role=Role.ADMINISTRATOR,
                unit=unit,
                by=None,
                must_change_password=False,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Đã tạo tài khoản quản trị {options['username']}.")
        if unit is None:
            self.stdout.write("Đăng nhập để ghi địa phương và đưa kế hoạch vào (trang Bắt đầu).")

    def _unit(self, code: str | None) -> Unit | None:
        """The unit of that code; None only on a site that has no unit yet."""
        found = Unit.objects.filter(code=code or OFFICE_CODE).order_by("pk").first()
        if found is None and (code or Unit.objects.exists()):
            raise CommandError(f"Không có đơn vị “{code or OFFICE_CODE}”. Ghi --unit MÃ-ĐƠN-VỊ.")
        return found

"""Create the first administrator of a new site, who then creates the others."""

import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.accounts.actions import create_user
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role


class Command(BaseCommand):
    help = "Tạo tài khoản quản trị đầu tiên; mật khẩu được hỏi, không ghi trên dòng lệnh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("full_name", help="họ và tên, trong dấu nháy")
        parser.add_argument("--unit", default="vanphong", help="mã đơn vị (mặc định: vanphong)")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=options["unit"]).order_by("pk").first()
        if unit is None:
            raise CommandError(f"Không có đơn vị “{options['unit']}”. Chạy load_plan trước.")
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

#!/usr/bin/env python
"""Command-line entry point of the site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bachdang.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Chưa cài đặt thư viện: chạy `make install`, rồi dùng `.venv/bin/python manage.py …`.")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Chưa có cấu hình ({error}): chạy `make install` để tạo tệp .env, hoặc xem .env.example.")


if __name__ == "__main__":
    main()

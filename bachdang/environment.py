"""Settings read from the environment: what is missing or wrong is named with its remedy; nothing starts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class Environment(environ.Env):
    """environ.Env that says in Vietnamese which variable is wrong and how it should be."""

    def get_value(self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, **more: Any) -> Any:
        try:
            return super().get_value(var, cast, default, **more)
        except ImproperlyConfigured as error:
            raise ImproperlyConfigured(
                f"Thiếu {var}: chép .env.example thành .env rồi điền, hoặc đặt biến môi trường."
            ) from error
        except (ValueError, TypeError) as error:
            raise ImproperlyConfigured(f"{var}: không đọc được giá trị đã ghi ({error}).") from error

    def yes(self, var: str, default: bool = False) -> bool:
        """1 or 0; a word that is neither is not taken for "no"."""
        typed = self.str(var, default="1" if default else "0").strip().lower()
        if typed not in YES | NO:
            raise ImproperlyConfigured(f"{var}={typed}: chỉ nhận 1 (có) hoặc 0 (không).")
        return typed in YES

    def whole(self, var: str, default: int, least: int = 0, most: int = 2**40) -> int:
        """A whole number between the two."""
        typed = self.str(var, default=str(default)).strip()
        if not typed.isascii() or not typed.isdigit() or not least <= int(typed) <= most:
            raise ImproperlyConfigured(f"{var}={typed}: cần một số nguyên từ {least} đến {most}.")
        return int(typed)

    def one_of(self, var: str, default: str, choices: tuple[str, ...]) -> str:
        typed = self.str(var, default=default).strip()
        found = {choice.lower(): choice for choice in choices}.get(typed.lower())
        if found is None:
            raise ImproperlyConfigured(f"{var}={typed}: chỉ nhận {', '.join(choices)}.")
        return found

    def database(self, var: str, default: str) -> dict[str, Any]:
        """Django's settings of SQLite or PostgreSQL from an address."""
        try:
            found: dict[str, Any] = self.db(var, default=default)
        except (ImproperlyConfigured, KeyError, ValueError) as error:
            raise ImproperlyConfigured(_DATABASE.format(var)) from error
        if found.get("ENGINE", "").rpartition(".")[2] not in {"sqlite3", "postgresql"}:
            raise ImproperlyConfigured(_DATABASE.format(var))
        return found

    def mail(self, var: str, default: str) -> dict[str, Any]:
        """Django's settings of a mail server from an address."""
        try:
            found: dict[str, Any] = self.email_url(var, default=default)
        except (ImproperlyConfigured, KeyError, ValueError) as error:
            raise ImproperlyConfigured(_MAIL.format(var)) from error
        return found

    def folder(self, var: str, default: str) -> str:
        """An absolute path; an empty value is not taken for the folder the program stands in."""
        typed: str = self.str(var, default=default).strip()
        if not typed:
            raise ImproperlyConfigured(f"{var} trống: ghi đường dẫn thư mục, hoặc bỏ dòng này.")
        return str(Path(typed).absolute())

    def site(self, var: str, default: str) -> str:
        """How links begin: scheme and host, without a slash at the end."""
        typed: str = self.str(var, default=default).strip().rstrip("/")
        if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", typed):
            raise ImproperlyConfigured(f"{var}={typed}: cần một địa chỉ như https://ke-hoach.example.vn.")
        return typed


_DATABASE = (
    "{}: chỉ nhận sqlite:////thư-mục/tệp.sqlite3 hoặc postgres://tài-khoản:mật-khẩu@máy:5432/tên. "
    "Mật khẩu có ký tự đặc biệt thì ghi dạng %40, %2F …"
)
_MAIL = (
    "{}: chỉ nhận smtp://, smtp+tls:// hoặc smtp+ssl:// rồi tài-khoản:mật-khẩu@máy:cổng. "
    "Mật khẩu có ký tự đặc biệt thì ghi dạng %40, %2F …"
)

"""Settings, files, disks and the clock: what can be looked at without the database."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from bachdang.upkeep.condition.finding import Finding, finding
from bachdang.vietnamese.numbers import format_decimal

GIGABYTE = 2**30
LITTLE, TOO_LITTLE = 5 * GIGABYTE, GIGABYTE
FIRST_YEAR, LAST_YEAR = 2026, 2060


def settings_findings() -> Iterator[Finding]:
    """What must be otherwise on a server than on a developer's machine."""
    yield finding("Phiên bản", settings.VERSION)
    yield finding(
        "Chế độ phát triển",
        "đang bật" if settings.DEBUG else "tắt",
        bad="Đặt DEBUG=0 trong .env rồi khởi động lại." if settings.DEBUG else "",
    )
    yield finding(
        "Số liệu minh họa",
        "được phép" if settings.DEMO else "không",
        look="Đặt BACHDANG_DEMO=0 trên máy chủ chính thức." if settings.DEMO else "",
    )
    yield finding(
        "Đường mã hóa",
        "HTTPS" if settings.HTTPS else "không mã hóa",
        look="" if settings.HTTPS else "Đặt máy chủ web có chứng thư ở trước, rồi HTTPS=1 (docs/deploy.md).",
    )
    yield _address()
    yield _static_files()


def _address() -> Finding:
    """Links in letters lead to a host that the site answers for, over the way it is reached."""
    found = urlsplit(settings.SITE_URL)
    served = found.hostname in settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS
    wrong = ""
    if not served:
        wrong = f"Thêm {found.hostname} vào ALLOWED_HOSTS, hoặc sửa SITE_URL."
    elif settings.HTTPS and found.scheme != "https":
        wrong = "Sửa SITE_URL thành địa chỉ https."
    elif "*" in settings.ALLOWED_HOSTS:
        wrong = "Ghi đúng tên miền vào ALLOWED_HOSTS, không dùng dấu *."
    return finding("Địa chỉ của trang", settings.SITE_URL, bad=wrong)


def _static_files() -> Finding:
    """A page without its hashed names is a page that cannot be shown."""
    lacking = static_files_lacking()
    return finding(
        "Tệp giao diện",
        "chưa chuẩn bị" if lacking else "đủ",
        bad="Chạy manage.py collectstatic --no-input rồi khởi động lại." if lacking else "",
    )


def static_files_lacking() -> bool:
    hashed = getattr(staticfiles_storage, "hashed_files", None)
    return hashed is not None and not hashed


def file_findings() -> Iterator[Finding]:
    """Nobody else on the machine reads secrets, evidence or backups."""
    secrets = settings.BASE_DIR / ".env"
    if secrets.exists():
        yield _private(".env", secrets)
    for title, path in (("Kho minh chứng", settings.MEDIA_ROOT), ("Thư mục sao lưu", settings.BACKUP_DIR)):
        yield _private(title, Path(path)) if Path(path).is_dir() else _to_be_made(title, Path(path))
    for title, place in _places():
        yield _disk(title, place)


def _to_be_made(title: str, path: Path) -> Finding:
    above = next(one for one in path.parents if one.exists())
    may = os.access(above, os.W_OK)
    return finding(
        title, f"{path} chưa có", bad="" if may else f"Tạo {path} cho tài khoản chạy trang, quyền 700."
    )


def _private(title: str, path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    remedy = ""
    if not os.access(path, os.W_OK if path.is_dir() else os.R_OK):
        remedy = f"Cho tài khoản chạy trang được ghi: chown -R bachdang {path}"
    elif mode & 0o077:
        remedy = f"Người khác trên máy đọc được: chmod {'700' if path.is_dir() else '600'} {path}"
    return finding(title, f"{path}, quyền {mode:o}", bad=remedy)


def _places() -> list[tuple[str, Path]]:
    """The disks that fill, each named once by what lies there first."""
    named = [
        ("Ổ đĩa của trang", settings.BASE_DIR),
        ("Ổ đĩa minh chứng", Path(settings.MEDIA_ROOT)),
        ("Ổ đĩa sao lưu", Path(settings.BACKUP_DIR)),
        ("Ổ đĩa tạm", Path(tempfile.gettempdir())),
    ]
    found: dict[int, tuple[str, Path]] = {}
    for title, path in named:
        there = next(one for one in (path, *path.parents) if one.exists())
        found.setdefault(there.stat().st_dev, (title, there))
    return list(found.values())


def _disk(title: str, path: Path) -> Finding:
    usage = shutil.disk_usage(path)
    free, share = format_decimal(round(usage.free / GIGABYTE)), round(100 * usage.free / usage.total)
    bad = look = ""
    if usage.free < TOO_LITTLE:
        bad = f"Dọn ổ đĩa chứa {path}: sắp không ghi được nữa."
    elif usage.free < LITTLE:
        look = f"Dọn hoặc mở rộng ổ đĩa chứa {path}."
    return finding(title, f"còn {free} GB ({share}%)", bad=bad, look=look)


def clock_finding(latest: datetime | None, database: datetime | None = None) -> Finding:
    """Against the newest line of the history and the database's own clock: due days hang on it."""
    now = datetime.now(UTC)
    wrong = ""
    if not FIRST_YEAR <= now.year <= LAST_YEAR or (latest and (latest - now).total_seconds() > 60):
        wrong = "Đồng hồ chạy lùi hoặc sai năm: bật đồng bộ giờ (timedatectl set-ntp true) rồi xem lại."
    elif database and abs((database - now).total_seconds()) > 30:
        wrong = "Đồng hồ của máy cơ sở dữ liệu lệch: bật đồng bộ giờ trên cả hai máy."
    return finding("Đồng hồ", f"{now.astimezone():%H:%M %d/%m/%Y}", bad=wrong)

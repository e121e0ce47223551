"""Tình trạng hệ thống and `doctor`: each thing that is wrong is found, with what to do."""

from __future__ import annotations

import shutil
import smtplib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from bachdang.accounts.job_runs import Job, recorded
from bachdang.accounts.models import JobRun
from bachdang.accounts.roles import Role
from bachdang.upkeep.condition import machine, running
from bachdang.upkeep.condition.all import condition
from bachdang.upkeep.condition.finding import Finding, Level
from plans.models import Letter, Notice
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_backups(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"


def found(title: str) -> Finding:
    (one,) = (one for _, group in condition() for one in group if one.title == title)
    return one


Change = Callable[[Any, pytest.MonkeyPatch], None]


def with_setting(**values: Any) -> Change:
    def change(settings: Any, _: pytest.MonkeyPatch) -> None:
        for name, value in values.items():
            setattr(settings, name, value)

    return change


def with_free(size: int) -> Change:
    usage = SimpleNamespace(free=size, total=100 * machine.GIGABYTE)
    return lambda _, patch: patch.setattr(shutil, "disk_usage", lambda _: usage)


WRONG: list[tuple[str, Change, Level, str]] = [
    ("Chế độ phát triển", with_setting(DEBUG=True), Level.BAD, "DEBUG=0"),
    ("Số liệu minh họa", with_setting(DEMO=True), Level.LOOK, "BACHDANG_DEMO=0"),
    ("Đường mã hóa", with_setting(HTTPS=False), Level.LOOK, "HTTPS=1"),
    ("Địa chỉ của trang", with_setting(SITE_URL="https://khac.vn"), Level.BAD, "Thêm khac.vn"),
    ("Địa chỉ của trang", with_setting(HTTPS=True, SITE_URL="http://localhost"), Level.BAD, "địa chỉ https"),
    ("Địa chỉ của trang", with_setting(ALLOWED_HOSTS=["*"]), Level.BAD, "không dùng dấu *"),
    ("Ổ đĩa của trang", with_free(machine.GIGABYTE // 2), Level.BAD, "sắp không ghi được"),
    ("Ổ đĩa của trang", with_free(2 * machine.GIGABYTE), Level.LOOK, "mở rộng ổ đĩa"),
    ("Bản sao lưu", with_setting(), Level.BAD, "manage.py backup"),
]


@pytest.mark.parametrize(("title", "change", "level", "remedy"), WRONG)
def test_what_is_wrong_is_found_with_its_remedy(
    settings: Any, monkeypatch: pytest.MonkeyPatch, title: str, change: Change, level: Level, remedy: str
) -> None:
    change(settings, monkeypatch)
    one = found(title)

    assert (one.level, remedy in one.remedy) == (level, True), one


def test_static_files_that_were_not_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "staticfiles_storage", SimpleNamespace(hashed_files={}))

    assert "collectstatic" in found("Tệp giao diện").remedy


@pytest.mark.parametrize(("mode", "level"), [(0o700, Level.GOOD), (0o755, Level.BAD), (0o750, Level.BAD)])
def test_evidence_that_others_read(settings: Any, mode: int, level: Level) -> None:
    Path(settings.MEDIA_ROOT).mkdir(parents=True)
    Path(settings.MEDIA_ROOT).chmod(mode)

    assert found("Kho minh chứng").level == level


def test_a_clock_that_ran_back_or_differs() -> None:
    now = datetime.now(UTC)

    assert machine.clock_finding(now + timedelta(hours=1)).level == Level.BAD
    assert machine.clock_finding(now, now - timedelta(minutes=5)).level == Level.BAD
    assert machine.clock_finding(now - timedelta(days=1), now).level == Level.GOOD


def test_a_database_that_is_away_is_one_finding() -> None:
    def away(*args: Any) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        (one,) = running.database_findings()

    assert one.level == Level.BAD
    assert "systemctl status postgresql" in one.remedy


def test_commands_of_the_timers() -> None:
    never = found("Nhắc việc")
    with recorded(Job.REMINDERS) as say:
        say("Đã nhắc 3 người.")
    done = found("Nhắc việc")
    JobRun.objects.update(succeeded_at=timezone.now() - timedelta(days=2))
    late = found("Nhắc việc")

    assert (never.level, never.says) == (Level.LOOK, "chưa chạy lần nào")
    assert (done.level, done.says) == (Level.GOOD, "09:30 08/10/2026. Đã nhắc 3 người")
    assert (late.level, late.remedy) == (
        Level.LOOK,
        "Xem systemctl list-timers và journalctl -u bachdang-remind.",
    )


def test_a_command_that_failed_is_kept_and_fails() -> None:
    with pytest.raises(ValueError, match="ổ đầy"), recorded(Job.BACKUP):
        raise ValueError("ổ đầy")
    run = JobRun.objects.get()

    assert (run.failed, run.said, run.succeeded_at) == (True, "ổ đầy", None)
    assert found("Sao lưu").level == Level.BAD


def test_letters_that_do_not_go() -> None:
    user = user_with_role(Role.OFFICE)
    old = timezone.now() - timedelta(hours=3)
    notice = Notice.objects.create(user=user, key="a", text="a")
    Letter.objects.create(notice=notice, queued_at=old, next_at=old)

    assert (found("Thư chờ gửi").says, found("Thư chờ gửi").level) == ("1 thư", Level.LOOK)


def test_the_mail_server_is_asked(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    def refuses(self: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", refuses)
    one = running.mail_finding()

    assert (one.level, one.says) == (Level.BAD, "máy chủ thư không nhận tài khoản, mật khẩu gửi thư")


def test_doctor_prints_all_and_fails_on_faults() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="mục có lỗi"):
        call_command("doctor", stdout=out)

    assert "Lỗi      Bản sao lưu: chưa có bản nào" in out.getvalue()
    assert "→ Chạy manage.py backup, bật bachdang-backup.timer." in out.getvalue()


def test_the_page_shows_the_same(client: Client) -> None:
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    page = client.get("/tinh-trang/").content.decode()

    assert "chưa có bản nào" in page
    assert "Chạy manage.py backup, bật bachdang-backup.timer." in page


def test_machines_are_told_whether_the_site_lives_and_can_work(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        alive = client.get("/song/")
    ready = client.get("/san-sang/")

    assert (alive.status_code, alive.content.decode()) == (200, "đang chạy\n")
    assert (ready.status_code, ready.content.decode()) == (200, "sẵn sàng\n")
    monkeypatch.setattr("os.access", lambda *_: False)
    unwritable = client.get("/san-sang/")
    assert (unwritable.status_code, unwritable.content.decode()) == (503, "chưa sẵn sàng: kho minh chứng\n")


def test_a_site_whose_database_is_away_is_not_ready(client: Client) -> None:
    def away(*args: Any) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        assert client.get("/song/").status_code == 200
        ready = client.get("/san-sang/")

    assert (ready.status_code, ready.content.decode()) == (503, "chưa sẵn sàng: cơ sở dữ liệu\n")


def test_tidying_takes_old_read_notices_and_nothing_else(settings: Any) -> None:
    user = user_with_role(Role.OFFICE)
    old = timezone.now() - timedelta(days=settings.NOTICE_DAYS + 1)
    keys = {"read": old, "unread": None, "new": timezone.now(), "waiting": old}
    rows = {
        key: Notice.objects.create(user=user, key=key, text=key, read_at=read) for key, read in keys.items()
    }
    Letter.objects.create(notice=rows["waiting"], queued_at=old, next_at=old)
    call_command("tidy", stdout=StringIO())

    assert set(Notice.objects.values_list("key", flat=True)) == {"unread", "new", "waiting"}
    assert JobRun.objects.get(job=Job.TIDY).succeeded_at

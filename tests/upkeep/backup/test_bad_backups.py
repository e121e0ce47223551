"""What is no whole backup is refused by name, before a database is touched; and what may go of old ones."""

from __future__ import annotations

import errno
import io
import os
import shutil
import tarfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from bachdang.upkeep.backup import BackupError, taking
from bachdang.upkeep.backup.archive import HEAD, Head, Manifest, Writer
from bachdang.upkeep.backup.drilling import drill
from bachdang.upkeep.backup.kept import alone, backups, free_name, superfluous
from bachdang.upkeep.backup.restoring import proven
from bachdang.upkeep.backup.sealing import make_key, seal

MIGRATIONS = [("accounts", "0001_initial")]
CONTENT = b"%PDF-1.4 a page\n" * 400


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_RECIPIENTS = []


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    (tmp_path / "page.pdf").write_bytes(CONTENT)
    return written(tmp_path / "whole.tar", tmp_path)


def written(path: Path, place: Path, **head: Any) -> Path:
    with tarfile.open(path, "w") as tar:
        writer = Writer(tar, place)
        writer.add_head(Head("1.0", "sqlite", "2026-10-08", MIGRATIONS, **head))
        writer.add_table("accounts.unit", ["id", "name"], [[1, "Đơn vị"], [2, "=1+1"]])
        writer.add_file("evidence/2026/page.pdf", place / "page.pdf")
        writer.finish()
    return path


def refused(path: Path, key: Path | None = None) -> str:
    with pytest.raises(BackupError) as told, proven(path, key):
        pass
    return str(told.value)


def test_a_whole_one_is_read_as_it_was_written(whole: Path) -> None:
    with proven(whole, None) as reader:
        names, rows = reader.rows("accounts.unit")

        assert (names, list(rows)) == (["id", "name"], [[1, "Đơn vị"], [2, "=1+1"]])
        assert reader.file("evidence/2026/page.pdf").read() == CONTENT
        assert reader.manifest.rows == 2


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8, 0.99])
def test_a_truncated_one(whole: Path, share: float) -> None:
    content = whole.read_bytes()
    whole.write_bytes(content[: int(len(content.rstrip(b"\0")) * share)])

    assert "cắt cụt" in refused(whole)


def test_a_changed_byte_anywhere_is_found(whole: Path) -> None:
    """In what it holds; the padding of a tar says nothing."""
    content = whole.read_bytes()
    with tarfile.open(whole) as tar:
        spans = {one.name: (one.offset_data, one.size) for one in tar.getmembers()}
    for name, (start, size) in spans.items():
        for place in {start, start + size // 2, start + size - 1}:
            damaged = bytearray(content)
            damaged[place] ^= 0x04
            whole.write_bytes(damaged)
            if name == HEAD:
                continue  # proven by the test below: what the head says is checked, its bytes are not
            assert "hỏng" in refused(whole), (name, place)


@pytest.mark.parametrize("head", [b"", b"{", b"[]", b'{"format": 1}', b'{"format": 1, "migrations": 3}'])
def test_a_head_that_says_nothing(whole: Path, head: bytes) -> None:
    rewrite(whole, head)

    assert "đã hỏng: phần đầu" in refused(whole)


def rewrite(path: Path, head: bytes) -> None:
    with tarfile.open(path) as tar:
        members = [(one, tar.extractfile(one)) for one in tar.getmembers()]
        content = [(one, file.read() if file else b"") for one, file in members]
    with tarfile.open(path, "w") as tar:
        for one, kept in content:
            inside = head if one.name == HEAD else kept
            one.size = len(inside)
            tar.addfile(one, io.BytesIO(inside))


def test_one_of_a_newer_program(tmp_path: Path, whole: Path) -> None:
    newer = written(tmp_path / "newer.tar", tmp_path, format=2)

    assert refused(newer) == "do bản 1.0 của chương trình ghi, mới hơn bản đang cài. Cài bản đó rồi làm lại"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + b"x" * 2000, b"SQLite format 3\0" + b"\0" * 4000])
def test_something_else(tmp_path: Path, content: bytes) -> None:
    (path := tmp_path / "else.tar").write_bytes(content)

    assert refused(path) == "không phải bản sao lưu của chương trình này"


def test_a_tar_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("x")
    with tarfile.open(path := tmp_path / "else.tar", "w") as tar:
        tar.add(tmp_path / "page", "page")

    assert refused(path) == "không phải bản sao lưu của chương trình này"


def test_none_at_all(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.tar") == "không đọc được: No such file or directory"


def test_sealed_it_opens_by_its_own_key_alone(tmp_path: Path, whole: Path) -> None:
    own, other = tmp_path / "own.key", tmp_path / "other.key"
    seal(whole, sealed := tmp_path / "sealed.tar.age", [make_key(own)])
    make_key(other)

    assert CONTENT[:40] not in sealed.read_bytes()
    assert own.stat().st_mode & 0o777 == 0o600
    assert "Thêm --key" in refused(sealed)
    assert "mã hóa cho khóa khác" in refused(sealed, other)
    with proven(sealed, own) as reader:
        assert reader.manifest.rows == 2
    assert list((tmp_path / "backups").glob(".writing-*")) == []
    whole_seal = sealed.read_bytes()
    sealed.write_bytes(whole_seal[:-40])
    assert "hỏng hoặc bị cắt cụt" in refused(sealed, own)


def test_a_sealed_one_is_not_tried_out_without_its_key(settings: Any) -> None:
    """Nothing is said of what is inside: only that the file is there."""
    (path := free_name(timezone.now(), ".tar.age")).write_bytes(b"age-encryption.org/v1")

    with pytest.raises(BackupError, match=f"{path.name} đã mã hóa: .* không chứng minh được nội dung"):
        drill()


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    make_key(tmp_path / "key")

    with pytest.raises(BackupError, match="khóa cũ không bị ghi đè"):
        make_key(tmp_path / "key")


@pytest.mark.parametrize(
    ("key", "said"), [("", "không chứa khóa riêng"), ("AGE-SECRET-KEY-1", "không chứa khóa riêng")]
)
def test_a_file_that_is_no_key(tmp_path: Path, whole: Path, key: str, said: str) -> None:
    seal(whole, sealed := tmp_path / "sealed.tar.age", [make_key(tmp_path / "own")])
    (tmp_path / "key").write_text(key)

    assert said in refused(sealed, tmp_path / "key")
    assert "không đọc được tệp khóa" in refused(sealed, tmp_path / "no-key")


def test_a_public_key_that_is_none_is_named(tmp_path: Path, whole: Path) -> None:
    with pytest.raises(BackupError, match="BACKUP_RECIPIENTS không đúng: age1x…"):
        seal(whole, tmp_path / "sealed", ["age1x"])


def keep(ages: list[int]) -> list[Path]:
    now = timezone.now()
    paths = [free_name(now - timedelta(days=age), ".tar") for age in ages]
    for path in paths:
        path.write_bytes(b"x")
    return paths


def test_old_ones_go_by_count_and_age_but_never_the_newest_three(settings: Any) -> None:
    settings.BACKUP_KEEP, settings.BACKUP_DAYS = 5, 30
    now = timezone.now()
    paths = keep([1, 2, 3, 4, 40, 41, 5])

    assert {one.path for one in superfluous(backups(), now)} == {paths[4], paths[5]}
    assert {one.path for one in superfluous(backups(), now + timedelta(days=3650))} == {
        paths[3], paths[4], paths[5], paths[6],
    }  # fmt: skip


def test_other_files_in_the_folder_are_left_alone() -> None:
    (path,) = keep([1])
    for name in ("bachdang.tar", "notes.txt", "bachdang-20260101-000000.tar.bak"):
        (path.parent / name).write_text("x")

    assert [one.path for one in backups()] == [path]


def test_two_at_one_time_are_refused() -> None:
    with alone(), pytest.raises(BackupError, match="một lệnh sao lưu khác đang chạy"), alone():
        pass


def test_what_a_killed_command_left_goes_with_the_next() -> None:
    with alone() as place:
        (left := place.parent / ".writing-killed").mkdir()
        (left / "plain.tar").write_text("x")
    with alone():
        assert not left.exists()


def test_a_disk_without_room_is_told_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(free=1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with alone() as place, pytest.raises(BackupError, match="còn 0 MB, bản sao lưu cần khoảng 64 MB"):
        taking._require_space(place, {})


def test_a_disk_that_fills_meanwhile_loses_no_earlier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    (earlier,) = keep([1])

    def full(place: Path) -> tuple[Manifest, Path]:
        (place / "plain.tar").write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(taking, "_write", full)
    with pytest.raises(BackupError, match=r"đã đầy\. Các bản cũ còn nguyên"):
        taking.take_backup()

    assert [one.path for one in backups()] == [earlier]
    assert list(earlier.parent.glob(".writing-*")) == []

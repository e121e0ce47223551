"""Sealed backups: who holds the public key can write them, only the private key opens them (age)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bachdang.upkeep.backup import BackupError

SEAL = b"age-encryption.org/"
DAMAGED = "đã hỏng hoặc bị cắt cụt (không giải mã được). Dùng bản khác"


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError as error:
        raise BackupError("cần thư viện pyrage để mã hóa: cài lại theo requirements.lock") from error
    return pyrage


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SEAL)) == SEAL


def seal(plain: Path, sealed: Path, keys: Iterable[str]) -> None:
    """Write `plain` to `sealed`, readable by the owner of any of the public keys."""
    recipients = [_recipient(key) for key in keys]
    with plain.open("rb") as source, sealed.open("wb") as target:
        _pyrage().encrypt_io(source, target, recipients)


def _recipient(key: str) -> Any:
    pyrage = _pyrage()
    kind = pyrage.ssh.Recipient if key.startswith("ssh-") else pyrage.x25519.Recipient
    try:
        return kind.from_str(key.strip())
    except pyrage.RecipientError as error:
        raise BackupError(
            f"khóa công khai trong BACKUP_RECIPIENTS không đúng: {key[:20]}… (dạng age1… hoặc ssh-ed25519 …)"
        ) from error


def unseal(sealed: Path, plain: Path, key: Path) -> None:
    """Write what `sealed` holds to `plain`, opened by the private key in the file `key`."""
    pyrage, identities = _pyrage(), _identities(key)
    try:
        with sealed.open("rb") as source, plain.open("wb") as target:
            pyrage.decrypt_io(source, target, identities)
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise BackupError(
                f"không mở được bằng khóa {key}: bản này mã hóa cho khóa khác. Dùng đúng khóa riêng"
            ) from error
        raise BackupError(DAMAGED) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise BackupError(DAMAGED) from error  # the seal broke midway


def _identities(key: Path) -> list[Any]:
    pyrage = _pyrage()
    try:
        text = key.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"không đọc được tệp khóa {key}") from error
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        if "PRIVATE KEY" in text:
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError as error:
        raise BackupError(f"tệp {key} không chứa khóa riêng dạng AGE-SECRET-KEY-…") from error
    if not found:
        raise BackupError(f"tệp {key} không chứa khóa riêng dạng AGE-SECRET-KEY-…")
    return found


def make_key(path: Path) -> str:
    """A new pair: the private key into `path` (0600, never over another file), the public one returned."""
    identity = _pyrage().x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise BackupError(f"đã có tệp {path}; khóa cũ không bị ghi đè. Chọn tên khác") from error
    except OSError as error:
        raise BackupError(f"không ghi được tệp khóa {path}: {error.strerror}") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public

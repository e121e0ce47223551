"""Stored files are proven before they are used: what is missing or damaged is found, told and put back."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from plans.models import Upload

logger = logging.getLogger(__name__)


class FileLostError(Exception):
    """The stored file is missing or is not what was uploaded; the message says which, in Vietnamese."""


def fault(upload: Upload) -> str:
    """What is wrong with the stored file, by its presence and SHA-256; "" when it is whole."""
    try:
        with upload.file.open("rb") as stored:
            digest = hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return "không còn trong kho lưu trữ"
    except OSError:
        return "không đọc được trong kho lưu trữ"
    return "" if digest == upload.sha256 else "đã hỏng trong kho lưu trữ (nội dung khác lúc gửi)"


def content_of(upload: Upload) -> bytes:
    """The file as it was uploaded. Raises FileLostError, and logs it, for anything else."""
    try:
        with upload.file.open("rb") as stored:
            content: bytes = stored.read()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        logger.error("Stored file %s (upload %s) is missing or damaged", upload.file.name, upload.pk)
        raise FileLostError(fault(upload))
    return content


def heal(upload: Upload, content: bytes) -> None:
    """Put the file back when it is not whole; `content` is of the same hash."""
    if not fault(upload):
        return
    with storing(upload.name):
        upload.file.storage.save(upload.file.name, ContentFile(content))
    logger.warning("Stored file %s (upload %s) was put back", upload.file.name, upload.pk)


@contextmanager
def storing(name: str) -> Iterator[None]:
    """A store that is full or shut is said to the sender, and logged for who runs the site."""
    try:
        yield
    except OSError as error:
        logger.exception("Storing a file failed")
        raise ValidationError(
            f"Chưa lưu được tệp {name}: kho lưu trữ của hệ thống đầy hoặc không ghi được. "
            "Báo quản trị hệ thống rồi gửi lại."
        ) from error

"""PDF of a Word file, by LibreOffice where the machine has it (setting LIBREOFFICE)."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

NONE = "Máy chủ chưa cài LibreOffice nên chưa làm được tệp PDF. Tải tệp Word, hoặc báo quản trị hệ thống."
FAILED = "Chưa làm được tệp PDF. Tải tệp Word thay thế; nếu còn lặp lại, báo quản trị hệ thống."
_ONE_AT_A_TIME = threading.Lock()


class NoPdf(Exception):
    """There is no PDF; the message says why, in the words of the user."""


def has_pdf() -> bool:
    """Whether this machine makes PDF."""
    return bool(settings.LIBREOFFICE) and os.access(settings.LIBREOFFICE, os.X_OK)


def need_pdf() -> None:
    """Raises NoPdf where this machine makes none."""
    if not has_pdf():
        raise NoPdf(NONE)


def pdf_of(document: bytes) -> bytes:
    """The .docx as PDF. Nothing of it is left on disk. Raises NoPdf.

    One at a time in a process: LibreOffice takes a core and 300 MB.
    """
    need_pdf()
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="bachdang-pdf-") as folder:
        (Path(folder) / "in.docx").write_bytes(document)
        _convert(Path(folder))
        try:
            return (Path(folder) / "in.pdf").read_bytes()
        except FileNotFoundError as error:
            logger.exception("LibreOffice wrote no PDF")
            raise NoPdf(FAILED) from error


def _convert(folder: Path) -> None:
    """In a process group of its own, so that a conversion that hangs is stopped with its children."""
    command = [
        settings.LIBREOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "in.docx"),
    ]  # fmt: skip
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    with process:
        try:
            process.wait(settings.LIBREOFFICE_SECONDS)
        except subprocess.TimeoutExpired as error:
            logger.error("LibreOffice was stopped after %s seconds", settings.LIBREOFFICE_SECONDS)
            raise NoPdf(FAILED) from error
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

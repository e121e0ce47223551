"""A virus scanner of the machine, if the settings name one; without its answer nothing is taken in."""

from __future__ import annotations

import logging
import shlex
import subprocess

from django.conf import settings
from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)

LONGEST = 60
"""Seconds."""
INFECTED = 1
"""How clamdscan and its like end when they have found something; 0 when they have not."""


def scan(content: bytes, name: str) -> None:
    """Give the content to EVIDENCE_SCANNER on its standard input. Raises ValidationError unless clean."""
    command = shlex.split(settings.EVIDENCE_SCANNER)
    if not command:
        return
    try:
        ended = subprocess.run(  # noqa: S603 - the administrator's own command
            command, input=content, capture_output=True, timeout=LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.exception("The scanner did not answer")
        raise _not_scanned(name) from error
    if ended.returncode == INFECTED:
        logger.warning("The scanner refused a file: %s", ended.stdout.decode("utf-8", "replace").strip())
        raise ValidationError(f"Tệp {name} có mã độc nên không được nhận. Báo quản trị hệ thống.")
    if ended.returncode:
        logger.error("The scanner failed: %s", ended.stderr.decode("utf-8", "replace").strip())
        raise _not_scanned(name)


def _not_scanned(name: str) -> ValidationError:
    return ValidationError(
        f"Tệp {name} chưa quét được mã độc nên chưa được nhận. Báo quản trị hệ thống rồi gửi lại."
    )

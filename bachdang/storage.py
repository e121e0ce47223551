"""Where uploads lie: a file is there whole or not at all, and for nobody but the site's own account."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PRIVATE = 0o700


class WholeFileStorage(FileSystemStorage):
    """Written beside, synced, then put in place at once; files 0600, directories 0700.

    For files named by their content: saving under a name that is taken replaces what lies there.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        self._make_directory(path.parent)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(handle)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        _sync(path.parent)
        return name

    def _make_directory(self, wanted: Path) -> None:
        """With every directory above it; the name of a new one is synced too."""
        root = Path(self.location)
        new = [one for one in (wanted, *wanted.parents) if not one.exists()]
        for one in reversed(new):
            one.mkdir(mode=PRIVATE, exist_ok=True)
            _sync(one.parent)
        with contextlib.suppress(PermissionError):
            root.chmod(PRIVATE)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Static files: single named files from npm, served under vendor/, and one stylesheet.

Handing whole package folders to collectstatic takes most of a minute and 70 MB; these are all that is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

_FONT = "@fontsource/be-vietnam-pro/files/be-vietnam-pro-{}-{}-normal.woff2"

# Public name → file under node_modules.
FILES: dict[str, str] = {
    "vendor/plotly-basic.min.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
    **{
        f"vendor/be-vietnam-pro-{subset}-{weight}.woff2": _FONT.format(subset, weight)
        for subset in ("vietnamese", "latin")
        for weight in (400, 600)
    },
}

# The one stylesheet that pages name, and the sheets of static/css it is put together from, in order.
SHEET = "css/site.css"
SHEETS = (
    "fonts", "base", "layout", "components", "tables", "review", "grid", "cells", "forms", "document",
    "projects", "words", "six", "amendments", "units", "one_page", "session", "guide",
)  # fmt: skip
PAPER = "print"


class PackageStorage(FileSystemStorage):
    """Reads FILES under their public names from node_modules."""

    def path(self, name: str) -> str:
        return str(Path(self.location) / FILES[Path(name).as_posix()])


class PackageFinder(BaseFinder):
    """Finds FILES for runserver, and lists them for collectstatic."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = PackageStorage(location=str(settings.BASE_DIR / "node_modules"))
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a public name; with `find_all` a list of at most one. Empty when it is missing."""
        name = Path(path).as_posix()
        found = [self.storage.path(name)] if name in FILES and self.storage.exists(name) else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, PackageStorage]]:
        """Every file with its storage. Raises ImproperlyConfigured when one is missing."""
        for name in FILES:
            if not self.storage.exists(name):
                raise ImproperlyConfigured(f"{FILES[name]} is not in node_modules; run `make install`")
            yield name, self.storage


class SheetFinder(BaseFinder):
    """Puts SHEET together under var/ when it is asked for, so that it is found whether collected or not."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=str(settings.BASE_DIR / "var" / "sheets"))
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The stylesheet as it is now; with `find_all` a list of at most one."""
        found = [str(self._written())] if Path(path).as_posix() == SHEET else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self._written()
        yield SHEET, self.storage

    def _written(self) -> Path:
        """Its path; written anew only when a sheet has changed, in one step: servers read it meanwhile."""
        path, text = Path(self.storage.path(SHEET)), joined(settings.BASE_DIR / "static" / "css")
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
                file.write(text)
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        return path


def joined(folder: Path) -> str:
    """All sheets in order, that of paper under its medium."""
    screen = "".join((folder / f"{name}.css").read_text("utf-8") for name in SHEETS)
    return f"{screen}@media print {{\n{(folder / f'{PAPER}.css').read_text('utf-8')}}}\n"

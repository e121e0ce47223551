"""Static files: single named files from npm, served under vendor/, and one stylesheet.

Handing whole package folders to collectstatic takes most of a minute and 70 MB; these are all that is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

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

SHEET = "css/site.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\)(?: (\w+))?;')


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


def joined(sheet: Path) -> str:
    """A stylesheet with the text of every sheet it imports in its place, under its medium."""

    def text(found: re.Match[str]) -> str:
        imported = (sheet.parent / found[1]).read_text("utf-8")
        return f"@media {found[2]} {{\n{imported}}}" if found[2] else imported

    return _IMPORT.sub(text, sheet.read_text("utf-8"))


class SiteStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; the stylesheet that imports the others is collected as one file."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            sheet = joined(settings.BASE_DIR / "static" / SHEET)
            Path(self.path(SHEET)).write_text(sheet, "utf-8")
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)

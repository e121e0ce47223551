"""Where the time of a page goes: the profile of one request, by kind of work."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Mapping
from pathlib import PurePath

INSTALLED = "site-packages/"
# The kinds of work by the folder that a library's function lies in; the first that matches counts.
LIBRARIES = {
    "rows from the database": ("django/db/", "sqlite3/"),
    "drawing": ("django/template/", "django/utils/", "django/forms/", "django/urls/", "django_tables2/"),
}
OWN = "own rules"
OWN_FOLDERS = ("/bachdang/", "/indicators/", "/plans/", "/projects/")
REST = "the rest"
KINDS = (*LIBRARIES, OWN, REST)


def profile(run: Callable[[], bytes]) -> Mapping[str, float]:
    """The share of each kind of work in one run (0 to 1, together 1), once everything is warm."""
    run()
    profiler = cProfile.Profile(builtins=False)
    profiler.runcall(run)
    spent = dict.fromkeys(KINDS, 0.0)
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        spent[_kind(PurePath(file).as_posix())] += own
    whole = sum(spent.values())
    return {kind: seconds / whole for kind, seconds in spent.items()}


def _kind(file: str) -> str:
    _, installed, inside = file.rpartition(INSTALLED)
    for kind, folders in LIBRARIES.items():
        if any(folder in (inside or file) for folder in folders):
            return kind
    return OWN if not installed and any(folder in file for folder in OWN_FOLDERS) else REST

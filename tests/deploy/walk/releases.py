"""The archives that are installed: of this commit, and of the release before it."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
FIRST = "deploy/bachdang"
"""While there is no tag: the commit that brought this file is the first that docs/deploy.md can install."""


@dataclass(frozen=True)
class Release:
    name: str
    version: str
    archive: Path


def here(folder: Path) -> Release:
    """This commit, one version above what it says, so that it stands beside an older one of that number."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return _packed("HEAD", f"{version}.1", folder)


def before(folder: Path) -> Release:
    """The newest tag before this commit; without any, the first commit that could be installed."""
    commit = earlier()[0]
    version = tomllib.loads(_git("show", f"{commit}:pyproject.toml"))["project"]["version"]
    return _packed(commit, version, folder)


def earlier() -> list[str]:
    """The tags before this commit, newest first; without any, the first commit that could be installed."""
    tags = _git("tag", "--list", "v*", "--merged", "HEAD^", "--sort=-creatordate").split()
    return tags or _git("log", "--diff-filter=A", "--format=%H", "--", FIRST).split()[-1:]


def _packed(commit: str, version: str, folder: Path) -> Release:
    done = subprocess.run(  # noqa: S603
        ["bash", ".ci/pack_release", commit, version, str(folder)],  # noqa: S607
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return Release(
        f"{version} ({_git('describe', '--always', commit).strip()})", version, Path(done.stdout.split()[-1])
    )


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603

"""What install takes, and what the types hold: pairs that belong together, locks without an address."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ["requirements.lock", "requirements-dev.lock", "package-lock.json"]


def test_plotly_in_the_browser_is_the_one_plotly_here_writes_for() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))

    assert package["dependencies"]["plotly.js-basic-dist-min"] == get_plotlyjs_version()


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_address(name: str) -> None:
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url.*", (ROOT / name).read_text("utf-8")) == []


def test_the_server_lock_is_part_of_the_developers_lock() -> None:
    server, everything = (
        set(re.findall(r"^([\w.-]+==[^\s;\\]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )

    assert server
    assert server <= everything


def test_every_module_that_writes_in_a_transaction_is_typed_strictly() -> None:
    overrides = CONFIG["tool"]["mypy"]["overrides"]
    strict = next(one["module"] for one in overrides if one.get("disallow_any_generics"))
    written = subprocess.run(
        ["git", "ls-files", "bachdang", "plans", "indicators", "projects"],  # noqa: S607
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout.split()  # fmt: skip
    writing = {
        path.removesuffix(".py").replace("/", ".")
        for path in written
        if path.endswith(".py") and "transaction.atomic" in (ROOT / path).read_text("utf-8")
    }
    assert len(writing) > 20
    assert {one for one in writing if not any(fnmatch(one, pattern) for pattern in strict)} == set()

"""What install takes: pairs that belong together, and locks without an address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).parent.parent
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

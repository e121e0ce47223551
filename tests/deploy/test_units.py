"""The units of systemd and the words of docs/deploy.md belong together."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from bachdang.upkeep.condition.running import TIMERS

UNITS = Path(settings.BASE_DIR) / "deploy/systemd"
PAPER = (Path(settings.BASE_DIR) / "docs/deploy.md").read_text("utf-8")


def test_every_timer_has_its_service_and_is_switched_on_in_the_paper() -> None:
    timers = {path.stem for path in UNITS.glob("*.timer")}

    assert timers == set(TIMERS.values())
    assert all((UNITS / f"{one}.service").exists() for one in timers)
    assert set(re.findall(r"(bachdang-\w+)\.timer", PAPER)) == timers


def test_the_commands_of_units_and_paper_exist() -> None:
    units = "".join(path.read_text("utf-8") for path in UNITS.glob("*.service"))
    started = re.findall(r"manage\.py (\w+)", units)
    written = re.findall(r"^bachdang (\w+)|`bachdang (\w+)", PAPER, re.MULTILINE)

    assert len(started) == len(TIMERS)
    assert {one for one in started if one not in get_commands()} == set()
    assert {one or other for one, other in written if (one or other) not in get_commands()} == set()


def test_files_that_the_paper_names_are_there() -> None:
    named = set(re.findall(r"/opt/bachdang/current/(deploy/[\w./-]+\w)", PAPER))

    assert named
    assert {one for one in named if not list(UNITS.parent.parent.glob(f"{one}*"))} == set()


def test_the_container_starts_the_same_commands_at_the_same_times() -> None:
    script = (UNITS.parent / "timers.sh").read_text("utf-8")
    wanted = set()
    for timer in UNITS.glob("*.timer"):
        (when,) = re.findall(r"OnCalendar=(.+)", timer.read_text("utf-8"))
        (command,) = re.findall(r"manage\.py (.+)", timer.with_suffix(".service").read_text("utf-8"))
        hour = when.replace("*:0/5", "*[05]").replace("Sun *-*-* ", "7-").replace("*-*-* ", "")
        wanted.add((hour, command))

    assert set(re.findall(r"(\S+)\) run (.+?) ;;", script)) == wanted


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """As they are, but for the account and the program, which are there on a server only."""
    for path in UNITS.iterdir():
        text = re.sub(r"^(User|Group)=.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
        text = text.replace("/opt/bachdang/current/.venv/bin/python", "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    ended = subprocess.run(  # noqa: S603 - our own files
        ["systemd-analyze", "verify", *sorted(map(str, tmp_path.iterdir()))],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert [line for line in ended.stderr.splitlines() if str(tmp_path) in line] == []

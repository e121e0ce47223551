"""What is done on the bare machine: the paper's blocks, and between them what people and time would do."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from tests.deploy.walk.machine import Failed, Machine
from tests.deploy.walk.paper import Block, installing, under, with_version
from tests.deploy.walk.releases import ROOT, Release

ADMINISTRATOR, PASSWORD = "quantri", "Mật khẩu của người đi thử 31"
OFFICE, OFFICER, DEMO_PASSWORD, CODE = "vanphong", "kinhte", "bachdang-demo", "PL1.I.6"
NEEDS_NETWORK = ("apt-get", "pip install")
ADD_ADMINISTRATOR = "bachdang create_administrator"
# Its administrator makes room for the one that the paper adds.
SOMETHING_TO_LOSE = """bachdang load_plan
BACHDANG_DEMO=1 bachdang load_demo
bachdang shell --no-imports --command "from bachdang.accounts.models import User
User.objects.filter(username='quantri').update(username='minh-hoa')"
"""
FILES = "/var/lib/bachdang/uploads"


def first_time(machine: Machine, release: Release) -> str:
    """Every block under that heading; plan and figures come before the administrator."""
    _bring(machine, release)
    blocks = under("The first time")
    for block in blocks:
        commands = block.commands
        if "VERSION=" in commands:
            commands = with_version(commands, release.version)
        if ADD_ADMINISTRATOR in commands:
            commands = commands.replace(ADD_ADMINISTRATOR, SOMETHING_TO_LOSE + ADD_ADMINISTRATOR)
        _paste(machine, block, commands)
    policy = visit(machine, "sign-in", ADMINISTRATOR, PASSWORD)
    return f"{len(blocks)} blocks, the administrator is signed in over HTTPS ({policy})"


def people_work(machine: Machine) -> str:
    visit(machine, "attach", OFFICER, DEMO_PASSWORD, CODE)
    assert visit(machine, "download", OFFICER, DEMO_PASSWORD, "1"), "the evidence differs"
    return f"{_cells(_workbook(machine))} cells exported, a file of evidence attached"


def timers_run(machine: Machine) -> str:
    """Each service once, as its timer would start it, in its own walls."""
    shown = machine.run("systemctl list-timers --all --plain --no-legend 'bachdang-*'")
    listed = re.findall(r"(bachdang-\w+)\.timer", shown)
    for name in listed:
        machine.run(f"systemctl start {name}.service")
    machine.run("systemctl --failed --plain --no-legend | { ! grep bachdang; }")
    machine.run("bachdang doctor")
    return f"{len(listed)} services ended well, doctor finds no fault"


def lose_and_restore(machine: Machine) -> str:
    """The database and the evidence are gone; the paper's block brings them back."""
    seen = _workbook(machine)
    machine.run("bachdang backup")
    machine.run(f"rm -rf {FILES}")
    for block in under("Backups"):
        _paste(machine, block, block.commands)
    again = _workbook(machine)
    differing = set(_places(seen)) ^ set(_places(again))
    assert not differing, f"cells differ: {sorted(differing)[:20]}"
    assert visit(machine, "download", OFFICER, DEMO_PASSWORD, "1"), "the evidence differs"
    return f"{_cells(seen)} cells of {len(seen)} sheets and the evidence are equal"


def upgrade(machine: Machine, release: Release) -> str:
    seen = _workbook(machine)
    _bring(machine, release)
    commands = f"cd /root\n{installing(release.version)}"
    machine.run(commands, network=True)
    for block in under("A newer version"):
        machine.run(f"VERSION={release.version}\n{block.commands}")
    again = _workbook(machine)
    same = len(set(_places(seen)) & set(_places(again)))
    return f"workbook exported, {same} of {_cells(seen)} cells as the older version wrote them"


def visit(machine: Machine, what: str, *told: str) -> Any:
    """Somebody at a browser beside the machine's own network."""
    certificate = machine.inside("/etc/bachdang/tls/site.crt")
    command = [
        "nsenter", "--target", str(machine.leader), "--net",
        sys.executable, "-m", "tests.deploy.walk.visit", str(certificate), what, *told,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    machine.log.write(f"\n= {what} {told}\n{done.stderr}")
    if done.returncode:
        raise Failed(f"{what} {told}: {done.stderr[-3000:]}")
    return json.loads(done.stdout)


def _workbook(machine: Machine) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = visit(machine, "workbook", OFFICE, DEMO_PASSWORD)
    return found


def _places(book: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    return ((sheet, cell, value) for sheet, cells in book.items() for cell, value in cells.items())


def _cells(book: dict[str, dict[str, str]]) -> int:
    return sum(map(len, book.values()))


def _bring(machine: Machine, release: Release) -> None:
    for path in (release.archive, release.archive.with_name(f"{release.archive.name}.sha256")):
        shutil.copyfile(path, machine.inside("/root") / path.name)


def _paste(machine: Machine, block: Block, commands: str) -> None:
    """As a person pastes it; passwords that are asked for are typed."""
    network = any(one in commands for one in NEEDS_NETWORK)
    machine.run(commands, network=network, typed=f"{PASSWORD}\n")

"""`make walk-deploy`: docs/deploy.md, command by command, on a bare Debian; ends with 1 when one failed."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from tests.deploy.walk.machine import Failed, Machine, bare_root, started
from tests.deploy.walk.releases import before, here
from tests.deploy.walk.steps import first_time, lose_and_restore, people_work, timers_run, upgrade

VAR = Path(__file__).parents[3] / "var" / "walk"
Step = tuple[str, Callable[[Machine], str]]


def main() -> int:
    VAR.mkdir(parents=True, exist_ok=True)
    new, old = here(VAR), before(VAR)
    with (VAR / "log").open("w", encoding="utf-8") as log:
        whole = _walk(log, [
            (f"first time, {new.name}", lambda machine: first_time(machine, new)),
            ("people work", people_work),
            ("timers", timers_run),
            ("everything lost, restored", lose_and_restore),
        ])  # fmt: skip
        raised = _walk(log, [
            (f"first time, {old.name}", lambda machine: first_time(machine, old)),
            ("people work", people_work),
            (f"upgrade to {new.name}", lambda machine: upgrade(machine, new)),
            ("everything lost, restored", lose_and_restore),
        ])  # fmt: skip
    _say(f"All that was run and printed: {VAR / 'log'}")
    return 0 if whole and raised else 1


def _walk(log: IO[str], steps: list[Step]) -> bool:
    """One machine, from bare to the last step."""
    with tempfile.TemporaryDirectory(dir=VAR, prefix="machine-") as folder:
        bare_root(VAR / "base", root := Path(folder) / "root")
        with started(root, log) as machine:
            return all(_take(step, machine) for step in steps)


def _take(step: Step, machine: Machine) -> bool:
    name, do = step
    begun = time.monotonic()
    try:
        said = do(machine)
    except (Failed, AssertionError) as error:
        _say(f"FAILED  {name}: {error}")
        return False
    _say(f"ok      {name} ({time.monotonic() - begun:.0f} s): {said}")
    return True


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

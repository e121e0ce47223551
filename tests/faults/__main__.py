"""`make faults`: every trial on both databases, a table, and 1 at the end when something was lost or wrong.

FAULTS=small tries each once or twice, FAULTS=full (the usual) as often as trials/all.py says; names of
trials after the command choose among them.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.faults.cluster import Cluster
from tests.faults.outcome import Outcome, table
from tests.faults.stand import Stand, on_postgres, on_sqlite
from tests.faults.trials.all import TRIALS, Trial


def main(wanted: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir="/tmp"))
    cluster = Cluster()
    try:
        stands = [on_sqlite(folder / "lite"), on_postgres(folder / "pg", cluster)]
        outcomes = [
            outcome
            for trial in TRIALS
            for stand in stands
            if trial.fits(stand) and (not wanted or trial.name in wanted)
            for outcome in [_tried(trial, stand)]
        ]
    finally:
        cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"\n{table(outcomes)}\n")
    return 0 if all(one.good for one in outcomes) else 1


def _tried(trial: Trial, stand: Stand) -> Outcome:
    begun = time.monotonic()
    try:
        outcome = trial.run(stand, trial.small if os.environ.get("FAULTS") == "small" else trial.full)
    except Exception:  # one trial that breaks leaves the others
        outcome = Outcome(trial.name, stand.name, wrong=[traceback.format_exc()])
    said = "ok" if outcome.good else "FAULT"
    sys.stdout.write(f"{said:6}{trial.name} on {stand.name}, {time.monotonic() - begun:.0f} s\n")
    sys.stdout.flush()
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

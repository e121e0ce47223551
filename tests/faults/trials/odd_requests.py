"""tests/fuzzing.py with as many requests as asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.faults.outcome import Outcome
from tests.faults.site import ROOT
from tests.faults.stand import Stand


def odd_requests(stand: Stand, times: int) -> Outcome:
    outcome = Outcome("requests nobody means to send", stand.name, times)
    told = {**os.environ, "FUZZ_REQUESTS": str(times), "FUZZ_SEED": str(times)}
    if stand.cluster:
        told["TEST_DATABASE_URL"] = stand.cluster.url("postgres")
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "tests/test_fuzz.py",
            "-q", "-n", "0", "--tb=line", "--show-capture=no",
        ],
        cwd=ROOT, env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    answers = dict(re.findall(r"\((\d{3}), (\d+)\)", done.stdout))
    outcome.acknowledged = sum(int(count) for status, count in answers.items() if status < "400")
    if done.returncode:
        outcome.wrong.append(done.stdout[-4000:])
    outcome.note = f"answers {', '.join(f'{status}: {count}' for status, count in answers.items())}"
    return outcome

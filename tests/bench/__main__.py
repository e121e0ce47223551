"""`make bench`: builds its data, measures everything in one run, prints it and writes docs/benchmarks.md."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.run import Run

QUARTERS = (3, 20)
REPORT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def main(arguments: Sequence[str]) -> None:
    """Measure with 3 and with 20 quarters of history; `--print` leaves the report file as it is."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        from django.core.management import call_command
        from django.test import override_settings

        import tests.conftest  # noqa: F401 - sets the environment and Django up
        from bachdang.wsgi import settle
        from tests.bench.table import report

        with override_settings(ROOT_URLCONF="tests.bench.bare", MEDIA_ROOT=folder):
            call_command("migrate", verbosity=0)
            settle()  # as the served site is
            tables = {}
            for quarters in QUARTERS:
                call_command("flush", interactive=False, verbosity=0)
                tables[quarters] = _measured(quarters)
    text = report(tables)
    print(text)  # noqa: T201
    if "--print" not in arguments:
        REPORT.write_text(text, "utf-8")


def _measured(quarters: int) -> Run:
    import time_machine

    from tests.bench.run import run_all
    from tests.bench.ward import day_of, ward_with
    from tests.conftest import NOW

    with time_machine.travel(NOW, tick=False):
        plan = ward_with(quarters)
        day = day_of(plan)
    with time_machine.travel(datetime.combine(day, time(9, 30), NOW.tzinfo), tick=False):
        return run_all(plan)


if __name__ == "__main__":
    main(sys.argv[1:])

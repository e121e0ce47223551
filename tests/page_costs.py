"""What each page costs: its queries and the weight of its HTML, in the illustrative ward.

`python -m tests.page_costs` measures all pages and writes the table of tests/test_page_costs.py anew.
"""

from __future__ import annotations

import math
import os
import re
import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

KILOBYTE, STEP, SLACK = 1024, 5, 0.25
_LIMITED = re.compile(r"LIMIT \d|COUNT\(|MAX\(")
TABLE = Path(__file__).parent / "test_page_costs.py"


class Cost(NamedTuple):
    """Queries, and KB of HTML (0 of a chart's data or a file). `whole`: it fetches events without a limit."""

    queries: int
    weight: float
    whole: bool = False

    @property
    def rounded(self) -> tuple[int, int]:
        """With the weight up to the next step."""
        return self.queries, STEP * math.ceil(self.weight / STEP)

    def is_within(self, queries: int, step: int) -> bool:
        """Whether it is what the table says; numbers of rows differ by a few bytes from run to run."""
        return self.queries == queries and step - STEP - SLACK < self.weight <= step + SLACK


def measured(quarters: int) -> dict[str, Cost]:
    """Every address that is read, in an empty database filled with so many quarters."""
    import time_machine
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.bench.subjects import pages
    from tests.bench.ward import day_of, ward_with
    from tests.conftest import NOW

    costs = {}
    with time_machine.travel(NOW, tick=False):
        day = day_of(ward_with(quarters))
    with time_machine.travel(datetime.combine(day, time(9, 30), NOW.tzinfo), tick=False):
        for name, read in pages():
            with CaptureQueriesContext(connection) as queries:
                content = read()
            html = content.lstrip().startswith(b"<")
            whole = any(_fetches_all(one["sql"]) for one in queries.captured_queries)
            costs[name] = Cost(len(queries), len(content) / KILOBYTE if html else 0, whole)
    return costs


def _fetches_all(sql: str) -> bool:
    """Whether a query reads events of the history, which grows with every act, without saying how many."""
    return sql.startswith("SELECT") and 'FROM "accounts_auditevent"' in sql and not _LIMITED.search(sql)


def table(found: dict[str, Cost]) -> str:
    """What stands in the test."""
    lines = "".join(f'    "{name}": {cost.rounded},\n' for name, cost in found.items())
    return f"COSTS = {{\n{lines}}}\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{folder}/costs.sqlite3"
        from django.core.management import call_command
        from django.test import override_settings

        import tests.conftest  # noqa: F401 - sets the environment and Django up

        with override_settings(MEDIA_ROOT=folder):
            call_command("migrate", verbosity=0)
            found = measured(3)
    text = TABLE.read_text("utf-8")
    before, after = text[: text.index("COSTS = ")], text[text.index("\n\ndef ") :]
    TABLE.write_text(f"{before}{table(found)}{after}", "utf-8")


if __name__ == "__main__":
    main()

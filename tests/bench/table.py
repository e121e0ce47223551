"""docs/benchmarks.md from the costs of one run."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping

from tests.bench.measure import Cost
from tests.bench.profile import KINDS
from tests.bench.run import Run

# Ratios that are aimed at, by name of address.
GOALS = {
    "overview": 3, "plan_tree": 5, "six_matrix": 5, "my_work": 5, "unit_list": 4, "unit_detail": 4,
    "period_detail": 4, "report_list": 6, "history": 3, "search": 3, "timeliness_chart": 3,
    "indicator_list": 5, "task_list": 5, "project_list": 5, "indicator_detail": 3, "task_detail": 3,
    "project_detail": 3,
}  # fmt: skip
BOOK_GOAL = 1.5


def report(runs: Mapping[int, Run]) -> str:
    """The whole page: heads, one table a group, medians of ratios to a bare page."""
    few, many = runs[min(runs)], runs[max(runs)]
    lines = [
        "# Benchmarks",
        "",
        (
            "Written by `make bench`: the illustrative ward on SQLite, with its three quarters and with "
            "twenty. "
            "Processor time as a ratio to a bare signed-in page that is asked for just before and after "
            "(median of repeated runs); spread is (most − least) ÷ median. "
            f"Python {platform.python_version()}, {os.cpu_count()} cores."
        ),
        "",
        f"Bare page: {few.bare.queries} queries, spread {few.bare.spread:.0%}.",
        "",
        *_table("Pages, charts and files", few.pages, many.pages),
        *_profiles(few, many),
        *_table("Uploads looked at", few.uploads, many.uploads),
        *_table("Commands", few.commands, many.commands),
        *_book(few, many),
    ]
    return "\n".join(lines) + "\n"


def _table(title: str, few: tuple[Cost, ...], many: tuple[Cost, ...]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| | ratio, 3 quarters | 20 quarters | 20 ÷ 3 | goal | queries 3 · 20 | KB, compressed | spread |"
    yield "|---|---|---|---|---|---|---|---|"
    for one, other in zip(few, many, strict=True):
        assert one.name == other.name
        ratio, later = one.ratio, other.ratio
        goal = GOALS.get(one.name.split("-")[0])
        aim = "" if goal is None else f"≤ {goal}{' ✗' if max(ratio, later) > goal else ''}"
        cells = (
            one.name, f"{ratio:.1f}", f"{later:.1f}", f"{later / ratio:.2f}", aim,
            f"{one.queries} · {other.queries}", f"{one.size / 1024:.0f}, {one.packed / 1024:.0f}",
            f"{one.spread:.0%}",
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield ""


def _profiles(few: Run, many: Run) -> Iterator[str]:
    """Where the time of the pages goes that miss their goal, with the longer history."""
    yield "## Where the time of a missed goal goes"
    yield ""
    yield (
        "Shares of one profiled request with twenty quarters, by the folder of the function that spent it: "
        "the database with its rows made into objects; templates, forms, addresses and escaping; the rules "
        "and read models of this product; what is left. Floor: the ratio that would be left if nothing had "
        "to be read or worked out: the page's template drawn again, and all of a bare page but its drawing."
    )
    yield ""
    yield f"| | times the goal | {' | '.join(KINDS)} | floor | goal |"
    yield f"|---|---|{'---|' * (len(KINDS) + 2)}"
    around = 1 - (few.bare.drawn or 0)
    for one in (few.bare, *many.pages):
        goal = GOALS.get(one.name.split("-")[0])
        over = None if goal is None else one.ratio / goal
        if one is few.bare or (over is not None and over > 1):
            shares = " | ".join(f"{one.shares[kind]:.0%}" for kind in KINDS)
            floor = "" if one.drawn is None else f"{one.drawn + around:.1f}"
            ends = f"{floor} | {'' if goal is None else goal}"
            yield f"| {one.name} | {'' if over is None else f'{over:.1f}'} | {shares} | {ends} |"
    yield ""


def _book(few: Run, many: Run) -> Iterator[str]:
    yield "## Workbook"
    yield ""
    for name, run in (("3 quarters", few), ("20 quarters", many)):
        yield f"- {name}: {run.book.ratio:.2f} × the same cells by openpyxl alone (goal ≤ {BOOK_GOAL})"

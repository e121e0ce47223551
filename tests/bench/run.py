"""Everything measured once, each between bare pages."""

from __future__ import annotations

from dataclasses import dataclass

from plans.models import Plan
from tests.bench.bare import BARE
from tests.bench.measure import Cost, measure
from tests.bench.subjects import bare_workbook, commands, owed_page, pages, signed_in, uploads


@dataclass(frozen=True)
class Run:
    """`bare` is a signed-in page with nothing on it; `book` the workbook beside its cells alone."""

    bare: Cost
    pages: tuple[Cost, ...]
    uploads: tuple[Cost, ...]
    commands: tuple[Cost, ...]
    book: Cost


def run_all(plan: Plan) -> Run:
    client = signed_in("vanphong")

    def bare() -> bytes:
        return client.get(BARE).content

    def workbook() -> bytes:
        return client.get("/bao-cao/excel/").content

    found = [measure(name, subject, bare) for name, subject in pages()]
    book = measure("workbook", workbook, bare_workbook(workbook()))
    sent_back = tuple(measure(name, subject, bare, runs=5) for name, subject in uploads())
    run = tuple(measure(name, subject, bare, runs=5) for name, subject in commands(plan))
    found.append(measure(*owed_page(plan), bare))  # the last: it takes back what the others look at
    return Run(measure("bare page", bare, bare), tuple(found), sent_back, run, book)

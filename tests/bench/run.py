"""Everything measured once, beside a bare page measured between the others."""

from __future__ import annotations

from dataclasses import dataclass

from plans.models import Plan
from tests.bench.bare import BARE
from tests.bench.measure import Cost, measure
from tests.bench.subjects import bare_workbook, commands, pages, signed_in, uploads


@dataclass(frozen=True)
class Run:
    """`bare` is a signed-in page with nothing on it; `plain_book` the workbook's cells by openpyxl alone."""

    bare: Cost
    pages: tuple[Cost, ...]
    uploads: tuple[Cost, ...]
    commands: tuple[Cost, ...]
    plain_book: Cost


def run_all(plan: Plan) -> Run:
    client = signed_in("vanphong")
    bare = measure("bare page", lambda: client.get(BARE).content, runs=41)
    found = tuple(measure(name, subject) for name, subject in pages())
    book = client.get("/bao-cao/excel/").content
    return Run(
        bare=bare,
        pages=found,
        uploads=tuple(measure(name, subject, runs=3) for name, subject in uploads()),
        commands=tuple(measure(name, subject, runs=3) for name, subject in commands(plan)),
        plain_book=measure(*bare_workbook(book), runs=5),
    )

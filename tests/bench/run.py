"""Everything measured once, beside a bare page measured between the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plans.models import Plan
from tests.bench.bare import BARE
from tests.bench.measure import Cost, measure
from tests.bench.subjects import bare_workbook, commands, owed_page, pages, signed_in, uploads

# A machine is not as quick all the time: the bare page is measured again after so many others.
BETWEEN = 8


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
    found: list[Cost] = []
    bares: list[Cost] = []
    for number, (name, subject) in enumerate(pages()):
        if number % BETWEEN == 0:
            bares.append(measure("bare page", lambda: client.get(BARE).content))
        found.append(measure(name, subject))
    book = client.get("/bao-cao/excel/").content
    sent_back = tuple(measure(name, subject, runs=3) for name, subject in uploads())
    run = tuple(measure(name, subject, runs=3) for name, subject in commands(plan))
    plain_book = measure(*bare_workbook(book), runs=5)
    found.append(measure(*owed_page(plan)))  # the last: it takes back what the others look at
    bares.append(measure("bare page", lambda: client.get(BARE).content))
    bare = replace(bares[0], seconds=tuple(one for cost in bares for one in cost.seconds))
    return Run(bare, tuple(found), sent_back, run, plain_book)

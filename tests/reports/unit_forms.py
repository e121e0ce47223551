"""What tests of the unit's form share: a small ward, its form opened, cells found by their keys, uploads."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.reports.unit_form.rows import UnitForm
from bachdang.scope.scopes import Scope
from indicators.models import Indicator
from plans.models import Item, Milestone, Period, Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

PAGE = "/bieu-mau/"
Where = tuple[str, str, str]
"""Sheet, key of the row, key of the column."""
VALUE: Where = ("Chỉ tiêu", "01.01|", "estimate")
NUMERATOR: Where = ("Chỉ tiêu", "01.02|", "estimate")
DENOMINATOR: Where = ("Chỉ tiêu", "01.02|denominator", "estimate")
STATE: Where = ("Chỉ tiêu", "01.03|", "estimate")
RESULT: Where = ("Nhiệm vụ", "PL1.I.1|", "result")
TASK = ("Nhiệm vụ", "PL1.I.1|")
PROJECT = ("Dự án", "PL2.II.I.1|")
PAID: Where = ("Dự án", "PL2.II.I.1|paid_2026_ward", "paid")


@dataclass
class Ward:
    """A unit that owes three indicators, a task with a milestone and a project; its officer is signed in."""

    client: Client
    plan: Plan
    unit: Unit
    period: Period
    officer: User
    value: Indicator
    rate: Indicator
    task: Item
    project: Item
    milestone: Milestone

    def form(self) -> UnitForm:
        return UnitForm(Scope(self.plan, self.period, [self.period]), self.plan, self.unit)

    def download(self) -> bytes:
        response = self.client.get(f"{PAGE}tai/{self.unit.code}/")
        assert response.status_code == 200
        return response.content

    def upload(self, content: bytes, name: str = "bieu-mau.xlsx") -> Any:
        return upload(self.client, content, name)

    def confirm(self, page: Any, **more: str) -> Any:
        return confirm(self.client, page, **more)


def small_ward(client: Client, **period: Any) -> Ward:
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality)
    own = {"item__plan": plan, "item__reporter": unit}
    value = IndicatorFactory(item__code="01.01", measure="tỷ đồng", **own)
    rate = IndicatorFactory(
        item__code="01.02", denominator_accumulation="stock", numerator_name="Số trường đạt chuẩn",
        denominator_name="Tổng số trường", scale=Decimal(100), part_of_whole=True, **own,
    )  # fmt: skip
    state = IndicatorFactory(item__code="01.03", measure="trạng thái (1 = có)", **own)
    # No value that the figures typed into the forms would be compared with.
    TargetFactory(indicator=value, terms__kind="trend", terms__operator="", terms__value=None)
    for one in (rate, state):
        TargetFactory(indicator=one)
    task = TaskFactory(plan=plan)
    milestone = Milestone.objects.create(item=task, title="Phê duyệt", due=date(2026, 12, 1))
    project = ProjectFactory(plan=plan, reporter=unit).item
    round_ = PeriodFactory(plan=plan, **{"due": date(2026, 12, 1), **period})
    officer = user_with_role(Role.OFFICER, unit=unit)
    client.force_login(officer)
    return Ward(client, plan, unit, round_, officer, value, rate, task, project, milestone)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell_at(book: Workbook, where: Where) -> Cell:
    """The cell of a row and a column, found by the hidden keys."""
    name, row_key, column_key = where
    sheet: Worksheet = book[name]
    head = next(row for row in range(1, 13) if sheet.cell(row, 1).value == "dong")
    column = next(at for at in range(1, sheet.max_column + 1) if sheet.cell(head, at).value == column_key)
    row = next(at for at in range(head, sheet.max_row + 1) if sheet.cell(at, 1).value == row_key)
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def put(content: bytes, values: Mapping[Where, object]) -> bytes:
    """The workbook with these values in its cells."""
    book = opened(content)
    for where, value in values.items():
        cell_at(book, where).value = value  # type: ignore[assignment]
    return saved(book)


def with_formula(content: bytes, where: Where, formula: str) -> bytes:
    """As Excel keeps a formula: with its result, the number that stands there. openpyxl writes none."""
    cell = cell_at(opened(content), where).coordinate
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                pattern = rf'(<c r="{cell}"[^>]*>)(<v>)'.encode()
                data, count = re.subn(pattern, rf"\1<f>{formula}</f>\2".encode(), data)
                assert count == 1
            new.writestr(name, data)
    return target.getvalue()


def edited(content: bytes, edit: Callable[[Workbook], object]) -> bytes:
    book = opened(content)
    edit(book)
    return saved(book)


def upload(client: Client, content: bytes, name: str = "bieu-mau.xlsx") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def packed_in(page: Any) -> str:
    found = re.search(r'name="packed" value="([^"]+)"', page.content.decode())
    assert found is not None, said(page)
    return found[1]


def confirm(client: Client, page: Any, **more: str) -> Any:
    return client.post(PAGE, {"packed": packed_in(page), **more})


def said(page: Any) -> str:
    """The words of the page, in one line."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(text.replace("&quot;", '"').split())

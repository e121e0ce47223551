"""A small ward to be set up, and its workbook as a person fills it in."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.accounts.models import Unit
from bachdang.accounts.roles import Role
from plans.models import Plan
from tests.factories import IndicatorFactory, TargetFactory, TaskFactory, UnitFactory, user_with_role

PAGE = "/bat-dau/so/"


def small_ward() -> Plan:
    """A task, an indicator in %, and a rate, of one unit with its people; nothing is set up yet."""
    task = TaskFactory()
    plan: Plan = task.plan
    Unit.objects.filter(code="ubnd").update(name="Ủy ban nhân dân phường")
    kinhte = UnitFactory(locality=plan.locality, code="kinhte", name="Phòng Kinh tế", parent=task.reporter)
    user_with_role(Role.OFFICER, username="kinhte", full_name="Trần Thị Hoa", unit=kinhte)
    for code, more in {
        "01.01": {},
        "05.01": {
            "denominator_accumulation": "stock",
            "numerator_name": "Số trường đạt chuẩn",
            "denominator_name": "Tổng số trường",
            "scale": 100,
            "part_of_whole": True,
        },
    }.items():
        TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code=code, **more))
    return plan


def signed_in(plan: Plan, role: Role) -> Client:
    client = Client()
    client.force_login(user_with_role(role, unit__locality=plan.locality, username=f"cua-{role.value}"))
    return client


def handed_out(client: Client) -> Workbook:
    answer = client.get(f"{PAGE}tai-ve/")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def column(sheet: Worksheet, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


def row_of(sheet: Worksheet, key: str) -> int:
    return next(row for row in range(2, sheet.max_row + 1) if str(sheet.cell(row, 1).value) == key)


def put(book: Workbook, sheet: str, key: str, **cells: object) -> None:
    """Type into the row of that key, or into the first empty one; a space of a title is an underscore."""
    found: Any = book[sheet]
    known = [str(found.cell(row, 1).value) for row in range(2, found.max_row + 1)]
    row = next(
        (at for one in (key, "None") for at, text in enumerate(known, 2) if text == one), found.max_row + 1
    )
    found.cell(row, 1).value = key
    for title, value in cells.items():
        found.cell(row, column(found, title.replace("_", " "))).value = value


def upload(client: Client, book: Workbook | bytes) -> Any:
    content = book if isinstance(book, bytes) else saved(book)
    return client.post(PAGE, {"file": SimpleUploadedFile("so.xlsx", content)})


def packed(answer: Any) -> str:
    found = re.search(r'name="packed" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def confirmed(client: Client, answer: Any, **more: str) -> Any:
    return client.post(PAGE, {"packed": packed(answer), **more})


def faults(answer: Any) -> list[str]:
    """What the page says is wrong."""
    page = answer.content.decode().partition('class="error-summary"')[2].partition("</div>")[0]
    return [unescape(one) for one in re.findall(r"<li>(.*?)</li>", page)]


def marked(client: Client, answer: Any) -> Workbook:
    found = client.post(f"{PAGE}danh-dau/", {"packed": packed(answer)})
    assert found.status_code == 200
    return load_workbook(io.BytesIO(found.content))

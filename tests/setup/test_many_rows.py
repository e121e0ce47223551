"""A workbook that says everything of a whole plan costs as many queries as one that says a little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.setup.painting import setup_workbook
from bachdang.setup.parts import parts_of
from bachdang.setup.reading import read_book
from bachdang.setup.ward import Ward
from bachdang.setup.writing import Outcome, write_book
from bachdang.upkeep.verify import verify_data
from plans.models import Plan
from tests.factories import user_with_role
from tests.factories.remembered import plan_of_record
from tests.setup.books import column, saved

pytestmark = pytest.mark.django_db
PER_SHEET: dict[str, dict[str, Any]] = {
    "Phân công": {
        "Đơn vị báo cáo": "Phòng mẫu", "Cán bộ đầu mối": "mau", "Lãnh đạo chịu trách nhiệm": "Phó Chủ tịch",
        "Đơn vị phối hợp": "Phòng hai",
    },
    "Số gốc": {
        "Số gốc": 10, "Tử số": 6, "Mẫu số": 14, "Tại ngày": "31/12/2025", "Nguồn": "Niên giám 2025",
    },
    "Kế hoạch năm": {f"Năm {year}": 10 + year - 2026 for year in range(2026, 2031)},
    "6 rõ": {
        "Kết quả, sản phẩm": "Báo cáo", "Cấp quyết định": "Chủ tịch UBND", "Nguồn lực": "Ngân sách phường",
        "Chu kỳ": "Hằng năm", "Mốc tới của dự án": "Khởi công", "Thời hạn của mốc": "30/6/2027",
    },
}  # fmt: skip


@pytest.fixture
def office() -> User:
    plan = plan_of_record()
    for code, name in (("mau", "Phòng mẫu"), ("hai", "Phòng hai")):
        Unit.objects.create(locality=plan.locality, code=code, name=name, kind="office", order=900)
    unit = Unit.objects.get(code="mau")
    user_with_role(Role.OFFICER, username="mau", unit=unit)
    return user_with_role(Role.OFFICE, username="vp", unit=unit)


def ward_of(user: User, *, rehearsed: bool = True) -> Ward:
    user = User.objects.get(pk=user.pk)
    return Ward.of(user, Scope(Plan.objects.get()), rehearsed=rehearsed)


def filled(ward: Ward, most: int) -> Workbook:
    """As handed out, with an answer in every cell that takes one, of the first `most` rows of each sheet."""
    book = load_workbook(BytesIO(setup_workbook(ward, at=timezone.now())))
    for part in parts_of(ward):
        if part.table.name not in PER_SHEET:
            continue
        sheet: Any = book[part.table.name]
        titles = {one.title: one.key for one in part.table.fields}
        for number, known in _first(part, most):
            for title, value in PER_SHEET[part.table.name].items():
                key = titles[title]
                if key not in known.closed and (key == "unit" or not known.texts[key]):
                    sheet.cell(number, column(sheet, title)).value = value
    return book


def _first(part: Any, most: int) -> Iterator[tuple[int, Any]]:
    yield from list(enumerate(part.known.values(), 2))[:most]


def written(user: User, book: Workbook, *, rehearsed: bool = True) -> tuple[Outcome, int]:
    """What came of it, and in how many queries."""
    ward = ward_of(user, rehearsed=rehearsed)
    read = read_book(saved(book), parts_of(ward))
    asked = Counter[str]()

    def count(execute: Any, sql: str, *more: Any) -> Any:
        asked[sql] += 1
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        outcome = write_book(ward=ward, read=read)
    return outcome, asked.total()


def test_ten_rows_of_each_sheet_cost_what_three_cost(office: User) -> None:
    few, first = written(office, filled(ward_of(office), 3))
    many, then = written(office, filled(ward_of(office), 10))
    assert (few.faults, many.faults) == ([], [])
    assert (few.rows, many.rows) == (12, 40)
    assert then == first


def test_a_whole_plan_is_looked_at_and_written_in_few_queries(office: User) -> None:
    book = filled(ward_of(office), 1000)
    looked_at, asked = written(office, book)
    assert looked_at.faults == []
    assert looked_at.rows > 500
    assert asked < 150
    stands, _ = written(office, book, rehearsed=False)
    assert (stands.faults, stands.changes) == ([], looked_at.changes), "the preview says what is written"
    again, _ = written(office, book)
    assert (again.faults, again.changes) == ([], {}), "the same workbook again changes nothing"
    assert not any(verify_data().values())

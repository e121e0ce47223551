"""Every list downloads as a workbook: the rows of the filters as true values; plan, period, filters above."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.accounts.urls import urlpatterns as accounts
from bachdang.amendments.urls import urlpatterns as amendments
from bachdang.browse.urls import urlpatterns as browse
from bachdang.quarter.snapshots import take_snapshot
from bachdang.reporting.own_work import own_rows
from bachdang.scope.scopes import Scope
from bachdang.spreadsheet import Kind
from bachdang.standing.explanations import threads
from bachdang.standing.quarter_book import QuarterBook
from bachdang.ui.list_files import ListColumn, Out, list_file, outs_of
from bachdang.ui.lists import ListPage
from indicators.rules import Quarter
from indicators.standings import TargetBook
from plans.models import ExplanationRequest, Period, Plan, Proposal, Report, Terms
from tests.conftest import NOW
from tests.factories import (
    DutyFactory,
    IndicatorFactory,
    OwnWorkFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.markup import parsed

pytestmark = pytest.mark.django_db

# Lists that are no ListPage: the name of the address, and how many rows the page shows in all.
OTHERS = {
    "proposals": lambda context: context["page"].paginator.count,
    "explanations": lambda context: context["page"].paginator.count,
    "open_points": lambda context: context["page"].paginator.count,
    "duty_list": lambda context: len(context["rows"]),
    "unit_list": lambda context: len(context["rows"]),
    "period_list": lambda context: len(context["periods"]),
}


# Lists that do not depend on the period looked at.
TIMELESS = {"history", "period_list", "own_list", "accounts", "units", "measure_units"}
OF_NO_PLAN = {"history", "accounts", "units"}
# Lists that the Party office does not see.
SEEN_BY = {"accounts": "quantri"}


def list_pages() -> dict[str, type[ListPage]]:
    """Every address that is answered by a list page, by its name."""
    named = {
        str(one.name): getattr(one.callback, "view_class", None) for one in browse + accounts + amendments
    }
    return {name: kind for name, kind in named.items() if kind is not None and issubclass(kind, ListPage)}


PAGES = list_pages()


def sheet_of(client: Client, address: str, **filters: str) -> Worksheet:
    response = client.get(address, {**filters, "xuat": "xlsx"})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith('.xlsx"')
    return load_workbook(io.BytesIO(response.content)).worksheets[0]


def parts(sheet: Worksheet) -> tuple[list[str], list[str], list[tuple[Cell, ...]]]:
    """(lines on top, titles of the columns, rows)."""
    rows: list[Any] = list(sheet.iter_rows())
    head = int(str(sheet.print_title_rows).split(":")[0].strip("$"))
    top = [str(row[0].value) for row in rows[: head - 1] if row[0].value]
    return top, [str(cell.value) for cell in rows[head - 1]], rows[head:]


def columns(sheet: Worksheet) -> list[dict[str, Any]]:
    """Rows by the titles of their columns."""
    _, titles, rows = parts(sheet)
    return [{title: cell.value for title, cell in zip(titles, row, strict=True)} for row in rows]


def subclasses(kind: type[ListPage]) -> set[type[ListPage]]:
    return {kind} | {one for child in kind.__subclasses__() for one in subclasses(child)}


def test_every_list_page_has_an_address() -> None:
    # A class with a table of its own; a chart of a list's rows inherits the table and shows none.
    concrete = {one for one in subclasses(ListPage) if "table_class" in vars(one)}
    assert concrete == set(PAGES.values())
    assert {"indicator_list", "task_list", "project_list", "six_matrix", "history"} <= set(PAGES)


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_a_list_downloads_whole_with_plan_and_period_on_top(demo: Client, name: str) -> None:
    demo.force_login(User.objects.get(username=SEEN_BY.get(name, "vanphong")))
    shown = demo.get(reverse(name))
    count = OTHERS[name](shown.context) if name in OTHERS else shown.context["count"]
    sheet = sheet_of(demo, reverse(name))
    top, titles, rows = parts(sheet)
    assert len(rows) == count
    assert f"Số dòng: {count}" in [line.replace(".", "") for line in top]
    assert all(titles)
    assert any(line.startswith("Bộ lọc:") for line in top)
    if name not in OF_NO_PLAN:
        assert Plan.objects.get().title in top
        assert "SỐ LIỆU MINH HỌA" in top
    if name not in TIMELESS:
        assert any(line.startswith("Kỳ: ") and "III/2026" in line for line in top)
    if count:
        assert "xuat=xlsx" in shown.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_each_cell_is_what_its_column_says_of_the_row(demo: Client, name: str) -> None:
    """The file is opened again: numbers are numbers, days are days, no markup anywhere."""
    demo.force_login(User.objects.get(username=SEEN_BY.get(name, "vanphong")))
    page = demo.get(reverse(name)).context["table"]
    outs, first = outs_of(page), [row.record for row in page.page.object_list]
    _, titles, rows = parts(sheet_of(demo, reverse(name)))
    assert titles == [out.title for out in outs]
    for record, row in zip(first, rows, strict=False):
        for out, cell in zip(outs, row, strict=True):
            said = out.of(record)
            assert as_read(said, out.kind) == cell.value, out.title
            assert cell.data_type != "f"
            assert not isinstance(cell.value, str) or "<" not in cell.value or "</" not in cell.value


def as_read(value: Any, kind: Kind) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n") or None
    if isinstance(value, Decimal):
        return pytest.approx(float(value.scaleb(-2) if kind is Kind.PERCENT else value))
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


def test_figures_are_those_of_the_rules(demo: Client) -> None:
    book = TargetBook(Plan.objects.get(), Quarter(2026, 3))
    found = columns(sheet_of(demo, "/chi-tieu/"))
    compared = 0
    for row, cells in zip(book.rows(), found, strict=True):
        assert cells["Mã"] == row.item.code
        assert cells["Đến ngày"].date() == row.terms.horizon
        current = row.standing.current
        if isinstance(cells["Lũy kế"], int | float):
            assert current is not None
            assert cells["Lũy kế"] == pytest.approx(float(current), abs=0.005)
            compared += 1
        else:
            assert current is None or cells["Đơn vị tính"] == "có/không"
        share = row.standing.achievement
        assert cells["Mức đạt (%)"] == (None if share is None else pytest.approx(float(share)))
    assert compared > 40


def test_money_is_in_million_dong(demo: Client) -> None:
    plan = Plan.objects.get()
    rows = QuarterBook(Scope(plan, Period.objects.get(year=2026, quarter=3))).projects
    found = columns(sheet_of(demo, "/du-an/"))
    for row, cells in zip(rows, found, strict=True):
        for title, dong in (("Tổng mức đầu tư", row.money.total), ("Giải ngân năm", row.money.year_paid)):
            value = cells[f"{title} (triệu đồng)"]
            assert value == (None if dong is None else pytest.approx(dong / 10**6))
        assert cells["Thời hạn"] == (
            None if row.due is None else datetime(row.due.year, row.due.month, row.due.day)
        )


def test_filters_and_order_are_those_of_the_page(demo: Client) -> None:
    page = demo.get("/chi-tieu/", {"unit": "kinhte", "q": "doanh nghiep", "sort": "-status"})
    sheet = sheet_of(demo, "/chi-tieu/", unit="kinhte", q="doanh nghiep", sort="-status", page="7")
    shown = [row.record.item.code for row in page.context["table"].rows]
    assert [row["Mã"] for row in columns(sheet)] == shown
    assert 1 < len(shown) < 50
    line = next(one for one in parts(sheet)[0] if one.startswith("Bộ lọc"))
    assert "Tìm: doanh nghiep" in line
    assert "Đơn vị báo cáo: Phòng KTHT&ĐT" in line


def test_the_rounds_with_what_was_frozen_of_them(demo: Client) -> None:
    plan, who = Plan.objects.get(), User.objects.get(username="vanphong")
    first = Period.objects.get(quarter=1)
    take_snapshot(period=first, by=who)
    newest = take_snapshot(period=first, by=who, reason="sửa số")
    Period.objects.filter(pk=first.pk).update(locked_at=NOW, locked_by=who, as_of=first.due)
    found = columns(sheet_of(demo, "/ky-bao-cao/"))
    periods = list(Period.objects.filter(plan=plan).opened().order_by("-year", "-quarter"))
    assert [row["Kỳ"] for row in found] == [one.label for one in periods]
    assert [row["Hạn gửi"].date() for row in found] == [one.due for one in periods]
    by_label = {row["Kỳ"]: row for row in found}
    assert by_label[first.label]["Tình trạng"] == "Đã chốt"
    assert (by_label[first.label]["Bản số liệu"], by_label[first.label]["Mã tra cứu"]) == (2, newest.code)
    assert {row["Bản số liệu"] for row in found if row["Kỳ"] != first.label} == {None}


def test_ones_own_work_as_on_the_page(demo: Client) -> None:
    demo.force_login(User.objects.get(username="kinhte"))
    for query in ({}, {"cua": "toi"}):
        book = demo.get("/viec-cua-toi/", query).context["book"]
        sheet = sheet_of(demo, "/viec-cua-toi/", **query)
        top, found = parts(sheet)[0], columns(sheet)
        assert [row["Mã"] for row in found] == [row.code for row in book.rows]
        assert [row["Báo cáo"] for row in found] == [row.owed.state_label for row in book.rows]
        reports = [row.owed.report for row in book.rows]
        said = [(one.result or one.no_data_reason or None) if one else None for one in reports]
        assert [row["Kết quả đã ghi"] for row in found] == said
        assert any(said)
        assert f"Bộ lọc: Việc của: {'tôi là đầu mối' if query else 'cả đơn vị'}" in top
        assert any(line.startswith("Đơn vị: ") for line in top)
        assert f"Số dòng: {len(book.rows)}" in top
    assert len(found) < len(demo.get("/viec-cua-toi/").context["book"].rows)


def test_what_units_set_themselves_with_its_filters(demo: Client) -> None:
    rows = own_rows(Plan.objects.get(), date(2026, 10, 8))
    found = columns(sheet_of(demo, "/viec-don-vi/"))
    assert [row["Mã"] for row in found] == [one.item.code for one in rows]
    assert [row["Đến ngày"].date() for row in found] == [one.due for one in rows]
    unit = rows[0].unit
    sheet = sheet_of(demo, "/viec-don-vi/", unit=unit.code, q=rows[0].title)
    assert {row["Đơn vị"] for row in columns(sheet)} == {str(unit)}
    top = parts(sheet)[0]
    assert any(one.startswith("Bộ lọc") and f"Đơn vị báo cáo: {unit}" in one for one in top)
    assert "Tính đến ngày 08/10/2026" in top
    statuses = {one.status.value: one.status_label for one in rows}
    for key, label in statuses.items():
        kept = columns(sheet_of(demo, "/viec-don-vi/", status=key))
        assert {row["Trạng thái"] for row in kept} == {label}


def test_another_period_is_told_and_named(demo: Client) -> None:
    response = demo.get("/nhiem-vu/", {"ky": "2026-Q2", "xuat": "xlsx"})
    assert response.headers["Content-Disposition"] == 'attachment; filename="nhiem-vu-2026-Q2.xlsx"'
    top = parts(sheet_of(demo, "/nhiem-vu/", ky="2026-Q2"))[0]
    assert any("II/2026" in line for line in top)


def test_threads_and_proposals_are_those_of_the_database(demo: Client) -> None:
    plan = Plan.objects.get()
    asked = columns(sheet_of(demo, "/giai-trinh/"))
    today = Scope(plan).today
    assert [row["Nội dung hỏi"] for row in asked] == [one.request.text for one in threads(plan, today)]
    open_ones = columns(sheet_of(demo, "/kien-nghi/", state="cho"))
    waiting = Proposal.objects.filter(report__counted=True, decided_at=None)
    assert sorted(row["Kiến nghị"] for row in open_ones) == sorted(waiting.values_list("text", flat=True))
    assert {row["Tình trạng"] for row in open_ones} == {"Chờ giải quyết"}


def small(rows: int, first: int = 0) -> Plan:
    for number in range(first, first + rows):
        TargetFactory(indicator=IndicatorFactory(item__code=f"01.{number:02d}"))
        task = TaskFactory(code=f"PL1.I.{number + 1}")
        ProjectFactory(code=f"PL2.II.I.{number + 1}")
        DutyFactory(code=f"C.{number + 1}")
        plan = task.plan
        period = Period.objects.filter(plan=plan).first() or PeriodFactory(plan=plan)
        assert task.reporter is not None
        who = user_with_role(Role.OFFICER, username=f"canbo{number}", unit=task.reporter)
        report = Report.objects.create(
            period=period, item=task, unit=task.reporter, state="accepted", counted=True,
            accepted_at=period.opened_at, accepted_by=who,
        )  # fmt: skip
        Proposal.objects.create(report=report, text="=1+1")
        OwnWorkFactory(task)
        ExplanationRequest.objects.create(item=task, text="=1+1", due=date(2026, 12, 1), asked_by=who)
    return Plan.objects.get()


@pytest.fixture
def office(client: Client) -> Client:
    PlanFactory()
    small(2)
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong")))
    return client


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_the_same_number_of_queries_at_two_rows_and_at_thirty(office: Client, name: str) -> None:
    address = reverse(name)
    if name in SEEN_BY:
        office.force_login(user_with_role(Role.ADMINISTRATOR, unit=Unit.objects.get(code="vanphong")))
    sheet_of(office, address)
    with CaptureQueriesContext(connection) as few:
        sheet_of(office, address)
    small(28, first=2)
    with CaptureQueriesContext(connection) as many:
        sheet_of(office, address)
    assert len(many) <= len(few), [query["sql"][:90] for query in many.captured_queries]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/nhiem-vu/", "Nhiệm vụ"),
        ("/viec-don-vi/", "Việc"),
        ("/kien-nghi/", "Kiến nghị"),
        ("/giai-trinh/", "Nội dung hỏi"),
    ],
)
def test_what_people_type_stays_text(office: Client, address: str, title: str) -> None:
    Terms.objects.filter(item__kind__in=("task", "own")).update(title="=1+1")
    _, titles, rows = parts(sheet_of(office, address))
    cell = rows[0][titles.index(title)]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.quotePrefix


def test_the_permission_is_that_of_the_page(client: Client) -> None:
    small(1)
    address = f"{reverse('history')}?xuat=xlsx"
    assert client.get(address).status_code == 302
    client.force_login(user_with_role(Role.OFFICER))
    assert client.get(address).status_code == 403
    assert client.get("/nhiem-vu/?xuat=xlsx").status_code == 200


def test_a_ward_downloads_its_own_rows_alone(office: Client) -> None:
    other = UnitFactory(locality__code="phuong-khac", code="khac")
    stranger = Client()
    stranger.force_login(user_with_role(Role.OFFICE, username="la", unit=other))
    for name in [*PAGES, *OTHERS]:
        response = stranger.get(reverse(name), {"xuat": "xlsx"})
        assert response.status_code == 404 or b"PL1.I.1" not in response.content


def test_a_long_list_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch, office: Client) -> None:
    monkeypatch.setattr("bachdang.ui.list_files.MOST_ROWS", 1)
    monkeypatch.setattr("bachdang.ui.lists.MOST_ROWS", 1)
    top, _, rows = parts(sheet_of(office, "/nhiem-vu/"))
    assert len(rows) == 1
    assert "Số dòng: 2" in top
    assert "Chỉ gồm 1 dòng đầu; lọc hẹp hơn để có đủ." in top


def test_a_column_must_say_what_stands_in_the_file() -> None:
    with pytest.raises(TypeError, match="out"):
        ListColumn("Chỉ vẽ")  # type: ignore[call-arg]


@pytest.mark.parametrize("name", PAGES)
def test_a_row_has_a_cell_for_every_head(demo: Client, name: str) -> None:
    """In the order of the heads, whose words each cell repeats for the phone; numbers are told by both."""
    demo.force_login(User.objects.get(username=SEEN_BY.get(name, "vanphong")))
    shown = demo.get(reverse(name))
    table = next(parsed(shown.content.decode()).all("div", css="table-container"))
    heads = [(one.text, "num" in one.classes) for one in table.all("th") if one.attrs["scope"] == "col"]
    bodies = [list(one.all("td")) for one in table.all("tr") if any(one.all("td"))]
    assert len(bodies) == len(shown.context["table"].paginated_rows)
    for cells in bodies:
        assert [(one.attrs["data-label"], "num" in one.classes) for one in cells] == heads
        assert {one.attrs["role"] for one in cells} == {"cell"}


def test_values_keep_their_kinds() -> None:
    outs = [
        Out("Ngày", 12, "day", Kind.DATE),
        Out("Tỷ lệ", 12, "share", Kind.PERCENT, 1),
        Out("Có", 12, "yes"),
        Out("Trống", 12, "nothing"),
    ]
    row = {"day": date(2026, 9, 1), "share": Decimal("12.5"), "yes": True, "nothing": None}
    content = list_file("Thử", outs, [row]).content
    cells = parts(load_workbook(io.BytesIO(content)).worksheets[0])[2][0]
    assert [cell.value for cell in cells] == [datetime(2026, 9, 1), 0.125, "Có", None]
    assert cells[1].number_format.endswith("0.0%")

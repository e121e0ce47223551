"""One count: every number of reports that stands on two surfaces or more is the same on all of them.

A small ward in eight situations; each is built once and every surface is read once.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance
from bachdang.reporting.flow.periods import lock_period, reopen_report
from bachdang.reporting.flow.reminders import reminders
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.entry import NewFigure
from indicators.models import Indicator
from indicators.rules import Form
from plans.flow import Step
from plans.models import Item, Period
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.flow import accepted, drafted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


@dataclass(frozen=True)
class Counts:
    """What the surfaces say. Figures: of indicators. The rest: of all reports; `late` and `pending` of those
    never sent or sent too late.
    """

    figures: int = 4
    accepted: int = 1
    estimated: int = 1
    unassigned: int = 1
    due: int = 4
    unsent: int = 3
    on_time: int = 1
    late: int = 0
    overdue: int = 0
    pending: int = 3
    corrections: int = 0
    waiting: int = 0


class Ward:
    """A unit with an accepted figure, two it has not written, a task; and a figure that nobody reports."""

    def __init__(self, due: date) -> None:
        self.plan = PlanFactory()
        self.period: Period = Period.objects.get(pk=PeriodFactory(plan=self.plan, due=due).pk)
        self.unit = UnitFactory(locality=self.plan.locality)
        self.officer = user_with_role(Role.OFFICER, unit=self.unit)
        self.head = user_with_role(Role.HEAD, unit=self.unit)
        office = UnitFactory(locality=self.plan.locality, code="vp")
        self.office = user_with_role(Role.OFFICE, unit=office)
        self.done, self.open, self.third = (self._indicator(f"01.0{n}", self.unit) for n in (1, 2, 3))
        self._indicator("01.04", None)
        TaskFactory(plan=self.plan)
        accepted(self.done, self.period, figures("50"), self.officer)

    def _indicator(self, code: str, reporter: object) -> Indicator:
        made = IndicatorFactory(item__plan=self.plan, item__code=code, item__reporter=reporter)
        TargetFactory(indicator=made)
        return made

    def lock(self) -> None:
        self.period = lock_period(period=self.period, by=self.office, today=TODAY)


def figures(value: str) -> list[NewFigure]:
    return [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(value))]


def plain(ward: Ward) -> Counts:
    return Counts()


def correction_open(ward: Ward) -> Counts:
    """The unit corrects what was accepted: the old figure counts until the new one is accepted."""
    drafted(ward.done, ward.period, figures("51"), ward.officer)
    return Counts(corrections=1)


def without_reporter(ward: Ward) -> Counts:
    """A second figure that nobody reports is due all the same, and missing."""
    Item.objects.filter(pk=ward.third.pk).update(reporter=None)
    return Counts(unassigned=2, due=3, unsent=2, pending=2)


def reopened(ward: Ward) -> Counts:
    ward.lock()
    reopen_report(item=ward.done.item, period=ward.period, reason="Sai số", by=ward.office)
    return Counts(overdue=3, pending=0, corrections=1)


def locked(ward: Ward) -> Counts:
    """Locked before the due day: what has not been sent comes no more."""
    ward.lock()
    return Counts(overdue=3, pending=0)


def returned(ward: Ward) -> Counts:
    """Sent in time and returned: it keeps its first day, and has still to be sent."""
    report = drafted(ward.open, ward.period, figures("40"), ward.officer)
    report = advance(report=report, step=Step.APPROVE, by=ward.head, today=TODAY)
    advance(report=report, step=Step.RETURN, by=ward.office, today=TODAY, reason="Thiếu")
    return Counts(on_time=2, pending=2)


def waiting(ward: Ward) -> Counts:
    """One waits for the unit's head: written, and still to be sent."""
    report = drafted(ward.open, ward.period, figures("40"), ward.officer)
    advance(report=report, step=Step.SUBMIT, by=ward.officer, today=TODAY)
    return Counts(waiting=1)


def past_due(ward: Ward) -> Counts:
    return Counts(on_time=0, late=1, overdue=3, pending=0)


SITUATIONS: list[tuple[Callable[[Ward], Counts], date]] = [
    (plain, date(2026, 10, 20)),
    (correction_open, date(2026, 10, 20)),
    (without_reporter, date(2026, 10, 20)),
    (reopened, date(2026, 10, 20)),
    (locked, date(2026, 10, 20)),
    (returned, date(2026, 10, 20)),
    (waiting, date(2026, 10, 20)),
    (past_due, date(2026, 9, 15)),
]


@pytest.mark.parametrize(("situation", "due"), SITUATIONS, ids=[one.__name__ for one, _ in SITUATIONS])
def test_every_surface_says_the_same(situation: Callable[[Ward], Counts], due: date, client: Client) -> None:
    ward = Ward(due)
    wanted = situation(ward)
    client.force_login(ward.office)
    assert Period.objects.get().due == due
    assert timezone.localdate() == TODAY
    _overview(client, wanted)
    _lists(client, wanted)
    _unit(client, ward, wanted)
    _round(client, wanted)
    _preview(client, wanted)
    _workbook(client, wanted)
    _document(client, wanted)
    _status(wanted)
    _work(client, ward, wanted)
    _notices(client, ward, wanted)


def _text(client: Client, address: str) -> str:
    """The words of a page, without markup."""
    response = client.get(address)
    assert response.status_code == 200
    page = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def _overview(client: Client, wanted: Counts) -> None:
    text = _text(client, "/")
    assert f"Đã tiếp nhận {wanted.accepted} / {wanted.figures} chỉ tiêu đến kỳ" in text
    assert f"{wanted.estimated} số liệu là số ước" in text
    assert f"chưa giao đơn vị báo cáo: {wanted.unassigned}" in text
    assert f"1 đơn vị, {wanted.unsent} báo cáo" in text
    assert f"còn {wanted.unsent}/{wanted.due}" in text
    assert (f"đang sửa số đã tiếp nhận {wanted.corrections}" in text) == bool(wanted.corrections)


def _lists(client: Client, wanted: Counts) -> None:
    def listed(query: str) -> int:
        count: int = client.get(f"/phai-bao-cao/?{query}").context["count"]
        return count

    assert listed("kind=indicator") == wanted.figures
    assert listed("kind=indicator&state=accepted") == wanted.accepted
    assert listed("kind=indicator&state=unassigned") == wanted.unassigned
    assert listed("state=chua-gui") == wanted.unsent
    assert listed("unit=ubnd") == wanted.due
    assert listed("state=ban-sua") == wanted.corrections
    states = client.get("/phai-bao-cao/").context["states"]
    whole = [number for key, _, number in states if key != "ban-sua"]
    assert sum(whole) == wanted.due + wanted.unassigned


_CELL = r'data-label="([^"]+)" class="num">(\d+)<'


def _unit(client: Client, ward: Ward, wanted: Counts) -> None:
    text = _text(client, "/don-vi/ubnd/")
    assert f"Còn phải gửi {wanted.unsent} " in text
    assert f"Còn phải gửi quý III/2026 ({wanted.unsent})" in text
    page = client.get("/don-vi/ubnd/").content.decode()
    newest = page.split('id="dung-han"')[1].split("</table>")[0]
    cells = {label: int(number) for label, number in re.findall(_CELL, newest)}
    never = wanted.overdue + wanted.pending
    assert [cells[one] for one in ("Phải gửi", "Đúng hạn", "Muộn", "Chưa gửi")] == [
        wanted.due, wanted.on_time, wanted.late, never,
    ]  # fmt: skip
    again = wanted.unsent - never
    said = f"{never} chưa gửi lần nào, {again} phải gửi lại" if again else f"{never} chưa gửi lần nào"
    assert said in text
    units = client.get("/don-vi/").content.decode()
    assert re.search(rf'data-label="Còn phải gửi" class="num"><a[^>]+>{wanted.unsent}<', units)


def _round(client: Client, wanted: Counts) -> None:
    text = _text(client, "/ky-bao-cao/2026-Q3/")
    assert f"{wanted.due + wanted.unassigned} việc: {wanted.accepted} đã tiếp nhận" in text
    assert f"{wanted.unassigned} chưa giao đơn vị báo cáo" in text
    assert (f"{wanted.corrections} bản sửa" in text) == bool(wanted.corrections)
    page = client.get("/ky-bao-cao/2026-Q3/").content.decode()
    cells = [(label, int(number)) for label, number in re.findall(_CELL, page)]
    assert cells[0] == ("Phải báo cáo", wanted.due)
    assert {("Đã tiếp nhận", wanted.accepted), ("Chưa xong", wanted.unsent - wanted.waiting)} <= set(cells)


def _preview(client: Client, wanted: Counts) -> None:
    text = _text(client, "/bao-cao/")
    missing = wanted.figures - wanted.accepted
    said = f"{wanted.figures} chỉ tiêu đến kỳ: đã tiếp nhận số liệu {wanted.accepted} , còn thiếu {missing}"
    assert said in text
    assert f"chưa giao đơn vị báo cáo: {wanted.unassigned}" in text
    assert f"{wanted.estimated} số liệu là số ước" in text
    sheet = client.get("/bao-cao/?trang=tinh-hinh").context["preview"]
    numbers = [int(one or 0) for one in sheet.rows[0][2:]]
    assert numbers == [wanted.on_time, wanted.late, wanted.overdue, wanted.pending]


def _workbook(client: Client, wanted: Counts) -> None:
    book = load_workbook(io.BytesIO(client.get("/bao-cao/excel/").content))
    words = [str(cell.value) for row in book["Tổng hợp"].iter_rows() for cell in row if cell.value]
    missing = wanted.figures - wanted.accepted
    said = f": {wanted.figures}; đã có số liệu {wanted.accepted}, còn thiếu {missing}."
    assert any(one.endswith(said) for one in words)
    assert f"Trong số còn thiếu, chưa giao đơn vị báo cáo: {wanted.unassigned}." in words
    assert f"Có {wanted.estimated} chỉ tiêu dựa trên số ước." in words
    rows = book["Tình hình báo cáo"].iter_rows(values_only=True)
    line = next(row for row in rows if row[1] == "Đơn vị ubnd")
    assert line[3:7] == (wanted.on_time, wanted.late, wanted.overdue, wanted.pending)


def _document(client: Client, wanted: Counts) -> None:
    found = Document(io.BytesIO(client.get("/bao-cao/word/").content))
    text = "\n".join(one.text for one in found.paragraphs)
    missing = wanted.figures - wanted.accepted
    assert f"Có {wanted.figures} chỉ tiêu đến kỳ báo cáo quý III/2026" in text
    assert f"còn thiếu số liệu {missing} chỉ tiêu" in text
    assert f"{wanted.estimated} chỉ tiêu dựa trên số ước" in text
    assert f"{wanted.unassigned} chỉ tiêu chưa giao đơn vị báo cáo" in text


def _status(wanted: Counts) -> None:
    out = io.StringIO()
    call_command("export_status", period="2026-Q3", stdout=out)
    found = json.loads(out.getvalue())
    assert found["figures"] == {
        "due": wanted.figures,
        "accepted": wanted.accepted,
        "missing": wanted.figures - wanted.accepted,
        "estimated": wanted.estimated,
        "without_reporter": wanted.unassigned,
    }
    reports = found["reports"]
    assert sum(reports.values()) == wanted.due + wanted.unassigned
    assert sum(reports[key] for key in ("missing", "returned", "draft", "waiting")) == wanted.unsent


def _work(client: Client, ward: Ward, wanted: Counts) -> None:
    """Việc của tôi of the one who writes; what waits for the head is written."""
    client.force_login(ward.officer)
    text = _text(client, "/viec-cua-toi/?ky=2026-Q3")
    if ward.period.locked_at is not None:
        assert f"Chưa gửi khi chốt kỳ {wanted.unsent} việc" in text
        return
    assert f"còn {wanted.unsent - wanted.waiting} trong {wanted.due} việc" in text
    assert (f"{wanted.corrections} bản sửa đang làm" in text) == bool(wanted.corrections)


def _notices(client: Client, ward: Ward, wanted: Counts) -> None:
    """What the unit is reminded of, and the number beside "Chờ duyệt" in the menu of its head."""
    found = list(reminders(QuarterBook(Scope(ward.plan, ward.period)), TODAY))
    said = [one.owing for one in found]
    open_now = ward.period.locked_at is None
    to_write, to_approve = f"còn {wanted.unsent - wanted.waiting} việc chưa gửi", f"{wanted.waiting} báo cáo"
    assert any(one.startswith(to_write) for one in said) == open_now
    assert any(one.startswith(to_approve) for one in said) == bool(wanted.waiting)
    client.force_login(ward.head)
    page = client.get("/viec-cua-toi/?ky=2026-Q3")
    assert page.context["waiting_reports"]() == wanted.waiting

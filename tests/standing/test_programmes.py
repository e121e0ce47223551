"""Programmes of part B: the list, the page, and the quarter in words from the official to the office."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.standing.programmes import programme_rows, programme_words, provisions
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Clause, Item, Period, Plan, Proposal, Report
from tests.factories import (
    ClauseFactory,
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
FORM = "/viec-cua-toi/B.III.1/?ky=2026-Q3"
PAGE = "/chuong-trinh/B.III.1/"
TYPED = {
    "seen": "",
    "result": "Đã ban hành kế hoạch",
    "difficulties": "Chậm giải ngân",
    "causes": "Thủ tục kéo dài",
    "next_steps": "Đôn đốc nhà thầu",
    "proposal": "Bổ sung kinh phí",
}


@pytest.fixture
def programme() -> Item:
    plan = PlanFactory()
    part = ClauseFactory(plan=plan, key="B.III", kind="section", marker="III.", text="CÁC NHIỆM VỤ")
    item: Item = ItemFactory(plan=plan, code="B.III.1")
    Clause.objects.filter(item=item).update(parent=part, marker="1.")
    PeriodFactory(plan=plan, due=date(2026, 12, 1))
    return item


def signed_in(role: Role, item: Item, **fields: object) -> Client:
    client = Client()
    client.force_login(user_with_role(role, **{"unit": item.reporter, **fields}))
    return client


def scope_of_plan(plan: Plan) -> Scope:
    return Scope(plan, Period.objects.get(), today=date(2026, 10, 8))


def step(client: Client, name: str, **data: str) -> None:
    report = Report.objects.exclude(state="accepted").get()
    assert client.post(reverse("take_step", args=[report.pk]), {"step": name, **data}).status_code == 302


def test_the_words_go_from_the_official_to_the_page_and_the_rows_of_the_report(programme: Item) -> None:
    officer, head = signed_in(Role.OFFICER, programme), signed_in(Role.HEAD, programme)
    office = signed_in(Role.OFFICE, programme)
    assert "Nhập báo cáo quý III/2026" in officer.get(PAGE).content.decode()
    to = UnitFactory(locality=programme.plan.locality, code="dang-uy")
    assert officer.post(FORM, {**TYPED, "proposal_to": to.pk}).status_code == 302
    step(officer, "submit")
    other = signed_in(Role.OFFICER, programme, unit=to)
    waiting = other.get(PAGE).content.decode()
    assert "Chờ lãnh đạo đơn vị duyệt" in waiting
    assert "Đã ban hành kế hoạch" not in waiting, "neither as words nor in the history"
    assert "Đơn vị đang báo cáo" in office.get(PAGE).content.decode()
    assert programme_words(QuarterBook(scope_of_plan(programme.plan)))[0].said is False
    step(head, "approve")
    read = office.get(FORM).content.decode()
    assert "Tồn tại, hạn chế" in read
    assert "Chậm giải ngân" in read
    step(office, "accept")
    page = officer.get(PAGE).content.decode()
    for text in ("Đã tiếp nhận", *(TYPED[name] for name in TYPED if name != "seen"), "Kiến nghị gửi"):
        assert text in page
    (words,) = programme_words(QuarterBook(scope_of_plan(programme.plan)))
    assert (words.code, words.part, words.number, words.unit) == (
        "B.III.1", "III.", "1.", str(programme.reporter),
    )  # fmt: skip
    assert (words.result, words.limits, words.causes, words.next_steps) == (
        "Đã ban hành kế hoạch", "Chậm giải ngân", "Thủ tục kéo dài", "Đôn đốc nhà thầu",
    )  # fmt: skip
    assert [(one.text, one.to) for one in words.proposals] == [("Bổ sung kinh phí", str(to))]
    assert words.accepted_on == date(2026, 10, 8)


def test_returned_words_come_back_with_the_reason(programme: Item) -> None:
    officer, head = signed_in(Role.OFFICER, programme), signed_in(Role.HEAD, programme)
    officer.post(FORM, TYPED)
    step(head, "approve")
    step(signed_in(Role.OFFICE, programme), "return", reason="Nêu số văn bản")
    assert "Nêu số văn bản" in officer.get(FORM).content.decode()
    assert "Bị trả lại" in officer.get("/chuong-trinh/").content.decode()


def test_nothing_to_report_needs_its_reason(programme: Item) -> None:
    officer = signed_in(Role.OFFICER, programme)
    assert officer.post(FORM, {"seen": "", "causes": "Mưa bão"}).status_code == 422
    response = officer.post(FORM, {"seen": "", "no_data_reason": "Chưa đến thời điểm"}, follow=True)
    assert "Không phát sinh, lý do: Chưa đến thời điểm" in response.content.decode()


def test_a_new_revision_leaves_the_accepted_words_until_it_is_accepted(programme: Item) -> None:
    officer, head = signed_in(Role.OFFICER, programme), signed_in(Role.HEAD, programme)
    officer.post(FORM, TYPED)
    step(head, "approve")
    step(signed_in(Role.OFFICE, programme), "accept")
    officer.post(FORM.replace("/?", "/sua/?"), {"reason": "Bổ sung"})
    officer.post(FORM, {**TYPED, "seen": _seen(officer), "result": "Nội dung mới"})
    page = signed_in(Role.LEADER, programme, unit=UnitFactory(code="dang-uy")).get(PAGE).content.decode()
    assert "Đã ban hành kế hoạch" in page
    assert "Đang có lần báo cáo mới (nháp)" in page
    assert "Nội dung mới" not in page


def _seen(client: Client) -> str:
    return client.get(FORM).content.decode().split('name="seen" value="')[1].split('"')[0]


def counted(item: Item, period: Period, **words: str) -> Report:
    by = User.objects.first() or user_with_role(Role.HEAD, unit=item.reporter)
    assert item.reporter is not None
    return Report.objects.create(
        period=period, item=item, unit=item.reporter, state="accepted", counted=True, submitted_by=by,
        submitted_at=period.opened_at, accepted_at=period.opened_at, accepted_by=by, **words,
    )  # fmt: skip


def test_earlier_quarters_stand_below_the_chosen_one(programme: Item) -> None:
    before = PeriodFactory(plan=programme.plan, quarter=2, cutoff=date(2026, 6, 14), due=date(2026, 6, 15))
    counted(programme, before, result="Kết quả quý hai")
    client = signed_in(Role.MONITOR, programme)
    now = client.get(PAGE).content.decode()
    assert "chưa gửi báo cáo quý này" in now
    assert now.index("Các quý trước: 1 báo cáo") < now.index("Kết quả quý hai")
    then = client.get(f"{PAGE}?ky=2026-Q2").content.decode()
    assert "Các quý trước" not in then
    assert "Kết quả quý hai" in then


def test_the_page_shows_targets_tasks_and_what_the_document_says(programme: Item) -> None:
    plan = programme.plan
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.01", item__parent=programme))
    TaskFactory(plan=plan, parent=programme)
    heading = ClauseFactory(plan=plan, key="B.III.1.2", kind="heading", parent=programme.clause)
    goal = ClauseFactory(
        plan=plan, key="B.III.1.2.1", kind="specific_goal", parent=heading, text="Phần đầu đạt 100%",
        corrections=[{"printed": "Phần đầu", "read": "Phấn đấu"}],
    )  # fmt: skip
    page = signed_in(Role.LEADER, programme).get(PAGE).content.decode()
    assert reverse("indicator_detail", args=["01.01"]) in page
    assert reverse("task_detail", args=["PL1.I.1"]) in page
    assert "[đọc là: Phấn đấu]" in page
    assert f"#{goal.key}" in page
    assert "Phân công “6 rõ”" in page


def test_what_the_document_leaves_out_is_a_gap(programme: Item) -> None:
    assert programme.clause is not None
    assert provisions(programme.clause).gaps == ["phân công thực hiện", "thời gian thực hiện", "nguồn lực"]
    Item.objects.filter(pk=programme.pk).update(reporter=None)
    office = user_with_role(Role.OFFICE)
    client = Client()
    client.force_login(office)
    page = client.get(PAGE).content.decode()
    assert "Kế hoạch không nêu phân công thực hiện, thời gian thực hiện, nguồn lực" in page
    assert "Chưa giao đơn vị báo cáo nên chưa có ai báo cáo" in page
    assert reverse("assign", args=["B.III.1"]) in client.get("/chuong-trinh/").content.decode()
    monitor = signed_in(Role.MONITOR, programme)
    listed = monitor.get("/chuong-trinh/").content.decode()
    assert "Chưa giao" in listed
    assert reverse("assign", args=["B.III.1"]) not in listed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=viec+b.iii", {"B.III.1", "B.III.2"}),
        ("unit=ubnd", {"B.III.1"}),
        ("unit=chua-giao", {"B.III.2"}),
        ("words=da-co", {"B.III.1"}),
        ("words=chua-co", {"B.III.2"}),
        ("part=B.III", {"B.III.1"}),
        ("q=khong+co", set()),
    ],
)
def test_filters(programme: Item, query: str, found: set[str]) -> None:
    ItemFactory(plan=programme.plan, code="B.III.2", reporter=None)
    counted(programme, Period.objects.get(), result="Đã xong")
    page = signed_in(Role.MONITOR, programme).get(f"/chuong-trinh/?{query}").content.decode()
    shown = {code for code in ("B.III.1", "B.III.2") if f"/chuong-trinh/{code}/" in page}
    assert shown == found


@pytest.mark.parametrize("url", ["/chuong-trinh/", PAGE])
def test_the_pages_take_a_constant_number_of_queries(programme: Item, url: str) -> None:
    client, plan, period = signed_in(Role.OFFICE, programme), programme.plan, Period.objects.get()

    def fill(number: int) -> None:
        other = ItemFactory(plan=plan, code=f"B.II.{number}")
        indicator = IndicatorFactory(item__plan=plan, item__code=f"01.{number:02}", item__parent=other)
        TargetFactory(indicator=indicator)
        Proposal.objects.create(report=counted(other, period, result="Đã làm"), text="Kiến nghị")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    for number in (1, 2):
        fill(number)
    count()
    few = count()
    for number in range(3, 15):
        fill(number)
    assert count() == few


def test_22_programmes_in_the_documents_order_and_grouping(demo: Client) -> None:
    plan = Plan.objects.get()
    rows = programme_rows(QuarterBook(Scope(plan, Period.objects.first(), today=date(2026, 10, 8))))
    assert len(rows) == 22
    assert [(row.part.key if row.part else "") for row in rows] == (
        ["B.I"] * 9 + ["B.II"] * 3 + ["B.III"] * 10
    )
    page = demo.get("/chuong-trinh/").content.decode()
    order = [
        page.index(text) for text in ("/chuong-trinh/B.I.9/", "PHỐI HỢP THỰC HIỆN", "/chuong-trinh/B.II.1/")
    ]
    assert order == sorted(order)
    silent = [row.item.code for row in rows if provisions(row.clause).lacks("assignment")]
    assert silent == ["B.I.7", "B.I.8", "B.I.9", "B.II.1"]

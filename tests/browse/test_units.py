"""Đơn vị: every count of the list is the length of a list on the unit's page."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.browse.unit_works import Role as UnitRoleHere
from bachdang.browse.unit_works import Work
from bachdang.browse.units import UnitBook, UnitPage, unit_rows
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import DueReport
from bachdang.standing.quarter_book import QuarterBook, book_of_works
from plans.models import Item, Period, Plan, Report, Terms, TermsUnit
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.factories.plan import TermsFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def book() -> UnitBook:
    plan = Plan.objects.get()
    periods = list(Period.objects.filter(plan=plan))
    return UnitBook(QuarterBook(Scope(plan, periods[0], periods, today=TODAY)))


@pytest.fixture
def ward(client: Client) -> Client:
    """UBND phường with an office under it, and a unit without work; a head of UBND looks."""
    plan = PlanFactory()
    ubnd = UnitFactory(locality=plan.locality, code="ubnd", order=10)
    UnitFactory(locality=plan.locality, code="kinhte", kind="office", parent=ubnd, order=20)
    police = UnitFactory(locality=plan.locality, code="congan", kind="police", order=15)
    UnitFactory(locality=plan.locality, code="truong", kind="school", order=30)
    PeriodFactory(plan=plan, opened_by=UserFactory(unit=police))
    client.force_login(user_with_role(Role.HEAD, unit=ubnd, full_name="Trần Văn An", title="Chủ tịch"))
    return client


def give(code: str, unit: str) -> None:
    Item.objects.filter(code=code).update(reporter=Unit.objects.get(code=unit))


def test_roles_are_told_apart(ward: Client) -> None:
    TaskFactory()
    give("PL1.I.1", "kinhte")
    TermsUnit.objects.create(
        terms=Terms.objects.get(item__code="PL1.I.1"),
        unit=Unit.objects.get(code="congan"),
        role="cooperating",
    )
    rows = {one.unit.code: one for one in unit_rows(book(), list(Unit.objects.all()))}
    counts = {code: (one.leads, one.cooperates, one.reports) for code, one in rows.items()}
    assert counts == {"ubnd": (1, 0, 0), "kinhte": (0, 0, 1), "congan": (0, 1, 0), "truong": (0, 0, 0)}


def test_units_stand_as_a_tree_in_their_official_order(ward: Client) -> None:
    TaskFactory()
    give("PL1.I.1", "kinhte")
    rows = unit_rows(book(), list(Unit.objects.all()))
    assert [(one.unit.code, one.depth, one.has_work) for one in rows] == [
        ("ubnd", 0, True),
        ("kinhte", 1, True),
        ("congan", 0, False),
        ("truong", 0, False),
    ]
    page = text(ward, "/don-vi/")
    assert "Chưa được giao việc (2)" in page
    assert page.index("Chưa được giao việc") < page.index('href="/don-vi/truong/"')


def test_late_work_comes_first_the_worst_before_the_nearly_due(ward: Client) -> None:
    for number, due in enumerate([date(2026, 10, 5), date(2026, 8, 1), date(2030, 1, 1)], start=1):
        item = TaskFactory(code=f"PL1.I.{number}")
        Terms.objects.filter(item=item).update(ends=due)
    found = UnitPage(book(), Unit.objects.get(code="ubnd"))
    assert [(one.item.code, one.status) for one in found.attention] == [
        ("PL1.I.2", "overdue"),
        ("PL1.I.1", "due_soon"),
    ]
    assert [one.item.code for one in found.late] == ["PL1.I.2"]


def test_what_a_unit_only_co_operates_in_is_not_its_to_hurry(ward: Client) -> None:
    item = TaskFactory()
    Terms.objects.update(ends=date(2026, 8, 1))
    other = Unit.objects.get(code="congan")
    TermsUnit.objects.create(terms=item.terms_set.get(), unit=other, role="cooperating")
    page = UnitPage(book(), other)
    assert [one.roles for one in page.works] == [(UnitRoleHere.COOPERATES,)]
    assert page.attention == []


def test_ended_work_is_no_longer_listed(ward: Client) -> None:
    item = TaskFactory()
    terms = item.terms_set.get()
    TermsFactory(item=item, valid_from=date(2026, 7, 1), state="ended", title=terms.title)
    assert UnitPage(book(), Unit.objects.get(code="ubnd")).works == []


def test_every_kind_has_its_place(ward: Client) -> None:
    plan = Plan.objects.get()
    ItemFactory(plan=plan)
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.01"))
    task = TaskFactory(plan=plan)
    project = ProjectFactory(plan=plan)
    duty = ItemFactory(plan=plan, kind="duty", code="C.2", terms=None)
    TermsFactory(item=duty, title="Theo dõi", recurrence="continuous")
    own = ItemFactory(plan=plan, kind="own", code="VR.1", clause=None, parent=task, terms=None)
    TermsFactory(item=own, title="Soạn phương án")
    Item.objects.update(reporter=Unit.objects.get(code="ubnd"))
    groups = dict(UnitPage(book(), Unit.objects.get(code="ubnd")).groups)
    assert [len(works) for works in groups.values()] == [1, 1, 1, 1, 1, 1]
    page = text(ward, "/don-vi/ubnd/")
    assert 'href="/viec-don-vi/VR.1/">Soạn phương án' in page
    assert f'href="/du-an/{project.item.code}/"' in page
    assert 'href="/to-chuc-thuc-hien/C.2/"' in page


def test_latest_result_is_the_newest_counted_one(ward: Client) -> None:
    item = TaskFactory()
    user = User.objects.get(full_name="Trần Văn An")
    unit = Unit.objects.get(code="ubnd")
    earlier = PeriodFactory(plan=item.plan, quarter=2, cutoff=date(2026, 6, 14), due=date(2026, 6, 15))
    stamp = {"accepted_at": earlier.opened_at, "accepted_by": user, "state": "accepted", "counted": True}
    for period, words in ((Period.objects.get(quarter=3), "Kết quả quý ba"), (earlier, "Kết quả quý hai")):
        Report.objects.create(item=item, period=period, unit=unit, result=words, **stamp)
    page = text(ward, "/don-vi/ubnd/")
    assert "Kết quả quý ba" in page
    assert "Kết quả quý hai" not in page
    page = text(ward, "/don-vi/ubnd/?ky=2026-Q2")
    assert "Kết quả quý hai" in page
    assert "Kết quả quý ba" not in page


def test_people_by_given_name_without_those_who_left(ward: Client) -> None:
    unit = Unit.objects.get(code="ubnd")
    UserFactory(unit=unit, full_name="Bùi Thị Bình")
    UserFactory(unit=unit, full_name="Lê Văn Ẩn", is_active=False)
    assert [one.full_name for one in UnitPage(book(), unit).people] == ["Trần Văn An", "Bùi Thị Bình"]
    assert "Chủ tịch" in text(ward, "/don-vi/ubnd/")


def test_a_role_that_is_none_is_not_found(ward: Client) -> None:
    assert ward.get("/don-vi/ubnd/?role=dung-ngoai").status_code == 404


def test_another_locality_is_not_found(ward: Client) -> None:
    UnitFactory(locality=LocalityFactory(code="khac", name="Khác"), code="xa")
    assert ward.get("/don-vi/xa/").status_code == 404
    assert "/don-vi/xa/" not in text(ward, "/don-vi/")


@pytest.mark.parametrize("address", ["/don-vi/", "/don-vi/ubnd/", "/don-vi/ubnd/?role=chu-tri"])
def test_the_same_number_of_queries_at_two_rows_and_at_thirty(ward: Client, address: str) -> None:
    def rows(first: int, last: int) -> None:
        for index in range(first, last):
            TargetFactory(indicator=IndicatorFactory(item__code=f"01.{index:02d}"))
            TaskFactory(code=f"PL1.I.{index + 1}")
            project = ProjectFactory(code=f"PL2.II.I.{index + 1}")
            ubnd = Unit.objects.get(code="ubnd")
            TermsUnit.objects.create(terms=project.item.terms_set.get(), unit=ubnd, role="lead")
            task = Item.objects.get(code=f"PL1.I.{index + 1}")
            own = ItemFactory(kind="own", code=f"VR.{index}", clause=None, parent=task, terms=None)
            TermsFactory(item=own, title="Việc riêng")

    rows(0, 2)
    ward.get(address)
    with CaptureQueriesContext(connection) as few:
        ward.get(address)
    rows(2, 30)
    with CaptureQueriesContext(connection) as many:
        ward.get(address)
    assert len(many) <= len(few), [query["sql"][:90] for query in many.captured_queries]


# On the plan of record with the illustrative quarter.


def shown(page: str, pattern: str) -> int:
    found = re.search(pattern, page)
    return int(found.group(1)) if found else 0


def test_every_count_of_the_list_is_a_list_of_the_page(demo: Client) -> None:
    rows = unit_rows(book(), list(Unit.objects.all()))
    busy = [one for one in rows if one.has_work]
    assert len(busy) > 8
    for row in busy:
        page = text(demo, f"/don-vi/{row.unit.code}/")
        assert shown(page, r"Chủ trì \((\d+)\)") == row.leads, row.unit.code
        assert shown(page, r"Phối hợp \((\d+)\)") == row.cooperates
        assert shown(page, r"Báo cáo \((\d+)\)") == row.reports
        assert shown(page, r"(\d+) chậm, quá hạn") == row.late
        assert shown(page, r"Còn phải gửi quý III/2026 \((\d+)\)") == row.unsent
        if row.unsent:  # as Tổng quan counts it: what was returned has to be sent again
            owed = demo.get(f"/phai-bao-cao/?unit={row.unit.code}&state=chua-gui")
            assert owed.context["count"] == row.unsent
        if row.reports:
            owed = demo.get(f"/phai-bao-cao/?unit={row.unit.code}")
            newest = page.split("Phải gửi</th>")[1]
            assert shown(newest, r'data-label="Phải gửi" class="num">(\d+)<') == owed.context["count"]
    owed = demo.get("/phai-bao-cao/?state=chua-gui")
    assert owed.context["count"] == sum(row.unsent for row in busy) > 0


def test_a_unit_reads_of_the_plan_what_it_has_to_do_with_and_it_says_the_same(demo: Client) -> None:
    """Also of what the unit reported once and another unit reports now."""
    handed = Item.objects.filter(reporter__code="kinhte", reports__first_sent_on__isnull=False).first()
    assert handed is not None
    Item.objects.filter(pk=handed.pk).update(reporter=Unit.objects.get(code="vanhoa"))
    whole = book()
    for unit in Unit.objects.all():
        told, part = (UnitPage(one, unit) for one in (whole, UnitBook(book_of_works(whole.scope, unit.pk))))
        for name in ("works", "attention", "unsent", "results", "role_counts"):
            assert keys_of(getattr(part, name)) == keys_of(getattr(told, name)), (unit.code, name)
        for name in ("rounds", "told", "axes", "threads", "proposals"):
            assert getattr(part, name) == getattr(told, name), (unit.code, name)
    assert any(UnitPage(whole, unit).rounds for unit in Unit.objects.filter(code="kinhte"))


def keys_of(found: object) -> list[object]:
    """Works and what is owed by item; what is no row of those as it is."""
    rows = found.items() if isinstance(found, dict) else found
    return [
        (one.item.pk, one.title, one.status, one.due, one.roles)
        if isinstance(one, Work)
        else (one[0].item.pk, one[0].state, one[1])
        if isinstance(one, tuple) and isinstance(one[0], DueReport)
        else one
        for one in rows  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize("role", ["chu-tri", "phoi-hop", "bao-cao"])
def test_the_page_of_a_role_lists_as_many_as_it_says(demo: Client, role: str) -> None:
    page = text(demo, f"/don-vi/vanhoa/?role={role}#viec").split('id="viec"', 1)[1]
    chosen = re.search(r'aria-current="true">[^<]*\((\d+)\)', page)
    assert (int(chosen.group(1)) if chosen else 0) == page.count('<td data-label="Mã">')


def test_a_unit_reads_its_own_reports_as_the_lists_do(demo: Client) -> None:
    """What it reports, kind by kind, is what the lists show when filtered by it."""
    unit = Unit.objects.get(code="kinhte")
    works = UnitPage(book(), unit).works
    for kind, address in (("indicator", "/chi-tieu/"), ("task", "/nhiem-vu/"), ("project", "/du-an/")):
        own = [one for one in works if one.item.kind == kind and UnitRoleHere.REPORTS in one.roles]
        assert demo.get(address, {"unit": "kinhte"}).context["count"] == len(own)


def test_six_answers_of_what_it_leads(demo: Client) -> None:
    page = UnitPage(book(), Unit.objects.get(code="ubnd"))
    leads = [one for one in page.works if UnitRoleHere.LEADS in one.roles]
    counted = [one for one in leads if one.item.kind in ("programme", "task", "project")]
    assert {axis.total for axis in page.axes} == {len(counted)}
    assert [axis.label for axis in page.axes][:2] == ["Rõ người", "Rõ việc"]
    assert 0 < page.axes[0].clear < len(counted)


def test_the_quarters_differ_and_say_how_they_count(demo: Client) -> None:
    page = text(demo, "/don-vi/kinhte/")
    assert "Quý I/2026" in page
    assert "16/03/2026" in page
    assert "kể cả khi được gia hạn" in page
    told = [one.told for one, _ in UnitPage(book(), Unit.objects.get(code="kinhte")).rounds]
    assert all(one.owed == one.on_time + one.late + one.unsent for one in told)
    assert any(one.late for one in told)
    assert any(one.unsent for one in told)


def test_the_name_of_a_unit_opens_its_page(demo: Client) -> None:
    assert 'href="/don-vi/kinhte/">Phòng KTHT&amp;ĐT</a>' in text(demo, "/chi-tieu/")

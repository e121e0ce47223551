"""The form behind an empty cell: what it shows, saves, refuses, takes back; where it leads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.planfile.dump import plan_as_data
from plans.models import Item, Milestone, Occurrence, Period, Plan, Question, Terms, TermsUnit
from tests.factories import (
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
TASK, PROJECT = "/6-ro/PL1.I.1", "/6-ro/PL2.II.I.1"


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory()
    TaskFactory(plan=plan)
    ProjectFactory(plan=plan)
    return plan


@pytest.fixture
def office(client: Client, plan: Plan) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong")))
    return client


def post(client: Client, address: str, **typed: Any) -> Any:
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, {"seen": seen, **typed})


def terms(kind: str = "task") -> Terms:
    found: Terms = Terms.objects.get(item__kind=kind)
    return found


def test_just_the_fields_behind_the_axis_that_are_blank_are_shown(office: Client) -> None:
    response = office.get(f"{TASK}/trach-nhiem/")
    assert response.context["form"].keys == ["leader", "cooperating"]
    page = office.get(f"{TASK}/nguoi/")
    assert page.context["form"].keys == ["contact"]
    assert "Văn bản đã nêu: một đơn vị chủ trì" in page.content.decode()


def test_an_axis_the_document_answers_is_not_changed_here(office: Client) -> None:
    page = office.get(f"{TASK}/viec/").content.decode()
    assert "chỉ thay đổi theo quyết định" in page
    assert 'name="product"' not in page
    before = Terms.objects.values().get(item__kind="task")
    assert office.post(f"{TASK}/viec/", {"seen": "x", "product": "Khác"}).status_code == 422
    assert Terms.objects.values().get(item__kind="task") == before


def test_saving_leads_back_to_where_one_came_from(office: Client) -> None:
    response = post(office, f"{TASK}/tham-quyen/?ve=/nhiem-vu/PL1.I.1/", decides="Chủ tịch UBND phường")
    assert (response.status_code, response.headers["Location"]) == (302, "/nhiem-vu/PL1.I.1/")
    assert terms().decides == "Chủ tịch UBND phường"
    page = office.get("/nhiem-vu/PL1.I.1/").content.decode()
    assert "Chủ tịch UBND phường" in page
    assert "điền ngày 08/10/2026" in page


@pytest.mark.parametrize("back", ["https://xau.example/", "//xau.example/", "javascript:alert(1)", ""])
def test_never_away_from_the_site(office: Client, back: str) -> None:
    response = post(office, f"{TASK}/tham-quyen/?ve={back}", decides="Bí thư")
    assert response.headers["Location"] == "/6-ro/"


def test_on_to_the_next_axis_that_is_not_clear(office: Client) -> None:
    response = post(office, f"{TASK}/tham-quyen/?ve=/6-ro/", decides="Bí thư", next="1")
    assert response.headers["Location"] == f"{TASK}/nguon-luc/?ve=%2F6-ro%2F"


def test_nothing_typed_is_told(office: Client) -> None:
    response = post(office, f"{TASK}/tham-quyen/", decides=" ")
    assert response.status_code == 422
    assert "Chưa điền nội dung nào" in response.content.decode()


def test_taking_back_asks_first(office: Client) -> None:
    post(office, f"{TASK}/tham-quyen/", decides="Bí thư")
    asked = post(office, f"{TASK}/tham-quyen/", decides="")
    assert asked.status_code == 422
    assert "Sẽ bỏ trống lại cấp quyết định: “Bí thư”" in asked.content.decode()
    assert terms().decides == "Bí thư"
    assert post(office, f"{TASK}/tham-quyen/", decides="", confirmed="on").status_code == 302
    assert (terms().decides, terms().filled) == ("", {})


def test_a_stale_form_is_refused(office: Client) -> None:
    seen = office.get(f"{TASK}/tham-quyen/").context["form"]["seen"].value()
    post(office, f"{TASK}/tham-quyen/", decides="Bí thư")
    response = office.post(f"{TASK}/tham-quyen/", {"seen": seen, "decides": "Chủ tịch"})
    assert response.status_code == 422
    assert "Người khác vừa sửa" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"recurrence": "once", "starts": "01/03/2027", "ends": "01/03/2026"},
            "Ngày kết thúc 01/03/2026 không được trước ngày bắt đầu 01/03/2027",
        ),
        ({"recurrence": "once", "starts": "01/03/2027"}, "Ghi cả ngày bắt đầu và ngày kết thúc"),
        ({"starts": "01/03/2026", "ends": "01/03/2027"}, "Chọn cách tính thời gian"),
        ({"recurrence": "once", "starts": "32/03/2026", "ends": "01/03/2027"}, "ngày"),
        ({"milestone_title": "Khởi công"}, "Ghi thêm thời hạn của mốc"),
        ({"milestone_due": "01/03/2027"}, "Ghi thêm nội dung của mốc"),
    ],
)
def test_wrong_times_are_told(office: Client, typed: dict[str, str], said: str) -> None:
    response = post(office, f"{PROJECT}/tien-do/", **typed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert terms("project").starts is None
    assert not Milestone.objects.exists()


def test_a_projects_time_and_its_next_milestone(office: Client) -> None:
    days = {"recurrence": "once", "starts": "01/03/2026", "ends": "31/12/2027"}
    response = post(
        office, f"{PROJECT}/tien-do/", **days, milestone_title="Khởi công", milestone_due="1/12/2026"
    )
    assert response.status_code == 302
    found = terms("project")
    assert (found.starts, found.ends) == (date(2026, 3, 1), date(2027, 12, 31))
    assert Milestone.objects.get().due == date(2026, 12, 1)
    page = office.get("/du-an/PL2.II.I.1/").content.decode()
    assert "mốc tới: Khởi công, 01/12/2026" in page


def test_a_once_filled_time_can_become_yearly(office: Client, plan: Plan) -> None:
    Terms.objects.filter(item__kind="task").update(starts=None, ends=None, recurrence="")
    Occurrence.objects.all().delete()
    post(office, f"{TASK}/tien-do/", recurrence="once", starts="01/03/2026", ends="31/12/2027")
    assert Occurrence.objects.count() == 1
    post(office, f"{TASK}/tien-do/", recurrence="yearly", starts="01/03/2026", ends="31/12/2027")
    assert (terms().starts, terms().recurrence) == (None, "yearly")
    assert Occurrence.objects.count() == 5


def test_without_a_reporting_unit_that_comes_first(office: Client) -> None:
    Item.objects.filter(kind="task").update(reporter=None)
    page = office.get(f"{TASK}/nguoi/")
    assert "/phan-cong/PL1.I.1/" in page.content.decode()
    assert page.context["form"].keys == []


def test_the_contact_is_chosen_from_the_reporting_unit(office: Client) -> None:
    item = Item.objects.get(kind="task")
    ours, theirs = UserFactory(unit=item.reporter), UserFactory(unit=UnitFactory(code="congan"))
    assert post(office, f"{TASK}/nguoi/", contact=str(theirs.pk)).status_code == 422
    assert post(office, f"{TASK}/nguoi/", contact=str(ours.pk)).status_code == 302
    item.refresh_from_db()
    assert item.contact == ours
    assert "Sửa" in office.get("/6-ro/?kind=task").content.decode()


def test_generic_units_are_not_offered(office: Client) -> None:
    UnitFactory(code="lien-quan", name="Các đơn vị liên quan")
    UnitFactory(code="congan", name="Công an phường")
    form = office.get(f"{TASK}/trach-nhiem/").context["form"]
    offered = [label for _, label in form.fields["cooperating"].choices]
    assert "Công an phường" in offered
    assert "Các đơn vị liên quan" not in offered
    assert str(Item.objects.get(kind="task").reporter) not in offered


def test_the_lead_reports_where_nobody_does_and_settles_the_question(office: Client, plan: Plan) -> None:
    item = Item.objects.get(kind="task")
    Item.objects.filter(pk=item.pk).update(reporter=None)
    TermsUnit.objects.all().delete()
    question = Question.objects.create(plan=plan, clause=item.clause, text="Giao đơn vị nào?", about="lead")
    unit = UnitFactory(code="congan", name="Công an phường")
    form = office.get(f"{TASK}/nguoi/").context["form"]
    assert form.fields["settles"].initial == [question.pk]
    response = post(office, f"{TASK}/nguoi/", lead=str(unit.pk), reports="on", settles=[str(question.pk)])
    assert response.status_code == 302
    item.refresh_from_db()
    question.refresh_from_db()
    assert item.reporter == unit
    assert question.answer == "Đã làm rõ. Đơn vị chủ trì: Công an phường."
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"fill_answer", "delegate", "answer_questions"} <= verbs


def test_a_head_does_not_answer_questions(client: Client, plan: Plan) -> None:
    item = Item.objects.get(kind="task")
    Question.objects.create(plan=plan, clause=item.clause, text="Giao đơn vị nào?", about="lead")
    client.force_login(user_with_role(Role.HEAD, unit=item.reporter))
    assert "settles" not in client.get(f"{TASK}/tham-quyen/").context["form"].fields


def test_a_locked_quarter_says_that_its_report_stays(office: Client, plan: Plan) -> None:
    period = PeriodFactory(plan=plan)
    assert "giữ nguyên như khi chốt" not in office.get(f"{TASK}/tham-quyen/").content.decode()
    Period.objects.update(locked_at=period.opened_at, locked_by=period.opened_by, as_of=period.due)
    assert "giữ nguyên như khi chốt" in office.get(f"{TASK}/tham-quyen/").content.decode()


def test_who_may_not_fill_in_sees_the_gap_without_a_form(client: Client, plan: Plan) -> None:
    client.force_login(user_with_role(Role.OFFICER))
    assert client.get(f"{TASK}/tham-quyen/").status_code == 403
    page = client.get("/nhiem-vu/PL1.I.1/").content.decode()
    assert "chưa rõ: cấp quyết định" in page
    assert "/6-ro/PL1.I.1/" not in page


@pytest.mark.parametrize("address", ["/6-ro/PL1.I.1/khong-co/", "/6-ro/KHONG.CO/viec/", "/6-ro/01.01/viec/"])
def test_what_is_not_there_is_not_found(office: Client, address: str) -> None:
    assert office.get(address).status_code == 404


def test_what_was_filled_in_is_no_part_of_the_document(office: Client, plan: Plan) -> None:
    document = plan_as_data(plan)
    user = User.objects.get()
    unit = UnitFactory(code="vanphong")
    post(office, f"{TASK}/trach-nhiem/", leader="Phó Chủ tịch", cooperating=[str(unit.pk)])
    days = {"recurrence": "once", "starts": "01/03/2026", "ends": "31/12/2027"}
    post(office, f"{PROJECT}/tien-do/", **days)
    post(office, f"{PROJECT}/nguoi/", lead=str(unit.pk))
    assert AuditEvent.objects.filter(verb="fill_answer", by=user).count() == 3
    assert plan_as_data(plan) == document

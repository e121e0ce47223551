"""Pages that amend: before → after is shown and confirmed before anything is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from indicators.models import Indicator, Target
from indicators.terms.amending import newest_goal
from plans.models import Decision, Item, Plan, Terms
from plans.terms.amending import amend_item, newest_terms, seen_terms
from plans.terms.decisions import record_decision
from plans.terms.drafts import TermsDraft
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 5)


@pytest.fixture
def task() -> Item:
    return TaskFactory()


@pytest.fixture
def plan(task: Item) -> Plan:
    return task.plan


@pytest.fixture
def target(plan: Plan) -> Target:
    programme = ItemFactory(plan=plan)
    return TargetFactory(
        indicator=IndicatorFactory(item__plan=plan, item__code="01.01", item__parent=programme)
    )


@pytest.fixture
def user() -> User:
    return user_with_role(Role.OFFICE)


@pytest.fixture
def office(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def decision(plan: Plan, user: User) -> Decision:
    return record_decision(plan=plan, number="125-QĐ/ĐU", date=DAY, by=user)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def typed(client: Client, url: str, **changed: Any) -> dict[str, Any]:
    """What the form would send, with some boxes changed."""
    form = client.get(url).context["form"]
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if hasattr(value, "pk"):
            value = value.pk
        if field.html_name == "cooperating":
            value = value or []
        if isinstance(value, list):
            value = [getattr(one, "pk", one) for one in value]
        if isinstance(value, date):
            value = value.strftime("%d/%m/%Y")
        if value is None and field.field.required and hasattr(field.field, "choices"):
            value = next(iter(field.field.choices))[0]
        sent[field.html_name] = "" if value is None else value
    return sent | changed


def amend_url(task: Item, decision: Decision) -> str:
    return f"{reverse('amend_item', args=[task.code])}?quyet-dinh={decision.pk}"


def test_preview_then_confirm(office: Client, task: Item, decision: Decision) -> None:
    url = amend_url(task, decision)
    sent = typed(office, url, title="Tên mới", ends="31/12/2028", step="xem")
    assert sent["decision"] == str(decision.pk)
    preview = office.post(url, sent)
    page = text(preview)
    assert preview.status_code == 200
    assert "Phát triển thương mại" in page
    assert "<strong>Tên mới</strong>" in page
    assert "Danh sách và báo cáo từ quý IV/2026" in page
    assert task.terms_set.count() == 1
    pairs = dict(preview.context["pairs"])
    assert "csrfmiddlewaretoken" not in pairs
    response = office.post(url, {**pairs, "step": "ghi"})
    assert response.headers["Location"] == reverse("decision_detail", args=[decision.pk])
    terms = newest_terms(task)
    assert (terms.title, terms.ends, terms.valid_from) == ("Tên mới", date(2028, 12, 31), DAY)
    detail = text(office.get(response.headers["Location"]))
    assert "Điều chỉnh: <a href" in detail
    assert "31/12/2030" in detail


def test_going_back_keeps_what_was_typed(office: Client, task: Item, decision: Decision) -> None:
    url = amend_url(task, decision)
    page = office.post(url, typed(office, url, title="Tên mới", step="sua"))
    assert page.status_code == 200
    assert "Tên mới" in text(page)
    assert task.terms_set.count() == 1


def test_no_form_is_taken_without_a_decision(office: Client, task: Item, decision: Decision) -> None:
    url = reverse("amend_item", args=[task.code])
    response = office.post(url, typed(office, url, title="Khác", decision="", step="ghi"))
    assert response.status_code == 422
    assert "Điều chỉnh phải theo một quyết định" in text(response)
    assert task.terms_set.count() == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "Chưa có gì thay đổi"),
        ({"ends": "31/12/2025"}, "31/12/2025 trước ngày bắt đầu 01/01/2026"),
        ({"title": "Khác", "valid_from": "01/01/2026"}, "theo kế hoạch ban hành"),
        ({"title": "Khác", "valid_from": "99/99/2026"}, "ngày"),
        ({"title": ""}, "Tên việc"),
        ({"lead": "99999"}, "Đơn vị chủ trì"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(
    office: Client, task: Item, decision: Decision, changed: dict[str, str], told: str
) -> None:
    url = amend_url(task, decision)
    for step in ("xem", "ghi"):
        response = office.post(url, typed(office, url, step=step, **changed))
        assert response.status_code == 422
        assert told in text(response)
    assert task.terms_set.count() == 1


def test_an_overtaken_form_is_told(office: Client, user: User, task: Item, decision: Decision) -> None:
    url = amend_url(task, decision)
    sent = typed(office, url, title="Của tôi", valid_from="01/12/2026", step="ghi")
    newest = newest_terms(task)
    amend_item(
        item=task, decision=decision, new=TermsDraft(title="Của người khác"), by=user, seen=seen_terms(newest)
    )
    response = office.post(url, sent)
    assert response.status_code == 422
    assert "Có người vừa điều chỉnh" in text(response)
    assert "Mở lại với nội dung mới" in text(response)


def test_the_lead_may_change_and_the_reporter_is_told_to_stay(
    office: Client, task: Item, decision: Decision
) -> None:
    other = UnitFactory(code="kinhte", name="Phòng Kinh tế")
    url = amend_url(task, decision)
    page = text(office.post(url, typed(office, url, lead=other.pk, step="xem")))
    assert "Đơn vị báo cáo vẫn là" in page


def test_a_programme_keeps_the_name_the_document_prints(
    office: Client, target: Target, decision: Decision
) -> None:
    programme = target.indicator.item.parent
    assert programme is not None
    url = f"{reverse('amend_item', args=[programme.code])}?quyet-dinh={decision.pk}"
    sent = typed(office, url, leader="Bí thư", step="ghi")
    assert "title" not in sent
    assert office.post(url, sent).status_code == 302
    terms = newest_terms(programme)
    assert (terms.title, terms.leader) == (f"Việc {programme.code}", "Bí thư")


def test_a_target_is_amended(office: Client, target: Target, decision: Decision) -> None:
    url = f"{reverse('amend_target', args=['01.01', '2030'])}?quyet-dinh={decision.pk}"
    sent = typed(office, url, value="90,5", step="xem")
    page = text(office.post(url, sent))
    assert "trên 80%" in page
    assert "trên 90,5%" in page
    assert office.post(url, sent | {"step": "ghi"}).status_code == 302
    assert newest_goal(target).value == Decimal("90.5")
    wrong = typed(office, url, operator="<", valid_from="01/12/2026", step="ghi")
    assert "trái với chiều tốt" in text(office.post(url, wrong))
    indicator = text(office.get(reverse("indicator_detail", args=["01.01"])))
    assert "Các lần điều chỉnh mục tiêu" in indicator
    assert "quyết định số 125-QĐ/ĐU ngày 05/10/2026" in indicator


def test_the_choice_leads_to_each_page(office: Client, target: Target, decision: Decision) -> None:
    def led(key: str) -> str:
        url = reverse("choose_amended", args=[decision.pk])
        return str(office.get(url, {"noi-dung": key}).headers["Location"])

    ground = f"?quyet-dinh={decision.pk}"
    assert led("viec:PL1.I.1") == reverse("amend_item", args=["PL1.I.1"]) + ground
    assert led("muc-tieu:01.01:2030") == reverse("amend_target", args=["01.01", "2030"]) + ground
    assert led("them:01.01") == reverse("add_target", args=[decision.pk, "01.01"])
    for nothing in ("", "viec:", "muc-tieu:01.01", "khac:1"):
        assert led(nothing) == reverse("decision_detail", args=[decision.pk])
    groups = office.get(reverse("decision_detail", args=[decision.pk])).context["choices"]
    keys = [key for group in groups for key, _ in group.choices]
    assert keys == ["viec:PL1.I.1", "viec:B.I.1", "muc-tieu:01.01:2030", "them:01.01"]


def test_a_task_and_a_project_are_added(office: Client, plan: Plan, decision: Decision) -> None:
    like = ProjectFactory(plan=plan)
    for name, heading, code in (
        ("add_task", "PL1.I", "PL1.I.BS1"),
        ("add_project", "PL2.II.I", "PL2.II.I.BS1"),
    ):
        url = reverse(name, args=[decision.pk])
        form = office.get(url).context["form"]
        (clause,) = form.fields["heading"].queryset
        assert clause.key == heading
        sent = typed(office, url, heading=clause.pk, title="Việc mới", step="xem")
        preview = office.post(url, sent)
        assert preview.status_code == 200
        assert "Xếp dưới mục" in text(preview)
        assert "Chưa giao" in text(preview)
        assert office.post(url, sent | {"step": "ghi"}).status_code == 302
        item = Item.objects.get(code=code)
        assert item.heading == clause
    assert item.project.field == like.field


def test_an_added_task_has_a_page_and_is_listed(office: Client, plan: Plan, decision: Decision) -> None:
    PeriodFactory(plan=plan, quarter=4)
    url = reverse("add_task", args=[decision.pk])
    clause = office.get(url).context["form"].fields["heading"].queryset.get()
    office.post(url, typed(office, url, heading=clause.pk, title="Việc mới", step="ghi"))
    page = text(office.get(reverse("task_detail", args=["PL1.I.BS1"])))
    assert "PL1.I, bổ sung theo QĐ số 125-QĐ/ĐU" in page
    assert "Kế hoạch nêu" not in page
    listed = text(office.get(reverse("task_list"), {"group": "PL1.I"}))
    assert "Việc mới" in listed
    assert "Việc mới" in text(office.get(reverse("plan_tree"), {"day-du": 1}))


def test_before_and_after_its_time_a_task_says_so(
    office: Client, user: User, task: Item, plan: Plan, decision: Decision
) -> None:
    PeriodFactory(plan=plan, quarter=3)
    PeriodFactory(plan=plan, quarter=4, opened_by=user)
    url = amend_url(task, decision)
    office.post(url, typed(office, url, state="ended", step="ghi"))
    page = office.get(reverse("task_detail", args=[task.code]), {"ky": "2026-Q4"})
    assert page.status_code == 200
    assert "Đã kết thúc từ 05/10/2026 theo quyết định số 125-QĐ/ĐU" in text(page)
    assert "Tình hình đến" in text(office.get(reverse("task_detail", args=[task.code]), {"ky": "2026-Q3"}))
    assert task.code not in text(office.get(reverse("task_list"), {"ky": "2026-Q4"}))
    assert "không điều chỉnh tiếp" in text(office.get(url))


INDICATOR = {
    "title": "Tỷ lệ hộ được tuyên truyền",
    "shape": "rate",
    "measure": "%",
    "direction": "higher",
    "frequency": "quarter",
    "denominator": "stock",
    "numerator_name": "Hộ được tuyên truyền",
    "denominator_name": "Tổng số hộ",
    "scale": "100",
    "part_of_whole": "on",
    "kind": "reach",
    "operator": ">=",
    "value": "80",
    "horizon": "31/12/2030",
}


def test_an_indicator_is_added_with_its_target(office: Client, target: Target, decision: Decision) -> None:
    url = reverse("add_indicator", args=[decision.pk])
    sent = typed(office, url, programme=target.indicator.item.parent_id, step="xem", **INDICATOR)
    preview = text(office.post(url, sent))
    assert "Hộ được tuyên truyền / Tổng số hộ" in preview
    assert "từ 80% trở lên" in preview
    assert office.post(url, sent | {"step": "ghi"}).status_code == 302
    made = Indicator.objects.get(item__code="01.02")
    assert (made.scale, made.is_rate, made.part_of_whole) == (100, True, True)
    detail = text(office.get(reverse("decision_detail", args=[decision.pk])))
    assert "Hộ được tuyên truyền / Tổng số hộ" in detail


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"numerator_name": ""}, "Tỷ lệ phải nêu tử số"),
        ({"value": "120"}, "không vượt quá 100%"),
        ({"shape": "rating"}, "định tính"),
        ({"shape": "growth", "kind": "average_growth", "value": "-150"}, "lớn hơn −100%"),
        ({"value": "10.961"}, "10961"),
        ({"programme": ""}, "chương trình"),
    ],
)
def test_an_indicator_that_cannot_be_is_asked_back(
    office: Client, target: Target, decision: Decision, changed: dict[str, str], told: str
) -> None:
    url = reverse("add_indicator", args=[decision.pk])
    sent = typed(office, url, programme=target.indicator.item.parent_id, step="ghi") | INDICATOR | changed
    response = office.post(url, sent)
    assert response.status_code == 422
    assert told in text(response)
    assert Indicator.objects.count() == 1


def test_a_further_target_is_added(office: Client, target: Target, decision: Decision) -> None:
    url = reverse("add_target", args=[decision.pk, "01.01"])
    sent = typed(office, url, kind="reach", operator=">=", value="60", horizon="31/12/2028", step="ghi")
    assert office.post(url, sent).status_code == 302
    assert target.indicator.targets.filter(series="2028").exists()


def test_withdrawing_asks_for_a_reason(office: Client, task: Item, decision: Decision) -> None:
    url = amend_url(task, decision)
    office.post(url, typed(office, url, title="Nhầm", step="ghi"))
    terms = newest_terms(task)
    page = reverse("withdraw_terms", args=[terms.pk])
    assert "quyết định số 125-QĐ/ĐU" in text(office.get(page))
    assert office.post(page, {"reason": ""}).status_code == 422
    assert office.post(page, {"reason": "Ghi nhầm"}).status_code == 302
    assert not Terms.objects.filter(pk=terms.pk).exists()
    assert office.get(page).status_code == 404


def test_withdrawing_a_target(office: Client, target: Target, decision: Decision) -> None:
    url = f"{reverse('amend_target', args=['01.01', '2030'])}?quyet-dinh={decision.pk}"
    office.post(url, typed(office, url, value="90", step="ghi"))
    terms = newest_goal(target)
    assert office.post(reverse("withdraw_target", args=[terms.pk]), {"reason": "Nhầm"}).status_code == 302
    assert newest_goal(target).value == 80
    original = reverse("withdraw_target", args=[newest_goal(target).pk])
    assert office.get(original).status_code == 404


@pytest.mark.parametrize("role", [Role.LEADER, Role.HEAD, Role.OFFICER, Role.MONITOR])
def test_others_see_versions_but_no_way_to_amend(role: Role, task: Item, decision: Decision) -> None:
    client = Client()
    client.force_login(user_with_role(role))
    page = text(client.get(reverse("task_detail", args=[task.code])))
    assert "Các lần điều chỉnh" in page
    assert "Điều chỉnh theo quyết định" not in page
    assert client.get(amend_url(task, decision)).status_code == 403


def test_a_yearly_task_of_the_plan_is_amended_without_dates(client: Client) -> None:
    """PL1.I.8 under a decision of 01/01/2028: only the product, and every year stays, also on its page."""
    plan = plan_of_record()
    office = user_with_role(Role.OFFICE, unit=Unit.objects.get(code="vanphong"))
    client.force_login(office)
    decision = record_decision(plan=plan, number="9-QĐ/ĐU", date=date(2028, 1, 1), by=office)
    url = amend_url(Item.objects.get(code="PL1.I.8"), decision)
    preview = client.post(url, typed(client, url, product="Quyết định hằng năm", step="xem"))
    assert preview.status_code == 200
    assert client.post(url, {**dict(preview.context["pairs"]), "step": "ghi"}).status_code == 302
    assert newest_terms(Item.objects.get(code="PL1.I.8")).product == "Quyết định hằng năm"
    page = client.get("/nhiem-vu/PL1.I.8/")
    assert [one.year for one in page.context["row"].occurrences] == [2026, 2027, 2028, 2029, 2030]

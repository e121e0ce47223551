"""Điểm cần làm rõ: what checking the plan finds, and the answers of the office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.planfile.dump import plan_as_data
from bachdang.scope.scopes import Scope
from bachdang.standing.open_points import CHECKS, Doubt, DoubtBook
from bachdang.standing.quarter_book import QuarterBook
from indicators.models import Baseline, Indicator, Target
from plans.actions import Asked, answer_questions
from plans.models import Plan, Question
from tests.factories import IndicatorFactory, PlanFactory, TargetFactory, TargetTermsFactory, user_with_role
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db


def found(plan: Plan, check: str) -> list[str]:
    title = next(title for title in CHECKS if title.startswith(check))
    return [one.text for one in DoubtBook(QuarterBook(Scope(plan))).all if one.group == title]


@pytest.fixture
def plan() -> Plan:
    return PlanFactory()


def indicator(plan: Plan, code: str, **fields: object) -> Indicator:
    return IndicatorFactory(item__plan=plan, item__code=code, **fields)


def test_two_values_for_one_promise(plan: Plan) -> None:
    one = indicator(plan, "01.01")
    TargetFactory(indicator=one, series="a")
    TargetFactory(indicator=one, series="b", terms__value=Decimal(85))
    (text,) = found(plan, "Cùng chỉ tiêu")
    assert "trên 80%" in text
    assert "trên 85%" in text


def test_the_same_promise_at_two_horizons_is_no_contradiction(plan: Plan) -> None:
    one = indicator(plan, "01.01")
    TargetFactory(indicator=one, series="2030")
    TargetFactory(indicator=one, series="2045", terms__value=Decimal(95), terms__horizon=date(2045, 12, 31))
    assert found(plan, "Cùng chỉ tiêu") == []


@pytest.mark.parametrize(("parts", "expected"), [(("16", "15", "2"), 0), (("12", "13", "2"), 1)])
def test_parts_of_a_growth_must_be_able_to_give_the_whole(
    plan: Plan, parts: tuple[str, ...], expected: int
) -> None:
    def growth(code: str, value: str, **fields: object) -> Target:
        return TargetFactory(
            indicator=indicator(plan, code, accumulation="growth", **fields),
            terms__kind="average_growth",
            terms__operator=">=",
            terms__value=Decimal(value),
        )

    whole = growth("01.01", "15").indicator
    for number, value in enumerate(parts, 2):
        growth(f"01.0{number}", value, part_of=whole)
    assert len(found(plan, "Mục tiêu “trong đó”")) == expected


def test_parts_of_a_sum_are_at_most_the_sum(plan: Plan) -> None:
    whole = indicator(plan, "01.01", accumulation="plan_to_date", measure="tỷ đồng")
    TargetFactory(indicator=whole, terms__operator=">=", terms__value=Decimal(100))
    for code, value in (("01.02", 70), ("01.03", 40)):
        part = indicator(plan, code, accumulation="plan_to_date", measure="tỷ đồng", part_of=whole)
        TargetFactory(indicator=part, terms__operator=">=", terms__value=Decimal(value))
    (text,) = found(plan, "Mục tiêu “trong đó”")
    assert "110" in text


def test_a_date_outside_the_plan_except_its_vision(plan: Plan) -> None:
    TargetFactory(indicator=indicator(plan, "01.01"), terms__horizon=date(2035, 12, 31))
    TargetFactory(indicator=indicator(plan, "01.02"), terms__horizon=date(2045, 12, 31))
    assert len(found(plan, "Thời hạn nằm ngoài")) == 1


def test_an_operator_against_the_direction(plan: Plan) -> None:
    TargetFactory(indicator=indicator(plan, "01.01", direction="lower"))
    assert "trái với chiều tốt" in found(plan, "Mục tiêu trái")[0]


def test_what_is_inferred_unmeasured_or_unreported(plan: Plan) -> None:
    one = indicator(plan, "01.01", measure="", item__reporter=None)
    TargetTermsFactory(target=TargetFactory(indicator=one, terms=None), inferred=["horizon", "value"])
    assert "thời hạn, giá trị được suy ra" in found(plan, "Thời hạn, giá trị")[0]
    assert len(found(plan, "Chưa có đơn vị tính")) == 1
    assert len(found(plan, "Chưa giao đơn vị")) == 1
    assert len(found(plan, "Chưa có số gốc")) == 1
    Baseline.objects.create(indicator=one, value=Decimal(1), on=date(2025, 12, 31), source="Nguồn")
    assert found(plan, "Chưa có số gốc") == []


@pytest.fixture
def real(plan_file: Path) -> Plan:
    return plan_of_record()


@pytest.fixture
def office(real: Plan) -> User:
    return user_with_role(Role.OFFICE, unit=real.locality.units.get(code="vanphong"))


def open_points(plan: Plan) -> list[Doubt]:
    return DoubtBook(QuarterBook(Scope(plan))).open


def test_the_page_lists_questions_findings_and_misprints(real: Plan, office: User, client: Client) -> None:
    client.force_login(office)
    page = client.get("/diem-can-lam-ro/").content.decode()
    assert f"{len(open_points(real))} điểm chưa trả lời, 0 điểm đã trả lời" in page
    misprints = client.get("/diem-can-lam-ro/?group=10").content.decode()
    assert "đọc là “IX.”" in misprints


def test_one_answer_for_several_points_moves_them_to_the_history(
    real: Plan, office: User, client: Client
) -> None:
    client.force_login(office)
    before = open_points(real)
    asked, computed = before[0], next(one for one in before if one.finding)
    response = client.post(
        "/diem-can-lam-ro/", {"chosen": [asked.key, computed.key], "answer": "Đồng ý theo Thông báo số 5"}
    )
    assert response.status_code == 302
    assert len(open_points(real)) == len(before) - 2
    page = client.get("/diem-can-lam-ro/?state=da-tra-loi").content.decode()
    assert page.count("Đồng ý theo Thông báo số 5") == 2
    assert office.full_name in page
    assert "08/10/2026" in page
    assert AuditEvent.objects.filter(verb="answer_questions").count() == 2


def test_an_answered_finding_is_no_part_of_the_document(real: Plan, office: User) -> None:
    document = plan_as_data(real)
    computed = next(one for one in open_points(real) if one.finding)
    asked = Asked(text=computed.text, finding=computed.finding, indicator_code=computed.indicator_code)
    answer_questions(plan=real, asked=[asked], answer="Đúng", by=office)
    assert plan_as_data(real) == document


def test_two_people_do_not_answer_over_each_other(real: Plan, office: User) -> None:
    question = Question.objects.filter(plan=real).first()
    assert question is not None
    asked = Asked(text=question.text, question=question.pk)
    answer_questions(plan=real, asked=[asked], answer="Lần một", by=office)
    with pytest.raises(ValidationError, match="vừa trả lời"):
        answer_questions(plan=real, asked=[asked], answer="Lần hai", by=office)
    question.refresh_from_db()
    assert question.answer == "Lần một"


def test_an_answer_needs_words_and_a_point(real: Plan, office: User, client: Client) -> None:
    client.force_login(office)
    key = open_points(real)[0].key
    for data in ({"chosen": [key], "answer": " "}, {"answer": "Đồng ý"}, {"chosen": ["q:0:"], "answer": "x"}):
        assert client.post("/diem-can-lam-ro/", data).status_code == 422
    assert not Question.objects.exclude(answer="").exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_answers(real: Plan, client: Client, role: Role) -> None:
    user = user_with_role(role, unit=real.locality.units.get(code="vanphong"))
    client.force_login(user)
    key = open_points(real)[0].key
    assert client.post("/diem-can-lam-ro/", {"chosen": [key], "answer": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        answer_questions(plan=real, asked=[Asked(text="x", finding="y")], answer="x", by=user)


def test_a_changed_finding_is_asked_again(plan: Plan) -> None:
    one = indicator(plan, "01.01")
    TargetFactory(indicator=one)
    office = user_with_role(Role.OFFICE)
    (point,) = [one for one in open_points(plan) if one.group.startswith("Chưa có số gốc")]
    asked = Asked(text=point.text, finding=point.finding, indicator_code=point.indicator_code)
    answer_questions(plan=plan, asked=[asked], answer="Sẽ bổ sung", by=office)
    assert not [one for one in open_points(plan) if one.group.startswith("Chưa có số gốc")]
    terms = one.targets.get().terms_set.get()
    terms.value = Decimal(90)
    terms.save()
    assert [one for one in open_points(plan) if one.group.startswith("Chưa có số gốc")]
    assert len(DoubtBook(QuarterBook(Scope(plan))).answered) == 1


def test_questions_filter_by_programme_and_words(real: Plan, office: User, client: Client) -> None:
    client.force_login(office)
    page = client.get("/diem-can-lam-ro/?programme=B.I.5&q=thong minh").content.decode()
    assert "phòng học thông minh" in page
    assert "Không nêu phân công" not in page

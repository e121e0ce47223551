"""The history of every write tells each field that changed, with exact values."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from bachdang.accounts.actions import create_user, reset_password
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.writing import write_import
from bachdang.reporting.flow.periods import lock_period
from bachdang.spreadsheet.reading import read_table
from indicators.models import Baseline, Indicator, Target, TargetTerms
from indicators.rules import Quarter
from indicators.terms.amending import amend_target, newest_goal, seen_goal
from indicators.terms.baselines import NewBaseline, seen_baseline, set_baseline
from indicators.terms.goals import GoalDraft
from indicators.terms.planning import Span, seen_plan_figures, set_plan_figures, stored_plan_figures
from plans.assigning import delegate, set_contact
from plans.explanations import ask_explanation, close
from plans.models import Item, Plan
from plans.own_work import Work, add_own_work, change_own_work
from plans.terms.decisions import record_decision
from projects.actions import latest_capital, seen_capital, set_capital
from projects.rules import Part
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

TODAY = date(2026, 10, 8)
SOURCES = ["bachdang", "plans", "indicators", "projects"]


def last(verb: str) -> dict[str, Any]:
    changes: dict[str, Any] = AuditEvent.objects.filter(verb=verb).latest("pk").changes
    return changes


def test_no_write_is_recorded_without_what_changed() -> None:
    lacking = []
    for path in (one for name in SOURCES for one in (Path(settings.BASE_DIR) / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "record_event":
                continue
            if "changes" not in {one.arg for one in node.keywords}:
                lacking.append(f"{path.name}:{node.lineno}")
    assert not lacking


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory()


@pytest.fixture
def office(plan: Plan) -> User:
    return user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality, code="vanphong"))


@pytest.fixture
def target(plan: Plan) -> Target:
    indicator: Indicator = IndicatorFactory(item__plan=plan, item__code="01.01", measure="tỷ đồng")
    return TargetFactory(indicator=indicator, terms__operator=">=", terms__value=Decimal("80.001"))


def test_a_request_tells_its_day_and_its_end(plan: Plan, target: Target) -> None:
    leader = user_with_role(Role.LEADER, unit=UnitFactory(locality=plan.locality, code="du"))
    item = target.indicator.item
    due = date(2026, 10, 15)
    request = ask_explanation(item=item, text="Vì sao?", due=due, by=leader, today=TODAY)
    assert last("ask_explanation")["Hạn trả lời"] == [None, "15/10/2026"]
    close(request=request, by=leader)
    assert last("close_explanation") == {"Tình trạng": ["đang mở", "đã kết thúc"]}


def test_an_account_tells_name_title_and_contact_but_no_password(plan: Plan, office: User) -> None:
    person = create_user(
        username="lan", full_name="Trần Thị Lan", title="Chuyên viên", email="lan@example.vn",
        phone="0912345678", password="mot-cau-dai-2026", role=Role.OFFICER, unit=office.unit, by=office,
    )  # fmt: skip
    told = last("create_user")
    wanted = ("Trần Thị Lan", "Chuyên viên", "lan@example.vn", "0912345678")
    assert {new for _, new in told.values()} >= set(wanted)
    password = reset_password(user=person, by=office)
    assert last("reset_password")["Mật khẩu"][1].startswith("mật khẩu tạm")
    assert password not in str(last("reset_password"))


def test_a_lock_tells_the_day_for_which_it_is_judged(plan: Plan, office: User) -> None:
    lock_period(period=PeriodFactory(plan=plan), by=office, today=TODAY)
    assert last("lock_period")["Tính đến ngày"] == [None, "30/09/2026"]


def test_delegating_tells_the_contact_that_it_ends(plan: Plan, office: User) -> None:
    item: Item = TaskFactory(plan=plan)
    contact = user_with_role(Role.OFFICER, unit=item.reporter)
    set_contact(item=item, contact=contact, by=office)
    delegate(item=item, unit=UnitFactory(locality=plan.locality, code="khac"), by=office)
    assert last("delegate")["Cán bộ đầu mối"] == [str(contact), None]


def test_own_work_passed_on_to_somebody_of_the_same_name_is_saved(plan: Plan) -> None:
    task = TaskFactory(plan=plan)
    first, second = (user_with_role(Role.OFFICER, unit=task.reporter, full_name="Lê An") for _ in range(2))
    work = Work(title="Rà soát", ends=date(2026, 11, 30), contact=first)
    own = add_own_work(task=task, work=work, by=first, today=TODAY)
    change_own_work(own=own, work=replace(work, contact=second), by=first, today=TODAY)
    own.refresh_from_db()
    assert own.contact == second
    assert "Người thực hiện" in last("change_own_work")


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"value": Decimal("80.002")}, ["từ 80,001 tỷ đồng trở lên", "từ 80,002 tỷ đồng trở lên"]),
        ({"operator": ">"}, ["từ 80,001 tỷ đồng trở lên", "trên 80,001 tỷ đồng"]),
    ],
)
def test_a_target_tells_all_digits(
    target: Target, office: User, new: dict[str, Any], told: list[str]
) -> None:
    plan = target.indicator.item.plan
    decision = record_decision(plan=plan, number="1-QĐ/ĐU", date=date(2026, 11, 2), by=office)
    newest = newest_goal(target)
    wanted = replace(GoalDraft.of(newest), **new)
    amend_target(target=target, decision=decision, new=wanted, by=office, seen=seen_goal(newest))
    assert last("amend")["Mục tiêu"] == told


def test_plan_figures_and_baselines_tell_all_digits(target: Target, office: User) -> None:
    terms = TargetTerms.objects.get(target=target)
    for value in ("10.001", "10.002"):
        expected = seen_plan_figures(stored_plan_figures(target))
        figures: dict[Span, Decimal] = {(2027, None): Decimal(value)}
        set_plan_figures(target=target, terms=terms, figures=figures, by=office, expected=expected)
    assert last("set_plan_figures") == {"Kế hoạch cả năm 2027": ["10,001 tỷ đồng", "10,002 tỷ đồng"]}
    for value in ("1.001", "1.002"):
        known = Baseline.objects.filter(indicator=target.indicator).first()
        new = NewBaseline(on=date(2025, 12, 31), source="Niên giám", value=Decimal(value))
        set_baseline(
            indicator=target.indicator, new=new, by=office, expected=seen_baseline(known), reason="Số mới"
        )
    before, after = last("set_baseline")["Số gốc"]
    assert (before[:13], after[:13]) == ("1,001 tỷ đồng", "1,002 tỷ đồng")


HEAD = "Mã chỉ tiêu;Năm;Quý;Loại số liệu;Giá trị;Tử số;Mẫu số;Nguồn;Ghi chú;Văn bản"


def test_imported_figures_tell_their_note_and_document(target: Target, office: User) -> None:
    plan = target.indicator.item.plan
    for note in ("tạm tính", "chính thức"):
        row = f"01.01;2025;4;Chính thức cả quý;12,0001;;;Niên giám;{note};Số 5/BC"
        table = read_table(f"{HEAD}\n{row}".encode(), "a.csv")
        write_import(plan=plan, found=plan_import(plan, table.lines, Quarter(2026, 3)), by=office)
    (pair,) = last("import_figures").values()
    assert pair == [
        "12,0001 tỷ đồng (Niên giám; Số 5/BC; ghi chú: tạm tính)",
        "12,0001 tỷ đồng (Niên giám; Số 5/BC; ghi chú: chính thức)",
    ]


def test_capital_of_the_same_amount_tells_its_new_ground(plan: Plan, office: User) -> None:
    project = ProjectFactory(plan=plan)
    part = Part("year", 2026)
    for number, day in (("1/QĐ", date(2026, 3, 10)), ("2/QĐ", date(2026, 7, 15))):
        decision = record_decision(plan=plan, number=number, date=day, by=office)
        set_capital(
            project=project, decision=decision, valid_from=day, capital={part: {"ward": 10**9}}, by=office,
            seen=seen_capital(latest_capital(project)), today=TODAY,
        )  # fmt: skip
    (pair,) = last("set_capital").values()
    assert pair == [
        "1/QĐ ngày 10/03/2026, hiệu lực từ 10/03/2026", "2/QĐ ngày 15/07/2026, hiệu lực từ 15/07/2026",
    ]  # fmt: skip

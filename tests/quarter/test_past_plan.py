"""A report of an earlier quarter shows the plan as it then was: cell for cell, whatever is amended later."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from bachdang.accounts.models import Unit, User
from bachdang.browse.tree import Outline, Tree
from bachdang.planfile.load import load_plan
from bachdang.quarter.archive import pack
from bachdang.quarter.rows import QuarterReport, TargetLine, TaskLine, quarter_report
from bachdang.reporting.flow.periods import open_period
from bachdang.reports.workbook import quarter_workbook
from bachdang.scope.scopes import Scope
from bachdang.standing.coverage import coverage
from bachdang.standing.due_reports import owed_items
from bachdang.standing.quarter_book import QuarterBook
from bachdang.upkeep.verify import verify_data
from indicators.models import Indicator, Target
from indicators.terms.adding import NewIndicator, add_indicator, add_target
from indicators.terms.amending import amend_target, newest_goal, seen_goal
from indicators.terms.goals import GoalDraft
from plans.models import Clause, Decision, Item, Period, Plan
from plans.terms.adding import add_item
from plans.terms.amending import amend_item, newest_terms, seen_terms
from plans.terms.decisions import record_decision
from plans.terms.drafts import TermsDraft
from projects.adding import add_project

pytestmark = pytest.mark.django_db

# After QIV has ended: everything recorded in it is known.
TODAY = date(2027, 1, 5)
TARGET, SUSPENDED, ENDED = "02.04", "03.02", "13.02"


@pytest.fixture
def plan(demo: object) -> Plan:
    plan = Plan.objects.get()
    open_period(plan=plan, year=2026, quarter=4, by=User.objects.get(username="vanphong"))
    return plan


@pytest.fixture
def office(plan: Plan) -> User:
    return User.objects.get(username="vanphong")


def scope(plan: Plan, quarter: int) -> Scope:
    period = Period.objects.get(plan=plan, year=2026, quarter=quarter)
    return Scope(plan, period, [period], today=TODAY)


def report(plan: Plan, quarter: int) -> QuarterReport:
    return quarter_report(QuarterBook(scope(plan, quarter)))


def cells(found: QuarterReport) -> dict[str, list[Any]]:
    """Every cell of every sheet with its comment."""
    book = load_workbook(io.BytesIO(quarter_workbook(found)))
    return {
        sheet.title: [
            (cell.coordinate, cell.value, cell.comment.text if cell.comment else None, cell.number_format)
            for row in sheet.iter_rows()
            for cell in row
        ]
        for sheet in book.worksheets
    }


def amend(code: str, decision: Decision, by: User, **new: Any) -> None:
    item = Item.objects.get(code=code)
    newest = newest_terms(item)
    wanted = replace(TermsDraft.of(newest), **new)
    amend_item(item=item, decision=decision, new=wanted, by=by, seen=seen_terms(newest))


def amend_goal(code: str, decision: Decision, by: User, **new: Any) -> None:
    target = Target.objects.get(indicator__item__code=code, series="2030")
    newest = newest_goal(target)
    wanted = replace(GoalDraft.of(newest), **new)
    amend_target(target=target, decision=decision, new=wanted, by=by, seen=seen_goal(newest))


def change_everything(plan: Plan, by: User) -> Decision:
    """One decision in QIV/2026 that amends, suspends, ends and adds of every kind."""
    decision = record_decision(plan=plan, number="125-QĐ/ĐU", date=date(2026, 11, 2), by=by)
    congan = Unit.objects.get(code="congan", locality=plan.locality)
    vanhoa = Unit.objects.get(code="vanhoa", locality=plan.locality)
    amend_goal(TARGET, decision, by, value=Decimal(25))
    amend_goal(SUSPENDED, decision, by, state="suspended")
    amend_goal(ENDED, decision, by, state="ended")
    units = {"lead": congan, "cooperating": (vanhoa,)}
    amend("PL1.I.1", decision, by, title="Tên mới", product="Đề án", ends=date(2029, 6, 30), **units)
    amend("PL1.I.2", decision, by, state="suspended")
    amend("PL1.I.4", decision, by, state="ended")
    amend("PL2.II.I.1", decision, by, title="Dự án mới", ends=date(2028, 6, 30), resources="Vốn vay")
    amend("PL2.II.I.2", decision, by, state="ended")
    amend("PL2.II.I.3", decision, by, state="suspended")
    amend("B.I.7", decision, by, leader="Bí thư Đảng ủy")
    new = TermsDraft(
        title="Việc bổ sung", starts=date(2026, 11, 2), ends=date(2027, 6, 30), recurrence="once"
    )
    task_heading, project_heading = Clause.objects.get(key="PL1.I"), Clause.objects.get(key="PL2.II.I")
    add_item(kind="task", heading=task_heading, decision=decision, new=new, by=by, reporter=vanhoa)
    added = replace(new, title="Dự án bổ sung", recurrence="")
    add_project(heading=project_heading, decision=decision, new=added, by=by)
    goal = GoalDraft(kind="reach", operator=">=", value=Decimal(60), horizon=date(2030, 12, 31))
    indicator = Indicator.objects.get(item__code=TARGET)
    add_target(indicator=indicator, decision=decision, new=replace(goal, horizon=date(2028, 12, 31)), by=by)
    how = NewIndicator(title="Chỉ tiêu bổ sung", measure="trường", direction="higher", frequency="quarter")
    programme = Item.objects.get(code="B.I.7")
    add_indicator(programme=programme, decision=decision, measured=how, new=goal, by=by, reporter=vanhoa)
    return decision


def test_the_quarter_before_is_the_same_cell_for_cell(plan: Plan, office: User) -> None:
    before = report(plan, 3)
    rows, sheets = pack(before), cells(before)
    change_everything(plan, office)
    after = report(plan, 3)
    assert pack(after) == rows
    assert cells(after) == sheets
    assert not any(verify_data().values())


def test_the_quarter_of_the_decision_shows_the_new_plan(plan: Plan, office: User) -> None:
    old = report(plan, 4)
    change_everything(plan, office)
    new = report(plan, 4)
    targets = {line.code: line for line in new.targets if isinstance(line, TargetLine)}
    assert targets[TARGET].goal in {Decimal(25), Decimal(60)}
    amended = [line for line in new.targets if isinstance(line, TargetLine) and line.code == TARGET]
    assert [line.wording for line in amended] == [
        "từ 60 doanh nghiệp/1.000 dân trở lên (đến năm 2028)",
        "trên 25 doanh nghiệp/1.000 dân",
    ]
    assert targets[SUSPENDED].status_text == "Chưa đến kỳ đánh giá"
    assert "Tạm dừng từ 02/11/2026 theo quyết định số 125-QĐ/ĐU" in targets[SUSPENDED].note
    assert ENDED not in targets
    assert targets["07.01"].name == "Chỉ tiêu bổ sung"
    tasks = [line for line in new.tasks if isinstance(line, TaskLine)]
    first = tasks[0]
    assert (first.title, first.lead, first.cooperating, first.product) == (
        "Tên mới", "Công an phường", "Phòng VH-XH", "Đề án",
    )  # fmt: skip
    assert first.due == date(2029, 6, 30)
    assert tasks[1].status == "suspended"
    names = [line.title for line in tasks]
    assert names[7] == "Việc bổ sung"
    assert tasks[7].number == "BS1"
    projects = {line.title: line for line in new.projects.walk()}
    assert projects["Dự án mới"].sources == "Vốn vay"
    assert "thời hạn 30/06/2028" in projects["Dự án mới"].progress
    assert "Dự án bổ sung" in projects
    counts = {"targets": 1, "tasks": 0, "projects": 0}
    assert new.counts == {key: old.counts[key] + more for key, more in counts.items()}


@pytest.mark.parametrize("quarter", [2, 3, 4])
def test_what_is_owed_is_the_same_without_its_figures(plan: Plan, office: User, quarter: int) -> None:
    """Timeliness asks only what was due, whoever reports it; the page of the round shows how each stands."""
    change_everything(plan, office)
    book = QuarterBook(scope(plan, quarter))
    assert owed_items(book) == {one.item.pk: one.item.reporter_id for one in book.due.all}
    assert len(owed_items(book)) > 50


def test_what_is_owed_follows_the_quarter(plan: Plan, office: User) -> None:
    before = {one.item.code for one in QuarterBook(scope(plan, 3)).due.all}
    change_everything(plan, office)
    assert {one.item.code for one in QuarterBook(scope(plan, 3)).due.all} == before
    now = {one.item.code for one in QuarterBook(scope(plan, 4)).due.all}
    assert not now & {SUSPENDED, ENDED, "PL1.I.2", "PL1.I.4", "PL2.II.I.2", "PL2.II.I.3"}
    assert {"PL1.I.BS1", "07.01"} <= now


def test_the_tree_hangs_what_was_added_under_its_heading(plan: Plan, office: User) -> None:
    change_everything(plan, office)
    for quarter, expected in ((3, []), (4, ["PL1.I.BS1"])):
        tree = Tree(QuarterBook(scope(plan, quarter)), Outline(plan))
        nodes = {one.clause.key: one for one in tree.nodes.values()}
        assert [row.item.code for row in nodes["PL1.I"].added] == expected
        assert [row.item.code for row in nodes["B.I.7"].targets] == (["07.01"] if expected else [])
        assert (nodes["PL1.I.4"].row is None) == bool(expected)
        assert (nodes["PL1.I.4"].ended is not None) == bool(expected)


def test_a_goal_whose_target_has_ended_says_so(plan: Plan, office: User) -> None:
    decision = record_decision(plan=plan, number="9-QĐ/ĐU", date=date(2026, 11, 2), by=office)
    alone = next(row for row in coverage(QuarterBook(scope(plan, 4))).values() if len(row.targets) == 1)
    target = alone.targets[0].target
    amend_goal(target.indicator.item.code, decision, office, state="ended")
    after = {quarter: coverage(QuarterBook(scope(plan, quarter)))[alone.clause.pk] for quarter in (3, 4)}
    assert after[3].targets
    assert not after[4].targets
    assert "kết thúc từ 02/11/2026 theo quyết định số 9-QĐ/ĐU" in after[4].reason


def test_printed_words_stand_until_a_decision_changes_them(plan: Plan, office: User) -> None:
    decision = record_decision(plan=plan, number="9-QĐ/ĐU", date=date(2026, 11, 2), by=office)
    printed = {row.item.code: row for row in QuarterBook(scope(plan, 4)).tasks}["PL1.I.1"]
    amend("PL1.I.1", decision, office, ends=date(2029, 6, 30))
    row = {row.item.code: row for row in QuarterBook(scope(plan, 4)).tasks}["PL1.I.1"]
    assert row.amended == {"ends"}
    assert row.cooperating_text == printed.cooperating_text == "Các Sở, ngành thành phố và đơn vị liên quan"
    assert (printed.time_text, row.time_text) == ("2026-2030", "01/01/2026 – 30/06/2029")


def test_the_document_is_exported_as_it_was_and_loads_again(
    plan: Plan, office: User, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_plan", format="yaml")
    before = capsys.readouterr().out
    change_everything(plan, office)
    call_command("export_plan", format="yaml")
    assert capsys.readouterr().out == before
    versions = Item.objects.get(code="PL1.I.1").terms_set.count()
    again = load_plan(plan_file)
    assert (again.added.total(), again.changed.total()) == (0, 0)
    assert Item.objects.get(code="PL1.I.1").terms_set.count() == versions

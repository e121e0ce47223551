"""What each page asks of the database and sends, as numbers: a page that costs more or less says so here.

`python -m tests.page_costs` writes both tables anew.
"""

from __future__ import annotations

import pytest

from tests.page_costs import measured

pytestmark = pytest.mark.django_db

# Queries and KB of HTML, rounded up to five, with three quarters of history.
COSTS = {
    "overview": (35, 60),
    "status_chart-chuong-trinh": (16, 0),
    "trajectory_chart-TARGET": (18, 0),
    "needed_chart-TARGET": (16, 0),
    "timeliness_chart": (17, 0),
    "clarity_chart": (11, 0),
    "money_chart": (20, 0),
    "project_money_chart-PL2.II.I.1": (17, 0),
    "owed_list": (31, 55),
    "timeline": (20, 80),
    "timeline_chart": (17, 0),
    "unit_list": (32, 25),
    "unit_detail-ubnd": (40, 65),
    "plan_tree": (32, 40),
    "indicator_list": (20, 95),
    "indicator_detail-01.01": (41, 20),
    "why-TARGET": (19, 15),
    "design": (8, 90),
    "sample_chart": (2, 0),
    "help": (9, 15),
    "help_rules": (8, 25),
    "manual-van-phong": (9, 15),
    "my_work": (45, 50),
    "report_form-01.01": (37, 15),
    "evidence-EVIDENCE": (6, 0),
    "explanations": (13, 15),
    "proposals": (12, 20),
    "decide_proposal-PROPOSAL": (9, 15),
    "assign-01.01": (13, 15),
    "override-PL1.I.1": (11, 15),
    "override-01.01-2030": (12, 15),
    "milestones-PL1.I.1": (11, 15),
    "milestones-PL1.I.1-MILESTONE": (12, 15),
    "six_matrix": (31, 75),
    "fill_answer-PL1.I.1-tham-quyen": (20, 15),
    "decision_list": (13, 15),
    "record_decision": (8, 15),
    "decision_detail-DECISION": (19, 70),
    "correct_decision-DECISION": (9, 15),
    "decision_file-DECISION": (6, 0),
    "add_task-DECISION": (15, 25),
    "add_project-DECISION": (15, 25),
    "add_indicator-DECISION": (13, 25),
    "add_target-DECISION-01.01": (14, 15),
    "amend_item-PL1.I.1": (16, 20),
    "amend_target-01.01-2030": (14, 15),
    "withdraw_terms-AMENDED": (11, 15),
    "withdraw_target-AMENDED_TARGET": (11, 10),
    "history": (14, 50),
    "condition": (15, 20),
    "notices": (9, 10),
    "period_list": (10, 15),
    "period_detail-2026-Q3": (50, 30),
    "period_unit-2026-Q3-ubnd": (29, 15),
    "lock_period-2026-Q3": (29, 15),
    "reopen_report-2026-Q3-01.01": (10, 10),
    "coverage": (21, 80),
    "search": (8, 10),
    "open_points": (27, 40),
    "edit_baseline-01.01": (19, 15),
    "edit_plan_figures-01.01-2030": (21, 15),
    "past_figures": (8, 15),
    "past_figures_file": (11, 0),
    "plan_drafts": (10, 15),
    "plan_draft-DRAFT": (11, 15),
    "draft_chapter-DRAFT-1": (9, 15),
    "draft_promises-DRAFT": (9, 15),
    "draft_units-DRAFT": (11, 15),
    "confirm_draft-DRAFT": (10, 10),
    "compare_draft-DRAFT": (9, 10),
    "delete_draft-DRAFT": (9, 10),
    "task_list": (21, 60),
    "task_detail-PL1.I.1": (48, 20),
    "person_list": (26, 15),
    "person_detail-canbo": (10, 15),
    "programme_list": (29, 60),
    "programme_detail-B.I.1": (36, 30),
    "duty_list": (16, 20),
    "duty_detail-C.2": (23, 15),
    "add_own_work-PL1.I.1": (13, 15),
    "own_list": (12, 20),
    "own_work-PL1.I.1.UBND1": (16, 15),
    "project_list": (23, 70),
    "project_detail-PL2.II.I.1": (39, 30),
    "edit_capital-PL2.II.I.1": (13, 25),
    "money_words": (2, 0),
    "report_list": (55, 50),
    "report_workbook": (52, 0),
    "report_document": (56, 0),
    "one_page": (55, 30),
    "word_template": (9, 25),
    "find_code": (8, 10),
    "edit_texts": (50, 25),
    "unit_form": (48, 15),
    "unit_form_file-ubnd": (48, 0),
    "import_accounts": (9, 15),
    "roster_template": (6, 0),
}
# These ask more as the history grows; none should.
GROWING: list[str] = []


def test_every_page_costs_what_is_written() -> None:
    found = measured(3)
    assert COSTS.keys() == found.keys()
    other = {name: cost.rounded for name, cost in found.items() if not cost.is_within(*COSTS[name])}
    assert other == {}


def test_no_page_asks_more_as_the_history_grows() -> None:
    found = measured(6)
    assert [name for name, cost in found.items() if cost.queries > COSTS[name][0]] == GROWING

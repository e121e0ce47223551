"""What each page asks of the database and sends, as numbers: a page that costs more or less says so here.

`python -m tests.page_costs` writes both tables anew.
"""

from __future__ import annotations

import pytest

from tests.page_costs import measured

pytestmark = pytest.mark.django_db

# Queries and KB of HTML, rounded up to five, with three quarters of history.
COSTS = {
    "overview": (75, 60),
    "status_chart-chuong-trinh": (16, 0),
    "trajectory_chart-TARGET": (19, 0),
    "needed_chart-TARGET": (16, 0),
    "timeliness_chart": (94, 0),
    "clarity_chart": (9, 0),
    "money_chart": (22, 0),
    "project_money_chart-PL2.II.I.1": (21, 0),
    "owed_list": (64, 55),
    "timeline": (43, 80),
    "timeline_chart": (39, 0),
    "unit_list": (122, 25),
    "unit_detail-ubnd": (133, 65),
    "plan_tree": (49, 40),
    "indicator_list": (21, 95),
    "indicator_detail-01.01": (42, 20),
    "why-TARGET": (20, 15),
    "design": (9, 90),
    "sample_chart": (2, 0),
    "help": (10, 15),
    "help_rules": (9, 25),
    "manual-van-phong": (10, 15),
    "my_work": (150, 45),
    "report_form-01.01": (54, 15),
    "evidence-EVIDENCE": (6, 0),
    "explanations": (14, 15),
    "proposals": (13, 20),
    "decide_proposal-PROPOSAL": (10, 15),
    "assign-01.01": (14, 15),
    "override-PL1.I.1": (12, 15),
    "override-01.01-2030": (13, 15),
    "milestones-PL1.I.1": (12, 15),
    "milestones-PL1.I.1-MILESTONE": (13, 15),
    "six_matrix": (52, 75),
    "fill_answer-PL1.I.1-tham-quyen": (18, 15),
    "decision_list": (14, 15),
    "record_decision": (9, 15),
    "decision_detail-DECISION": (20, 70),
    "correct_decision-DECISION": (10, 15),
    "decision_file-DECISION": (6, 0),
    "add_task-DECISION": (16, 25),
    "add_project-DECISION": (16, 25),
    "add_indicator-DECISION": (14, 25),
    "add_target-DECISION-01.01": (15, 15),
    "amend_item-PL1.I.1": (17, 20),
    "amend_target-01.01-2030": (15, 15),
    "withdraw_terms-AMENDED": (12, 15),
    "withdraw_target-AMENDED_TARGET": (12, 10),
    "history": (15, 50),
    "notices": (10, 10),
    "period_list": (11, 15),
    "period_detail-2026-Q3": (73, 20),
    "period_unit-2026-Q3-ubnd": (62, 15),
    "lock_period-2026-Q3": (62, 15),
    "reopen_report-2026-Q3-01.01": (11, 10),
    "coverage": (22, 80),
    "search": (9, 10),
    "open_points": (26, 40),
    "edit_baseline-01.01": (20, 15),
    "edit_plan_figures-01.01-2030": (22, 15),
    "past_figures": (9, 15),
    "past_figures_file": (16, 0),
    "task_list": (24, 60),
    "task_detail-PL1.I.1": (50, 20),
    "programme_list": (40, 60),
    "programme_detail-B.I.1": (50, 30),
    "duty_list": (20, 20),
    "duty_detail-C.2": (28, 15),
    "add_own_work-PL1.I.1": (14, 15),
    "own_list": (13, 20),
    "own_work-PL1.I.1.UBND1": (17, 15),
    "project_list": (26, 70),
    "project_detail-PL2.II.I.1": (43, 30),
    "edit_capital-PL2.II.I.1": (14, 25),
    "money_words": (2, 0),
    "report_list": (215, 50),
    "report_workbook": (213, 0),
    "report_document": (214, 0),
    "find_code": (9, 10),
    "edit_texts": (216, 25),
    "unit_form": (80, 15),
    "unit_form_file-ubnd": (79, 0),
    "import_accounts": (10, 15),
    "roster_template": (6, 0),
}
# These ask more as the history grows; none should.
GROWING: list[str] = [
    "overview",
    "timeliness_chart",
    "timeline",
    "timeline_chart",
    "unit_list",
    "unit_detail-ubnd",
]


def test_every_page_costs_what_is_written() -> None:
    found = measured(3)
    assert COSTS.keys() == found.keys()
    other = {name: cost.rounded for name, cost in found.items() if not cost.is_within(*COSTS[name])}
    assert other == {}


def test_no_page_asks_more_as_the_history_grows() -> None:
    found = measured(6)
    assert [name for name, cost in found.items() if cost.queries > COSTS[name][0]] == GROWING

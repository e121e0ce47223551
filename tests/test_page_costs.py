"""What each page asks of the database and sends, as numbers: a page that costs more or less says so here.

`python -m tests.page_costs` writes the table anew.
"""

from __future__ import annotations

import pytest
from django.db import connection

from tests.page_costs import Cost, measured

pytestmark = [pytest.mark.django_db, pytest.mark.long]
# Asks PostgreSQL how large it is, where SQLite is a file.
UNLIKE = {"condition"}

# Queries and KB of HTML, rounded up to five, with three quarters of history.
COSTS = {
    "overview": (42, 75),
    "status_chart-chuong-trinh": (15, 0),
    "trajectory_chart-TARGET": (17, 0),
    "needed_chart-TARGET": (15, 0),
    "timeliness_chart": (18, 0),
    "clarity_chart": (11, 0),
    "money_chart": (20, 0),
    "project_money_chart-PL2.II.I.1": (16, 0),
    "owed_list": (31, 55),
    "timeline": (21, 80),
    "timeline_chart": (18, 0),
    "unit_list": (32, 30),
    "unit_detail-ubnd": (37, 70),
    "plan_tree": (15, 45),
    "indicator_list": (20, 105),
    "indicator_detail-01.01": (33, 20),
    "why-TARGET": (18, 15),
    "design": (8, 90),
    "sample_chart": (2, 0),
    "help": (9, 15),
    "help_rules": (8, 25),
    "manual-van-phong": (9, 20),
    "my_work": (38, 45),
    "report_form-01.01": (41, 15),
    "open_work-01.01": (33, 10),
    "evidence-EVIDENCE": (6, 0),
    "explanations": (14, 20),
    "ask_explanation-01.01": (28, 15),
    "proposals": (12, 25),
    "decide_proposal-PROPOSAL": (10, 15),
    "assign_many": (14, 145),
    "assign-01.01": (14, 15),
    "override-PL1.I.1": (11, 15),
    "override-01.01-2030": (12, 15),
    "milestones-PL1.I.1": (11, 15),
    "milestones-PL1.I.1-MILESTONE": (12, 15),
    "six_matrix": (30, 80),
    "fill_answer-PL1.I.1-tham-quyen": (20, 15),
    "decision_list": (13, 20),
    "record_decision": (8, 15),
    "decision_detail-DECISION": (19, 75),
    "correct_decision-DECISION": (9, 15),
    "decision_file-DECISION": (6, 0),
    "add_task-DECISION": (15, 25),
    "add_project-DECISION": (15, 25),
    "add_indicator-DECISION": (14, 30),
    "add_target-DECISION-01.01": (14, 15),
    "amend_item-PL1.I.1": (16, 25),
    "amend_target-01.01-2030": (16, 20),
    "withdraw_terms-AMENDED": (11, 15),
    "withdraw_target-AMENDED_TARGET": (11, 15),
    "history": (14, 55),
    "condition": (15, 20),
    "notices": (16, 15),
    "period_list": (10, 15),
    "period_detail-2026-Q3": (45, 30),
    "period_unit-2026-Q3-ubnd": (27, 15),
    "lock_period-2026-Q3": (27, 15),
    "reopen_report-2026-Q3-01.01": (10, 15),
    "extensions-2026-Q3": (30, 20),
    "ask_extension-2026-Q3": (30, 10),
    "remind_units-2026-Q3": (26, 20),
    "coverage": (20, 85),
    "search": (8, 15),
    "open_points": (25, 45),
    "edit_baseline-01.01": (18, 15),
    "edit_headlines": (18, 75),
    "edit_plan_figures-01.01-2030": (20, 20),
    "past_figures": (8, 15),
    "past_figures_file": (11, 0),
    "beginning": (15, 20),
    "edit_ward": (10, 15),
    "choose_plan": (10, 20),
    "setup_book": (8, 15),
    "setup_grid-so-goc": (12, 95),
    "setup_book_file": (23, 0),
    "plan_drafts": (10, 15),
    "plan_draft-DRAFT": (11, 15),
    "draft_chapter-DRAFT-1": (9, 20),
    "draft_promises-DRAFT": (9, 15),
    "draft_units-DRAFT": (11, 15),
    "confirm_draft-DRAFT": (10, 15),
    "compare_draft-DRAFT": (9, 15),
    "delete_draft-DRAFT": (9, 15),
    "task_list": (25, 75),
    "task_detail-PL1.I.1": (35, 25),
    "person_list": (24, 20),
    "person_detail-canbo": (24, 40),
    "programme_list": (28, 65),
    "programme_detail-B.I.1": (33, 35),
    "duty_list": (17, 25),
    "duty_detail-C.2": (24, 15),
    "add_own_work-PL1.I.1": (13, 15),
    "own_list": (13, 25),
    "own_work-PL1.I.1.UBND1": (16, 15),
    "project_list": (23, 75),
    "project_detail-PL2.II.I.1": (28, 30),
    "edit_capital-PL2.II.I.1": (13, 30),
    "money_words": (2, 0),
    "report_list": (47, 50),
    "report_workbook": (53, 0),
    "report_document": (55, 0),
    "one_page": (54, 35),
    "word_template": (9, 25),
    "word_template_file": (10, 0),
    "edit_mailings": (11, 15),
    "find_code": (8, 15),
    "edit_texts": (51, 25),
    "unit_form": (46, 15),
    "unit_form_file-ubnd": (46, 0),
    "accounts": (12, 30),
    "add_account": (9, 15),
    "account-canbo": (13, 15),
    "units": (10, 30),
    "add_unit": (10, 15),
    "unit-ubnd": (11, 15),
    "measure_units": (10, 20),
    "add_measure_unit": (8, 15),
    "measure_unit-MEASURE": (12, 15),
    "plan_settings": (10, 20),
    "import_accounts": (9, 15),
    "roster_template": (6, 0),
    "end_sessions-canbo": (9, 15),
    "second_factor": (9, 20),
    "reset_second_factor-canbo": (9, 15),
    "locks": (10, 15),
    "own_sessions": (10, 15),
}


def compared(found: dict[str, Cost]) -> dict[str, Cost]:
    """Without the pages that ask each database for other things; the table is that of SQLite."""
    return {name: cost for name, cost in found.items() if name not in UNLIKE or connection.vendor == "sqlite"}


def test_every_page_costs_what_is_written() -> None:
    found = measured(3)
    assert COSTS.keys() == found.keys()
    other = {name: cost.rounded for name, cost in compared(found).items() if not cost.is_within(*COSTS[name])}
    assert other == {}


def test_no_page_asks_more_as_the_history_grows() -> None:
    found = measured(6)
    assert [name for name, cost in compared(found).items() if cost.queries > COSTS[name][0]] == []
    assert [name for name, cost in found.items() if cost.whole] == [], "events are read a page at a time"

"""Every constraint of the database is checked by name before the database would refuse."""

from __future__ import annotations

import importlib
import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from bachdang.accounts.roles import Role
from tests.factories import PeriodFactory, PlanFactory, UnitFactory, user_with_role

# Values that no form takes: code alone writes them, in one place that keeps the rule.
CODE = ""
# Constraint (or model.field) → the function that says no in words before it, as "module:name".
CHECKED = {
    "Locality.code": CODE, "locality_not_own_parent": CODE,
    "unit_code_unique": "bachdang.accounts.admin:UnitAdmin",
    "unit_not_own_parent": "bachdang.accounts.admin:UnitAdmin",
    "User.username": "bachdang.accounts.actions:create_user",
    "username_unique_in_any_case": "bachdang.accounts.actions:create_user",
    "SecondFactor.user": "bachdang.accounts.door.factor.keeping:set_up",
    "SentForm.key": "bachdang.accounts.once:_once",
    "JobRun.job": "bachdang.accounts.job_runs:_keep",
    "plan_code_unique": "bachdang.planfile.load:_plan",
    "plan_ends_after_start": "bachdang.planfile.reading:read_plan_file",
    "plan_due_soon_within_a_year": "indicators.admin:PlanAdmin",
    "plan_lenient_quarters_range": "indicators.admin:PlanAdmin",
    "plan_slow_band_range": "indicators.admin:PlanAdmin",
    "plan_tolerance_range": "indicators.admin:PlanAdmin",
    "report_text_section_unique": "plans.report_texts:set_report_texts",
    "report_template_one_in_use": "plans.report_texts:_retire",
    "clause_key_unique": "bachdang.planfile.reading:read_plan_file",
    "clause_order_unique": CODE, "clause_not_own_parent": CODE,
    "question_answer_pair": "plans.actions:answer_questions", "question_has_subject": CODE,
    "question_finding_unique": "plans.actions:answer_questions",
    "decision_number_unique": "plans.terms.decisions:_fill",
    "decision_has_number": "plans.terms.decisions:_fill",
    "item_code_unique": "plans.own_work:_next_code", "item_not_own_parent": CODE, "item_has_place": CODE,
    "item_contact_named_pair": CODE, "item_heading_if_added": CODE,
    "item_own_has_task_and_unit": "plans.own_work:add_own_work",
    "Item.clause": "bachdang.planfile.reading:read_plan_file",
    "terms_valid_from_unique": "plans.terms.versions:refuse",
    "terms_ends_after_start": "plans.terms.drafts:draft_errors",
    "terms_has_title": "plans.terms.drafts:draft_errors",
    "terms_unit_unique": "plans.terms.drafts:draft_errors",
    "terms_one_lead": "plans.terms.drafts:draft_errors",
    "occurrence_year_unique": "plans.occurrences:follow_terms", "occurrence_one_off_unique": CODE,
    "occurrence_due_after_start": "plans.own_work:_check",
    "occurrence_completion_names_product": "plans.own_work:finish_own_work",
    "milestone_unique": "plans.milestones:_check", "milestone_has_title": "plans.milestones:_check",
    "period_quarter_unique": "bachdang.reporting.flow.periods:open_period",
    "period_quarter_range": "bachdang.reporting.flow.periods:open_period",
    "period_due_after_cutoff": "bachdang.reporting.flow.periods:check_days",
    "measurement_typed_has_part": CODE,
    "target_standing_unique": CODE, "target_standing_plain_unique": CODE,
    "target_standing_quarter_range": CODE,
    "period_opened_pair": CODE, "period_locked_pair": CODE,
    "period_locked_was_open": "bachdang.reporting.flow.periods:lock_period",
    "extension_unit_unique": "bachdang.reporting.flow.extensions:_extend",
    "extension_item_unique": "bachdang.reporting.flow.extensions:_extend",
    "extension_has_reason": "bachdang.reporting.flow.extensions:_need",
    "comment_has_text": "bachdang.reporting.comments:add_comment",
    "extension_request_one_waiting": "bachdang.reporting.flow.extensions:ask_extension",
    "extension_request_has_reason": "bachdang.reporting.flow.extensions:_need",
    "extension_request_answered_pair": CODE, "extension_request_granted_due": CODE,
    "extension_request_refusal_says_why": "bachdang.reporting.flow.extensions:answer_requests",
    "report_revision_unique": "bachdang.reporting.flow.copying:new_revision",
    "report_one_counted": "bachdang.reporting.flow.counting:count",
    "report_one_open": "bachdang.reporting.flow.actions:_open_revision",
    "report_counted_is_accepted": CODE, "report_submitted_pair": CODE, "report_accepted_pair": CODE,
    "report_sent_pair": CODE, "report_returned_pair": CODE, "report_accepted_has_when": CODE,
    "report_sent_has_first": CODE, "report_corrected_was_returned": CODE,
    "report_return_has_reason": "bachdang.reporting.flow.actions:advance",
    "override_unique": "bachdang.amendments.overriding:set_override",
    "override_has_reason": "bachdang.amendments.overriding:set_override",
    "snapshot_version_unique": CODE, "snapshot_sealed": CODE, "notice_opens_this_site": CODE,
    "notice_once": "bachdang.reporting.flow.notices:tell",
    "Letter.notice": "bachdang.reporting.flow.notices:tell", "letter_waits_or_ended": CODE,
    "letter_given_up_says_why": CODE,
    "mailing_kind_once": "bachdang.reports.by_mail.choosing:_write",
    "mailing_has_days": "bachdang.reports.by_mail.choosing:_write",
    "Upload.sha256": "plans.evidence:store_upload",
    "evidence_file_or_number": "bachdang.reporting.views.evidence:EvidenceForm",
    "explanation_on_behalf_of_another": "plans.explanations:ask_explanation",
    "explanation_has_text": "plans.explanations:ask_explanation", "explanation_closed_pair": CODE,
    "reply_has_text": "plans.explanations:reply",
    "task_result_occurrence_unique": CODE, "task_result_standing_unique": CODE,
    "task_result_percent_range": "bachdang.reporting.flow.task_part:TaskPart",
    "task_result_delivery_names_product": "bachdang.reporting.flow.task_part:TaskPart",
    "milestone_result_once_a_report": CODE,
    "proposal_has_text": "bachdang.reporting.flow.forms:WordsForm",
    "proposal_decided_pair": "plans.proposals:decide_proposal",
    "indicator_scale_positive": CODE,
    "indicator_rate_names_both": "indicators.terms.adding:indicator_faults",
    "indicator_denominator_counted_of_rate": CODE,
    "indicator_shares_parts_of_a_rate": "bachdang.planfile.reading:read_plan_file",
    "indicator_shares_of_others": "bachdang.planfile.reading:read_plan_file",
    "measure_unit_once": "indicators.terms.measure_units:save_measure_unit",
    "indicator_headline_range": "indicators.terms.headlines:headline_faults",
    "indicator_derived_inputs": CODE, "indicator_not_of_itself": CODE,
    "baseline_value_or_fraction": "indicators.terms.baselines:baseline_faults",
    "baseline_denominator_positive": "indicators.terms.baselines:baseline_faults",
    "baseline_has_source": "indicators.terms.baselines:baseline_faults",
    "measurement_one_counted": "bachdang.reporting.flow.counting:count",
    "measurement_once_a_report": CODE, "measurement_quarter_range": CODE,
    "measurement_one_kind_of_figure": "indicators.entry:faults",
    "measurement_denominator_positive": "indicators.entry:faults",
    "measurement_report_or_source": "bachdang.past_figures.checking:plan_import",
    "target_series_unique": "indicators.terms.adding:_series", "citation_unique": CODE,
    "target_terms_valid_from_unique": "indicators.terms.amending:check_target",
    "target_terms_value_by_kind": "indicators.terms.goals:goal_faults",
    "plan_figure_quarter_unique": CODE, "plan_figure_year_unique": CODE, "plan_figure_quarter_range": CODE,
    "project_field_by_group": CODE,
    "project_report_households_within": "bachdang.reporting.flow.project_part:ProjectPart",
    "project_report_area_within": "bachdang.reporting.flow.project_part:ProjectPart",
    "project_report_completion_names_product": "bachdang.reporting.flow.project_part:ProjectPart",
    "capital_year_unique": "projects.actions:_check_version",
    "capital_scope_unique": "projects.actions:_check_version",
    "capital_year_by_scope": CODE, "capital_not_negative": "projects.actions:_errors",
    "disbursement_once_a_report": CODE,
}  # fmt: skip


def constraints() -> set[str]:
    found = set()
    for model in apps.get_models():
        if model._meta.app_label not in {"accounts", "plans", "indicators", "projects"}:
            continue
        # How long texts may be is held by test_limits.
        found |= {one.name for one in model._meta.constraints if not one.name.endswith("_texts_within")}
        unique = [one for one in model._meta.fields if one.unique and not one.primary_key]
        found |= {f"{model.__name__}.{one.name}" for one in unique}
    return found


def test_every_constraint_has_the_place_that_checks_it_first() -> None:
    assert constraints() == CHECKED.keys()


@pytest.mark.parametrize("place", sorted({place for place in CHECKED.values() if place}))
def test_the_place_is_there(place: str) -> None:
    module, _, name = place.partition(":")
    assert hasattr(importlib.import_module(module), name)


@pytest.mark.django_db
def test_what_only_the_database_refuses_is_told_and_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plan = PlanFactory()
    period = PeriodFactory(plan=plan)
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality)))

    def refuses(**values: Any) -> None:
        raise IntegrityError("CHECK constraint failed")

    monkeypatch.setattr("bachdang.reporting.views.periods.change_days", refuses)
    with caplog.at_level(logging.ERROR):
        typed = {"cutoff": "14/09/2026", "due": "15/09/2026", "once": "x"}
        answer = client.post(reverse("change_period", args=[period.slug]), typed)
    assert answer.status_code == 409
    assert "Không lưu được" in answer.content.decode()
    assert "Refused by the database: POST" in caplog.text

"""A new revision of a report begins as a copy of all that the one before says."""

from __future__ import annotations

from django.db.models import Max

from bachdang.accounts.models import Unit, User
from indicators.models import Measurement
from plans.models import Item, Period, Report, TaskReport
from projects.models import Disbursement, ProjectReport

WORDS = ("result", "difficulties", "causes", "next_steps", "no_data_reason")


def new_revision(item: Item, period: Period, unit: Unit, base: Report | None, by: User) -> Report:
    """A draft after the last revision, with the words, figures, results, money and evidence of `base`."""
    last = Report.objects.filter(period=period, item=item).aggregate(last=Max("revision"))["last"] or 0
    words = {name: getattr(base, name) for name in WORDS} if base else {}
    draft = Report.objects.create(
        period=period, item=item, unit=unit, revision=last + 1, version=0, created_by=by, **words
    )
    if base is not None:
        _copy_figures(base, draft)
        _copy_rest(base, draft)
    return draft


def _copy_figures(base: Report, draft: Report) -> None:
    """Figures do not count before the draft is accepted."""
    for one in Measurement.objects.filter(report=base):
        one.pk, one.report, one.counted = None, draft, False
        one.save(force_insert=True)
    for task in TaskReport.objects.filter(report=base):
        made = TaskReport.objects.create(report=draft)
        for result in task.results.all():
            result.pk, result.task_report = None, made
            result.save(force_insert=True)
    for project in ProjectReport.objects.filter(report=base):
        project.report, project.pk = draft, draft.pk
        project.save(force_insert=True)
        for paid in Disbursement.objects.filter(project_report=base.pk):
            paid.pk, paid.project_report_id = None, draft.pk
            paid.save(force_insert=True)


def _copy_rest(base: Report, draft: Report) -> None:
    for related in (base.milestone_results, base.proposals, base.evidence):
        for one in related.all():
            one.pk, one.report = None, draft
            one.save(force_insert=True)

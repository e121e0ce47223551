"""What an accepted report makes count, and what counts again when the acceptance is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.keeping import restate
from indicators.models import Measurement
from indicators.querysets import MeasurementQuerySet
from indicators.rules import Quarter
from plans.milestones import refresh_milestones
from plans.models import Item, Occurrence, Report, ReportState, TaskResult


def count(report: Report) -> None:
    """Let an accepted report count in place of the one before it; its rows themselves stay."""
    Report.objects.filter(period=report.period_id, item=report.item_id, counted=True).update(counted=False)
    Measurement.objects.filter(
        report__period=report.period_id, report__item=report.item_id, counted=True
    ).update(counted=False)
    for one in report.measurements.all():
        _same_place(one).filter(counted=True).update(counted=False)
        Measurement.objects.filter(pk=one.pk).update(counted=True)
    report.counted = True
    report.save(update_fields=["counted"])
    _refresh(report.item)


def uncount(report: Report) -> None:
    """Let the revision before it count again, and each figure that counted before this report's."""
    own = list(report.measurements.all())
    Measurement.objects.filter(report=report).update(counted=False)
    earlier = Report.objects.filter(
        period=report.period_id, item=report.item_id, state=ReportState.ACCEPTED, revision__lt=report.revision
    )
    before = earlier.order_by("-revision").first()
    if before is not None:
        before.counted = True
        before.save(update_fields=["counted"])
        own += list(before.measurements.all())
    for one in own:
        _restore(one)
    _refresh(report.item)


def _restore(place: Measurement) -> None:
    """Let the newest figure of the same quarter and form count that a counted report, or nobody's, holds."""
    known = _same_place(place)
    if known.filter(counted=True).exists():
        return
    held = known.filter(report__counted=True).order_by("-report__accepted_at", "-pk").first()
    found = held or known.filter(report=None).order_by("-recorded_at", "-pk").first()
    if found is not None:
        Measurement.objects.filter(pk=found.pk).update(counted=True)


def _same_place(one: Measurement) -> MeasurementQuerySet:
    same = Measurement.objects.filter(indicator=one.indicator_id, year=one.year, quarter=one.quarter)
    return same.filter(form=one.form)


def restate_for(reports: Sequence[Report]) -> None:
    """How targets stand from the earliest quarter that these reports of a round, or others of it, tell."""
    items = [one.item_id for one in reports]
    spoken = Measurement.objects.filter(report__period=reports[0].period_id, report__item__in=items)
    first = spoken.order_by("year", "quarter").values_list("year", "quarter").first()
    if first is not None:
        restate(reports[0].item.plan, items, since=Quarter(*first))


def _refresh(item: Item) -> None:
    refresh_occurrences(item)
    refresh_milestones(item)


def refresh_occurrences(item: Item) -> None:
    """Completion of each run of a task, as the latest counted report of it says."""
    said = TaskResult.objects.filter(task_report__report__item=item).exclude(occurrence=None)
    spoken = set(said.values_list("occurrence", flat=True))
    results = said.filter(task_report__report__counted=True).order_by(
        "task_report__report__period__year", "task_report__report__period__quarter"
    )
    latest = {one.occurrence_id: one for one in results}
    for pk in spoken:
        one = latest.get(pk)
        Occurrence.objects.filter(pk=pk).update(
            completed_on=one.delivered_on if one and one.delivered else None,
            product_document=one.product_document if one and one.delivered else "",
        )

"""Reports of the illustrative past: written as if they had gone all the way through the flow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.reporting.flow.content import figure_label
from indicators.entry import NewFigure
from indicators.models import Indicator, Measurement
from indicators.wording import new_figure_text
from plans.models import Period, Report, ReportState


def figures_accepted(
    *, indicator: Indicator, period: Period, figures: Sequence[NewFigure], by: User, head: User, office: User,
    note: str,
) -> Report:  # fmt: skip
    """A counted report with its figures and one line of history."""
    report = accepted_report(indicator.item_id, period, by=by, head=head, office=office)
    Measurement.objects.bulk_create(
        Measurement(
            report=report,
            indicator=indicator,
            year=one.year,
            quarter=one.quarter,
            form=one.form,
            value=one.value,
            numerator=one.numerator,
            denominator=one.denominator,
            rating=one.rating,
            reached_on=one.reached_on,
            counted=True,
            note=note,
            recorded_by=by,
        )
        for one in figures
    )
    record_event(
        verb="save_report",
        subject=report,
        by=by,
        locality=indicator.item.plan.locality_id,
        item_id=indicator.item_id,
        changes={figure_label(one): (None, new_figure_text(one, indicator)) for one in figures},
        reason=note,
    )
    return report


def accepted_report(item: int, period: Period, *, by: User, head: User, office: User, **words: str) -> Report:
    """The header of a report that was written, approved and accepted."""
    now = _sending(item, period)
    assert by.unit is not None
    return Report.objects.create(
        period=period,
        item_id=item,
        unit=by.unit,
        state=ReportState.ACCEPTED,
        counted=True,
        created_by=by,
        submitted_at=now,
        submitted_by=by,
        sent_at=now,
        sent_by=head,
        first_sent_on=timezone.localdate(now),
        accepted_at=now,
        accepted_by=office,
        **words,
    )


def _sending(item: int, period: Period) -> datetime:
    """When it was sent: most reports a day or two before the round's due day, every ninth some days after."""
    days = 3 if item % 9 == 4 else -1 - item % 2
    moment = datetime.combine(period.due + timedelta(days=days), time(15, 30))
    return min(timezone.make_aware(moment), timezone.now())

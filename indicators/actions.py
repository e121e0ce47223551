"""Writes about figures. One atomic action; the history row is in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.numbers import format_decimal
from indicators.choices import Rating
from indicators.entry import NewFigure, as_new_figure, faults
from indicators.models import Indicator, Measurement
from indicators.rules import Quarter
from plans.models import Period, Report, ReportState


class StaleReport(ValidationError):
    """Someone saved a newer revision since the form was opened."""


@transaction.atomic
def record_figures(
    *,
    indicator: Indicator,
    period: Period,
    figures: Sequence[NewFigure],
    by: User,
    note: str = "",
    expected_revision: int = 0,
) -> Report:
    """Write the unit's figures of a period as a new counted revision; the earlier one is kept, uncounted.

    `expected_revision` is the revision the person saw (0: none); a newer one raises StaleReport.
    Raises PermissionDenied when the indicator is not the unit's to report, ValidationError when the period
    is not open or a figure is impossible. A round takes its own quarter and official figures of earlier ones.
    """
    unit = by.unit
    if unit is None or indicator.item.reporter_id != unit.pk or indicator.is_derived:
        raise PermissionDenied("Chỉ tiêu này do đơn vị khác báo cáo.")
    period = Period.objects.select_for_update().get(pk=period.pk)
    given = [figure for figure in figures if not figure.is_empty]
    _check(indicator, period, given)
    previous = Report.objects.filter(period=period, item=indicator.item, counted=True).first()
    if (previous.revision if previous else 0) != expected_revision:
        raise StaleReport("Có người vừa lưu số liệu khác cho chỉ tiêu này. Xem lại số liệu rồi lưu lần nữa.")
    report = _new_revision(indicator, period, previous, by, unit)
    _replace_figures(indicator, report, given, by, note)
    return report


def _check(indicator: Indicator, period: Period, figures: Sequence[NewFigure]) -> None:
    if period.locked_at is not None:
        raise ValidationError(f"{period.label} đã chốt; Văn phòng Đảng ủy mở lại báo cáo khi cần sửa.")
    if not period.is_open:
        raise ValidationError(f"{period.label} chưa mở; Văn phòng Đảng ủy mở kỳ báo cáo.")
    if not figures:
        raise ValidationError("Chưa nhập số liệu nào.")
    for figure in figures:
        if (figure.year, figure.quarter) > (period.year, period.quarter):
            raise ValidationError("Kỳ này không nhận số liệu của quý sau.")
        if (figure.year, figure.quarter) < (period.year, period.quarter) and figure.form != "official":
            raise ValidationError("Quý đã qua chỉ nhận số liệu chính thức.")
        messages = [message for _, message in faults(indicator, figure)]
        if messages:
            raise ValidationError(messages)


def _new_revision(
    indicator: Indicator, period: Period, previous: Report | None, by: User, unit: Unit
) -> Report:
    """A counted revision after `previous`, which stops counting together with its figures."""
    if previous is not None:
        previous.counted = False
        previous.version += 1
        previous.save(update_fields=["counted", "version"])
        previous.measurements.update(counted=False)
    now = timezone.now()
    return Report.objects.create(
        period=period,
        item=indicator.item,
        unit=unit,
        revision=previous.revision + 1 if previous else 1,
        state=ReportState.ACCEPTED,
        counted=True,
        created_by=by,
        submitted_at=now,
        submitted_by=by,
        accepted_at=now,
        accepted_by=by,
    )


def _replace_figures(
    indicator: Indicator, report: Report, figures: Sequence[NewFigure], by: User, note: str
) -> None:
    last = _last_known(indicator, report)
    for figure in figures:
        # An official figure of an earlier quarter may have been sent in another round.
        Measurement.objects.filter(
            indicator=indicator, year=figure.year, quarter=figure.quarter, form=figure.form, counted=True
        ).update(counted=False)
        Measurement.objects.create(
            report=report,
            indicator=indicator,
            year=figure.year,
            quarter=figure.quarter,
            form=figure.form,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            rating=figure.rating,
            reached_on=figure.reached_on,
            counted=True,
            note=note,
            recorded_by=by,
        )
    new = {_slot(figure): _as_text(figure) for figure in figures}
    record_event(
        verb="record_figures",
        subject=report,
        by=by,
        locality=report.unit.locality_id,
        item_id=report.item_id,
        changes={slot: (last.get(slot), new.get(slot)) for slot in sorted({*last, *new})},
        reason=note,
    )


def _last_known(indicator: Indicator, report: Report) -> dict[str, str]:
    """The figures of the revision before `report`, as text by slot."""
    earlier = Measurement.objects.filter(
        indicator=indicator, report__period=report.period, report__revision=report.revision - 1
    )
    return {_slot(figure): _as_text(figure) for figure in map(as_new_figure, earlier)}


def _slot(figure: NewFigure) -> str:
    return f"{figure.form.label} ({Quarter(figure.year, figure.quarter).label})"


def _as_text(figure: NewFigure) -> str:
    if figure.rating:
        return str(Rating(figure.rating).label)
    if figure.value is not None:
        return format_decimal(figure.value)
    return f"{format_decimal(figure.numerator)}/{format_decimal(figure.denominator)}"

"""Targets, reports with their figures, money of projects."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from bachdang.upkeep.verify.registry import rule
from indicators.models import Baseline, Citation, Indicator, Measurement, Target, TargetTerms
from indicators.rules import Accumulation, Denominator
from plans.models import Report
from projects.models import Capital, Disbursement, ProjectReport
from projects.rules import budget_years


@rule("Mỗi chỉ tiêu có mục tiêu hoặc được chỉ tiêu khác lấy số, mỗi mục tiêu có nội dung và căn cứ")
def targets_complete() -> Iterator[str]:
    idle = Indicator.objects.filter(
        targets=None, gives_numerator=None, gives_denominator=None, derives=None, divides=None
    )
    for one in idle.select_related("item"):
        yield f"{one.item.code} chưa có mục tiêu, cũng không chỉ tiêu nào lấy số của nó"
    ground = Q(citations__isnull=False) | Q(terms_set__decision__isnull=False)
    lacking = Target.objects.exclude(pk__in=Target.objects.filter(ground, terms_set__isnull=False))
    for target in lacking.select_related("indicator__item"):
        yield f"{target.indicator.item.code} ({target.series}) thiếu nội dung hoặc căn cứ"


@rule("Căn cứ của mục tiêu thuộc cùng kế hoạch")
def citation_plans() -> Iterator[str]:
    rows = Citation.objects.exclude(clause__plan=F("target__indicator__item__plan"))
    for row in rows.select_related("target__indicator__item", "clause"):
        yield f"{row.target.indicator.item.code} dẫn {row.clause.key} của kế hoạch khác"


@rule("Thời hạn mục tiêu không trước khi kế hoạch bắt đầu, số gốc không sau thời hạn")
def horizons() -> Iterator[str]:
    early = TargetTerms.objects.filter(horizon__lt=F("target__indicator__item__plan__starts"))
    for terms in early.select_related("target__indicator__item"):
        yield f"{terms.target.indicator.item.code} có thời hạn trước khi kế hoạch bắt đầu"
    late = Baseline.objects.filter(on__gt=F("indicator__targets__terms_set__horizon"))
    for baseline in late.select_related("indicator__item").distinct():
        yield f"{baseline.indicator.item.code} có số gốc sau thời hạn mục tiêu"


@rule("Báo cáo do đơn vị của cùng địa phương gửi, về công việc của cùng kế hoạch")
def report_plans() -> Iterator[str]:
    astray = Report.objects.exclude(
        item__plan=F("period__plan"), unit__locality=F("period__plan__locality")
    ).select_related("item", "period")
    for report in astray:
        yield f"báo cáo {report.period} của {report.item.code} thuộc kế hoạch, địa phương khác"


@rule("Báo cáo đã gửi, đã tiếp nhận có ngày gửi lần đầu")
def sent_reports() -> Iterator[str]:
    rows = Report.objects.filter(state__in=["sent", "accepted"], first_sent_on=None)
    for report in rows.select_related("item", "period"):
        yield f"báo cáo {report.period} của {report.item.code} chưa có ngày gửi lần đầu"


@rule("Số liệu được tính thuộc báo cáo được tính, và của đúng chỉ tiêu")
def measurement_reports() -> Iterator[str]:
    wrong = Measurement.objects.filter(report__isnull=False).filter(
        ~Q(report__item=F("indicator__item")) | Q(counted=True, report__counted=False)
    )
    for one in wrong.select_related("indicator__item"):
        yield f"số liệu {one.pk} của {one.indicator.item.code} không khớp với báo cáo"


@rule("Tỷ lệ có tử số và mẫu số, chỉ tiêu tính từ chỉ tiêu khác không có số liệu nhập")
def measurement_shapes() -> Iterator[str]:
    rows = Measurement.objects.select_related("indicator__item")
    rate = ~Q(indicator__denominator_accumulation="")
    wrong = rows.filter(
        (rate & Q(value__isnull=False))
        | (~rate & (Q(numerator__isnull=False) | Q(denominator__isnull=False)))
        | ~Q(indicator__derived_rule="")
        | Q(indicator__numerator_from__isnull=True, numerator__isnull=True, denominator__isnull=False)
        | Q(indicator__denominator_from__isnull=True, denominator__isnull=True, numerator__isnull=False)
    )
    for one in wrong:
        yield f"số liệu {one.pk} của {one.indicator.item.code} sai dạng"


@rule("Tử số, mẫu số dùng chung lấy từ chỉ tiêu nhập trực tiếp của cùng kế hoạch")
def shared_quantities() -> Iterator[str]:
    for part in ("numerator_from", "denominator_from"):
        lent = Indicator.objects.exclude(**{part: None}).select_related("item", f"{part}__item")
        for one in lent:
            source = getattr(one, part)
            if source.item.plan_id != one.item.plan_id:
                yield f"{one.item.code} lấy số của {source.item.code} thuộc kế hoạch khác"
            elif source.is_rate or source.is_derived:
                yield f"{one.item.code} lấy số của {source.item.code}, là tỷ lệ hoặc được tính"


@rule("Phần của tổng thể không quá 100%, tốc độ tăng lớn hơn −100%")
def measurement_limits() -> Iterator[str]:
    """Compared here, not in SQL: SQLite keeps decimals as floats.

    One quarter of two flows may pass the whole; the year to date is looked at when it is entered.
    """
    for one in Measurement.objects.select_related("indicator__item"):
        indicator = one.indicator
        if indicator.part_of_whole and one.numerator is not None and one.denominator is not None:
            flow = indicator.denominator_accumulation == Denominator.FLOW
            beyond = not flow and one.numerator > one.denominator
        elif one.value is None:
            continue
        else:
            growth = indicator.accumulation == Accumulation.GROWTH
            beyond = (indicator.part_of_whole and one.value > 100) or (growth and one.value <= -100)
        if beyond:
            yield f"số liệu {one.pk} của {indicator.item.code} vượt giới hạn"


@rule("Báo cáo tiến độ dự án thuộc về dự án")
def project_reports() -> Iterator[str]:
    rows = ProjectReport.objects.exclude(report__item__kind="project").select_related("report__item")
    for row in rows:
        yield f"{row.report.item.code} có báo cáo dự án nhưng không phải dự án"


@rule("Vốn dự án theo quyết định của chính kế hoạch")
def capital_decisions() -> Iterator[str]:
    rows = Capital.objects.exclude(decision=None).exclude(decision__plan=F("project__item__plan"))
    for row in rows.select_related("project__item"):
        yield f"vốn {row.pk} của {row.project.item.code} theo quyết định của kế hoạch khác"


@rule("Giải ngân ghi vào năm ngân sách mà quý báo cáo nhận")
def disbursement_years() -> Iterator[str]:
    for row in Disbursement.objects.select_related("project_report__report__period"):
        period = row.project_report.report.period
        if row.budget_year not in budget_years(period.year, period.quarter):
            yield f"giải ngân {row.pk}: {period.label} ghi vào vốn năm {row.budget_year}"

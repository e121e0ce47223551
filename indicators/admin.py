"""Indicators, targets and figures, to look at."""

from django.contrib import admin

from bachdang.accounts.admin_base import ReadOnlyAdmin, column
from indicators.models import Indicator, Measurement, Target


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    locality_path = "item__plan__locality"
    list_display = [column(Indicator, "item"), "measure", "direction", "frequency", "accumulation"]
    list_filter = ["frequency", "accumulation"]
    list_select_related = ["item"]


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    locality_path = "indicator__item__plan__locality"
    list_display = [column(Target, "indicator"), "series"]
    list_select_related = ["indicator__item"]


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    locality_path = "indicator__item__plan__locality"
    list_display = [
        column(Measurement, "indicator"),
        *("year", "quarter", "form", "value", "numerator", "denominator"),
        column(Measurement, "counted"),
    ]
    list_filter = ["year", "quarter", "form", "counted"]
    list_select_related = ["indicator__item"]

"""The settings by which a plan is judged; indicators, targets and figures, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from bachdang.accounts.admin_base import ReadOnlyAdmin, SafeAdmin, column
from bachdang.accounts.models import User
from indicators.keeping import restate
from indicators.models import Indicator, Measurement, Target
from plans.models import Plan


@admin.register(Plan)
class PlanAdmin(SafeAdmin):
    list_display = ["title", "starts", "ends", column(Plan, "illustrative")]
    fields = [
        "code",
        "title",
        "issuer",
        "starts",
        "ends",
        "slow_band",
        "lenient_quarters",
        "tolerance",
        "due_soon_days",
    ]
    readonly_fields = ["code", "title", "issuer", "starts", "ends"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def write(self, user: User, obj: Plan, form: ModelForm[Any], change: bool) -> None:
        """The settings decide how every target is judged."""
        obj.save()
        restate(obj)


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

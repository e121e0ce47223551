"""Kỳ báo cáo in the administration: looked at and opened, changed on its own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from bachdang.accounts.admin_base import SafeAdmin, column
from bachdang.accounts.models import User
from bachdang.accounts.roles import MANAGE_PERIODS
from bachdang.reporting.flow.periods import open_period
from plans.models import Period, Plan


@admin.register(Period)
class PeriodAdmin(SafeAdmin):
    """Adding a period opens it; its days default to Nghị định 09/2019/NĐ-CP when left as they are."""

    locality_path = "plan__locality"
    list_display = ["named", column(Period, "plan"), "cutoff", "due", "opened_at", "locked_at"]
    fields = ["plan", "year", "quarter", "cutoff", "due"]
    list_select_related = ["plan"]

    @admin.display(description="kỳ báo cáo", ordering="quarter")
    def named(self, period: Period) -> str:
        return period.label

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MANAGE_PERIODS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "plan":
            kwargs["queryset"] = Plan.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def write(self, user: User, obj: Period, form: ModelForm[Any], change: bool) -> None:
        opened = open_period(
            plan=obj.plan, year=obj.year, quarter=obj.quarter, cutoff=obj.cutoff, due=obj.due, by=user
        )
        obj.pk = opened.pk

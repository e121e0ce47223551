"""The plan's settings, periods and questions; everything else is read-only here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from bachdang.accounts.admin_base import ReadOnlyAdmin, SafeAdmin, column
from bachdang.accounts.models import User
from bachdang.accounts.roles import MANAGE_PERIODS
from plans.actions import open_period
from plans.models import Clause, Item, Period, Plan, Report, Terms


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


@admin.register(Clause)
class ClauseAdmin(ReadOnlyAdmin):
    locality_path = "plan__locality"
    list_display = ["place", "kind", "text"]
    exclude = ["key", "folded"]
    list_filter = ["kind"]
    search_fields = ["folded", "place"]


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    locality_path = "plan__locality"
    list_display = ["code", "kind", "reporter", "contact"]
    list_filter = ["kind"]
    list_select_related = ["reporter", "contact"]


@admin.register(Terms)
class TermsAdmin(ReadOnlyAdmin):
    locality_path = "item__plan__locality"
    exclude = ["folded"]
    list_display = [column(Terms, "item"), "title", "valid_from", "state"]
    search_fields = ["folded"]
    list_select_related = ["item"]


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    locality_path = "period__plan__locality"
    list_display = [
        *(column(Report, name) for name in ("period", "item", "unit")),
        *("revision", "state"),
        column(Report, "counted"),
    ]
    list_filter = ["state", "counted"]
    list_select_related = ["period", "item", "unit"]

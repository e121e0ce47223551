"""What the plan says, to look at; its settings are in indicators/admin.py, rounds in bachdang/reporting."""

from __future__ import annotations

from django.contrib import admin

from bachdang.accounts.admin_base import ReadOnlyAdmin, column
from plans.models import Clause, Item, Report, Terms


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

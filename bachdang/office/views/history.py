"""Nhật ký: who changed what, when, from what to what, why; filtered, and as a workbook."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bachdang.accounts.models import VERB_LABELS, AuditEvent, Unit, User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import VIEW_HISTORY
from bachdang.downloads import workbook_response
from bachdang.lists import ListPage, filters_in_words
from bachdang.numbers import format_date, format_decimal
from bachdang.office.history import HistoryRow, HistoryRows, name_events
from bachdang.office.tables import Cell
from bachdang.spreadsheet.cells import Column
from bachdang.spreadsheet.listing import list_workbook
from plans.models import Item

MOST_ROWS = 10_000


class HistoryFilter(filters.FilterSet):
    """All filters are in the address."""

    since = filters.DateFilter(label="Từ ngày", field_name="at", lookup_expr="date__gte")
    until = filters.DateFilter(label="Đến ngày", field_name="at", lookup_expr="date__lte")
    verb = filters.ChoiceFilter(label="Việc đã làm", empty_label="Tất cả", choices=list(VERB_LABELS.items()))
    unit = filters.ModelChoiceFilter(
        label="Đơn vị",
        field_name="by__unit",
        to_field_name="code",
        empty_label="Tất cả",
        queryset=lambda request: Unit.objects.visible_to(request.user),
    )
    person = filters.ModelChoiceFilter(
        label="Người thực hiện",
        field_name="by",
        to_field_name="username",
        empty_label="Tất cả",
        queryset=lambda request: User.objects.filter(unit__locality=locality_of(request.user)),
    )
    code = filters.CharFilter(
        label="Mã chỉ tiêu, nhiệm vụ, dự án",
        method="by_code",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Ví dụ: 03.02"}),
    )

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def by_code(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        found = Item.objects.visible_to(self.request.user).filter(code__istartswith=value.strip())
        return queryset.filter(item_id__in=list(found.values_list("pk", flat=True)))


class HistoryTable(tables.Table):
    at = Cell("office/cells/history_at.html", verbose_name="Lúc")
    by = Cell(
        "office/cells/history_by.html",
        verbose_name="Người thực hiện",
        accessor="event__by",
        default="Hệ thống",
    )
    verb = tables.Column(accessor="event__verb_label", verbose_name="Việc")
    subject = Cell("office/cells/history_subject.html", verbose_name="Đối tượng")
    changes = Cell("office/cells/history_changes.html", verbose_name="Từ → thành", accessor="event__changes")
    reason = tables.Column(accessor="event__reason", verbose_name="Lý do", default="")

    class Meta:
        attrs = {"class": "table table--cards"}
        orderable = False


class HistoryPage(ListPage):
    permission = VIEW_HISTORY
    title = "Nhật ký"
    filterset_class = HistoryFilter
    table_class = HistoryTable
    template_name = "office/history.html"
    empty_text = "Không có thay đổi nào khớp với bộ lọc."

    def get_queryset(self) -> QuerySet[Any]:
        return AuditEvent.objects.visible_to(self.request.user)

    def rows(self, queryset: QuerySet[Any]) -> HistoryRows:
        return HistoryRows(queryset)

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "thay đổi"}


class HistoryExport(HistoryPage):
    """The same rows as a workbook, the filters on top; the newest MOST_ROWS of them."""

    @cached_property
    def columns(self) -> list[Column]:
        widths = {"Lúc": 17, "Người thực hiện": 24, "Đơn vị": 24, "Việc": 26, "Đối tượng": 18}
        fixed = [Column(title, width) for title, width in widths.items()]
        return [*fixed, Column("Từ → thành", 48), Column("Lý do", 32)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = HistoryFilter(request.GET or None, queryset=self.get_queryset(), request=request)
        events = list(chosen.qs.select_related("by__unit")[: MOST_ROWS + 1])
        cut = (
            [f"Chỉ gồm {format_decimal(MOST_ROWS)} thay đổi mới nhất; lọc hẹp hơn để có đủ."]
            if len(events) > MOST_ROWS
            else []
        )
        content = list_workbook(
            self.title,
            self.columns,
            [_cells(row) for row in name_events(events[:MOST_ROWS])],
            filters=filters_in_words(chosen.form),
            notes=cut,
            at=timezone.now(),
        )
        return workbook_response(content, "nhat-ky.xlsx")


def _cells(row: HistoryRow) -> list[str]:
    event = row.event
    at = timezone.localtime(event.at)
    unit = event.by.unit if event.by else None
    return [
        f"{format_date(at)} {at:%H:%M}",
        str(event.by or "Hệ thống"),
        str(unit or ""),
        event.verb_label,
        row.subject,
        "\n".join(event.change_lines),
        event.reason,
    ]

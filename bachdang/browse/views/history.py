"""Nhật ký: who changed what, when, from what to what, why."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django_tables2.data import TableListData

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import VIEW_HISTORY
from bachdang.accounts.verbs import VERB_LABELS
from bachdang.spreadsheet import Kind
from bachdang.standing.history import HistoryRow, HistoryRows
from bachdang.ui.list_files import ListColumn, ListTable, Out
from bachdang.ui.lists import ListPage
from plans.models import Item


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
        queryset=lambda request: Unit.objects.visible_to(request.user).by_name(),
    )
    person = filters.ModelChoiceFilter(
        label="Người thực hiện",
        field_name="by",
        to_field_name="username",
        empty_label="Tất cả",
        queryset=lambda request: User.objects.filter(unit__locality=locality_of(request.user)).order_by(
            "name_key", "pk"
        ),
    )
    code = filters.CharFilter(
        label="Mã chỉ tiêu, nhiệm vụ, dự án",
        method="by_code",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Ví dụ: 03.02"}),
    )

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def by_code(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        found = Item.objects.visible_to(self.request.user).filter(code__istartswith=value.strip())
        return queryset.filter(item_id__in=list(found.values_list("pk", flat=True)))


def _person(row: HistoryRow) -> str:
    return str(row.event.by or "Hệ thống")


def _changes(row: HistoryRow) -> str:
    return "\n".join(row.event.change_lines)


class HistoryTable(ListTable):
    row_template = "browse/rows/history.html"
    css = "table--cards"

    at = ListColumn("Lúc", out=[Out("Lúc", 17, "event__at", Kind.DATE)])
    by = ListColumn(
        "Người thực hiện", out=[Out("Người thực hiện", 24, _person), Out("Đơn vị", 24, "event__by__unit")]
    )
    verb = ListColumn("Việc", out=[Out("Việc", 16, "event__verb_label")])
    subject = ListColumn("Đối tượng", out=[Out("Đối tượng", 24, "subject")])
    changes = ListColumn("Từ → thành", out=[Out("Từ → thành", 60, _changes)])
    reason = ListColumn("Lý do", out=[Out("Lý do", 16, "event__reason")])


class EventData(TableListData):
    """Fetched a page at a time, where of a list a table would fetch every row. Nothing sorts it."""

    def order_by(self, aliases: object) -> None:
        """Whatever an address asks for."""


class HistoryPage(ListPage):
    permission = VIEW_HISTORY
    title = "Nhật ký"
    filterset_class = HistoryFilter
    table_class = HistoryTable
    template_name = "browse/history.html"
    empty_text = "Không có thay đổi nào khớp với bộ lọc."

    def get_queryset(self) -> QuerySet[Any]:
        return AuditEvent.objects.visible_to(self.request.user)

    def rows(self, queryset: QuerySet[Any]) -> EventData:
        return EventData(HistoryRows(queryset))

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "thay đổi"}

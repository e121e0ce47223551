"""Đơn vị tính: the units of measure of the plan, listed, added, named anew, retired."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.directory.lists import Search
from bachdang.accounts.marked_forms import refuse
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.overtaken import mark_of
from bachdang.accounts.reference import EDITS
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.amendments.forms.measure_form import MeasureUnitForm
from bachdang.errors import NotYet
from bachdang.scope.guards import PlanList
from bachdang.scope.scopes import scope_of
from bachdang.spreadsheet import Kind
from bachdang.ui.form_data import form_data
from bachdang.ui.list_files import ListColumn, ListTable, Out
from indicators.models import Indicator, MeasureUnit
from indicators.terms.measure_units import is_fixed, save_measure_unit, with_this
from plans.models import Plan

IN_USE, UNUSED, RETIRED = "dang-dung", "chua-dung", "ngung-dung"


def state_of(unit: MeasureUnit) -> str:
    return "Ngừng dùng cho chỉ tiêu mới" if unit.retired else "Dùng được"


class MeasureUnitFilter(filters.FilterSet):
    q = Search("Tìm", ("name",), "ty dong")
    state = filters.ChoiceFilter(
        label="Tình trạng",
        method="in_state",
        empty_label="Tất cả",
        choices=[(IN_USE, "Có chỉ tiêu dùng"), (UNUSED, "Chưa chỉ tiêu nào dùng"), (RETIRED, "Ngừng dùng")],
    )

    class Meta:
        model = MeasureUnit
        fields: list[str] = []

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        chosen: dict[str, dict[str, Any]] = {
            IN_USE: {"used__gt": 0},
            UNUSED: {"used": 0},
            RETIRED: {"retired": True},
        }
        return queryset.filter(**chosen[value])


class MeasureUnitTable(ListTable):
    row_template = "amendments/rows/measure_unit.html"
    css = "table--cards"

    name = ListColumn("Đơn vị tính", order_by="name_key", out=[Out("Đơn vị tính", 34, "name")])
    used = ListColumn(
        "Số chỉ tiêu dùng",
        order_by="used",
        number=True,
        out=[Out("Số chỉ tiêu dùng", 16, "used", Kind.NUMBER, 0)],
    )
    state = ListColumn("Tình trạng", order_by="retired", out=[Out("Tình trạng", 28, state_of)])


class MeasureUnitPage(PlanList):
    permission = EDIT_PLAN
    title = "Đơn vị tính"
    filterset_class = MeasureUnitFilter
    table_class = MeasureUnitTable
    template_name = "amendments/measure_unit_list.html"
    empty_text = "Không có đơn vị tính nào khớp với bộ lọc."

    def get_queryset(self) -> QuerySet[Any]:
        same = Indicator.objects.filter(item__plan=OuterRef("plan"), measure=OuterRef("name"))
        counted = same.order_by().values("measure").annotate(number=Count("pk")).values("number")
        rows = MeasureUnit.objects.visible_to(self.request.user).filter(plan=self.plan)
        return rows.annotate(used=Coalesce(Subquery(counted), 0))

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "đơn vị tính"}


@require_http_methods(["GET", "HEAD", "POST"])
def add_measure_unit(request: HttpRequest) -> HttpResponse:
    return _page(request, *_allowed(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its name in every indicator that has it, and whether new ones may; its history below."""
    user, plan = _allowed(request)
    rows = MeasureUnit.objects.visible_to(user).filter(plan=plan).select_related("plan")
    return _page(request, user, plan, get_object_or_404(rows, pk=pk))


def _allowed(request: HttpRequest) -> tuple[User, Plan]:
    user = request.user
    if not isinstance(user, User) or not may(user, EDIT_PLAN):
        raise PermissionDenied("Danh mục đơn vị tính do Văn phòng Đảng ủy sửa.")
    plan = scope_of(request).plan
    if plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    return user, plan


def _page(request: HttpRequest, user: User, plan: Plan, unit: MeasureUnit | None) -> HttpResponse:
    mark = mark_of(unit, *EDITS) if unit else ""
    form = MeasureUnitForm(form_data(request), unit=unit, seen=mark)
    status = 422
    if form.is_valid():
        typed = form.cleaned_data
        try:
            changed = save_measure_unit(
                plan=plan,
                unit=unit,
                name=typed["name"],
                retired=typed.get("retired", False),
                by=user,
                seen=typed["seen"],
            )
        except ValidationError as error:
            status = refuse(form, error)
        else:
            messages.success(request, "Đã lưu đơn vị tính." if changed else "Không có gì thay đổi.")
            return redirect(reverse("measure_units") + scope_of(request).query)
    history = AuditEvent.objects.about(unit) if unit else AuditEvent.objects.none()
    context = {
        "title": unit.name if unit else "Thêm đơn vị tính",
        "form": form,
        "unit": unit,
        "fixed": unit is not None and is_fixed(unit.name),
        "used": _used_by(unit) if unit else [],
        "history": history.select_related("by__unit")[:20] if unit else None,
    }
    return render(request, "amendments/measure_unit.html", context, status=status if form.is_bound else 200)


def _used_by(unit: MeasureUnit) -> QuerySet[Indicator]:
    return with_this(unit).select_related("item").order_by("item__order")

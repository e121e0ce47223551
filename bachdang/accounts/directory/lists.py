"""The list of accounts and the list of units."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from bachdang.accounts.models import Unit, UnitKind, User
from bachdang.accounts.querysets import accounts_of
from bachdang.accounts.roles import CHANGE_USER, SET_UP, Role
from bachdang.spreadsheet import Kind
from bachdang.ui.list_files import ListColumn, ListTable, Out
from bachdang.ui.lists import ListPage
from bachdang.vietnamese.text import fold

ACTIVE, CLOSED, TEMPORARY = "hoat-dong", "da-ngung", "mat-khau-tam"


class Search(filters.CharFilter):
    """Words typed without marks, found anywhere in `names` of a row. A ward has a few hundred rows."""

    def __init__(self, label: str, names: tuple[str, ...], example: str) -> None:
        self.names = names
        box = forms.TextInput(attrs={"type": "search", "placeholder": f"Ví dụ: {example}"})
        super().__init__(label=label, max_length=200, widget=box)

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value or not value.strip():
            return queryset
        sought = fold(value.strip())
        rows = queryset.values_list("pk", *self.names)
        return queryset.filter(
            pk__in=[pk for pk, *texts in rows if any(sought in fold(one) for one in texts)]
        )


class AccountFilter(filters.FilterSet):
    q = Search("Tìm", ("full_name", "username", "title", "email", "phone"), "nguyen van an")
    unit = filters.ModelChoiceFilter(
        label="Đơn vị",
        to_field_name="code",
        empty_label="Tất cả",
        queryset=lambda request: Unit.objects.visible_to(request.user).by_name(),
    )
    role = filters.ChoiceFilter(
        label="Vai trò", field_name="groups__name", empty_label="Tất cả", choices=Role.choices
    )
    state = filters.ChoiceFilter(
        label="Trạng thái",
        method="in_state",
        empty_label="Tất cả",
        choices=[(ACTIVE, "Đang hoạt động"), (TEMPORARY, "Còn mật khẩu tạm"), (CLOSED, "Đã ngừng")],
    )

    class Meta:
        model = User
        fields: list[str] = []

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        rows = queryset.filter(is_active=value != CLOSED)
        return rows.filter(must_change_password=True) if value == TEMPORARY else rows


def state_of(user: User) -> str:
    if not user.is_active:
        return "Đã ngừng"
    return "Còn mật khẩu tạm" if user.must_change_password else "Đang hoạt động"


class AccountTable(ListTable):
    row_template = "accounts/rows/account.html"
    css = "table--cards"

    person = ListColumn(
        "Họ và tên",
        order_by="name_key",
        out=[Out("Họ và tên", 26, "full_name"), Out("Chức vụ", 26, "title")],
    )
    username = ListColumn("Tên đăng nhập", order_by="username", out=[Out("Tên đăng nhập", 18, "username")])
    unit = ListColumn("Đơn vị", order_by="unit__name_key", out=[Out("Đơn vị", 30, "unit__name")])
    role = ListColumn("Vai trò", out=[Out("Vai trò", 26, "role_label")])
    contact = ListColumn("Liên hệ", out=[Out("Thư điện tử", 28, "email"), Out("Điện thoại", 16, "phone")])
    seen = ListColumn(
        "Đăng nhập gần nhất",
        order_by="last_login",
        out=[Out("Đăng nhập gần nhất", 18, "last_login", Kind.DATE)],
    )
    state = ListColumn("Trạng thái", out=[Out("Trạng thái", 18, state_of)])


class AccountPage(ListPage):
    permission = CHANGE_USER
    title = "Tài khoản"
    filterset_class = AccountFilter
    table_class = AccountTable
    template_name = "accounts/account_list.html"
    empty_text = "Không có tài khoản nào khớp với bộ lọc."

    def get_queryset(self) -> QuerySet[Any]:
        rows = accounts_of(self.request.user).select_related("unit").prefetch_related("groups")
        return rows.order_by("name_key", "pk")

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "tài khoản"}


class UnitFilter(filters.FilterSet):
    q = Search("Tìm", ("name", "short", "code"), "van hoa")
    kind = filters.ChoiceFilter(label="Loại", empty_label="Tất cả", choices=UnitKind.choices)

    class Meta:
        model = Unit
        fields: list[str] = []


class UnitTable(ListTable):
    row_template = "accounts/rows/unit.html"
    css = "table--cards"

    order = ListColumn(
        "Thứ tự", order_by="order", number=True, out=[Out("Thứ tự", 9, "order", Kind.NUMBER, 0)]
    )
    unit = ListColumn(
        "Đơn vị", order_by="name_key", out=[Out("Tên đơn vị", 54, "name"), Out("Tên gọn", 26, "short")]
    )
    code = ListColumn("Mã", order_by="code", out=[Out("Mã đơn vị", 18, "code")])
    kind = ListColumn("Loại", order_by="kind", out=[Out("Loại", 22, "get_kind_display")])
    parent = ListColumn("Trực thuộc", order_by="parent__name_key", out=[Out("Trực thuộc", 40, "parent")])


class UnitPage(ListPage):
    permission = SET_UP
    title = "Danh mục đơn vị"
    filterset_class = UnitFilter
    table_class = UnitTable
    template_name = "accounts/unit_list.html"
    empty_text = "Không có đơn vị nào khớp với bộ lọc."

    def get_queryset(self) -> QuerySet[Any]:
        return Unit.objects.visible_to(self.request.user).select_related("parent")

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "đơn vị"}

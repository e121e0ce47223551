"""The forms of an account and of a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError

from bachdang.accounts.marked_forms import MarkedForm
from bachdang.accounts.models import Unit, UnitKind, User
from bachdang.accounts.roles import Role
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.phones import phone_fault

UNCHOSEN = "Chưa chọn"


class AccountForm(MarkedForm):
    """What is kept about a person; bound to an account it also says whether that is active."""

    full_name = FreeText(label="Họ và tên", max_length=120)
    title = FreeText(label="Chức vụ", max_length=120, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label=UNCHOSEN)
    role = forms.ChoiceField(label="Vai trò", choices=[("", UNCHOSEN), *Role.choices])
    email = forms.EmailField(label="Thư điện tử", max_length=254, required=False)
    phone = FreeText(label="Điện thoại", max_length=30, required=False)
    is_active = forms.BooleanField(label="Đang hoạt động", required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.visible_to(by).by_name()
        self.fields[
            "is_active"
        ].help_text = (
            "Bỏ chọn khi người này nghỉ hoặc chuyển đi: không đăng nhập được nữa, những gì đã làm vẫn giữ."
        )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if reason := phone_fault(phone):
            raise ValidationError(f"{reason}.")
        return phone


class NewAccountForm(AccountForm):
    """A new account has a name to sign in with, and is active."""

    username = FreeText(
        label="Tên đăng nhập",
        max_length=60,
        validators=[ASCIIUsernameValidator()],
        help_text="Chữ không dấu, số, không dấu cách; ví dụ an.nv. Sau này không đổi.",
    )
    field_order = ("username", "full_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_active"]


class UnitForm(MarkedForm):
    """A unit; `code` alone is typed once."""

    name = FreeText(label="Tên đơn vị", max_length=200)
    short = FreeText(
        label="Tên gọn",
        max_length=60,
        required=False,
        help_text="Dùng trong bảng và biểu đồ; để trống thì dùng tên đầy đủ.",
    )
    kind = forms.ChoiceField(label="Loại", choices=[("", UNCHOSEN), *UnitKind.choices])
    parent = forms.ModelChoiceField(
        Unit.objects.none(), label="Trực thuộc", required=False, empty_label="Không trực thuộc đơn vị nào"
    )
    order = forms.IntegerField(
        label="Thứ tự",
        min_value=0,
        max_value=999_999,
        help_text="Đơn vị có số nhỏ đứng trước trong danh sách và báo cáo.",
    )

    def __init__(self, *args: Any, unit: Unit, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents: Any = self.fields["parent"]
        parents.queryset = Unit.objects.visible_to(by).exclude(pk=unit.pk).by_name()


class NewUnitForm(UnitForm):
    code = forms.SlugField(
        label="Mã đơn vị",
        max_length=50,
        help_text="Chữ không dấu, số, gạch nối; ví dụ kinhte. Dùng trong các tệp Excel, sau này không đổi.",
    )
    field_order = ("code", "name")


def account_values(user: User) -> dict[str, Any]:
    """What the form of an account begins with."""
    names = ("full_name", "title", "unit", "email", "phone", "is_active")
    labels = {role.label: role.value for role in Role}
    return {name: getattr(user, name) for name in names} | {"role": labels.get(user.role_label, "")}

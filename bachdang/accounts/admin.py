"""Units and accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from bachdang.accounts.actions import account_faults
from bachdang.accounts.admin_base import ReadOnlyAdmin, SafeAdmin, column
from bachdang.accounts.door.confirming import confirm_first
from bachdang.accounts.door.sessions import close_sessions
from bachdang.accounts.door.views import SignOut, own_password, staff_door
from bachdang.accounts.models import Locality, Unit, User
from bachdang.accounts.passwords import limit_passwords
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import STAFF_ROLES, Role

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
    UnitModelForm = forms.ModelForm[Unit]
    CreationForm = AdminUserCreationForm[User]
else:
    UserModelForm = UnitModelForm = forms.ModelForm
    CreationForm = AdminUserCreationForm

admin.site.site_header = "Bạch Đằng · Dữ liệu danh mục"
admin.site.site_title = "Bạch Đằng"
admin.site.index_title = "Danh mục và tài khoản"
# One door for all.
admin.site.login = staff_door  # type: ignore[method-assign]
admin.site.logout = SignOut.as_view()  # type: ignore[method-assign, assignment]
admin.site.password_change = own_password  # type: ignore[method-assign, assignment]
admin.site.unregister(Group)


class UnitForm(UnitModelForm):
    """A unit of the locality `home`; the model's rules are held against it before anything is written."""

    home: int | None = None

    class Meta:
        model = Unit
        fields = ("code", "name", "short", "kind", "parent", "order")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and self.home is not None:
            self.instance.locality_id = self.home

    def _get_validation_exclusions(self) -> set[str]:
        """Codes are unique within a locality, so the locality is looked at although nobody types it."""
        return super()._get_validation_exclusions() - {"locality"}  # type: ignore[misc, no-any-return]


@admin.register(Unit)
class UnitAdmin(SafeAdmin):
    form = UnitForm
    list_display = ["name", "short", "kind", "parent"]
    list_filter = ["kind"]
    search_fields = ["name", "short"]
    fields = [*UnitForm.Meta.fields]
    list_select_related = ["parent"]

    def get_form(self, request: HttpRequest, obj: Unit | None = None, **kwargs: Any) -> Any:  # type: ignore[override]
        form: Any = super().get_form(request, obj, **kwargs)
        form.home = locality_of(request.user)
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = Unit.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RoleFields(UserModelForm):
    """An account with its one role, as `by` may make it."""

    role = forms.ChoiceField(label="Vai trò", choices=Role.choices)
    by: User | None = None

    class Meta:
        model = User
        fields = ["username", "full_name", "title", "email", "phone", "unit", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.instance.groups.first() if self.instance.pk else None
        if group is not None:
            self.initial["role"] = group.name

    def clean_unit(self) -> Unit:
        unit: Unit | None = self.cleaned_data["unit"]
        if unit is None:
            raise ValidationError("Chọn đơn vị của tài khoản.")
        return unit

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if self.instance.pk and self.by and not self.errors:
            role, is_active = Role(data["role"]), data["is_active"]
            for name, fault in account_faults(self.instance, role=role, is_active=is_active, by=self.by):
                self.add_error(name, fault)
        return data


class NewUserForm(CreationForm, RoleFields):
    usable_password = None  # type: ignore[assignment]

    class Meta(RoleFields.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_passwords(self)


class RoleListFilter(admin.SimpleListFilter):
    title = "vai trò"
    parameter_name = "vai-tro"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.value, role.label) for role in Role]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(SafeAdmin):
    locality_path = "unit__locality"
    list_display = ["username", "full_name", "title", "unit", "role", column(User, "is_active")]
    list_filter = ["is_active", RoleListFilter]
    search_fields = ["username", "full_name"]
    list_select_related = ["unit"]
    form = RoleFields

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who changes accounts and roles is asked once more who it is."""
        may = self.has_change_permission(request)
        return (may and confirm_first(request)) or super().changeform_view(request, *args, **kwargs)

    @admin.display(description="vai trò")
    def role(self, user: User) -> str:
        return user.role_label or "—"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:  # type: ignore[override]
        if obj is None:
            kwargs["form"] = NewUserForm
            kwargs["fields"] = [*RoleFields.Meta.fields, "role", "password1", "password2"]
        form: Any = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        passwords = [] if obj else ["password1", "password2"]
        return [*RoleFields.Meta.fields, "role", *passwords]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "unit":
            kwargs["queryset"] = Unit.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def write(self, user: User, obj: User, form: ModelForm[Any], change: bool) -> None:
        role = Role(form.cleaned_data["role"])
        obj.is_staff = role in STAFF_ROLES
        if not change:
            obj.must_change_password, obj.temporary_since = True, timezone.now()
        obj.save()
        obj.groups.set(Group.objects.filter(name=role.value))
        if not obj.is_active:
            close_sessions(obj.pk)


@admin.register(Locality)
class LocalityAdmin(ReadOnlyAdmin):
    locality_path = "pk"
    list_display = ["name", "code", "parent"]

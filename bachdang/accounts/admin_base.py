"""The base of every admin page: own locality only, never a delete, every change in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpRequest

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.querysets import locality_of

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Any]
else:
    BaseAdmin = admin.ModelAdmin


class SafeAdmin(BaseAdmin):
    """Rows of the user's own locality (`locality_path`); permissions say what may be changed."""

    locality_path = "locality"
    list_per_page = 50
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        locality = locality_of(request.user)
        return rows.filter(**{self.locality_path: locality}) if locality else rows.none()

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        assert isinstance(request.user, User)
        changes = {
            name: (form.initial.get(name), form.cleaned_data[name])
            for name in form.changed_data
            if name in form.cleaned_data and "password" not in name
        }
        self.write(request.user, obj, form, change)
        record_event(
            verb="change" if change else "add",
            subject=obj,
            by=request.user,
            locality=locality_of(request.user),
            changes=changes,
        )

    def write(self, user: User, obj: Any, form: ModelForm[Any], change: bool) -> None:
        """How a valid form is written; pages with an action of their own override this."""
        obj.save()


class ReadOnlyAdmin(SafeAdmin):
    """Items, terms, reports and figures: looked at here, written only by the actions of their pages."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return [field.name for field in self.model._meta.fields]

"""The base of every admin page: own locality only, never a delete, every change in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpRequest

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.querysets import locality_of
from bachdang.vietnamese.free_text import FreeText

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Any]
else:
    BaseAdmin = admin.ModelAdmin


UNCHOSEN = "Chưa chọn"


class SafeAdmin(BaseAdmin):
    """Rows of the user's own locality (`locality_path`); permissions say what may be changed."""

    locality_path = "locality"
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """The filters of the page and nothing else: a list of accounts says nothing of passwords."""
        names = (
            one if isinstance(one, str) else getattr(one, "parameter_name", "") for one in self.list_filter
        )
        return lookup.removesuffix("__exact").removesuffix("__isnull") in set(names)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        locality = locality_of(request.user)
        return rows.filter(**{self.locality_path: locality}) if locality else rows.none()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Text is asked about old code pages; Django's empty choice, a row of dashes, says what it means."""
        if type(db_field) in (models.CharField, models.TextField) and not db_field.choices:
            kwargs.setdefault("form_class", FreeText)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
            field.empty_label = UNCHOSEN
        elif isinstance(field, forms.TypedChoiceField):
            choices: Any = field.choices
            field.choices = [(key, label if key else UNCHOSEN) for key, label in choices]
        return field

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        assert isinstance(request.user, User)
        changes = {
            str(form.fields[name].label or name): _in_words(form.fields[name], form, name)
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


def _in_words(field: forms.Field, form: ModelForm[Any], name: str) -> tuple[Any, Any]:
    """(before, after) as people read them: the name of what was chosen, not its key."""
    before, after = form.initial.get(name), form.cleaned_data[name]
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return field.queryset.filter(pk=before).first() if before else None, after
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}  # type: ignore[union-attr, misc]
        return labels.get(str(before), before), labels.get(str(after), after)
    if isinstance(after, bool):
        words = {None: None, True: "có", False: "không"}
        return words[before], words[after]
    return before, after


class ReadOnlyAdmin(SafeAdmin):
    """Items, terms, reports and figures: looked at here, written only by the actions of their pages."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        unread = self.exclude or ()
        fields = (field for field in self.model._meta.fields if not isinstance(field, UNREAD))
        return [column(self.model, field.name) for field in fields if field.name not in unread]

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return self.get_readonly_fields(request, obj)


# Row numbers and structured data mean nothing to a reader.
UNREAD = (models.AutoField, models.JSONField)
FLAGS = {True: "có", False: "không"}


def column(model: type[models.Model], name: str) -> Any:
    """A field for a list or a page: named in Vietnamese, a flag as "có" or "không".

    Django names a relation without a name after its Python name, and draws flags as pictures saying "True".
    """
    field: Any = model._meta.get_field(name)
    unnamed = field.verbose_name == name.replace("_", " ")
    if not unnamed and not isinstance(field, models.BooleanField):
        return name
    label = field.related_model._meta.verbose_name if unnamed else field.verbose_name

    @admin.display(description=str(label), ordering=name)
    def said(row: models.Model) -> str:
        value = getattr(row, name)
        return FLAGS[value] if isinstance(value, bool) else str("—" if value is None else value)

    return said

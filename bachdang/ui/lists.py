"""The one list page: permission, filter, table; the same view answers HTMX with the results alone, and
`?xuat=xlsx` with all rows of the filters as a workbook.

Fails closed: a subclass that does not say who may see it cannot be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views import View
from django_filters import FilterSet
from django_tables2 import RequestConfig
from django_tables2.data import TableData

from bachdang.ui.list_files import MOST_ROWS, ListTable, list_file, outs_of, wants_file

# Anyone signed in, within what visible_to lets them see.
SIGNED_IN = "signed-in"


def chosen_words(form: BaseForm) -> list[tuple[BoundField, str]]:
    """The fields of a filter form in which something was chosen, with it in the words of their choices."""
    if not form.is_bound:
        return []
    return [(field, words) for field in form if (words := _words(field))]


def filters_in_words(form: BaseForm) -> list[tuple[str, str]]:
    """The filters in force as (label, words), for what is downloaded."""
    return [(str(field.label), words) for field, words in chosen_words(form)]


def _words(field: BoundField) -> str:
    value = field.value()
    values = value if isinstance(value, list | tuple) else [value]
    labels = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
    return ", ".join(labels.get(str(one), str(one)) for one in values if one not in (None, ""))


class ListPage(View):
    """A page of rows. Subclasses give `get_queryset` (through visible_to) and may turn objects into rows.

    `permission` is SIGNED_IN or a permission name; leaving it empty is a fault, not a free pass.
    """

    http_method_names = ["get", "head", "options"]
    permission = ""
    title = ""
    filterset_class: type[FilterSet]
    table_class: type[ListTable]
    template_name = ""
    results_template = "components/list_results.html"
    empty_text = "Không có dòng nào khớp với bộ lọc."
    per_page = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.permission:
            raise ImproperlyConfigured(f"{type(self).__name__} does not say who may see it")
        if self.permission != SIGNED_IN and not request.user.has_perm(self.permission):
            raise PermissionDenied("Vai trò của bạn không xem được trang này.")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_queryset(self) -> QuerySet[Any]:
        raise NotImplementedError

    def filter_options(self) -> dict[str, Any]:
        """Further arguments of the filter set."""
        return {}

    def filter_data(self) -> QueryDict | None:
        """What the filters are bound to: the address; nothing when it is empty."""
        return self.request.GET or None

    def rows(self, queryset: QuerySet[Any]) -> Sequence[Any] | QuerySet[Any] | TableData:
        """What the table shows, in order."""
        return queryset

    def table_options(self) -> dict[str, Any]:
        """Further arguments of the table, such as columns that depend on the plan."""
        return {}

    def extra_context(self) -> dict[str, Any]:
        return {}

    def file_notes(self) -> list[str]:
        """What stands on top of the file besides the filters, such as plan and period."""
        return []

    def file_slug(self) -> str:
        """The end of the file's name, such as the period."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        filterset = self.filterset_class(
            self.filter_data(), queryset=self.get_queryset(), request=request, **self.filter_options()
        )
        rows = self.rows(filterset.qs)
        table = self.table_class(rows, empty_text=self.empty_text, **self.table_options())
        if wants_file(request):
            return self.file(table, filterset)
        RequestConfig(request, paginate={"per_page": self.per_page}).configure(table)
        context = {
            "title": self.title,
            "filter": filterset,
            "table": table,
            "count": len(table.rows),
            "results_template": self.results_template,
            **self.extra_context(),
        }
        htmx = getattr(request, "htmx", False)
        response = render(request, self.results_template if htmx else self.template_name, context)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def file(self, table: ListTable, filterset: FilterSet) -> HttpResponse:
        """Every row that the filters leave, in the order chosen, whatever page is shown."""
        RequestConfig(self.request, paginate=False).configure(table)
        return list_file(
            self.title,
            outs_of(table),
            table.data[:MOST_ROWS],
            filters=filters_in_words(filterset.form),
            notes=self.file_notes(),
            whole=len(table.data),
            slug=self.file_slug(),
        )

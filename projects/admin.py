"""Projects and their capital, to look at."""

from django.contrib import admin

from bachdang.accounts.admin_base import ReadOnlyAdmin, column
from projects.models import Capital, Project


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    locality_path = "item__plan__locality"
    list_display = [column(Project, "item"), "group", "field"]
    list_filter = ["group", "field"]
    list_select_related = ["item"]


@admin.register(Capital)
class CapitalAdmin(ReadOnlyAdmin):
    locality_path = "project__item__plan__locality"
    list_display = [column(Capital, "project"), "scope", "year", "source", "dong"]
    list_select_related = ["project__item"]

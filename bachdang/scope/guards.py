"""What a page is refused for: the item of another plan, no plan at all."""

from __future__ import annotations

from functools import cached_property

from django.http import Http404, HttpRequest

from bachdang.errors import NotYet
from bachdang.scope.scopes import Scope, scope_of
from bachdang.ui.lists import SIGNED_IN, ListPage
from plans.models import Item, Plan


def item_scope(request: HttpRequest, item: Item) -> tuple[Scope, Plan]:
    """The request's scope, whose plan must be the item's own."""
    scope = scope_of(request)
    if scope.plan is None or scope.plan.pk != item.plan_id:
        raise Http404("Công việc này thuộc kế hoạch khác.")
    return scope, scope.plan


class PlanList(ListPage):
    """A list of one plan in one period; without a plan there is nothing to list."""

    permission = SIGNED_IN

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.request)

    @property
    def plan(self) -> Plan:
        if self.scope.plan is None:
            raise NotYet("Chưa có kế hoạch nào.")
        return self.scope.plan

    def file_notes(self) -> list[str]:
        return self.scope.notes

    def file_slug(self) -> str:
        return str(self.scope.quarter)

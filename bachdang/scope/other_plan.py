"""An address without its plan, from before there were several: led to the plan that has the item."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from bachdang.accounts.models import User
from bachdang.scope.scopes import PLAN_PARAMETER
from bachdang.ui.addresses import add_parameters
from plans.models import Item


class LeadToItsPlan:
    """Middleware: what is not found in the plan shown, but in another of the ward, is opened there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match, user = request.resolver_match, request.user
        code = match.kwargs.get("code") if match else None
        if not (isinstance(exception, Http404) and code and request.method == "GET"):
            return None
        if PLAN_PARAMETER in request.GET or not isinstance(user, User):
            return None
        found = Item.objects.visible_to(user).filter(code=code).select_related("plan")
        item = found.order_by("-plan__starts", "-plan_id").first()
        shown = getattr(request, "_scope", None)
        if item is None or (shown is not None and shown.plan == item.plan):
            return None
        return redirect(add_parameters(request.get_full_path(), {PLAN_PARAMETER: item.plan.code}))

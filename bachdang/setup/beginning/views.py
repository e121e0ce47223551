"""/bat-dau/: the steps of a ward's first day, with how far each is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bachdang.accounts.localities import may_found
from bachdang.scope.scopes import scope_of
from bachdang.setup.allowing import allow
from bachdang.setup.beginning.forms import PlanFileForm, ShippedForm
from bachdang.setup.beginning.shipped import shipped_plans
from bachdang.setup.beginning.steps import State, steps_of
from bachdang.setup.ward import Ward


@require_safe
def beginning(request: HttpRequest) -> HttpResponse:
    """The steps; without a ward only that one is to be named first."""
    user = allow(request)
    if may_found(user):
        context = {"title": "Bắt đầu", "shipped": ShippedForm(plans=shipped_plans()), "file": PlanFileForm()}
        return render(request, "setup/first_day.html", context)
    if user.unit is None:
        return render(request, "setup/no_ward.html", {"title": "Bắt đầu"})
    ward = Ward.of(user, scope_of(request))
    steps = steps_of(ward)
    done = sum(step.state is State.DONE for step in steps)
    context = {"title": "Bắt đầu", "steps": steps, "done": done, "locality": ward.locality}
    return render(request, "setup/beginning.html", context)

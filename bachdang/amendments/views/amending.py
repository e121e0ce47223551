"""Điều chỉnh theo quyết định: each page shows before → after and asks once more before it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bachdang.amendments.forms import warnings
from bachdang.amendments.forms.choosing import DECISION_PARAMETER, chosen_url
from bachdang.amendments.forms.goal_form import AddedGoalForm, GoalForm
from bachdang.amendments.forms.ground import GroundForm, hidden_pairs
from bachdang.amendments.forms.indicator_form import AddedIndicatorForm
from bachdang.amendments.forms.terms_form import AddedItemForm, TermsForm
from bachdang.amendments.views.decisions import decision_of, planner
from bachdang.scope.links import titled
from bachdang.scope.scopes import Scope
from bachdang.ui.addresses import add_parameters
from bachdang.ui.form_data import form_data
from indicators.models import Indicator, Target
from indicators.terms.adding import (
    add_indicator,
    add_target,
    check_new_indicator,
    check_new_target,
)
from indicators.terms.amending import amend_target as write_target
from indicators.terms.amending import check_target, newest_goal, seen_goal
from indicators.terms.goals import GoalDraft
from plans.models import Decision, Item, ItemKind, TermsState
from plans.terms.adding import add_item, check_addition
from plans.terms.amending import AMENDED_KINDS, check_amendment, newest_terms, seen_terms
from plans.terms.amending import amend_item as write_item
from plans.terms.comparing import Change
from plans.terms.drafts import TermsDraft
from plans.terms.versions import StaleTerms
from projects.adding import add_project

PREVIEW, CONFIRM, EDIT = "xem", "ghi", "sua"


@dataclass
class Amendment:
    """One page of amending: its form, what it would change, and how it is written."""

    title: str
    form: GroundForm
    check: Callable[[], list[Change]]
    write: Callable[[], object]
    back: str
    lead: str = ""
    warn: Callable[[], list[str]] = list
    told: Callable[[], list[tuple[str, object]]] = list
    adds: bool = False
    context: dict[str, Any] = field(default_factory=dict)


def amendment_page(request: HttpRequest, scope: Scope, page: Amendment) -> HttpResponse:
    """The form; once it is right, before → after; once that is confirmed, the decision's page."""
    form, step, stale = page.form, request.POST.get("step", PREVIEW), False
    if request.method == "POST" and step != EDIT and form.is_valid():
        try:
            if step == CONFIRM:
                page.write()
                messages.success(request, f"Đã ghi: {page.title}.")
                chosen = form.decision_chosen
                assert chosen is not None
                return redirect(reverse("decision_detail", args=[chosen.pk]) + scope.query)
            return _preview(request, page, page.check())
        except ValidationError as error:
            stale = isinstance(error, StaleTerms)
            form.refuse(error)
    context = {"title": page.title, "form": form, "lead": page.lead, "back": page.back, "stale": stale}
    wrong = form.is_bound and bool(form.errors)
    return render(request, "amendments/amend.html", {**context, **page.context}, status=422 if wrong else 200)


def _preview(request: HttpRequest, page: Amendment, changes: list[Change]) -> HttpResponse:
    decision, since = page.form.decision_chosen, page.form.first_day
    assert decision is not None
    assert since is not None
    context = {
        "title": page.title,
        "lead": page.lead,
        "back": page.back,
        "changes": changes,
        "decision": decision,
        "since": since,
        "told": page.told(),
        "adds": page.adds,
        "since_words": warnings.since_words(since),
        "warnings": [*warnings.ground_warnings(decision, since), *page.warn()],
        "pairs": hidden_pairs(request.POST, ("csrfmiddlewaretoken", "step")),
    }
    return render(request, "amendments/amend_preview.html", context)


def _initial(request: HttpRequest, decision: Decision | None = None) -> dict[str, Any]:
    """The decision the page was opened for."""
    chosen = decision.pk if decision else request.GET.get(DECISION_PARAMETER, "")
    return {"decision": chosen} if str(chosen).isdigit() else {}


@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead on to what was chosen on the decision's page."""
    _, scope, _ = planner(request)
    decision = decision_of(request, pk)
    url = chosen_url(decision, request.GET.get("noi-dung", ""))
    if not url:
        messages.warning(request, "Chọn nội dung cần điều chỉnh.")
    return redirect(add_parameters(url or reverse("decision_detail", args=[pk]), scope.chosen))


@require_http_methods(["GET", "HEAD", "POST"])
def amend_item(request: HttpRequest, code: str) -> HttpResponse:
    """Change, suspend, resume or end a task, project, programme or duty."""
    user, scope, plan = planner(request)
    items = Item.objects.visible_to(user).filter(plan=plan, kind__in=AMENDED_KINDS)
    item = get_object_or_404(items.select_related("plan", "clause", "reporter"), code=code)
    terms = newest_terms(item)
    form = TermsForm(
        form_data(request),
        plan=plan,
        kind=item.kind,
        stored=TermsDraft.of(terms),
        initial={"seen": seen_terms(terms), **_initial(request)},
    )

    def given() -> dict[str, Any]:
        return {"item": item, "new": form.wanted(), **form.ground()}

    page = Amendment(
        title=titled(f"Điều chỉnh {code}", terms.title),
        form=form,
        check=lambda: check_amendment(**given()),
        write=lambda: write_item(by=user, **given()),
        warn=lambda: list(warnings.item_warnings(item, form.wanted())),
        lead=terms.title,
        back=_page_of(item, scope),
        context={"clause": item.clause, "ended": terms.state == TermsState.ENDED},
    )
    return amendment_page(request, scope, page)


def _page_of(item: Item, scope: Scope) -> str:
    names = {"task": "task_detail", "project": "project_detail", "indicator": "indicator_detail"}
    name = names.get(item.kind)
    return (reverse(name, args=[item.code]) if name else reverse("decision_list")) + scope.query


@require_http_methods(["GET", "HEAD", "POST"])
def amend_target(request: HttpRequest, code: str, series: str) -> HttpResponse:
    """Change, suspend, resume or end a target."""
    user, scope, plan = planner(request)
    targets = Target.objects.visible_to(user).select_related("indicator__item__plan")
    found = {"indicator__item__code": code, "indicator__item__plan": plan, "series": series}
    target = get_object_or_404(targets, **found)
    terms = newest_goal(target)
    form = GoalForm(
        form_data(request),
        plan=plan,
        measure=target.indicator.measure,
        stored=GoalDraft.of(terms),
        initial={"seen": seen_goal(terms), **_initial(request)},
    )

    def given() -> dict[str, Any]:
        return {"target": target, "new": form.wanted(), **form.ground()}

    page = Amendment(
        title=titled(f"Điều chỉnh mục tiêu {code} ({series})", _name_of(target.indicator)),
        form=form,
        check=lambda: check_target(**given()),
        write=lambda: write_target(by=user, **given()),
        warn=lambda: list(warnings.target_warnings(target, form.wanted())),
        lead=_name_of(target.indicator),
        back=_page_of(target.indicator.item, scope),
        context={"ended": terms.state == TermsState.ENDED},
    )
    return amendment_page(request, scope, page)


def _name_of(indicator: Indicator) -> str:
    return newest_terms(indicator.item).title


def _add_item(
    request: HttpRequest, pk: int, kind: str, title: str, write: Callable[..., Item]
) -> HttpResponse:
    user, scope, plan = planner(request)
    decision = decision_of(request, pk)
    form = AddedItemForm(
        form_data(request),
        plan=plan,
        kind=kind,
        initial=_initial(request, decision),
    )

    def given() -> dict[str, Any]:
        return {"heading": form.cleaned_data["heading"], "new": form.wanted(), **form.ground()}

    page = Amendment(
        title=title,
        form=form,
        check=lambda: check_addition(**given()),
        write=lambda: write(by=user, reporter=form.cleaned_data["reporter"], **given()),
        warn=lambda: list(warnings.terms_warnings(form.wanted(), plan)),
        told=lambda: form.told("heading", "reporter"),
        adds=True,
        lead=f"Theo quyết định số {decision.number}",
        back=reverse("decision_detail", args=[pk]) + scope.query,
    )
    return amendment_page(request, scope, page)


@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task that the document does not have, under a heading of Phụ lục 1."""

    def write(**given: Any) -> Item:
        return add_item(kind=ItemKind.TASK, **given)

    return _add_item(request, pk, ItemKind.TASK, "Bổ sung nhiệm vụ", write)


@require_http_methods(["GET", "HEAD", "POST"])
def add_project_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A project that the document does not have, under a heading of Phụ lục 2."""
    return _add_item(request, pk, ItemKind.PROJECT, "Bổ sung dự án", add_project)


@require_http_methods(["GET", "HEAD", "POST"])
def add_target_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A further target of an indicator that is there already."""
    user, scope, plan = planner(request)
    decision = decision_of(request, pk)
    indicators = Indicator.objects.visible_to(user).select_related("item__plan")
    indicator = get_object_or_404(indicators, item__code=code, item__plan=plan)
    form = AddedGoalForm(
        form_data(request),
        plan=plan,
        measure=indicator.measure,
        initial=_initial(request, decision),
    )

    def given() -> dict[str, Any]:
        return {"indicator": indicator, "new": form.wanted(), **form.ground()}

    page = Amendment(
        title=f"Thêm mục tiêu cho chỉ tiêu {code}",
        form=form,
        check=lambda: check_new_target(**given()),
        write=lambda: add_target(by=user, **given()),
        adds=True,
        lead=_name_of(indicator),
        back=reverse("decision_detail", args=[pk]) + scope.query,
    )
    return amendment_page(request, scope, page)


@require_http_methods(["GET", "HEAD", "POST"])
def add_indicator_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator that the catalogue does not have, with its first target."""
    user, scope, plan = planner(request)
    decision = decision_of(request, pk)
    form = AddedIndicatorForm(form_data(request), plan=plan, initial=_initial(request, decision))

    def given() -> dict[str, Any]:
        programme = form.cleaned_data["programme"]
        new = {"measured": form.measured(), "new": form.wanted()}
        return {"programme": programme, **new, **form.ground()}

    page = Amendment(
        title="Bổ sung chỉ tiêu",
        form=form,
        check=lambda: check_new_indicator(**given()),
        write=lambda: add_indicator(by=user, reporter=form.cleaned_data["reporter"], **given()),
        told=lambda: form.told("programme", "reporter"),
        adds=True,
        lead=f"Theo quyết định số {decision.number}",
        back=reverse("decision_detail", args=[pk]) + scope.query,
    )
    return amendment_page(request, scope, page)

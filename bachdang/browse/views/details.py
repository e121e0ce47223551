"""The page of one indicator, task or project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import ACCEPT_REPORT, EDIT_PLAN, WRITE_REPORT, may
from bachdang.amendments.overriding import may_override
from bachdang.amendments.versions import item_amendments, target_amendments
from bachdang.browse.project_page import project_page
from bachdang.browse.story import Sources, story_of
from bachdang.reporting.filed import Filed, filed_context, filed_reports
from bachdang.reporting.own_work import own_work_card
from bachdang.scope.guards import item_scope
from bachdang.scope.scopes import Scope, scope_of
from bachdang.standing.clarity import answers_of
from bachdang.standing.explanations import threads
from bachdang.standing.history import history_for
from bachdang.standing.plan_book import PlanBook, join, keep
from bachdang.standing.quarter_book import QuarterBook, book_of_item
from bachdang.standing.tasks import TaskRow
from indicators.comparisons import Comparison, comparisons
from indicators.explaining import Explanation, explain, needed_words
from indicators.figure_book import inputs_of
from indicators.models import Indicator, Target
from indicators.required_pace import Pace, paces_of
from indicators.rules import TargetKind
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from indicators.terms.planning import takes_plan_figures
from indicators.wording import is_state
from plans.assigning import may_delegate
from plans.explanations import may_ask
from plans.milestones import may_set_milestones
from plans.models import Item, ItemKind, Question, Terms
from plans.terms.blanks import may_fill
from projects.actions import may_set_capital


@dataclass(frozen=True)
class TargetCard:
    """One target on the page of its indicator."""

    row: TargetRow

    @property
    def explanation(self) -> Explanation:
        return explain(self.row)

    @cached_property
    def spans(self) -> list[Comparison]:
        """Quarter, 6 months, 9 months and year, the newest first; none for what is stated, not measured."""
        if self.row.terms.kind in {TargetKind.QUALITATIVE, TargetKind.MILESTONE}:
            return []
        return list(comparisons(self.row.book, self.row))[::-1]

    @cached_property
    def paces(self) -> list[Pace]:
        """What each year brought and must still bring; none where nothing can be said."""
        return [] if is_state(self.row.indicator) else paces_of(self.row)

    @property
    def needed_finding(self) -> str:
        return needed_words(self.row)

    @property
    def takes_plan_figures(self) -> bool:
        return takes_plan_figures(self.row.indicator, self.row.terms)


def target_row(request: HttpRequest, pk: int) -> TargetRow:
    """One target in the period looked at; 404 when it is not visible or not in force then."""
    targets = Target.objects.visible_to(request.user).select_related("indicator__item")
    found = get_object_or_404(targets, pk=pk)
    scope, plan = item_scope(request, found.indicator.item)
    book = TargetBook(plan, scope.quarter, indicators=[found.indicator_id])
    row = next((one for one in book.rows() if one.pk == pk), None)
    if row is None:
        raise Http404("Mục tiêu này không có hiệu lực trong kỳ đang xem.")
    return row


@require_safe
def why(request: HttpRequest, target: int) -> HttpResponse:
    """Why one target stands as it stands: a page, and what a row of the list opens."""
    row = target_row(request, target)
    context = {"row": row, "title": f"Vì sao đánh giá như vậy: {row.item.code} {row.title}"}
    response = render(request, "browse/why.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def can_assign(request: HttpRequest, item: Item) -> bool:
    """Whether to show the way to the page of delegation."""
    return isinstance(request.user, User) and may_delegate(item, request.user)


def can_enter(request: HttpRequest, item: Item, scope: Scope) -> bool:
    """Whether to show the way to the form: an open round to work on, and an item of the person's own unit."""
    if scope.round is None or not scope.round.is_open or not may(request.user, WRITE_REPORT):
        return False
    return item.reporter_id is not None and item.reporter_id == getattr(request.user, "unit_id", None)


def answers_context(request: HttpRequest, terms: Terms) -> dict[str, object]:
    """The clear answers of an assignment, and whether the person may fill in what is missing."""
    user = request.user
    return {
        "axes": answers_of(terms),
        "can_fill": isinstance(user, User) and may_fill(terms.item, user),
    }


def explanation_context(request: HttpRequest, item: Item, told: Sources) -> dict[str, object]:
    """The threads of an item and what the person may do in them; what is told of it in one line of time."""
    user, today = request.user if isinstance(request.user, User) else None, timezone.localdate()
    found = threads(item.plan, today, item=item, user=user)
    return {
        "item": item,
        "explanations": found,
        "story": story_of(told, found, today),
        "asked": {item.pk for one in found if one.request.closed_at is None},
        "can_ask": user is not None and may_ask(item, user),
    }


def family_and_takers(indicator: Indicator) -> tuple[set[int], list[Indicator]]:
    """The indicator with its whole ("trong đó của") and the whole's parts, by primary key; and the rates of
    which a part is its figure. One query.
    """
    whole = indicator.part_of_id or indicator.pk
    taken = Q(numerator_from=indicator) | Q(denominator_from=indicator)
    rows = Indicator.objects.filter(taken | Q(part_of=whole)).select_related("item")
    takers = [one for one in rows if indicator.pk in (one.numerator_from_id, one.denominator_from_id)]
    return {whole, *(one.pk for one in rows if one.part_of_id == whole)}, takers


@require_safe
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Chỉ tiêu: how it stands, every period's figure with who and when, the clauses that promise it."""
    indicators = Indicator.objects.visible_to(request.user).select_related("item")
    found = get_object_or_404(indicators, item__code=code, item__plan=scope_of(request).plan)
    scope, plan = item_scope(request, found.item)
    known = PlanBook(plan)
    kin, takers = family_and_takers(found)
    book = TargetBook(plan, scope.quarter, indicators=kin, units=known.units)
    indicator = book.indicators[found.pk]
    known.name_people([indicator.item], "contact")
    family = book.rows()
    rows = [row for row in family if row.indicator.pk == indicator.pk]
    measurements = list(reversed(book.measurements(indicator)))
    filed = filed_reports(indicator.item, known)
    known.name_people(measurements, "recorded_by")
    reports = {one.report.pk: one.report for one in filed}
    join([one for one in measurements if one.report_id in reports], ["report"], reports)
    versions = book.versions_of(indicator)
    told = Sources(
        terms=[
            *indicator.item.terms_set.select_related("decision"),
            *(one for _, terms in versions for one in terms),
        ],
        reports=[one.report for one in filed],
        verdicts=book.overrides_of(indicator),
    )
    context = {
        "indicator": indicator,
        "cards": [TargetCard(row) for row in rows],
        "rows": rows,
        "family": family if len({row.indicator.pk for row in family}) > 1 else [],
        "can_assign": can_assign(request, indicator.item),
        "can_plan": may(request.user, EDIT_PLAN),
        "can_override": may(request.user, ACCEPT_REPORT) and scope.is_open,
        "title": book.title(indicator, scope.quarter),
        "inputs": inputs_of(indicator),
        "takers": takers,
        "measurements": measurements,
        **filed_context(request, filed, scope),
        "questions": Question.objects.filter(plan=plan, indicator_code=code),
        "history": history_for(request.user, indicator.item),
        "amendments": target_amendments(indicator, versions, scope, may_amend=may(request.user, EDIT_PLAN)),
        **explanation_context(request, indicator.item, told),
        "can_enter": not indicator.is_derived and can_enter(request, indicator.item, scope),
    }
    return render(request, "browse/indicator_detail.html", context)


def read_item(scope: Scope, item: Item) -> tuple[QuarterBook, list[Filed]]:
    """The book of a task or project, and what was taken in of it: among that what the book counts."""
    book = book_of_item(scope, item.pk)
    filed = filed_reports(book.known.items[item.pk], book.known)
    told = [one for one in filed if one.quarter <= scope.quarter]
    now = told and told[0].quarter == scope.quarter
    book.counted = {item.pk: told[0].report} if now else {}
    if item.kind == ItemKind.PROJECT:
        parts = [one.report.project_report for one in told if hasattr(one.report, "project_report")]
        book.latest = {item.pk: parts[0]} if parts else {}
    return book, filed


def item_context(
    request: HttpRequest, row: TaskRow, book: QuarterBook, filed: list[Filed]
) -> dict[str, object]:
    """What the pages of a task and of a project have in common."""
    item, scope = row.item, book.scope
    user = request.user if isinstance(request.user, User) else None
    keep(item, milestones=row.milestones)
    stored = book.known.versions_of(item.pk)
    told = Sources(stored, row.milestones, [one.report for one in filed], book.verdicts_of(item.pk))
    return {
        **answers_context(request, row.terms),
        "amendments": item_amendments(item, stored, scope, may_amend=may(request.user, EDIT_PLAN)),
        **filed_context(request, filed, scope),
        "history": history_for(request.user, item),
        "can_assign": can_assign(request, item),
        "can_enter": can_enter(request, item, scope),
        "can_override": user is not None and may_override(item, user) and scope.is_open,
        "can_step": user is not None and may_set_milestones(item, user),
        **explanation_context(request, item, told),
    }


def not_in_force(request: HttpRequest, item: Item, book: QuarterBook) -> HttpResponse:
    """A task or project that has ended, or is only to come, in the quarter shown: what it was, and why."""
    versions = book.known.versions_of(item.pk)
    amendments = item_amendments(item, versions, book.scope, may_amend=may(request.user, EDIT_PLAN))
    shown = next((one for one in amendments.versions if one.shown), None)
    stored = (shown or amendments.versions[-1]).stored
    context = {
        "item": item,
        "title": stored.title if isinstance(stored, Terms) else item.code,
        "shown": shown,
        "first": amendments.versions[-1],
        "amendments": amendments,
        "history": history_for(request.user, item),
    }
    return render(request, "browse/not_in_force.html", context)


@require_safe
def task_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Nhiệm vụ: status, product, result, difficulties, six answers, linked targets."""
    item = get_object_or_404(
        Item.objects.visible_to(request.user), code=code, kind="task", plan=scope_of(request).plan
    )
    scope, plan = item_scope(request, item)
    book, filed = read_item(scope, item)
    row = next((one for one in book.tasks if one.pk == item.pk), None)
    if row is None:
        return not_in_force(request, item, book)
    cited = Target.objects.filter(citations__clause=item.clause_id, citations__clause__isnull=False)
    linked = dict(cited.values_list("pk", "indicator"))
    indicators = {*linked.values()}
    units = book.known.units
    targets = TargetBook(plan, scope.quarter, indicators=indicators, units=units).rows() if linked else []
    context = {
        "row": row,
        "title": row.title,
        "targets": [one for one in targets if one.pk in linked],
        "questions": row.clause.questions.all() if row.clause else [],
        "own_work": own_work_card(item, book.known, request.user, scope.today),
        **item_context(request, row, book, filed),
    }
    return render(request, "browse/task_detail.html", context)


@require_safe
def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Dự án: stage, money by year, land clearance, difficulties, six answers."""
    item = get_object_or_404(
        Item.objects.visible_to(request.user), code=code, kind="project", plan=scope_of(request).plan
    )
    scope, _ = item_scope(request, item)
    book, filed = read_item(scope, item)
    row = next(iter(book.projects), None)
    if row is None:
        return not_in_force(request, item, book)
    context = {
        "row": row,
        "title": row.title,
        "page": project_page(row, scope),
        "can_fund": isinstance(request.user, User) and may_set_capital(item, request.user),
        "questions": row.clause.questions.all() if row.clause else [],
        **item_context(request, row, book, filed),
    }
    return render(request, "browse/project_detail.html", context)

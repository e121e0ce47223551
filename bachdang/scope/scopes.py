"""What a page is about: the plan and the period, both from the address, once a request.

`?ke-hoach=CODE` chooses the plan (default: the user's newest that is not put away; with several, every link
names its plan), `?ky=2026-Q3` the period (default: the
newest one that has figures to show, `shown_period`). Pages keep both in every link. Where units and the
office do the work of a round, the default is the newest round itself (`on_newest_round`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.utils import timezone

from bachdang.vietnamese.numbers import format_date
from indicators.rules import Quarter
from plans.models import Period, Plan, Report
from plans.rules import judged_on, quarter_end, quarter_start

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PLAN_PARAMETER = "ke-hoach"
PERIOD_PARAMETER = "ky"
ILLUSTRATIVE = "SỐ LIỆU MINH HỌA"


@dataclass
class Scope:
    """The plan and period of a request; `plan` is None when the user may see none."""

    plan: Plan | None
    period: Period | None = None
    periods: list[Period] = field(default_factory=list)
    today: date = field(default_factory=timezone.localdate)
    chosen: dict[str, str] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    """The plans to choose from: those of the ward that are not put away."""
    newest: Period | None = None
    """The newest round whose quarter has begun: what units report now, looked at or not."""
    books: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    """What has been read of the plan in this quarter (standing.quarter_book)."""

    @cached_property
    def quarter(self) -> Quarter:
        """The calendar quarter looked at: the period's, else the one that today stands in."""
        if self.period is not None:
            return Quarter(self.period.year, self.period.quarter)
        return Quarter(self.today.year, (self.today.month + 2) // 3)

    @cached_property
    def ends(self) -> date:
        """The last day of the quarter: figures are judged for it, terms valid on it are shown."""
        return quarter_end(self.quarter.year, self.quarter.quarter)

    @cached_property
    def judged_on(self) -> date:
        """The day for which task and project dates are judged."""
        as_of = self.period.as_of if self.period else None
        return judged_on(self.quarter.year, self.quarter.quarter, self.today, as_of)

    @cached_property
    def standing_on(self) -> date:
        """The day for which standing work is judged: today, and the day of the lock once it is locked.

        Not the quarter's end: a round may be due after it, and what is missing then is overdue.
        """
        locked = self.period.locked_at if self.period else None
        return timezone.localtime(locked).date() if locked else self.today

    @property
    def clear_name(self) -> str:
        """What the plan's clear answers are called, by how many axes it has."""
        return f"{len(self.plan.axes) if self.plan else 6} rõ"

    def at(self, period: Period) -> Scope:
        """The same plan looked at in another round."""
        return Scope(self.plan, period, self.periods, self.today, plans=self.plans, newest=self.newest)

    @property
    def is_open(self) -> bool:
        """Whether a round is looked at that is open and not locked."""
        return self.period is not None and self.period.is_open

    @property
    def round(self) -> Period | None:
        """The round that is worked on from here: the one chosen in the address, else the newest."""
        return self.period if PERIOD_PARAMETER in self.chosen else self.newest or self.period

    @property
    def announced(self) -> Period | None:
        """A round after the one looked at that is open already: named in a line, it empties no page."""
        newest = self.newest if self.newest is not None and self.newest.is_open else None
        if newest is None or self.period is None:
            return None
        return newest if Quarter(newest.year, newest.quarter) > self.quarter else None

    @property
    def query(self) -> str:
        """The choice as a query string with its question mark; empty when nothing was chosen."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    @property
    def notes(self) -> list[str]:
        """Plan and period in words, for the top of a file."""
        if self.plan is None:
            return []
        made_up = [ILLUSTRATIVE] if self.plan.illustrative else []
        period = f"Kỳ: {self.quarter.label}, tính đến ngày {format_date(self.judged_on)}"
        return [self.plan.title, period, *made_up]

    @property
    def previous(self) -> Quarter:
        return self.quarter.previous()


def scope_of(request: HttpRequest) -> Scope:
    """The scope of a request, computed once. An unknown plan or period is 404."""
    cached: Scope | None = getattr(request, "_scope", None)
    if cached is None:
        cached = request._scope = _read(request)  # type: ignore[attr-defined]
    return cached


def _read(request: HttpRequest) -> Scope:
    plans = Plan.objects.visible_to(request.user).select_related("locality")
    chosen = {}
    code = request.GET.get(PLAN_PARAMETER)
    known = list(plans.order_by("-starts", "-id"))
    live = [one for one in known if one.archived_at is None]
    plan = next((one for one in known if one.code == code), None) if code else next(iter(live), None)
    if plan is None:
        if code:
            raise Http404("Không có kế hoạch này.")
        return Scope(plan=None)
    if code or len(live) > 1:
        chosen[PLAN_PARAMETER] = plan.code
    today = timezone.localdate()
    periods = _opened(plan, today)
    slug = request.GET.get(PERIOD_PARAMETER)
    period = next((one for one in periods if one.slug == slug), None)
    if slug and period is None:
        raise Http404("Không có kỳ báo cáo này.")
    if slug:
        chosen[PERIOD_PARAMETER] = slug
    newest = newest_period(periods, today)
    if period is None:
        works = getattr(request, "_on_newest_round", False)
        period = newest if works else _shown(periods, newest)
    return Scope(plan, period, periods, chosen=chosen, plans=live, newest=newest)


def shown_scope(plan: Plan, today: date) -> Scope:
    """What pages show of a plan without a choice in the address; for what is made without a request."""
    periods = _opened(plan, today)
    newest = newest_period(periods, today)
    return Scope(plan, _shown(periods, newest), periods, today, newest=newest)


def _opened(plan: Plan, today: date) -> list[Period]:
    """The opened rounds, newest first, each with `figures`: how many of its figures are accepted."""
    found = Period.objects.filter(plan=plan).opened().order_by("-year", "-quarter")
    return list(found.annotate(figures=Report.objects.figures_of_round(since=today.year - 1)))


def _shown(periods: Sequence[Period], newest: Period | None) -> Period | None:
    return shown_period(periods, newest, {one.pk: vars(one)["figures"] for one in periods})


def on_newest_round(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view where the work of a round is done: without `?ky=` it is on the newest, whatever has figures."""

    @wraps(view)
    def there(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request._on_newest_round = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return there


def newest_period(periods: Sequence[Period], today: date) -> Period | None:
    """The newest round whose quarter has begun, of `periods` newest first; without one the newest of all."""
    begun = (one for one in periods if quarter_start(one.year, one.quarter) <= today)
    return next(begun, periods[0] if periods else None)


def shown_period(
    periods: Sequence[Period], newest: Period | None, accepted: Mapping[int, int]
) -> Period | None:
    """The newest round with figures to show, from `newest` back; without any, `newest` (ADR 23).

    A locked round is shown. An open one waits until at least half as many figures are accepted in it as in
    the round before: until then it would only hide what is known. `accepted`: how many, by primary key.
    """
    if newest is None:
        return None
    rounds = periods[periods.index(newest) :]
    for one, before in pairwise(rounds):
        found = accepted.get(one.pk, 0)
        if one.locked_at is not None or (found and 2 * found >= accepted.get(before.pk, 0)):
            return one
    oldest = rounds[-1]
    return oldest if oldest.locked_at is not None or accepted.get(oldest.pk) else newest


def scope_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `scope` for the base template; nothing for someone signed out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    try:
        return {"scope": scope_of(request)}
    except Http404:
        # The page that answers 404 is drawn with the same base template.
        return {}

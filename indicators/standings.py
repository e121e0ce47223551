"""How every target of a plan stands in a quarter: rows fetched once, as they are kept or judged by rules.

Page, chart, Excel, Word and JSON all read these rows; a number is never computed in two ways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Prefetch

from indicators import rules
from indicators.as_rules import baseline_of, figure_of, frame_of, goal_of, measure_of
from indicators.catalogue import catalogue
from indicators.counting import DENOMINATOR, NUMERATOR
from indicators.models import (
    Baseline,
    Citation,
    Indicator,
    Measurement,
    PlanFigure,
    Target,
    TargetStanding,
    TargetTerms,
)
from indicators.target_row import Kept, Named, TargetRow
from plans.models import Clause, Override, Plan, Report, Terms, TermsState
from plans.rules import quarter_end

Version = TypeVar("Version", Named, TargetTerms)


class TargetBook:
    """All that the targets of a plan need, up to a quarter, in a constant number of queries.

    `rows(at)` may be asked for several quarters; each is one query of the standings kept for it. Figures are
    fetched when somebody asks for them, or when a standing is not kept. `indicators`: only their targets.
    `with_reports`: as if these reports of a round counted. `anew`: as the rules judge, whatever is kept.
    """

    def __init__(
        self,
        plan: Plan,
        until: rules.Quarter,
        indicators: Collection[int] | None = None,
        with_reports: Collection[Report] = (),
        anew: bool = False,
    ) -> None:
        self.plan = plan
        self._with_reports = with_reports
        self._anew = anew or bool(with_reports)
        self._kept: dict[rules.Quarter, dict[tuple[int, int | None], Kept]] = {}
        self.until = until
        self.frame = frame_of(plan)
        self.first = rules.Quarter.of(plan.starts)
        self._only = indicators
        self._indicators = catalogue(plan, indicators)
        self._targets = self._load_targets()
        self._titles = self._load_titles()
        self._entered: dict[int, list[rules.Figure]] = {}
        self._figures: dict[tuple[int, rules.Quarter], list[rules.Figure]] = {}

    def only(self, indicators: Collection[int]) -> TargetBook:
        """The same book of these indicators alone (primary keys): what was read of them is not read again,
        and figures, baselines and plan figures are fetched for them and what they are computed from only.
        """
        book = copy(self)
        book._only = list(indicators)
        book._indicators = {pk: self._indicators[pk] for pk in self._with_sources(indicators)}
        book._targets = [one for one in self._targets if one.indicator_id in indicators]
        book._entered, book._figures = {}, {}
        for name in ("_measurements", "_planned", "_baselines", "_cited", "_plain"):
            book.__dict__.pop(name, None)
        return book

    def _with_sources(self, indicators: Iterable[int]) -> list[int]:
        """Those indicators and all that they are computed from."""
        found, waiting = set(), [pk for pk in indicators if pk in self._indicators]
        while waiting:
            found.add(pk := waiting.pop())
            waiting += [one.pk for one in inputs_of(self._indicators[pk]) if one.pk not in found]
        return [pk for pk in self._indicators if pk in found]

    def headlines(self) -> list[Indicator]:
        """The plan's headline indicators in the order the office gave them."""
        marked = [one for one in self._indicators.values() if one.headline is not None]
        return sorted(marked, key=lambda one: (one.headline or 0, one.item.order))

    def _load_targets(self) -> list[Target]:
        rows = Target.objects.filter(indicator__in=self._asked).prefetch_related(
            Prefetch("terms_set", TargetTerms.objects.select_related("decision"))
        )
        place = {pk: number for number, pk in enumerate(self._indicators)}
        targets = sorted(rows, key=lambda one: (place[one.indicator_id], one.series))
        for target in targets:
            target.indicator = self._indicators[target.indicator_id]
        return targets

    @property
    def _asked(self) -> Collection[int]:
        """The indicators whose targets are asked for, without those they are computed from."""
        return self._indicators.keys() if self._only is None else self._only

    @cached_property
    def _plain(self) -> list[Indicator]:
        """Indicators without a target of their own: quantities that others share."""
        aimed = {one.indicator_id for one in self._targets}
        return [one for pk, one in self._indicators.items() if pk in self._asked and pk not in aimed]

    def _load_titles(self) -> dict[int, list[Named]]:
        titles: dict[int, list[Named]] = defaultdict(list)
        rows = Terms.objects.filter(item__in=self._indicators).order_by("valid_from")
        for pk, *named in rows.values_list("item", "valid_from", "title", "title_key"):
            titles[pk].append(Named(*named))
        return titles

    @cached_property
    def _overrides(self) -> dict[tuple[int, str, int, int], Override]:
        rows = Override.objects.filter(item__in=self._asked).select_related("period", "made_by")
        return {(one.item_id, one.series, one.period.year, one.period.quarter): one for one in rows}

    @cached_property
    def _baselines(self) -> dict[int, Baseline]:
        return Baseline.objects.in_bulk(self._indicators)

    @cached_property
    def _planned(self) -> dict[int, list[PlanFigure]]:
        planned: dict[int, list[PlanFigure]] = defaultdict(list)
        for one in PlanFigure.objects.filter(target__in=self._targets).order_by("year", "quarter"):
            planned[one.target_id].append(one)
        return planned

    @cached_property
    def _cited(self) -> dict[int, list[Clause]]:
        cited: dict[int, list[Clause]] = defaultdict(list)
        rows = Citation.objects.filter(target__in=self._targets).select_related("clause")
        for one in rows.order_by("clause__order"):
            cited[one.target_id].append(one.clause)
        return cited

    def citations(self, target: Target) -> list[Clause]:
        """The clauses that promise it, in the document's order."""
        return self._cited.get(target.pk, [])

    def planned(self, target: Target) -> Sequence[PlanFigure]:
        """Its plan figures, the earliest first."""
        return self._planned.get(target.pk, ())

    @cached_property
    def _measurements(self) -> dict[int, list[Measurement]]:
        found: dict[int, list[Measurement]] = defaultdict(list)
        rows = (
            Measurement.objects.counted()
            .filter(indicator__in=self._indicators, year__lte=self.until.year)
            .order_by("year", "quarter", "recorded_at")
        )
        for row in rows:
            found[row.indicator_id].append(row)
        return found | _with_figures_of(self._with_reports, found) if self._with_reports else found

    def rows(self, at: rules.Quarter | None = None) -> list[TargetRow]:
        """Targets whose terms hold at the end of the quarter, in the plan's order."""
        at = at or self.until
        day = quarter_end(at.year, at.quarter)
        pairs = ((target, _valid(target.terms_set.all(), day)) for target in self._targets)
        return [
            self._row(target, terms, at, day)
            for target, terms in pairs
            if terms is not None and terms.state != TermsState.ENDED
        ]

    def plain_rows(self, at: rules.Quarter | None = None) -> list[TargetRow]:
        """Indicators without a target: owed and entered like the others, but never judged."""
        at = at or self.until
        day = quarter_end(at.year, at.quarter)
        return [self._plain_row(one, at) for one in self._plain if _valid(self._titles[one.pk], day)]

    def _plain_row(self, indicator: Indicator, at: rules.Quarter) -> TargetRow:
        terms = TargetTerms(kind=rules.TargetKind.TREND, horizon=self.plan.ends, valid_from=self.plan.starts)
        kept = self._kept_at(at).get((indicator.pk, None))
        return TargetRow(
            target=Target(indicator=indicator),
            terms=terms,
            title=self.title(indicator, at),
            kept=kept,
            at=at,
            book=self,
        )

    def judge(self, row: TargetRow) -> rules.Standing:
        """As the rules say, from all figures up to the quarter."""
        if row.is_plain:
            return self._plain_standing(row.indicator, row.at)
        return self._judged(row.target, row.terms, row.at)

    def _plain_standing(self, indicator: Indicator, at: rules.Quarter) -> rules.Standing:
        found = rules.accumulate(measure_of(indicator), self.figures(indicator, at), at, self.first)
        return rules.Standing(rules.Status.NOT_DUE, found.value, found.quarter)

    def _kept_at(self, at: rules.Quarter) -> dict[tuple[int, int | None], Kept]:
        """The standings kept for a quarter, by indicator and target (primary keys)."""
        if at not in self._kept:
            rows = TargetStanding.objects.filter(plan=self.plan, year=at.year, quarter=at.quarter)
            if self._only is not None:
                rows = rows.filter(indicator__in=self._only)
            named = rows.values_list("indicator", "target", *Kept._fields)
            self._kept[at] = {
                (indicator, target): Kept(*kept) for indicator, target, *kept in (() if self._anew else named)
            }
        return self._kept[at]

    def title(self, indicator: Indicator, at: rules.Quarter) -> str:
        """What an indicator is called at the end of a quarter."""
        named = self._named(indicator, at)
        return named.title if named else str(indicator.item.code)

    def _named(self, indicator: Indicator, at: rules.Quarter) -> Named | None:
        return _valid(self._titles.get(indicator.pk, []), quarter_end(at.year, at.quarter))

    def source(self, indicator: Indicator, at: rules.Quarter) -> rules.Source:
        """An indicator as the source of a part of others."""
        found = self._indicators[indicator.pk]
        return rules.Source(measure_of(found), self.figures(found, at), self._base(found))

    def lacking(self, row: TargetRow) -> list[tuple[str, rules.Quarter]]:
        """The figures of other indicators that a rate lacks: as which part, of which quarter."""
        if row.kept is not None:
            return [(part, rules.Quarter.parse(at)) for part, at in row.kept.lacking]
        return [
            (part, quarter)
            for quarter in row.standing.missing
            for part, one in row.indicator.shared_parts.items()
            if rules.lacks(row.measure, self.source(one, quarter), quarter, below=part == DENOMINATOR)
        ]

    def lacking_words(self, row: TargetRow) -> list[str]:
        """The same by name and quarter."""
        parts = [(row.indicator.shared_parts[part], at) for part, at in self.lacking(row)]
        return [f"{self.title(one, at)} ({one.item.code}) {at.label}" for one, at in parts]

    def statuses(self, at: rules.Quarter, *, vision: bool = True) -> dict[Target, str]:
        """The status alone of each target in an earlier quarter; none before the plan begins.

        `vision`: also of targets whose horizon lay after the plan's end. One query for all quarters.
        """
        day = quarter_end(at.year, at.quarter)
        if day < self.plan.starts:
            return {}
        pairs = ((target, _valid(target.terms_set.all(), day)) for target in self._targets)
        return {
            target: self._status(target, terms, at)
            for target, terms in pairs
            if terms is not None and terms.state != TermsState.ENDED
            if vision or terms.horizon <= self.plan.ends
        }

    def _status(self, target: Target, terms: TargetTerms, at: rules.Quarter) -> str:
        override = self._overrides.get((target.indicator_id, target.series, at.year, at.quarter))
        if override is not None:
            return override.status
        kept = self._kept_statuses.get((target.pk, at.year, at.quarter))
        return kept or self._judged(target, terms, at).status.value

    @cached_property
    def _kept_statuses(self) -> dict[tuple[int, int, int], str]:
        """By target and quarter, of the two years before."""
        years = (self.until.year - 2, self.until.year)
        kept = TargetStanding.objects.filter(plan=self.plan, target__isnull=False, year__range=years)
        rows = () if self._anew else kept.values_list("target", "year", "quarter", "status")
        return {(target, year, quarter): status for target, year, quarter, status in rows}

    def ended(self) -> list[tuple[TargetTerms, list[Clause]]]:
        """Targets that a decision has ended by the end of the book's quarter, with what promised them."""
        day = quarter_end(self.until.year, self.until.quarter)
        return [
            (terms, self.citations(target))
            for target in self._targets
            if (terms := _valid(target.terms_set.all(), day)) and terms.state == TermsState.ENDED
        ]

    def _row(self, target: Target, terms: TargetTerms, at: rules.Quarter, day: date) -> TargetRow:
        indicator = target.indicator
        named, kept = self._named(indicator, at), self._kept_at(at).get((indicator.pk, target.pk))
        return TargetRow(
            target=target,
            terms=terms,
            title=named.title if named else str(indicator.item.code),
            title_key=named.title_key if named else "",
            at=at,
            book=self,
            override=self._overrides.get((indicator.pk, target.series, at.year, at.quarter)),
            kept=kept,
        )

    def _judged(self, target: Target, terms: TargetTerms, at: rules.Quarter) -> rules.Standing:
        indicator = target.indicator
        standing = rules.assess(
            measure=measure_of(indicator),
            goal=goal_of(terms, self.plan),
            figures=self.figures(indicator, at),
            baseline=self._base(indicator),
            plan_figures=[rules.PlanFigure(one.year, one.quarter, one.value) for one in self.planned(target)],
            at=at,
            frame=self.frame,
        )
        if indicator.derived_from is not None and indicator.derived_by is None:
            source = self._indicators[indicator.derived_from.pk]
            known = self.figures(source, at)
            standing = rules.lacking_for_growth(standing, measure_of(source), known, self._base(source))
        return suspended(standing) if terms.state == TermsState.SUSPENDED else standing

    def measurements(self, indicator: Indicator) -> list[Measurement]:
        """The counted figures of an indicator, oldest first."""
        return self._measurements.get(indicator.pk, [])

    def figures(self, indicator: Indicator, at: rules.Quarter) -> list[rules.Figure]:
        """Figures about quarters up to `at`; a derived indicator's are computed from its inputs."""
        key = (indicator.pk, at)
        if key not in self._figures:
            self._figures[key] = self._figures_up_to(indicator, at)
        return self._figures[key]

    def _figures_up_to(self, indicator: Indicator, at: rules.Quarter) -> list[rules.Figure]:
        if indicator.derived_from_id:
            return self._derived(indicator, at)
        known = self._entered.get(indicator.pk)
        if known is None:
            known = self._entered[indicator.pk] = [figure_of(one) for one in self.measurements(indicator)]
        own = known[: bisect_right(known, at, key=lambda one: one.quarter)]
        shared = {part: self.source(one, at) for part, one in indicator.shared_parts.items()}
        if not shared:
            return own
        return rules.share(measure_of(indicator), own, shared.get(NUMERATOR), shared.get(DENOMINATOR), at)

    def series(self, indicator: Indicator) -> list[rules.Point]:
        """The accumulated figure of every quarter that has one, oldest first."""
        figures = self.figures(indicator, self.until)
        return rules.series(measure_of(indicator), figures, self.until, since=self.first)

    def baseline(self, indicator: Indicator) -> Baseline | None:
        """Số gốc; of a rate whose parts both are other indicators' the one of theirs, when of one day."""
        known = self._baselines.get(indicator.pk)
        shared = [self._baselines.get(one.pk) for one in indicator.shared_parts.values()]
        if known is not None or len(shared) < 2:
            return known
        above, below = shared
        if above is None or below is None or above.on != below.on or not below.value:
            return None
        given = {"on": above.on, "source": above.source, "numerator": above.value, "denominator": below.value}
        return Baseline(indicator=indicator, **given)

    def _base(self, indicator: Indicator) -> rules.Baseline | None:
        return baseline_of(self.baseline(indicator))

    def _derived(self, indicator: Indicator, at: rules.Quarter) -> list[rules.Figure]:
        source, divisor = indicator.derived_from, indicator.derived_by
        if source is None:
            return []
        source = self._indicators[source.pk]
        if divisor is None:
            return rules.growth_of(measure_of(source), self.figures(source, at), at, self._base(source))
        divisor = self._indicators[divisor.pk]
        return rules.ratio_of(
            measure_of(source), self.figures(source, at), measure_of(divisor), self.figures(divisor, at), at
        )


def inputs_of(indicator: Indicator) -> list[Indicator]:
    """The indicators it is computed from."""
    shared = indicator.shared_parts.values()
    return [one for one in (indicator.derived_from, indicator.derived_by, *shared) if one]


def suspended(standing: rules.Standing) -> rules.Standing:
    """A standing with the figure and nothing that judges it."""
    return rules.Standing(
        status=rules.Status.NOT_DUE,
        current=standing.current,
        current_quarter=standing.current_quarter,
        numerator=standing.numerator,
        denominator=standing.denominator,
        estimated=standing.estimated,
        partial=standing.partial,
        reasons=(rules.Reason.SUSPENDED,),
        reached_on=standing.reached_on,
        rating=standing.rating,
    )


def _with_figures_of(
    reports: Collection[Report], counted: dict[int, list[Measurement]]
) -> dict[int, list[Measurement]]:
    """The figures that would count once the reports did: their own in place of those of the same round.

    By indicator. Two queries.
    """
    period, items = next(iter(reports)).period_id, [one.item_id for one in reports]
    replaced = set(Report.objects.filter(item__in=items, period=period).values_list("pk", flat=True))
    own: dict[int, dict[tuple[int, int, str], Measurement]] = {pk: {} for pk in items}
    for one in Measurement.objects.filter(report__in=[report.pk for report in reports]):
        own[one.indicator_id][one.year, one.quarter, one.form] = one
    return {pk: _merged(counted.get(pk, ()), mine, replaced) for pk, mine in own.items()}


def _merged(
    counted: Iterable[Measurement], own: dict[tuple[int, int, str], Measurement], replaced: set[int]
) -> list[Measurement]:
    kept = [
        one
        for one in counted
        if (one.year, one.quarter, one.form) not in own and one.report_id not in replaced
    ]
    return sorted([*kept, *own.values()], key=lambda one: (one.year, one.quarter, one.recorded_at))


def _valid(versions: Iterable[Version], day: date) -> Version | None:
    """The version that holds on a day; None before the first."""
    return max(
        (one for one in versions if one.valid_from <= day), key=lambda one: one.valid_from, default=None
    )

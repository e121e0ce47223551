"""How every target of a plan stands in a quarter: rows fetched once, as they are kept or judged by rules.

Page, chart, Excel, Word and JSON all read these rows; a number is never computed in two ways.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import TypeAlias, TypeVar

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from bachdang.accounts.models import Unit
from indicators import rules
from indicators.as_rules import frame_of, goal_of, measure_of
from indicators.counting import DENOMINATOR
from indicators.figure_book import FigureBook
from indicators.models import Citation, Indicator, PlanFigure, Target, TargetStanding, TargetTerms
from indicators.target_row import Kept, Named, TargetRow
from plans.models import Clause, Override, Plan, Report, Terms, TermsState
from plans.rules import quarter_end

Version = TypeVar("Version", Named, TargetTerms)
TargetVersions: TypeAlias = tuple[Target, list[TargetTerms]]


class TargetBook(FigureBook):
    """All that the targets of a plan need, up to a quarter, in a constant number of queries.

    `rows(at)` may be asked for several quarters; each is one query of the standings kept for it. Figures are
    fetched when somebody asks for them, or when a standing is not kept. `indicators`: only their targets, by
    primary keys or as a condition. `with_reports`: as if these reports of a round counted. `anew`: as the
    rules judge, whatever is kept. `units`: those that are known already.
    """

    def __init__(
        self,
        plan: Plan,
        until: rules.Quarter,
        indicators: Collection[int] | Q | None = None,
        with_reports: Collection[Report] = (),
        anew: bool = False,
        units: Mapping[int, Unit] | None = None,
    ) -> None:
        only = indicators if indicators is None or isinstance(indicators, Q) else Q(pk__in=indicators)
        super().__init__(plan, until, only, with_reports, units)
        self._is_part = only is not None
        self._anew = anew or bool(with_reports)
        self._kept: dict[rules.Quarter, dict[tuple[int, int | None], Kept]] = {}
        self.frame = frame_of(plan)
        self._targets = self._load_targets()
        self._titles = self._load_titles()

    def only(self, indicators: Collection[int]) -> TargetBook:
        """The same book of these indicators alone (primary keys): what was read of them is not read again,
        and figures, baselines and plan figures are fetched for them and what they are computed from only.
        """
        book = copy(self)
        book._asked, book._is_part = {*indicators}, True
        book.indicators = {pk: self.indicators[pk] for pk in self._with_sources(indicators)}
        book._targets = [one for one in self._targets if one.indicator_id in indicators]
        book._entered, book._figures = {}, {}
        for name in ("_measurements", "_planned", "_baselines", "_cited", "_plain"):
            book.__dict__.pop(name, None)
        return book

    def headlines(self) -> list[Indicator]:
        """The plan's headline indicators in the order the office gave them."""
        marked = [one for one in self.indicators.values() if one.headline is not None]
        return sorted(marked, key=lambda one: (one.headline or 0, one.item.order))

    def _load_targets(self) -> list[Target]:
        rows = Target.objects.filter(indicator__in=self._asked).order_by()
        place = {pk: number for number, pk in enumerate(self.indicators)}
        targets = sorted(rows, key=lambda one: (place[one.indicator_id], one.series))
        for target in targets:
            target.indicator = self.indicators[target.indicator_id]
        return targets

    @cached_property
    def _versions(self) -> dict[int, list[TargetTerms]]:
        """The versions of the terms of each target (prefetch_related hands them out slower than it reads)."""
        found: dict[int, list[TargetTerms]] = defaultdict(list)
        known = {one.pk: one for one in self._targets}
        rows = TargetTerms.objects.filter(target__in=known).select_related("decision")
        for one in rows.order_by("valid_from"):
            one.target = known[one.target_id]
            found[one.target_id].append(one)
        return found

    def versions_of(self, indicator: Indicator) -> list[TargetVersions]:
        """The targets of an indicator by series, each with every version of its terms, the oldest first."""
        return [(one, self._versions[one.pk]) for one in self._targets if one.indicator_id == indicator.pk]

    def overrides_of(self, indicator: Indicator) -> list[Override]:
        """The office's own verdicts of its targets, of all rounds."""
        return [one for one in self._overrides.values() if one.item_id == indicator.pk]

    def _held(self, day: date) -> Iterator[tuple[Target, TargetTerms]]:
        """The targets with the terms that hold on a day, also those that ended."""
        for target in self._targets:
            if (terms := _valid(self._versions[target.pk], day)) is not None:
                yield target, terms

    @cached_property
    def _plain(self) -> list[Indicator]:
        """Indicators without a target of their own: quantities that others share."""
        aimed = {one.indicator_id for one in self._targets}
        return [one for pk, one in self.indicators.items() if pk in self._asked and pk not in aimed]

    def _load_titles(self) -> dict[int, list[Named]]:
        titles: dict[int, list[Named]] = defaultdict(list)
        rows = Terms.objects.filter(item__in=self.indicators).order_by("valid_from")
        for pk, *named in rows.values_list("item", "valid_from", "title", "title_key"):
            titles[pk].append(Named(*named))
        return titles

    @cached_property
    def _overrides(self) -> dict[tuple[int, str, int, int], Override]:
        rows = Override.objects.filter(item__in=self._asked).select_related("period", "made_by")
        return {(one.item_id, one.series, one.period.year, one.period.quarter): one for one in rows}

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

    def rows(self, at: rules.Quarter | None = None) -> list[TargetRow]:
        """Targets whose terms hold at the end of the quarter, in the plan's order."""
        at = at or self.until
        day = quarter_end(at.year, at.quarter)
        return [
            self._row(target, terms, at, day)
            for target, terms in self._held(day)
            if terms.state != TermsState.ENDED
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
            if self._is_part:
                rows = rows.filter(indicator__in=self._asked)
            texts = (Cast(name, TextField()) for name in ("detail", "points", "lacking"))
            named = rows.values_list("indicator", "target", "status", *texts)
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

    def lacking(self, row: TargetRow) -> list[tuple[str, rules.Quarter]]:
        """The figures of other indicators that a rate lacks: as which part, of which quarter."""
        if row.kept is not None:
            return [(part, rules.Quarter.parse(at)) for part, at in json.loads(row.kept.lacking)]
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
        return {
            target: self._status(target, terms, at)
            for target, terms in self._held(day)
            if terms.state != TermsState.ENDED
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
            for target, terms in self._held(day)
            if terms.state == TermsState.ENDED
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
            source = self.indicators[indicator.derived_from.pk]
            known = self.figures(source, at)
            standing = rules.lacking_for_growth(standing, measure_of(source), known, self._base(source))
        return suspended(standing) if terms.state == TermsState.SUSPENDED else standing


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


def _valid(versions: Iterable[Version], day: date) -> Version | None:
    """The version that holds on a day; None before the first."""
    return max(
        (one for one in versions if one.valid_from <= day), key=lambda one: one.valid_from, default=None
    )

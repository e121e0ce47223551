"""The figures of a plan's indicators up to a quarter, as entered or computed from others; each read once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from django.db.models import Q

from bachdang.accounts.models import Unit
from indicators import rules
from indicators.as_rules import baseline_of, figure_of, measure_of
from indicators.catalogue import catalogue
from indicators.counting import DENOMINATOR, NUMERATOR
from indicators.models import Baseline, Indicator, Measurement
from plans.models import Plan, Report


class FigureBook:
    """Figures are fetched when somebody asks for them, for all indicators at once.

    `only`: the indicators asked for, as a condition on them, None for all; those they are computed from come
    along. `with_reports`: as if these reports of a round counted. `units`: those that are known already.
    """

    def __init__(
        self,
        plan: Plan,
        until: rules.Quarter,
        only: Q | None,
        with_reports: Collection[Report],
        units: Mapping[int, Unit] | None = None,
    ) -> None:
        self.plan = plan
        self.until = until
        self.first = rules.Quarter.of(plan.starts)
        self._with_reports = with_reports
        self.indicators, self._asked = catalogue(plan, only, units)
        self._entered: dict[int, list[rules.Figure]] = {}
        self._figures: dict[tuple[int, rules.Quarter], list[rules.Figure]] = {}

    @cached_property
    def _baselines(self) -> dict[int, Baseline]:
        return Baseline.objects.in_bulk(self.indicators)

    @cached_property
    def _measurements(self) -> dict[int, list[Measurement]]:
        found: dict[int, list[Measurement]] = defaultdict(list)
        rows = (
            Measurement.objects.counted()
            .filter(indicator__in=self.indicators, year__lte=self.until.year)
            .order_by("year", "quarter", "recorded_at")
        )
        for row in rows:
            found[row.indicator_id].append(row)
        return found | _with_figures_of(self._with_reports, found) if self._with_reports else found

    def source(self, indicator: Indicator, at: rules.Quarter) -> rules.Source:
        """An indicator as the source of a part of others."""
        found = self.indicators[indicator.pk]
        return rules.Source(measure_of(found), self.figures(found, at), self._base(found))

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
        source = self.indicators[source.pk]
        if divisor is None:
            return rules.growth_of(measure_of(source), self.figures(source, at), at, self._base(source))
        divisor = self.indicators[divisor.pk]
        return rules.ratio_of(
            measure_of(source), self.figures(source, at), measure_of(divisor), self.figures(divisor, at), at
        )

    def _with_sources(self, indicators: Iterable[int]) -> list[int]:
        """Those indicators and all that they are computed from."""
        found, waiting = set(), [pk for pk in indicators if pk in self.indicators]
        while waiting:
            found.add(pk := waiting.pop())
            waiting += [one.pk for one in inputs_of(self.indicators[pk]) if one.pk not in found]
        return [pk for pk in self.indicators if pk in found]


def inputs_of(indicator: Indicator) -> list[Indicator]:
    """The indicators it is computed from."""
    shared = indicator.shared_parts.values()
    return [one for one in (indicator.derived_from, indicator.derived_by, *shared) if one]


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

"""One target as it stands in a quarter: what page, chart, Excel, Word and JSON say of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bachdang.ui.statuses import severity
from indicators import rules
from indicators.as_rules import goal_of, measure_of
from indicators.models import (
    Baseline,
    Indicator,
    PlanFigure,
    Target,
    TargetTerms,
)
from indicators.rules import Status
from indicators.wording import figure_text, target_wording
from plans.models import Clause, Item, Override, TermsState

if TYPE_CHECKING:
    from indicators.standings import TargetBook


@dataclass(frozen=True)
class TargetRow:
    """One target as it stands at the end of a quarter; `override` is the office's own verdict for it."""

    target: Target
    terms: TargetTerms
    title: str
    at: rules.Quarter
    book: TargetBook = field(repr=False, compare=False)
    override: Override | None = None
    title_key: str = ""
    kept: Kept | None = field(default=None, repr=False, compare=False)

    @cached_property
    def standing(self) -> rules.Standing:
        """As it is kept, else as the rules judge it."""
        return rules.standing_from_json(json.loads(self.kept.detail)) if self.kept else self.book.judge(self)

    @cached_property
    def points(self) -> list[rules.Point]:
        """The accumulated figure of every quarter that has one, oldest first."""
        if self.kept is not None and self.at == self.book.until:
            return rules.points_from_json(json.loads(self.kept.points))
        return self.book.series(self.indicator)

    @property
    def pk(self) -> int:
        return self.target.pk

    @property
    def indicator(self) -> Indicator:
        return self.target.indicator

    @property
    def item(self) -> Item:
        return self.target.indicator.item

    @property
    def programme(self) -> Item | None:
        """The programme the indicator stands under."""
        return self.item.parent

    @cached_property
    def measure(self) -> rules.Measure:
        """How the indicator is measured, as the arithmetic takes it."""
        return measure_of(self.indicator)

    @property
    def is_small_count(self) -> bool:
        """Whether it counts 5 things or fewer: such a count has no even pace (rule 4)."""
        return rules.is_small_count(self.measure, goal_of(self.terms, self.item.plan))

    @property
    def status(self) -> str:
        return self.override.status if self.override else self.computed

    @property
    def is_red(self) -> bool:
        """Whether it calls for attention: slow, at risk or failed."""
        return self.status in {Status.SLOW, Status.AT_RISK, Status.FAILED}

    @property
    def severity(self) -> int:
        return severity(self.status)

    @property
    def computed(self) -> str:
        """The status that the figures give."""
        return self.kept.status if self.kept else self.standing.status.value

    @property
    def estimated(self) -> bool:
        """Whether a verdict was given and rests on an estimate: "(ước)"."""
        judged = self.status not in {Status.NO_DATA, Status.NOT_DUE}
        return judged and self.override is None and self.standing.estimated

    @property
    def inside_year(self) -> bool:
        """Whether the verdict is of a year that has not ended: "(trong năm)"."""
        return self.override is None and self.standing.inside_year

    @property
    def grey(self) -> rules.Grey | None:
        """Why there is no verdict; None where there is one, also the office's own."""
        return None if self.override else rules.grey_of(self.standing)

    @property
    def grey_text(self) -> str:
        return self.grey.label if self.grey else ""

    @property
    def is_vision(self) -> bool:
        """Whether the horizon lies after the plan's end: counted apart (domain.md, rule 12)."""
        return self.terms.horizon > self.item.plan.ends

    @property
    def is_suspended(self) -> bool:
        """Whether a decision has stopped it for the time being: shown with its figure, not judged."""
        return self.terms.state == TermsState.SUSPENDED

    @property
    def is_plain(self) -> bool:
        """Whether it has no target: a quantity that others share."""
        return self.target.pk is None

    @cached_property
    def wording(self) -> str:
        return "không có mục tiêu riêng" if self.is_plain else target_wording(self.terms, self.indicator)

    @property
    def finding(self) -> str:
        """What the trajectory says, as the title of its chart."""
        standing = self.standing
        if standing.current is None:
            return f"{self.title}: chưa có số liệu"
        now = figure_text(standing.current, self.indicator, standing.rating.value if standing.rating else "")
        return f"{self.title}: {now}, {Status(self.status).label.lower()}"

    @property
    def citations(self) -> list[Clause]:
        return self.book.citations(self.target)

    @property
    def baseline(self) -> Baseline | None:
        return self.book.baseline(self.indicator)

    @property
    def planned(self) -> Sequence[PlanFigure]:
        """Kế hoạch năm, quý, the earliest first."""
        return self.book.planned(self.target)

    @property
    def plan_figure(self) -> Decimal | None:
        """The plan of the year looked at."""
        years = (one.value for one in self.planned if one.year == self.at.year and one.quarter is None)
        return next(years, None)


class Kept(NamedTuple):
    """What TargetStanding keeps of a target and a quarter: JSON as text, read by those that ask for it."""

    status: str
    detail: str
    points: str
    lacking: str


class Named(NamedTuple):
    """What an item is called from a day on."""

    valid_from: date
    title: str
    title_key: str

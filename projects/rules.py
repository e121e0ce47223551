"""Pure rules about the money of a project: what contradicts itself, what is worth a second look.

Amounts are whole đồng. What one decision says wrongly is an error and refused. What several decisions or a
payment make look wrong is a warning: confirmed once by the person who types it, told to the office. No ORM.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bachdang.vietnamese.money import exact_text
from bachdang.vietnamese.numbers import format_decimal
from projects.choices import CapitalScope, FundSource, Stage

Shares: TypeAlias = Mapping[str, int]
"""Source → đồng."""

WRONG_UNIT = 500
"""So many times a neighbour, or so small a part of it, and the unit was probably taken for another."""


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Part(NamedTuple):
    """One figure of the capital: total investment, medium-term, or the plan of a year."""

    scope: str
    year: int | None = None

    @property
    def label(self) -> str:
        label = CapitalScope(self.scope).label
        return f"{label} {self.year}" if self.year else label


TOTAL, MEDIUM_TERM = Part(CapitalScope.TOTAL), Part(CapitalScope.MEDIUM_TERM)


@dataclass(frozen=True)
class Finding:
    """What is wrong, in words with the numbers; `where`: the part or budget year, with the source or all."""

    level: Level
    text: str
    where: Part | int | None = None
    source: str = ""

    @property
    def is_error(self) -> bool:
        return self.level is Level.ERROR


@dataclass(frozen=True)
class Funding:
    """All that is known of a project's money on a day.

    `decided` names the decision of each part; `paid` is paid to date by budget year, of which `quarter` in
    the quarter looked at; `before` is what the last quarter that paid anything paid.
    """

    capital: Mapping[Part, Shares] = field(default_factory=dict)
    decided: Mapping[Part, str] = field(default_factory=dict)
    paid: Mapping[int, Shares] = field(default_factory=dict)
    quarter: Mapping[int, Shares] = field(default_factory=dict)
    before: Shares = field(default_factory=dict)

    def whole(self, part: Part) -> int | None:
        return whole(self.capital.get(part))

    @property
    def year_parts(self) -> list[Part]:
        return sorted(one for one in self.capital if one.scope == CapitalScope.YEAR)


def whole(shares: Shares | None) -> int | None:
    """The sum of shares; None without any (missing is not zero)."""
    return sum(shares.values()) if shares else None


def stated_findings(part: Part, shares: Shares, stated: int | None) -> Iterator[Finding]:
    """The sources must add up to the sum that the decision states."""
    added = whole(shares)
    if stated is None or added == stated:
        return
    if added is None:
        text = f"{part.label}: có tổng số {exact_text(stated)} nhưng chưa nhập số tiền của nguồn nào."
        yield Finding(Level.ERROR, text, part)
        return
    gap = exact_text(abs(stated - added))
    which = "thiếu" if added < stated else "thừa"
    text = (
        f"{part.label}: các nguồn cộng lại {exact_text(added)}, {which} {gap} "
        f"so với tổng số ghi trong quyết định ({exact_text(stated)})."
    )
    yield Finding(Level.ERROR, text, part)


def negative_findings(capital: Mapping[Part, Shares]) -> Iterator[Finding]:
    for part, shares in capital.items():
        for source, dong in shares.items():
            if dong < 0:
                label = FundSource(source).label
                text = f"{part.label}, {label}: số tiền không được nhỏ hơn 0 ({exact_text(dong)})."
                yield Finding(Level.ERROR, text, part, source)


def capital_findings(funding: Funding) -> Iterator[Finding]:
    """Year's plan ≤ medium-term ≤ total investment; an error where one decision says both."""
    yield from _exceeds(funding, MEDIUM_TERM, TOTAL)
    frame = MEDIUM_TERM if funding.whole(MEDIUM_TERM) is not None else TOTAL
    for part in funding.year_parts:
        yield from _exceeds(funding, part, frame)
    yield from _years_exceed(funding, frame)


def _exceeds(funding: Funding, part: Part, frame: Part) -> Iterator[Finding]:
    smaller, larger = funding.whole(part), funding.whole(frame)
    if smaller is None or larger is None or smaller <= larger:
        return
    text = (
        f"{part.label} ({exact_text(smaller)}) lớn hơn {_lower(frame.label)} ({exact_text(larger)}), "
        f"vượt {exact_text(smaller - larger)}."
    )
    yield Finding(_level(funding, [part, frame]), text, part)


def _years_exceed(funding: Funding, frame: Part) -> Iterator[Finding]:
    """The plans of the years together; a single year over the frame has been told already."""
    parts, larger = funding.year_parts, funding.whole(frame)
    plans = [funding.whole(part) or 0 for part in parts]
    if larger is None or len(parts) < 2 or sum(plans) <= larger or max(plans) > larger:
        return
    years = ", ".join(str(part.year) for part in parts)
    text = (
        f"Kế hoạch vốn các năm {years} cộng lại ({exact_text(sum(plans))}) lớn hơn "
        f"{_lower(frame.label)} ({exact_text(larger)})."
    )
    yield Finding(_level(funding, [*parts, frame]), text, parts[-1])


def _level(funding: Funding, parts: Iterable[Part]) -> Level:
    """What one decision says of several parts contradicts itself; of several decisions one may be older."""
    decisions = {funding.decided.get(part, "") for part in parts}
    return Level.ERROR if len(decisions) == 1 and "" not in decisions else Level.WARNING


def disbursement_findings(funding: Funding, years: Iterable[int] | None = None) -> Iterator[Finding]:
    """Paid of each budget year against its plan, in all and by source; all paid against the total."""
    for year in sorted(funding.paid if years is None else years):
        paid = funding.paid.get(year, {})
        if not any(paid.values()):
            continue
        plan = funding.capital.get(Part(CapitalScope.YEAR, year))
        if plan is None or not any(plan.values()):
            text = f"Đã giải ngân {exact_text(whole(paid))} nhưng chưa có kế hoạch vốn năm {year}."
            yield Finding(Level.WARNING, text, year)
        else:
            yield from _overpaid(year, paid, plan)
    yield from _overpaid_total(funding)


def _overpaid(year: int, paid: Shares, plan: Shares) -> Iterator[Finding]:
    given, planned = whole(paid) or 0, whole(plan) or 0
    if given > planned:
        text = (
            f"Giải ngân vốn năm {year} lũy kế {exact_text(given)}, "
            f"vượt kế hoạch vốn năm ({exact_text(planned)}) {exact_text(given - planned)}."
        )
        yield Finding(Level.WARNING, text, year)
    for source, dong in paid.items():
        share, label = plan.get(source, 0), FundSource(source).label
        if dong and not share:
            text = f"{label}: giải ngân {exact_text(dong)} nhưng kế hoạch vốn năm {year} không có nguồn này."
            yield Finding(Level.WARNING, text, year, source)
        elif dong > share and len(plan) > 1:
            text = (
                f"{label}: giải ngân vốn năm {year} lũy kế {exact_text(dong)}, "
                f"vượt kế hoạch của nguồn ({exact_text(share)})."
            )
            yield Finding(Level.WARNING, text, year, source)


def _overpaid_total(funding: Funding) -> Iterator[Finding]:
    total = funding.whole(TOTAL)
    paid = sum(whole(shares) or 0 for shares in funding.paid.values())
    if total is not None and paid > total:
        text = f"Giải ngân từ đầu dự án {exact_text(paid)}, lớn hơn tổng mức đầu tư ({exact_text(total)})."
        yield Finding(Level.WARNING, text)


Named: TypeAlias = tuple[str, int]
"""What a sum is called, and the sum."""


def capital_magnitudes(funding: Funding, parts: Iterable[Part] | None = None) -> Iterator[Finding]:
    """A part 500 times every other part, or a share 500 times every other: taken for another unit?"""
    told: set[Part] = set()
    for part in list(funding.capital if parts is None else parts):
        others = [(one.label, funding.whole(one) or 0) for one in funding.capital if one not in {part, *told}]
        if text := _magnitude((part.label, funding.whole(part) or 0), others):
            told.add(part)
            yield Finding(Level.WARNING, text, part)
        else:
            yield from _share_magnitudes(funding, part)


def _share_magnitudes(funding: Funding, part: Part) -> Iterator[Finding]:
    """A share far from the other sources, and from its own source in the other parts; the first is told."""
    shares = {source: dong for source, dong in funding.capital.get(part, {}).items() if dong}
    others = [one for one in funding.capital if one != part]
    for source in sorted(shares if len(shares) > 1 else [], key=lambda one: -shares[one]):
        label = FundSource(source).label
        near = [
            *(
                (f"{part.label}, {FundSource(one).label}", dong)
                for one, dong in shares.items()
                if one != source
            ),
            *((f"{one.label}, {label}", funding.capital[one].get(source, 0)) for one in others),
        ]
        if text := _magnitude((f"{part.label}, {label}", shares[source]), near):
            yield Finding(Level.WARNING, text, part, source)
            return


def payment_magnitudes(funding: Funding) -> Iterator[Finding]:
    """A payment of the quarter far from the last quarter's, the source's plan and the other sources."""
    for year, shares in funding.quarter.items():
        plan = funding.capital.get(Part(CapitalScope.YEAR, year), {})
        for source, dong in shares.items():
            name = f"Giải ngân vốn năm {year} từ {_lower(FundSource(source).label)}"
            near = [
                (f"kế hoạch vốn năm {year} của nguồn", plan.get(source, 0)),
                ("số giải ngân của quý trước", funding.before.get(source, 0)),
                *((FundSource(one).label, other) for one, other in shares.items() if one != source),
            ]
            if text := _magnitude((name, dong), near):
                yield Finding(Level.WARNING, text, year, source)


def _magnitude(one: Named, neighbours: Iterable[Named]) -> str:
    """In words, when even the nearest neighbour is 500 times as large or as small; "" otherwise."""
    name, amount = one
    known = [(label, other) for label, other in neighbours if other > 0]
    if amount <= 0 or not known:
        return ""
    label, other = min(known, key=lambda near: max(amount, near[1]) / min(amount, near[1]))
    if amount < WRONG_UNIT * other and other < WRONG_UNIT * amount:
        return ""
    times = format_decimal(round(max(amount, other) / min(amount, other)))
    ratio = f"gấp {times} lần" if amount > other else f"chỉ bằng 1/{times}"
    amounts = f"{name} ({exact_text(amount)}) {ratio} {_lower(label)} ({exact_text(other)})"
    return f"{amounts}: kiểm tra lại đơn vị tính (đồng, triệu, tỷ)."


def findings(funding: Funding) -> list[Finding]:
    """Everything there is to say of a project's money, errors first."""
    found = [
        *capital_findings(funding),
        *disbursement_findings(funding),
        *capital_magnitudes(funding),
        *payment_magnitudes(funding),
    ]
    return sorted(found, key=lambda one: not one.is_error)


_ORDER = (Stage.PREPARATION, Stage.CLEARANCE, Stage.CONSTRUCTION, Stage.COMPLETED, Stage.SETTLED)
FINISHED = (Stage.COMPLETED, Stage.SETTLED)


def goes_back(before: str, now: str) -> bool:
    """Whether a stage lies before the one last reported; a halt is no step back."""
    if before not in _ORDER or now not in _ORDER:
        return False
    return _ORDER.index(Stage(now)) < _ORDER.index(Stage(before))


def stage_finding(before: str, now: str) -> Finding | None:
    if not goes_back(before, now):
        return None
    text = f"Giai đoạn lùi từ “{Stage(before).label}” (báo cáo trước) về “{Stage(now).label}”."
    return Finding(Level.WARNING, text)


def budget_years(year: int, quarter: int) -> list[int]:
    """Budget years a quarter's payments may be charged to: QI still pays out the one before, until 31/01."""
    return [year - 1, year] if quarter == 1 else [year]


def _lower(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"

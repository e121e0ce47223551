"""Who issues the report and for which period: letterhead and titles, from the plan's own data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bachdang.scope.scopes import Scope
from bachdang.standing.spans import Span
from bachdang.vietnamese.numbers import format_date
from plans.models import Clause, ClauseKind, Plan

_COMMITTEE, _ANNEX = "đảng ủy", "phụ lục"


@dataclass(frozen=True)
class Head:
    """Letterhead (two blocks), the lines that name plan and period, and whether figures are made up.

    `about` names the one unit or programme the report is narrowed to, `suffix` the same in a file's name;
    `span` is what the columns call the time covered, `remark` what must be said of its figures. `quarter` is
    the one it ends with, `next_quarter` the one after; `following` is what the tasks ahead are headed with.
    `until` is the plan's last year. What a default says is what a locked
    quarter means that does not say it.
    """

    left: tuple[str, ...]
    right: str
    place: str
    plan_title: str
    period: str
    slug: str
    judged_on: date
    cutoff: date | None
    illustrative: bool
    issuer: str = ""
    about: str = ""
    suffix: str = ""
    span: str = "quý"
    remark: str = ""
    quarter: str = ""
    next_quarter: str = ""
    following: str = "quý sau"
    until: str = "2030"
    task_annex: str = "Phụ lục 1"
    project_annex: str = "Phụ lục 2"

    def tasks(self, words: str) -> str:
        """Words about the plan's tasks, with the annex that lists them where the plan has one."""
        return f"{words} ({self.task_annex})" if self.task_annex else words

    def projects(self, words: str) -> str:
        return f"{words} ({self.project_annex})" if self.project_annex else words

    @property
    def period_inside(self) -> str:
        """The time covered, within a sentence: "quý III/2026", "từ ngày … đến ngày …"."""
        return f"{self.period[:1].lower()}{self.period[1:]}"

    @property
    def place_and_date(self) -> str:
        """Left blank: the system signs nothing."""
        return f"{self.place}, ngày … tháng … năm …"

    @property
    def file_name(self) -> str:
        """Of a download, without its ending; ASCII."""
        return "-".join(part for part in ("bao-cao", self.slug, self.suffix) if part)

    @property
    def as_of(self) -> str:
        """The day that the statuses are of."""
        cutoff = f"; ngày chốt số liệu {format_date(self.cutoff)}" if self.cutoff else ""
        return f"{self.period}, tính đến ngày {format_date(self.judged_on)}{cutoff}"


def head_of(scope: Scope, plan: Plan, span: Span | None = None) -> Head:
    """The head of a quarter's report. The Party's letterhead: superior committee over issuing one."""
    parent = plan.locality.parent
    superior = (f"ĐẢNG BỘ {parent.name.upper()}",) if parent else ()
    quarter = scope.quarter
    label = span.label if span else quarter.label
    annexes = _annexes(plan)
    return Head(
        left=(*superior, _committee(plan), "*"),
        right="ĐẢNG CỘNG SẢN VIỆT NAM",
        place=plan.locality.place,
        plan_title=plan.title,
        period=f"{label[:1].upper()}{label[1:]}",
        slug=span.slug if span else str(quarter),
        judged_on=scope.judged_on,
        cutoff=scope.period.cutoff if scope.period else None,
        illustrative=plan.illustrative,
        issuer=plan.issuer,
        span=span.column if span else "quý",
        remark=span.remark if span else "",
        quarter=quarter.label,
        next_quarter=quarter.next().label,
        following=span.following if span else quarter.next().label,
        until=str(plan.ends.year),
        task_annex=annexes.get(ClauseKind.TASK, ""),
        project_annex=annexes.get(ClauseKind.PROJECT, ""),
    )


def _committee(plan: Plan) -> str:
    """ "Ban Thường vụ Đảng ủy phường X" signs under the letterhead of "ĐẢNG ỦY PHƯỜNG X"."""
    start = plan.issuer.lower().find(_COMMITTEE)
    return (plan.issuer[start:] if start >= 0 else f"{_COMMITTEE} {plan.locality.name}").upper()


def _annexes(plan: Plan) -> dict[str, str]:
    """The annexes of tasks and projects, by the places of their rows: "Phụ lục 1" of "Phụ lục 1, I.1"."""
    rows = Clause.objects.filter(plan=plan, kind__in=(ClauseKind.TASK, ClauseKind.PROJECT))
    places = dict(rows.order_by("-order").values_list("kind", "place"))
    named = {kind: place.split(",")[0].strip() for kind, place in places.items()}
    return {kind: name for kind, name in named.items() if name.lower().startswith(_ANNEX)}

"""The story of an item in one line of time: decisions, milestones, accepted reports, evidence, requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from bachdang.standing.explanations import Thread
from bachdang.ui.statuses import look_of
from indicators.models import TargetTerms
from plans.models import Evidence, Milestone, Override, Report, Terms, TermsState
from plans.terms.decisions import said

SHOWN = 12
"""How many steps are shown at once; earlier ones fold."""


@dataclass(frozen=True)
class Step:
    """What happened on a day: `kind` in a word or two, `text` what it was, `evidence` what stands behind it.

    `ahead`: a day that is still to come.
    """

    day: date
    kind: str
    text: str
    evidence: Sequence[Evidence] = ()
    ahead: bool = False


@dataclass(frozen=True)
class Story:
    """The steps of an item, the newest first, those to come before them."""

    steps: list[Step] = field(default_factory=list)

    @property
    def newest(self) -> list[Step]:
        return self.steps[:SHOWN]

    @property
    def earlier(self) -> list[Step]:
        return self.steps[SHOWN:]


@dataclass(frozen=True)
class Sources:
    """What is told of an item, of what everybody may read: each with what is named of it."""

    terms: Sequence[Terms | TargetTerms]
    milestones: Sequence[Milestone] = ()
    reports: Sequence[Report] = ()
    verdicts: Sequence[Override] = ()


def story_of(told: Sources, asked: Iterable[Thread], today: date) -> Story:
    """`asked`: the item's requests for an explanation. No query."""
    steps = [
        *_terms(told.terms),
        *_milestones(told.milestones, today),
        *_reports(told.reports),
        *_verdicts(told.verdicts),
        *_asked(asked),
    ]
    return Story(sorted(steps, key=lambda one: one.day, reverse=True))


def _terms(rows: Sequence[Terms | TargetTerms]) -> Iterator[Step]:
    """The document, and what decisions made of it."""
    starts = min((one.valid_from for one in rows if one.decision is None), default=None)
    if starts is not None:
        yield Step(starts, "Kế hoạch", "Giao theo văn bản kế hoạch")
    acts = {(one.valid_from, said(one.decision), one.state) for one in rows if one.decision is not None}
    for day, words, state in sorted(acts):
        label = "" if state == TermsState.ACTIVE else f", {TermsState(state).label.lower()}"
        yield Step(day, "Quyết định", f"{words}{label}")


def _milestones(rows: Iterable[Milestone], today: date) -> Iterator[Step]:
    for one in rows:
        if one.completed_on is not None:
            yield Step(one.completed_on, "Mốc", f"Hoàn thành: {one.title}")
        else:
            late = "quá hạn" if one.due < today else "đến hạn"
            yield Step(one.due, "Mốc", f"{one.title} ({late})", ahead=one.due >= today)


def _reports(rows: Iterable[Report]) -> Iterator[Step]:
    """What counts, each with its evidence."""
    for one in rows:
        day = timezone.localtime(one.accepted_at).date() if one.accepted_at else one.period.due
        words = f": {one.result}" if one.result else ""
        told = f"{one.unit} báo cáo {one.period.within}{words}"
        yield Step(day, "Báo cáo", told, list(one.evidence.all()))


def _verdicts(rows: Iterable[Override]) -> Iterator[Step]:
    for one in rows:
        label = look_of(one.status).label
        day = timezone.localtime(one.made_at).date()
        yield Step(day, "Đánh giá", f"Văn phòng đánh giá {one.period.within}: {label}. {one.reason}")


def _asked(found: Iterable[Thread]) -> Iterator[Step]:
    for one in found:
        day = timezone.localtime(one.request.asked_at).date()
        yield Step(day, "Giải trình", f"{one.request.asker} yêu cầu: {one.request.text}")
        for reply in one.replies:
            yield Step(timezone.localtime(reply.at).date(), "Giải trình", f"{reply.by} trả lời: {reply.text}")

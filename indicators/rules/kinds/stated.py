"""milestone and qualitative: what is stated, not measured (rule 9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from indicators.rules.exact import exact
from indicators.rules.figures import Figure
from indicators.rules.kinds.case import Case
from indicators.rules.quarters import Quarter
from indicators.rules.standing import Standing
from indicators.rules.terms import Goal
from indicators.rules.vocabulary import Frequency, Rating, Reason, Status, TargetKind

_BY_RATING = {
    Rating.MET: Status.MET,
    Rating.ON_TRACK: Status.ON_TRACK,
    Rating.SLOW: Status.SLOW,
    Rating.AT_RISK: Status.AT_RISK,
    Rating.FAILED: Status.FAILED,
}

MILESTONE_WORDS = (Rating.ON_TRACK, Rating.SLOW, Rating.AT_RISK)
"""What a unit may say of a milestone before its day."""
WORD_QUARTERS = 4


def assess_milestone(case: Case) -> Standing:
    """Đạt or Không đạt at its day; in the four quarters before it the unit's word of the quarter counts.

    Earlier, and once reached before its day (`reached_on` then shows it), it is Chưa đến kỳ đánh giá. A
    milestone is reached by a figure of 1 or more, a rating Đạt, or a day. Without a day, the end of the
    quarter that first says so. The latest figure decides; without one of the horizon's quarter or later there
    is no verdict, unless it was reached.
    """
    figures = list(case.chosen.values())
    latest = figures[-1] if figures else None
    reached = _reached_on(case) if latest is not None and _says_reached(latest, case) else None
    standing = Standing(
        status=Status.NOT_DUE,
        current=None if latest is None else latest.value,
        current_quarter=None if latest is None else latest.quarter,
        estimated=latest is not None and latest.estimated,
        reached_on=reached,
        rating=None if latest is None else latest.rating,
        judged_at=case.asked,
    )
    if case.asked.end < case.goal.horizon:
        return _before_its_day(case, standing)
    if reached is not None:
        late = reached > case.goal.horizon
        reason = Reason.REACHED_LATE if late else Reason.AT_HORIZON
        return replace(standing, status=Status.FAILED if late else Status.MET, reasons=(reason,))
    if latest is None or latest.quarter < case.horizon:
        return replace(standing, status=Status.NO_DATA, missing=(case.horizon,), reasons=(Reason.MISSING,))
    return replace(standing, status=Status.FAILED, reasons=(Reason.AT_HORIZON,))


def _before_its_day(case: Case, standing: Standing) -> Standing:
    """The word of the quarter, asked for while the day is near."""
    waiting = replace(standing, reasons=(Reason.BEFORE_ITS_DAY,))
    if standing.reached_on is not None or not is_asked_for_its_word(case.goal, case.asked, case.first):
        return waiting
    own = case.chosen.get(case.asked)
    if own is None:
        return replace(standing, status=Status.NO_DATA, missing=(case.asked,), reasons=(Reason.MISSING,))
    if own.rating not in MILESTONE_WORDS:
        return waiting
    return replace(standing, status=_BY_RATING[own.rating], reasons=(Reason.AS_STATED,))


def is_asked_for_its_word(goal: Goal, at: Quarter, first: Quarter) -> bool:
    """Whether a milestone's day is within the four quarters after this one."""
    near = 0 < Quarter.of(goal.horizon).index - at.index <= WORD_QUARTERS
    return goal.kind is TargetKind.MILESTONE and near and at >= first


def _says_reached(figure: Figure, case: Case) -> bool:
    """Whether a figure says that the milestone is reached by the end of the quarter looked at."""
    if figure.reached_on is not None and figure.reached_on > case.asked.end:
        return False
    if figure.value is not None:
        return exact(figure.value) >= 1
    return figure.rating is Rating.MET if figure.rating is not None else figure.reached_on is not None


def _reached_on(case: Case) -> date:
    """The first day any figure gives, for the milestone as reached."""
    says = [one for one in case.chosen.values() if _says_reached(one, case)]
    return min(one.reached_on or one.quarter.end for one in says)


def assess_qualitative(case: Case) -> Standing:
    """The unit's rating, as the office confirmed it. At the horizon only Đạt is Đạt (rule 7)."""
    rated = [one for quarter, one in case.chosen.items() if one.rating is not None and quarter <= case.at]
    latest = rated[-1] if rated else None
    missing = _missing(case, None if latest is None else latest.quarter)
    standing = Standing(
        status=Status.NO_DATA if missing else Status.NOT_DUE,
        current_quarter=None if latest is None else latest.quarter,
        estimated=latest is not None and latest.estimated,
        missing=missing,
        reasons=(Reason.MISSING,) if missing else (Reason.NOTHING_OWED,),
        judged_at=case.at,
        rating=None if latest is None else latest.rating,
    )
    if latest is None or latest.rating is None or missing or latest.quarter < case.first:
        return standing
    status = _BY_RATING[latest.rating]
    if case.over and status is not Status.MET:
        status = Status.FAILED
    return replace(standing, status=status, reasons=(Reason.AT_HORIZON,) if case.over else ())


def _missing(case: Case, latest: Quarter | None) -> tuple[Quarter, ...]:
    """The owed quarters since the latest rating."""
    if latest is None:
        return case.due.owed(case.first, case.at)
    return () if case.measure.frequency is Frequency.ONCE else case.due.owed(latest.next(), case.at)

"""Rule 13: grey is never one heap; each target without a verdict says why, in one of a few words."""

from __future__ import annotations

from indicators.rules.standing import Standing
from indicators.rules.vocabulary import Grey, Reason, Status

_WAITING = {
    Reason.SUSPENDED: Grey.SUSPENDED,
    Reason.BEFORE_ITS_DAY: Grey.BEFORE_ITS_DAY,
    Reason.SMALL_COUNT: Grey.SMALL_COUNT,
    Reason.YEAR_OPEN: Grey.YEAR_OPEN,
    Reason.NO_COMPARISON: Grey.YEAR_OPEN,
}


def grey_of(standing: Standing) -> Grey | None:
    """Why there is no verdict; None where there is one.

    A figure that lacks only earlier quarters is "thiếu quý"; where the latest one owed is absent, nobody has
    reported.
    """
    if standing.status is Status.NOT_DUE:
        return next((_WAITING[one] for one in standing.reasons if one in _WAITING), Grey.NOT_MEASURED)
    if standing.status is not Status.NO_DATA:
        return None
    if Reason.MISSING not in standing.reasons:
        return Grey.NO_GROUND
    latest = standing.current_quarter
    only_earlier = latest is not None and standing.missing and max(standing.missing) < latest
    return Grey.QUARTER_MISSING if only_earlier else Grey.NOT_REPORTED

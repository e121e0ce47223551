"""Sheet Tình hình báo cáo: what each unit owed in the round, what came in time, and what was sent back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bachdang.accounts.models import Unit
from bachdang.quarter.rows.outline import UNOWNED, Owner
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.timeliness import Timeliness, TimelinessBook
from bachdang.vietnamese.numbers import format_date
from plans.due_days import extension_words
from plans.models import Extension, Period, Report


@dataclass(frozen=True)
class SendingLine:
    """One unit in the round. `returned`: each report sent back, by whom, when and why."""

    number: int
    unit: str
    told: Timeliness
    extended: str
    returned: str
    owner: Owner = UNOWNED


def sending_lines(book: QuarterBook, periods: Sequence[Period] = ()) -> list[SendingLine]:
    """Units that owed something, in their official order; none without an opened round.

    `periods`: the rounds of a span that ends with the book's, added up; nothing is its own alone.
    """
    if book.scope.period is None:
        return []
    rounds = list(periods) or [book.scope.period]
    sent = TimelinessBook(book, rounds=None, periods=rounds)
    extensions: dict[int, list[Extension]] = defaultdict(list)
    for one in sent.due_days.all:
        extensions[one.unit_id].append(one)
    returned = _returned(rounds)
    units = Unit.objects.filter(pk__in=sent.units).order_by("order", "pk")
    return [
        SendingLine(
            number=number,
            unit=str(unit),
            told=sent.total(unit.pk),
            extended="\n".join(extension_words(extensions.get(unit.pk, []))),
            returned="\n".join(returned.get(unit.pk, [])),
            owner=Owner(unit.code),
        )
        for number, unit in enumerate(units, 1)
    ]


def _returned(rounds: Sequence[Period]) -> dict[int, list[str]]:
    rows: Iterable[Report] = (
        Report.objects.filter(period__in=rounds, returned_at__isnull=False)
        .select_related("item", "returned_by")
        .order_by("item__order", "revision")
    )
    found: dict[int, list[str]] = {}
    for one in rows:
        said = f"{one.item.code}: {one.returned_by}, {format_date(one.returned_at)}: {one.return_reason}"
        found.setdefault(one.unit_id, []).append(said)
    return found

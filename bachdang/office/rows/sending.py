"""Sheet Tình hình báo cáo: what each unit owed in the round, what came in time, and what was sent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bachdang.accounts.models import Unit
from bachdang.numbers import format_date
from bachdang.office.rows.outline import UNOWNED, Owner
from bachdang.office.scope import Scope
from bachdang.office.sendings import SendingBook
from bachdang.office.timeliness import Timeliness
from indicators.standings import TargetBook
from plans.models import Extension, Period, Plan, Report


@dataclass(frozen=True)
class SendingLine:
    """One unit in the round. `returned`: each report sent back, by whom, when and why."""

    number: int
    unit: str
    told: Timeliness
    extended: str
    returned: str
    owner: Owner = UNOWNED


def sending_lines(scope: Scope, plan: Plan, targets: TargetBook) -> list[SendingLine]:
    """Units that owed something, in their official order; none without an opened round."""
    if scope.period is None:
        return []
    alone = Scope(plan, scope.period, [scope.period], scope.today)
    book = SendingBook(alone, plan, rounds=1, book=targets)
    owing = book.sendings.get(scope.period.pk, {})
    extensions = {one.unit_id: one for one in Extension.objects.filter(period=scope.period)}
    returned = _returned(scope.period)
    units = Unit.objects.filter(pk__in=owing).order_by("order", "pk")
    return [
        SendingLine(
            number=number,
            unit=str(unit),
            told=book.total(unit.pk),
            extended=_extended(extensions.get(unit.pk)),
            returned="\n".join(returned.get(unit.pk, [])),
            owner=Owner(unit.code),
        )
        for number, unit in enumerate(units, 1)
    ]


def _extended(extension: Extension | None) -> str:
    return f"đến {format_date(extension.due)}: {extension.reason}" if extension else ""


def _returned(period: Period) -> dict[int, list[str]]:
    rows: Iterable[Report] = (
        Report.objects.filter(period=period, returned_at__isnull=False)
        .select_related("item", "returned_by")
        .order_by("item__order", "revision")
    )
    found: dict[int, list[str]] = {}
    for one in rows:
        said = f"{one.item.code}: {one.returned_by}, {format_date(one.returned_at)}: {one.return_reason}"
        found.setdefault(one.unit_id, []).append(said)
    return found

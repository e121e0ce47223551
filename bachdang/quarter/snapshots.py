"""Số liệu đã chốt: the rows of a locked round, frozen; its reports are made from them for ever.

A correction after the lock makes a new version beside the old one, which is never touched.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.quarter.archive import pack, unpack
from bachdang.quarter.rows import QuarterReport, quarter_report
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_date
from plans.models import Period, Snapshot


def take_snapshot(*, period: Period, by: User, reason: str = "") -> Snapshot:
    """Freeze the round's report as it stands now, as the next version; inside the lock's transaction."""
    plan = period.plan
    frozen = pack(quarter_report(QuarterBook(Scope(plan, period, [period], today=timezone.localdate()))))
    sealed = fingerprint(frozen)
    snapshot = Snapshot.objects.create(
        period=period,
        version=next_version(period),
        rows=frozen,
        fingerprint=sealed,
        seal=sealed,
        reason=reason,
        taken_by=by,
    )
    record_event(
        verb="take_snapshot",
        subject=snapshot,
        by=by,
        locality=plan.locality_id,
        changes={"Số liệu đã chốt": (None, f"{period.label}, bản {snapshot.version}")},
        reason=reason,
    )
    return snapshot


def next_version(period: Period) -> int:
    """The number that the next frozen version of a round will have."""
    last: int | None = Snapshot.objects.filter(period=period).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def fingerprint(frozen: object) -> str:
    """SHA-256 of the rows in one canonical form."""
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def rows_of(snapshot: Snapshot) -> QuarterReport:
    """The report as it was frozen. Raises archive.Unreadable for rows of newer or damaged form."""
    return unpack(snapshot.rows)


def is_intact(snapshot: Snapshot) -> bool:
    """Whether the rows are still those that were frozen."""
    return fingerprint(snapshot.rows) == snapshot.seal


def mark_of(snapshot: Snapshot | None, at: datetime) -> str:
    """What stands at the foot of every page: the frozen version with its code, else until when the figures
    are those known (`at`).
    """
    if snapshot is not None:
        return f"Bản {snapshot.version} · mã {snapshot.code}"
    local = timezone.localtime(at)
    return f"Số liệu tạm tính đến {local:%H:%M} ngày {format_date(local)}"


def latest_snapshot(period: Period | None) -> Snapshot | None:
    """The version that a locked round's reports are made from; None while it is open."""
    if period is None or period.locked_at is None:
        return None
    return Snapshot.objects.filter(period=period).order_by("-version").first()

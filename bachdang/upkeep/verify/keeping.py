"""What is kept beside the rows: files, locked quarters, standings."""

from __future__ import annotations

from collections.abc import Iterator

from bachdang.quarter.archive import Unreadable
from bachdang.quarter.snapshots import is_intact, rows_of
from bachdang.upkeep.verify.registry import rule
from indicators.keeping import stale_standings
from plans.models import Plan, Snapshot, Upload
from plans.storing.stored_files import fault


@rule("Tệp đã gửi còn nguyên trong kho lưu trữ")
def uploads_whole() -> Iterator[str]:
    """Present, and of the SHA-256 under which it was taken in; who used it helps to find the original."""
    for upload in Upload.objects.order_by("pk").iterator():
        if said := fault(upload):
            yield f"tệp {upload.name} ({upload.file.name}) {said}"


@rule("Số liệu đã chốt còn nguyên và đọc được")
def snapshots_are_whole() -> Iterator[str]:
    for snapshot in Snapshot.objects.select_related("period").iterator():
        where = f"{snapshot.period.label}, bản {snapshot.version}"
        if not is_intact(snapshot):
            yield f"{where} không còn như lúc chốt"
        try:
            rows_of(snapshot)
        except Unreadable as error:
            yield f"{where}: {error}"


@rule("Đánh giá đã lưu của mục tiêu đúng với số liệu (lệch thì chạy rebuild_standing)")
def standings_kept() -> Iterator[str]:
    for plan in Plan.objects.order_by("pk"):
        for one in stale_standings(plan):
            kept, judged = one.kept or "chưa lưu", one.judged or "không còn"
            yield f"{one.code}, {one.at.label}: đã lưu {kept}, tính lại {judged}"

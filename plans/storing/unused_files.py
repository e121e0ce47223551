"""Stored files that nothing uses any more: their rows go first, the files themselves a day later.

A file outlives its row so that whoever sends the same content meanwhile finds it fresh in its place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, ManyToOneRel, OuterRef, Q, QuerySet

from bachdang.accounts.actions import record_event
from plans.models import Upload

KEPT = timedelta(days=30)
"""So long a file stays after it was sent, whoever took it away from a draft may want it back."""
DAY = 24 * 60 * 60


@dataclass
class Removed:
    """How many rows and files went, or would go."""

    rows: int = 0
    files: int = 0
    size: int = 0


def unused_uploads(now: datetime) -> QuerySet[Upload]:
    """Sent longer ago than KEPT, and named by no row of any table."""
    used = Q()
    for relation in Upload._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            name = relation.field.attname
            used |= Q(Exists(relation.related_model._base_manager.filter(**{name: OuterRef("pk")})))
    return Upload.objects.filter(uploaded_at__lt=now - KEPT).exclude(used)


def remove_unused_files(*, now: datetime, dry_run: bool = False) -> Removed:
    """Take away rows that nothing names, and files that have no row and were not written for a day."""
    removed = Removed()
    for upload in list(unused_uploads(now).order_by("pk")):
        removed.rows += 1
        if not dry_run:
            _remove_row(upload, now)
    known = set(Upload.objects.values_list("file", flat=True))
    root = Path(default_storage.path("evidence"))
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        name = f"evidence/{path.relative_to(root).as_posix()}"
        if path.is_file() and name not in known and time.time() - path.stat().st_mtime > DAY:
            removed.files += 1
            removed.size += path.stat().st_size
            if not dry_run:
                path.unlink(missing_ok=True)
    return removed


@transaction.atomic
def _remove_row(upload: Upload, now: datetime) -> None:
    """Asked again inside the transaction: somebody may have used it since."""
    found = unused_uploads(now).select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if found is None:
        return
    unit = found.uploaded_by.unit
    record_event(
        verb="remove_file",
        subject=found,
        by=None,
        locality=unit.locality_id if unit else None,
        changes={"Tệp": (found.name, None)},
    )
    found.delete()

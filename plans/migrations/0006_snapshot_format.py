"""Rows of locked rounds, written under Python's names until now, into the archive's format 2 (docs/formats.md).

The converter knows both forms by itself and imports nothing that may change: it stays as it is for ever. The
codes on paper stay those of the rows as they were frozen; rows that had been tampered with stay so.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import migrations, models
from django.db.models import Q

FORMAT = "bachdang-snapshot/2"
TABLES = (
    "targets_by_programme", "targets_by_unit", "tasks_by_group", "tasks_by_unit", "projects_by_group",
    "projects_by_unit",
)  # fmt: skip
RENAMED = {
    "QuarterReport": {"words": "programmes"},
    "Look": {"key": "status"},
    "Head": {"plan_title": "plan"},
    "Named": {"title": "name"},
    "TargetLine": {"plan_figure": "year_plan", "of_quarter": "of_period"},
    "Money": {"quarter_paid": "paid_in_period", "year_paid": "paid_in_year", "all_paid": "paid_in_all"},
    "ProjectGroup": {"lines": "projects"},
    "SendingLine": {"told": "reports"},
}
"""Fields that have another tag in format 2, by class; all others keep their name."""

MIXED = {("QuarterReport", "targets"), ("QuarterReport", "tasks"), ("QuarterReport", "clear")}
"""Lists of rows of several kinds, each of which says its kind."""

ROWS = {"Heading": "heading", "TargetLine": "target", "TaskLine": "task", "ClearLine": "clear"}
EITHER = {("Amount", "value"), ("TaskLine", "due"), ("TaskLine", "number"), ("ProjectLine", "number")}
"""Fields that hold one of several kinds of value, under the name of the kind."""

ISSUES = {"Khó khăn, vướng mắc": "difficulty", "Kiến nghị": "proposal", "Giải trình": "explanation"}


def converted(frozen: dict[str, Any]) -> dict[str, Any]:
    """The rows of one snapshot in format 2."""
    return {"format": FORMAT, **_row(frozen)}


def _row(found: dict[str, Any]) -> dict[str, Any]:
    cls, fields = found["~"], found["fields"]
    renamed = RENAMED.get(cls, {})
    row: dict[str, Any] = {}
    for name, value in fields.items():
        new = renamed.get(name, name)
        if (cls, name) in MIXED:
            row[new] = [{"row": ROWS[one["~"]], **_row(one)} for one in value["items"]]
        elif (cls, name) in EITHER:
            row[new] = _one_of(value)
        else:
            row[new] = _value(value)
    if cls == "Summary":
        row["tables"] = dict(zip(TABLES, row["tables"], strict=True))
    if cls == "IssueLine":
        row |= {"kind": ISSUES[fields["kind"]], "kind_text": fields["kind"]}
    return row


def _value(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    kind = found["~"]
    if kind in ("decimal", "day"):
        return found["value"]
    if kind in ("list", "tuple"):
        return [_value(one) for one in found["items"]]
    if kind in ("dict", "counter"):
        return {key: _value(one) for key, one in found["items"]}
    return _row(found)


def _one_of(found: Any) -> dict[str, Any] | None:
    if isinstance(found, dict):
        return {{"decimal": "number", "day": "day"}[found["~"]]: found["value"]}
    if found is None:
        return None
    return {"whole" if isinstance(found, int) else "text": found}


def fingerprint(rows: object) -> str:
    """SHA-256 of the rows in one canonical form."""
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def rewrite(apps: Any, schema_editor: Any) -> None:
    """Seal every snapshot over its rows in the new format. Rows that are not what was frozen get no true seal."""
    snapshots = apps.get_model("plans", "Snapshot").objects
    for pk in list(snapshots.values_list("pk", flat=True)):
        snapshot = snapshots.get(pk=pk)
        done = "format" in snapshot.rows  # written by this migration before it was taken back
        rows = snapshot.rows if done else converted(snapshot.rows)
        intact = done or fingerprint(snapshot.rows) == snapshot.fingerprint
        seal = fingerprint(rows) if intact else snapshot.fingerprint
        snapshots.filter(pk=pk).update(rows=rows, seal=seal)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_report_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="seal",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(condition=~Q(seal=""), name="snapshot_sealed"),
        ),
    ]

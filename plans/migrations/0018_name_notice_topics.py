"""Notices of before are grouped like new ones, and ended when what they speak of has moved on."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

# The first word of the key → the topic, and the state in which the report still asks for something.
TOPICS = {
    "submit": ("approve", "waiting"),
    "send_back": ("returned", "draft"),
    "return": ("returned", "draft"),
    "reopen": ("reopened", "draft"),
}


def name_topics(apps: Any, schema_editor: Any) -> None:
    """Notices about reports are grouped with the new ones; those whose report has moved on are done."""
    notice, report = apps.get_model("plans", "Notice"), apps.get_model("plans", "Report")
    states = {}
    for word, (topic, state) in TOPICS.items():
        for one in notice.objects.filter(topic="", key__startswith=f"{word}:").iterator():
            pk = one.key.split(":")[1]
            if pk not in states:
                row = report.objects.filter(pk=pk).values_list("period", "state", "period__locked_at").first()
                states[pk] = row or (None, "", None)
            one.period_id, now, locked = states[pk]
            one.topic, one.about = topic, f"report:{pk}"
            if now != state or (locked is not None and topic != "reopened"):
                one.done_at = timezone.now()
            one.save(update_fields=["topic", "about", "period", "done_at"])


def forget(apps: Any, schema_editor: Any) -> None:
    """The columns go with their content."""


class Migration(migrations.Migration):
    dependencies = [("plans", "0017_notices_by_topic")]
    operations = [migrations.RunPython(name_topics, forget)]

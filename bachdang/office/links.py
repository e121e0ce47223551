"""Where an item has its page."""

from __future__ import annotations

from django.urls import reverse

from plans.models import Item

PAGES = {"indicator": "indicator_detail", "task": "task_detail", "project": "project_detail"}


def item_url(item: Item) -> str:
    """The page of an indicator, task or project; "" for items without one."""
    name = PAGES.get(item.kind)
    return reverse(name, args=[item.code]) if name else ""

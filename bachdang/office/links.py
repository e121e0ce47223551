"""Where an item has its page."""

from __future__ import annotations

from django.urls import reverse

from plans.models import Item, ItemKind

PAGES = {"indicator": "indicator_detail", "task": "task_detail", "project": "project_detail"}


def item_url(item: Item) -> str:
    """The page of an indicator, task or project; a programme's place in the plan; "" for other items."""
    if item.kind == ItemKind.PROGRAMME and item.clause is not None:
        return f"{reverse('plan_tree')}#{item.clause.key}"
    name = PAGES.get(item.kind)
    return reverse(name, args=[item.code]) if name else ""

"""Where an item has its page."""

from __future__ import annotations

from django.utils.text import Truncator

from bachdang.scope.scopes import Scope
from bachdang.ui.addresses import add_parameters, address
from plans.models import Item, ItemKind

PAGES: dict[str, str] = {
    ItemKind.PROGRAMME: "programme_detail",
    ItemKind.TASK: "task_detail",
    ItemKind.PROJECT: "project_detail",
    ItemKind.INDICATOR: "indicator_detail",
    ItemKind.DUTY: "duty_detail",
    ItemKind.OWN: "own_work",
}


def item_url(item: Item) -> str:
    """The page of an item."""
    return address(PAGES[item.kind], item.code)


def work_url(item: Item, scope: Scope) -> str:
    """The page of an item with plan and period kept."""
    return add_parameters(item_url(item), scope.chosen)


def titled(what: str, name: str) -> str:
    """The title of a page about one item: what is done, its code, and its name."""
    return f"{what}: {Truncator(name).chars(80)}"

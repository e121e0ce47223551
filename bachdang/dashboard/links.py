"""Addresses of the lists behind counts and bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from bachdang.dashboard.charts import Bar
from bachdang.dashboard.overview import GroupCounts, Overview
from bachdang.scope.scopes import Scope
from bachdang.ui.addresses import add_parameters


def list_link(scope: Scope, **filters: str) -> str:
    """The list of targets behind a count: those due within the plan."""
    return add_parameters(reverse("indicator_list"), {**scope.chosen, "horizon": "trong-ky", **filters})


def bars_of(page: Overview, groups: Iterable[GroupCounts]) -> list[Bar]:
    """One bar a group; each part opens the targets it counts."""
    return [_bar(page, one.label, one.counts, {**page.narrow.filters, **one.filters}) for one in groups]


def _bar(page: Overview, label: str, counts: Mapping[str, int], filters: Mapping[str, str]) -> Bar:
    links = {status: list_link(page.scope, **{**filters, "status": status}) for status in counts}
    return Bar(label=label, counts=counts, links=links)

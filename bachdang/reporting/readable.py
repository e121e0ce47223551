"""Whose report a person may open."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from bachdang.accounts.roles import ACCEPT_REPORT, may
from plans.models import Item, Plan


def readable_item(request: HttpRequest, code: str, plan: Plan) -> Item:
    """The item whose report the person may read: of the own unit or one under it; the office reads all."""
    items = (
        Item.objects.visible_to(request.user)
        .in_rounds()
        .select_related("reporter", "plan", "clause", "indicator")
    )
    item: Item = get_object_or_404(items, code=code, plan=plan)
    user = request.user
    if may(user, ACCEPT_REPORT):
        return item
    if item.reporter_id is None or not Item.objects.reported_under(user).filter(pk=item.pk).exists():
        raise Http404("Việc này không thuộc đơn vị của bạn.")
    return item

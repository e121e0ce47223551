"""Projects that a decision adds: an item with the group and field of its heading."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from bachdang.accounts.models import Unit, User
from plans.models import Clause, Decision, Item, ItemKind
from plans.terms.adding import add_item
from plans.terms.drafts import TermsDraft
from projects.models import Project


@transaction.atomic
def add_project(
    *,
    heading: Clause,
    decision: Decision | None,
    new: TermsDraft,
    by: User,
    reporter: Unit | None = None,
    valid_from: date | None = None,
) -> Item:
    """A project listed last under a heading of Phụ lục 2, of the same group and field as its others."""
    like = Project.objects.filter(item__plan=heading.plan_id, item__clause__parent=heading).first()
    if like is None:
        raise ValidationError({"heading": f"Chọn mục có dòng trong phụ lục; “{heading.place}” không có."})
    item = add_item(
        kind=ItemKind.PROJECT,
        heading=heading,
        decision=decision,
        new=new,
        by=by,
        reporter=reporter,
        valid_from=valid_from,
    )
    Project.objects.create(item=item, group=like.group, field=like.field)
    return item

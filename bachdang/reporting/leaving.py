"""Who has left while work is still theirs: those who hand it over are told once a month, until it is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.notices import end_notices, office_of, people_of, tell
from plans.models import Item, Notice, Plan

_ABOUT = "leaving:"


@transaction.atomic
def tell_of_leavers(plan: Plan, today: date) -> int:
    """Tell the office and the heads of the units whose work it is, and end what is done; people told now."""
    held: dict[User, list[Item]] = defaultdict(list)
    rows = Item.objects.left_behind().filter(plan=plan).select_related("contact__unit", "reporter")
    for item in rows:
        if item.contact is not None:
            held[item.contact].append(item)
    asked = Notice.objects.filter(about__startswith=_ABOUT, done_at=None)
    end_of_leaving(int(one.removeprefix(_ABOUT)) for one in asked.values_list("about", flat=True))
    return sum(_tell(person, items, plan, today) for person, items in held.items())


def _tell(person: User, items: list[Item], plan: Plan, today: date) -> int:
    gone = "đã chuyển đơn vị" if person.is_active else "đã ngừng tài khoản"
    units = {item.reporter for item in items if item.reporter is not None}
    heads = [one for unit in units for one in people_of(unit, Role.HEAD)]
    about = f"{_ABOUT}{person.pk}"
    made = tell(
        {one.pk: one for one in (*heads, *office_of(plan.locality_id)) if one != person}.values(),
        key=f"{about}:{len(items)}:{today:%Y-%m}",
        text=f"{person} {gone}, còn là đầu mối của {len(items)} việc: bàn giao cho người khác.",
        url=f"{reverse('assign_many')}?dau-moi={person.pk}",
        about=about,
        by_letter=True,
    )
    return len(made)


def end_of_leaving(people: Iterable[int]) -> None:
    """Those (primary keys) whose work is all handed over are spoken of no more."""
    asked = set(people)
    held = Item.objects.left_behind().filter(contact__in=asked).values_list("contact", flat=True)
    if done := asked - set(held):
        end_notices(*(f"{_ABOUT}{pk}" for pk in done))

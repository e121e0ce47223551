"""Who gets a letter today: what the office chose for this day, once a day to each person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from bachdang.accounts.models import User
from bachdang.reporting.flow.notices import tell
from bachdang.reporting.letters import queue_letter
from bachdang.reports.by_mail.choosing import readers_of
from bachdang.reports.by_mail.content import Said, said_of
from plans.models import Mailing, Notice, Plan


def due_mailings(today: date) -> Iterator[tuple[Mailing, list[User]]]:
    """What is to be sent today, each with the people who have an address and do not have it yet."""
    rows = Mailing.objects.filter(plan__in=Plan.objects.in_use()).select_related("plan__locality__parent")
    for mailing in rows.order_by("plan", "kind"):
        if not mailing.is_on(today):
            continue
        told = Notice.objects.filter(key=_key(mailing, today)).values("user")
        people = readers_of(mailing.plan.locality_id).filter(mailings=mailing).exclude(email="")
        if some := list(people.exclude(pk__in=told)):
            yield mailing, some


def send_mailings(today: date) -> int:
    """Queue the letters of today; returns how many people get one. The same day again sends nothing twice."""
    sent = 0
    for mailing, people in due_mailings(today):
        said = said_of(mailing.kind, mailing.plan, today)
        if said is not None:
            sent += _queue(said, people, _key(mailing, today))
    return sent


def _key(mailing: Mailing, today: date) -> str:
    return f"mailing:{mailing.kind}:{mailing.plan_id}:{today}"


@transaction.atomic
def _queue(said: Said, people: Sequence[User], key: str) -> int:
    made = tell(people, key=key, text=said.text, url=said.url, period=said.period)
    for notice in made:
        queue_letter(notice, more=said.more, enclosure=said.enclosure)
    return len(made)

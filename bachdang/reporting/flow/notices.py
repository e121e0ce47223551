"""Who is told of what: one line for each person, in the application and by e-mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.reporting.letters import queue_letter
from bachdang.standing.due_reports import UnitProgress
from bachdang.vietnamese.numbers import format_date
from plans.flow import Step
from plans.models import Comment, Extension, ExtensionRequest, Notice, Period, Report, RequestState, Topic


def people_of(unit: Unit | int, *roles: Role) -> list[User]:
    """Active people of a unit in these roles."""
    found = User.objects.filter(unit=unit, is_active=True, groups__name__in=[role.value for role in roles])
    return list(found.distinct())


def people_by_unit(units: Iterable[Unit], *roles: Role) -> dict[int, list[tuple[User, set[str]]]]:
    """Active people of units (by key) in any of these roles, each with those of them that are theirs.

    Two queries.
    """
    names = [role.value for role in roles]
    rows = User.objects.filter(unit__in=list(units), is_active=True, groups__name__in=names)
    found: dict[int, list[tuple[User, set[str]]]] = {}
    for one in rows.distinct().prefetch_related("groups"):
        own = {group.name for group in one.groups.all()}
        found.setdefault(one.unit_id or 0, []).append((one, own))
    return found


def office_of(locality: int) -> list[User]:
    """The Party office of a locality."""
    return list(User.objects.filter(unit__locality=locality, is_active=True, groups__name=Role.OFFICE.value))


@transaction.atomic
def tell(
    people: Iterable[User],
    *,
    key: str,
    text: str,
    url: str = "",
    by_letter: bool = False,
    topic: str = "",
    about: str = "",
    period: Period | None = None,
) -> list[Notice]:
    """A notice for each person, with a letter if wanted; the same key again changes nothing.

    `topic`, `about`, `period`: by which it is grouped, and ended when the thing is done.
    Returns the new ones.
    """
    said = {"text": text, "url": url, "topic": topic, "about": about, "period": period}
    made = []
    asked = list(people)
    told = set(Notice.objects.filter(user__in=asked, key=key).values_list("user", flat=True))
    for person in asked:
        if person.pk in told:
            continue
        notice, new = Notice.objects.get_or_create(user=person, key=key, defaults=said)
        if new:
            made.append(notice)
            if by_letter:
                queue_letter(notice)
    return made


def end_notices(*about: str) -> None:
    """What these notices asked for is done, or asked for no more."""
    Notice.objects.about(*about).update(done_at=timezone.now())


def end_notices_of_round(period: Period, *topics: Topic) -> None:
    Notice.objects.filter(period=period, topic__in=topics, done_at=None).update(done_at=timezone.now())


def about_report(report: Report) -> str:
    return f"report:{report.pk}"


def period_query(period: Period) -> str:
    return f"?ky={period.slug}"


def tell_of_lock(period: Period, units: Iterable[UnitProgress]) -> None:
    """The people of every unit that owed something in the round: what counts and what came too late."""
    day = format_date(timezone.localdate(period.locked_at))
    url = reverse("my_work") + period_query(period)
    end_notices_of_round(period, Topic.APPROVE, Topic.RETURNED, Topic.EXTENSION, Topic.REMINDER)
    key = f"lock:{period.pk}:{period.locked_at:%Y%m%d%H%M%S}"
    for one in units:
        left = len(one.owed) - one.accepted
        late = f"; {left} việc chưa được tiếp nhận nên không có trong số liệu đã chốt" if left else ""
        text = f"{period.label} đã chốt ngày {day}, từ nay chỉ xem: "
        text += f"{one.unit} có {one.accepted} việc đã tiếp nhận{late}."
        tell(people_of(one.unit, Role.OFFICER, Role.HEAD), key=key, text=text, url=url)


def tell_of_reopened_round(
    period: Period, units: Iterable[UnitProgress], reason: str, locked: datetime
) -> None:
    """The people of every unit that owes something: they may write again, and why."""
    url = reverse("my_work") + period_query(period)
    key, text = f"unlock:{period.pk}:{locked:%Y%m%d%H%M%S}", f"{period.label} được mở lại: {reason}"
    for one in units:
        tell(people_of(one.unit, Role.OFFICER, Role.HEAD), key=key, text=text, url=url)


def tell_of_reopening(report: Report) -> None:
    """The people of the unit, who may correct one report of a locked round."""
    code = report.item.code
    text = f"{code} được mở lại để sửa, {report.period.within}: {report.reopen_reason}"
    url = reverse("report_form", args=[code]) + period_query(report.period)
    tell(
        people_of(report.unit, Role.OFFICER, Role.HEAD),
        key=f"reopen:{report.pk}:{report.version}",
        text=text,
        url=url,
        topic=Topic.REOPENED,
        about=about_report(report),
        period=report.period,
    )


def tell_of(report: Report, step: Step) -> None:
    """After a step: the head of what waits, the writer of what came back. What was asked before is done."""
    title, period = report.item.code, report.period
    query = period_query(period)
    mine = reverse("report_form", args=[title]) + query
    key = f"{step.value}:{report.pk}:{report.version}"
    end_notices(about_report(report))
    asked: dict[str, Any] = {"about": about_report(report), "period": period}
    if step is Step.SUBMIT:
        heads = people_of(report.unit, Role.HEAD)
        text = f"{title} chờ duyệt, {period.within}."
        tell(heads, key=key, text=text, url=mine, topic=Topic.APPROVE, **asked)
    elif step in (Step.SEND_BACK, Step.RETURN):
        writers = people_of(report.unit, Role.OFFICER, Role.HEAD)
        text = f"{title} được trả lại, {period.within}: {report.return_reason}"
        tell(writers, key=key, text=text, url=mine, topic=Topic.RETURNED, **asked)


def tell_of_extension_request(request: ExtensionRequest) -> None:
    """The Party office: a unit asks for a later day."""
    period = request.period
    text = f"{request.unit} xin gia hạn {period.within} đến {format_date(request.due)}: {request.reason}"
    url = reverse("extensions", args=[period.slug])
    about, people = f"extension:{request.pk}", office_of(period.plan.locality_id)
    tell(people, key=f"ask-{about}", text=text, url=url, topic=Topic.EXTENSION, about=about, period=period)


def tell_of_extension_answer(request: ExtensionRequest) -> None:
    """The people of the unit that asked: until when, or why not."""
    period, answer = request.period, f": {request.answer}" if request.answer else ""
    if request.state == RequestState.GRANTED:
        text = f"Được gia hạn {period.within} đến {format_date(request.granted_due)}{answer}"
    else:
        text = f"Không gia hạn {period.within}{answer}"
    end_notices(f"extension:{request.pk}")
    url = reverse("ask_extension", args=[period.slug])
    people = people_of(request.unit, Role.OFFICER, Role.HEAD)
    tell(people, key=f"answer-extension:{request.pk}", text=text, url=url)


def tell_of_extension(extension: Extension) -> None:
    """The people of a unit whose round the office extended unasked."""
    period = extension.period
    text = f"{period.label} gia hạn cho {extension.unit} đến {format_date(extension.due)}: {extension.reason}"
    people = people_of(extension.unit, Role.OFFICER, Role.HEAD)
    url = reverse("my_work") + period_query(period)
    tell(people, key=f"extend:{extension.pk}:{extension.due}", text=text, url=url)


def tell_of_comment(comment: Comment, mentioned: Collection[User]) -> None:
    """Those mentioned; without a mention the Party office, or when it speaks the people of the unit."""
    by, code = comment.by, comment.item.code
    office = office_of(comment.unit.locality_id)
    people = list(mentioned)
    if not people:
        people = people_of(comment.unit, Role.OFFICER, Role.HEAD) if by in office else office
    word = "nhắc tên bạn khi trao đổi" if mentioned else "trao đổi"
    text = f"{by} {word} về báo cáo {code}, {comment.period.within}."
    url = f"{reverse('report_form', args=[code])}{period_query(comment.period)}#trao-doi-{comment.pk}"
    about = f"comment:{comment.pk}"
    tell([one for one in people if one != by], key=about, text=text, url=url, about=about)

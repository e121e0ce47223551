"""Mốc: the dated steps of a task or project, set by those who answer for it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import WRITE_REPORT, may
from bachdang.vietnamese.numbers import format_date
from plans.assigning import may_delegate
from plans.models import Item, ItemKind, Milestone, MilestoneResult, Terms

STEPPED_KINDS = (ItemKind.TASK, ItemKind.PROJECT)


def may_set_milestones(item: Item, by: User) -> bool:
    """The office and heads, and the officers of the unit that reports the item."""
    if item.kind not in STEPPED_KINDS:
        return False
    own = item.reporter_id is not None and item.reporter_id == by.unit_id
    return may_delegate(item, by) or (own and may(by, WRITE_REPORT))


def _allow(item: Item, by: User) -> None:
    if not may_set_milestones(item, by):
        raise PermissionDenied("Mốc do đơn vị báo cáo việc này hoặc Văn phòng Đảng ủy ghi.")


def _check(item: Item, title: str, due: date, own: int | None) -> None:
    if not title.strip():
        raise ValidationError({"title": "Ghi nội dung của mốc."})
    terms = Terms.objects.filter(item=item).order_by("-valid_from").first()
    starts, ends = (terms.starts, terms.ends) if terms else (None, None)
    if (starts and due < starts) or (ends and due > ends):
        span = f"{format_date(starts) or '…'} – {format_date(ends) or '…'}"
        raise ValidationError({"due": f"Mốc {format_date(due)} nằm ngoài thời gian của việc ({span})."})
    same = Milestone.objects.filter(item=item, title=title.strip(), due=due)
    if same.exclude(pk=own).exists():
        raise ValidationError({"title": f"Đã có mốc “{title.strip()}” ngày {format_date(due)}."})


@transaction.atomic
def set_milestone(
    *, item: Item, title: str, due: date, by: User, contractor: str = "", milestone: Milestone | None = None
) -> Milestone:
    """Add a milestone, or change one. Its completion comes from reports alone."""
    _allow(item, by)
    item = Item.objects.select_for_update(of=("self",)).select_related("plan").get(pk=item.pk)
    _check(item, title, due, milestone.pk if milestone else None)
    before = _words(milestone) if milestone else {}
    made = milestone or Milestone(item=item)
    made.title, made.due, made.contractor = title.strip(), due, contractor.strip()
    made.save()
    _record(made, by, before, _words(made))
    return made


@transaction.atomic
def drop_milestone(*, milestone: Milestone, by: User) -> None:
    """Take away a milestone that no report speaks of yet."""
    _allow(milestone.item, by)
    if MilestoneResult.objects.filter(milestone=milestone).exists():
        raise ValidationError(
            f"Mốc “{milestone.title}” đã có trong báo cáo nên không bỏ được; sửa hạn nếu cần."
        )
    _record(milestone, by, _words(milestone), {})
    milestone.delete()


def refresh_milestones(item: Item) -> None:
    """The completion of each milestone as the latest counted report that speaks of it says."""
    spoken = MilestoneResult.objects.filter(report__item=item)
    days: dict[int, date | None] = dict.fromkeys(spoken.values_list("milestone", flat=True))
    results = spoken.filter(report__counted=True).order_by("report__period__year", "report__period__quarter")
    for pk, day in (days | {one.milestone_id: one.completed_on for one in results}).items():
        Milestone.objects.filter(pk=pk).update(completed_on=day)


def _words(one: Milestone) -> dict[str, str]:
    words = {"Mốc": one.title, "Hạn": format_date(one.due), "Đơn vị thực hiện": one.contractor}
    return {name: text for name, text in words.items() if text}


def _record(one: Milestone, by: User, before: dict[str, str], after: dict[str, str]) -> None:
    """Every field; the name stands there also when something else changed."""
    names = [*before, *(name for name in after if name not in before)]
    pairs = {name: (before.get(name), after.get(name)) for name in names}
    record_event(
        verb="set_milestone",
        subject=one,
        by=by,
        locality=one.item.plan.locality_id,
        item_id=one.item_id,
        changes={name: pair for name, pair in pairs.items() if name == "Mốc" or pair[0] != pair[1]},
    )

"""Việc của đơn vị: what a unit sets itself under a task (plan, C.1), beside the document's own rows.

Own work is the unit's: it is edited in place, sent through no round and never part of the document. Nothing
is deleted; what is dropped ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.overtaken import overtaken
from bachdang.accounts.roles import WRITE_REPORT, may
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.text import search_fold
from plans.models import Item, ItemKind, Occurrence, Terms, TermsState
from plans.rules import outside

UNIT_PART = 12
"""Letters of the unit's code in the code of its work."""


@dataclass(frozen=True)
class Work:
    """What a unit typed of its own work; `contact` is a person of that unit."""

    title: str
    ends: date | None
    starts: date | None = None
    product: str = ""
    contact: User | None = None


Changes = dict[str, tuple[str | None, str | None]]


def may_add(task: Item, by: User, today: date) -> bool:
    """An officer or head of a unit that leads, co-operates in or reports a task that has not ended."""
    if task.kind != ItemKind.TASK or by.unit_id is None or not may(by, WRITE_REPORT):
        return False
    terms = _terms_on(task, today)
    if terms is None or terms.state == TermsState.ENDED:
        return False
    return task.reporter_id == by.unit_id or any(one.unit_id == by.unit_id for one in terms.units.all())


def may_change(own: Item, by: User) -> bool:
    """An officer or head of the very unit that set itself the work."""
    return own.kind == ItemKind.OWN and may(by, WRITE_REPORT) and own.reporter_id == by.unit_id


@transaction.atomic
def add_own_work(*, task: Item, work: Work, by: User, today: date, confirmed: bool = False) -> Item:
    """A new piece of work of the person's unit under a task. Raises PermissionDenied or ValidationError.

    Work outside the task's dates needs `confirmed`.
    """
    task = Item.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    unit = by.unit
    if unit is None or not may_add(task, by, today):
        raise PermissionDenied("Chỉ đơn vị chủ trì, phối hợp hoặc báo cáo nhiệm vụ này được thêm việc.")
    due = _check(work, task, unit, today, confirmed=confirmed)
    own = Item.objects.create(
        plan=task.plan,
        kind=ItemKind.OWN,
        code=_next_code(task, unit),
        order=task.order,
        parent=task,
        reporter=unit,
        contact=work.contact,
    )
    Terms.objects.create(
        item=own,
        valid_from=today,
        title=work.title.strip(),
        product=work.product.strip(),
        starts=work.starts,
        ends=due,
        folded=search_fold(f"{work.title} {work.product}"),
    )
    Occurrence.objects.create(item=own, starts=work.starts, due=due)
    added: Changes = {name: (None, text) for name, text in _texts(work).items() if text}
    _record("add_own_work", own, by, added)
    return own


@transaction.atomic
def change_own_work(*, own: Item, work: Work, by: User, today: date, confirmed: bool = False) -> Item:
    """Edit the unit's own work in place; what was there before stays in the history."""
    own, terms = _open(own, by)
    assert own.parent is not None
    assert own.reporter is not None
    due = _check(work, own.parent, own.reporter, today, confirmed=confirmed)
    before = _texts(Work(terms.title, terms.ends, terms.starts, terms.product, own.contact))
    after = _texts(work)
    changes: Changes = {
        name: (before[name] or None, after[name] or None) for name in after if before[name] != after[name]
    }
    if own.contact != work.contact:
        # Two people may bear one name.
        changes["Người thực hiện"] = (before["Người thực hiện"] or None, after["Người thực hiện"] or None)
    if not changes:
        return own
    terms.title, terms.product = work.title.strip(), work.product.strip()
    terms.starts, terms.ends = work.starts, due
    terms.folded = search_fold(f"{terms.title} {terms.product}")
    terms.save(update_fields=["title", "product", "starts", "ends", "folded", "title_key"])
    Occurrence.objects.filter(item=own).update(starts=work.starts, due=due)
    own.contact = work.contact
    own.save(update_fields=["contact"])
    _record("change_own_work", own, by, changes)
    return own


@transaction.atomic
def finish_own_work(*, own: Item, on: date | None, document: str, by: User, today: date) -> Item:
    """Mark the work done on a day, with the document or product that shows it."""
    own, _ = _open(own, by)
    faults = {}
    if on is None:
        faults["completed_on"] = "Ghi ngày hoàn thành."
    elif on > today:
        faults["completed_on"] = f"Ngày hoàn thành {format_date(on)} chưa tới. Ghi ngày đã hoàn thành."
    if not document.strip():
        faults["document"] = "Ghi số, ngày văn bản hoặc tên sản phẩm đã có."
    if faults:
        raise ValidationError(faults)
    run = Occurrence.objects.get(item=own)
    changes: Changes = {
        "Hoàn thành": (_day(run.completed_on), _day(on)),
        "Sản phẩm": (run.product_document or None, document.strip()),
    }
    run.completed_on, run.product_document = on, document.strip()
    run.save(update_fields=["completed_on", "product_document"])
    _record("change_own_work", own, by, changes)
    return own


@transaction.atomic
def unfinish_own_work(*, own: Item, by: User) -> Item:
    """Open the work again: it was not done after all."""
    own, _ = _open(own, by)
    run = Occurrence.objects.get(item=own)
    if run.completed_on is None:
        raise ValidationError("Việc này chưa được ghi hoàn thành.")
    changes: Changes = {
        "Hoàn thành": (_day(run.completed_on), None),
        "Sản phẩm": (run.product_document, None),
    }
    run.completed_on, run.product_document = None, ""
    run.save(update_fields=["completed_on", "product_document"])
    _record("change_own_work", own, by, changes)
    return own


@transaction.atomic
def drop_own_work(*, own: Item, by: User, reason: str = "") -> Item:
    """Follow the work no longer. It stays with its history and is shown as dropped."""
    own, terms = _open(own, by)
    before, terms.state = terms.get_state_display(), TermsState.ENDED
    terms.save(update_fields=["state"])
    _record("change_own_work", own, by, {"Tình trạng": (before, "Thôi theo dõi")}, reason.strip())
    return own


def _terms_on(item: Item, day: date) -> Terms | None:
    found: Terms | None = (
        Terms.objects.valid_on(day)
        .filter(item=item)
        .prefetch_related("units")
        .order_by("-valid_from")
        .first()
    )
    return found


def _open(own: Item, by: User) -> tuple[Item, Terms]:
    """The work, locked, with its one row of terms; refused to other units and once it was dropped."""
    rows = Item.objects.select_for_update(of=("self",)).select_related(
        "parent", "reporter", "contact", "plan"
    )
    own = rows.get(pk=own.pk)
    if not may_change(own, by):
        raise PermissionDenied("Việc này do đơn vị khác tự đặt; chỉ đơn vị đó sửa được.")
    terms = Terms.objects.get(item=own)
    if terms.state == TermsState.ENDED:
        raise overtaken("Việc này đã thôi theo dõi nên không sửa được nữa. Thêm việc mới nếu cần.", own)
    return own, terms


def _check(work: Work, task: Item, unit: Unit, today: date, *, confirmed: bool) -> date:
    """The day the work is due. Raises ValidationError by field for what cannot be."""
    faults: dict[str, str] = {}
    if not work.title.strip():
        faults["title"] = "Ghi nội dung việc."
    if work.ends is None:
        faults["ends"] = "Ghi thời hạn của việc."
    elif work.starts is not None and work.ends < work.starts:
        faults["ends"] = (
            f"Thời hạn {format_date(work.ends)} trước ngày bắt đầu {format_date(work.starts)}. "
            "Sửa một trong hai."
        )
    if work.contact is not None and (work.contact.unit_id != unit.pk or not work.contact.is_active):
        faults["contact"] = f"Chọn người đang làm việc ở {unit}."
    if faults or work.ends is None:
        raise ValidationError(faults)
    terms = _terms_on(task, today)
    if terms is not None and not confirmed and outside(work.starts, work.ends, terms.starts, terms.ends):
        raise ValidationError({"confirmed": _outside_words(work, terms)})
    return work.ends


def _outside_words(work: Work, terms: Terms) -> str:
    mine, theirs = _span(work.starts, work.ends), _span(terms.starts, terms.ends)
    return (
        f"Việc này ({mine}) nằm ngoài thời gian của nhiệm vụ ({theirs}). "
        "Sửa ngày, hoặc đánh dấu xác nhận rồi lưu lại."
    )


def _next_code(task: Item, unit: Unit) -> str:
    """The task's code, the unit's, and the next free number: "PL1.I.1.KINHTE1"."""
    prefix = f"{task.code}.{unit.code.replace('-', '').upper()[:UNIT_PART]}"
    taken = set(
        Item.objects.filter(plan=task.plan_id, code__startswith=prefix).values_list("code", flat=True)
    )
    return next(code for number in range(1, len(taken) + 2) if (code := f"{prefix}{number}") not in taken)


def _texts(work: Work) -> dict[str, str]:
    return {
        "Việc": work.title.strip(),
        "Sản phẩm": work.product.strip(),
        "Bắt đầu": _day(work.starts) or "",
        "Thời hạn": _day(work.ends) or "",
        "Người thực hiện": str(work.contact or ""),
    }


def _span(starts: date | None, ends: date | None) -> str:
    if starts is None:
        return f"đến {_day(ends)}"
    return f"{_day(starts)} – {_day(ends)}" if ends else f"từ {_day(starts)}"


def _day(day: date | None) -> str | None:
    return None if day is None else format_date(day)


def _record(verb: str, own: Item, by: User, changes: Changes, reason: str = "") -> None:
    record_event(
        verb=verb,
        subject=own,
        by=by,
        locality=own.plan.locality_id,
        item_id=own.pk,
        changes=changes,
        reason=reason,
    )

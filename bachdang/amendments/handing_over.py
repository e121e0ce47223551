"""Phân công: what may be handed over, as rows to be ticked; filters in the address; what the ticks get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from bachdang.accounts.models import Unit, User
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.standing.filters.common import programme_choices
from bachdang.vietnamese.free_text import FreeText
from plans.handing_over import Handover, stamp_of
from plans.models import Item, ItemKind, Plan, Terms

NONE, ALL = "chua", "tat-ca"
"""?don-vi=chua, ?dau-moi=chua: what has none yet; ?chon=tat-ca: every row shown is ticked."""
KINDS = {
    "chi-tieu": ItemKind.INDICATOR,
    "nhiem-vu": ItemKind.TASK,
    "du-an": ItemKind.PROJECT,
    "chuong-trinh": ItemKind.PROGRAMME,
    "to-chuc": ItemKind.DUTY,
    "viec-don-vi": ItemKind.OWN,
}


@dataclass
class HandoverRow:
    """One item with its title and its leader as the terms of the day have them."""

    item: Item
    title: str
    leader: str
    ticked: bool = False

    @property
    def stamp(self) -> str:
        return stamp_of(self.item)

    @property
    def is_left_behind(self) -> bool:
        """As Item.objects.left_behind(), of the row alone."""
        one = self.item.contact
        left = one is not None and (not one.is_active or one.unit_id != self.item.reporter_id)
        return left and self.item.reporter_id is not None

    @property
    def is_own(self) -> bool:
        """What a unit has set itself is handed to another person of that unit only, on its own page."""
        return self.item.kind == ItemKind.OWN


class HandoverBook:
    """What the person may hand over: everything for the Party office, own and under for a head."""

    def __init__(self, plan: Plan, user: User, today: date) -> None:
        self.plan, self.user = plan, user
        items = Item.objects.visible_to(user).filter(plan=plan)
        if may(user, EDIT_PLAN):
            self.units = Unit.objects.filter(locality=plan.locality_id).by_name()
        else:
            self.units = Unit.objects.filter(pk__in=units_under(user)).by_name()
            items = items.filter(reporter__in=units_under(user))
        terms = Terms.objects.valid_on(today).filter(item__plan=plan)
        self.terms: dict[int, Terms] = {one.item_id: one for one in terms}
        found = items.select_related("reporter", "contact__unit", "parent", "plan").order_by("order", "pk")
        places = list(ItemKind)
        self.rows = [
            self._row(one) for one in sorted(found, key=lambda one: places.index(ItemKind(one.kind)))
        ]
        people = User.objects.filter(unit__in=self.units, is_active=True).select_related("unit")
        self.people = list(people.order_by("unit__name_key", "name_key", "pk"))

    @property
    def leavers(self) -> list[tuple[User, int]]:
        """Contacts who have left, each with how much is still theirs; the most first."""
        held = Counter(row.item.contact for row in self.rows if row.is_left_behind and row.item.contact)
        return sorted(held.items(), key=lambda pair: (-pair[1], pair[0].name_key))

    def _row(self, item: Item) -> HandoverRow:
        terms = self.terms.get(item.pk)
        return HandoverRow(item, terms.title if terms else item.code, terms.leader if terms else "")


class HandoverFilter(forms.Form):
    """In the address; a value that is none of the choices shows all."""

    def __init__(self, data: QueryDict, book: HandoverBook) -> None:
        super().__init__(data)
        contacts = {row.item.contact.pk: row.item.contact for row in book.rows if row.item.contact}
        named = sorted(contacts.values(), key=lambda one: (one.name_key, one.pk))
        labels = dict(ItemKind.choices)
        there = {row.item.kind for row in book.rows}
        choices: dict[str, tuple[str, list[tuple[str, str]]]] = {
            "don-vi": (
                "Đơn vị báo cáo",
                [(NONE, "Chưa giao đơn vị"), *((one.code, str(one)) for one in book.units)],
            ),
            "dau-moi": ("Đầu mối", [(NONE, "Chưa có đầu mối"), *((str(one.pk), str(one)) for one in named)]),
            "loai": ("Loại", [(key, str(labels[kind])) for key, kind in KINDS.items() if kind in there]),
            "ct": ("Chương trình", programme_choices(book.plan)),
        }
        for name, (label, found) in choices.items():
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", "Tất cả"), *found]
            )

    def chosen(self, name: str) -> str:
        return "" if name in self.errors else str(self.data.get(name, ""))

    @property
    def person(self) -> int:
        """Whose work is shown; 0 for everyone's."""
        chosen = self.chosen("dau-moi")
        return int(chosen) if chosen.isdecimal() else 0

    def keeps(self, row: HandoverRow) -> bool:
        item = row.item
        unit, contact = self.chosen("don-vi"), self.chosen("dau-moi")
        kind, programme = self.chosen("loai"), self.chosen("ct")
        above = item.parent.code if item.parent is not None else ""
        return (
            (not unit or unit == (item.reporter.code if item.reporter else NONE))
            and (not contact or contact == str(item.contact_id or NONE))
            and (not kind or item.kind == KINDS[kind])
            and (not programme or programme in (item.code, above))
        )


class HandoverForm(forms.Form):
    """What the ticked items get; what is left empty stays as it is."""

    unit = forms.ModelChoiceField(
        label="Giao đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Giữ nguyên"
    )
    contact = forms.ChoiceField(label="Cán bộ đầu mối", required=False)
    leader = FreeText(label="Lãnh đạo chịu trách nhiệm", max_length=200, required=False)
    reason = FreeText(label="Lý do, căn cứ", max_length=500, required=False)

    def __init__(self, data: QueryDict | None, book: HandoverBook) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = book.units  # type: ignore[attr-defined]
        self.people = {str(one.pk): one for one in book.people}
        named = [(key, f"{one.full_name} ({one.unit})") for key, one in self.people.items()]
        self.fields["contact"].choices = [  # type: ignore[attr-defined]
            ("", "Giữ nguyên"), (NONE, "Bỏ đầu mối"), *named
        ]  # fmt: skip
        for field in self.fields.values():
            field.widget.attrs["form"] = "phan-cong"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        unit, contact = data.get("unit"), self.people.get(data.get("contact", ""))
        if unit and contact and contact.unit_id != unit.pk:
            self.add_error("contact", f"Chọn người của {unit}, hoặc để “Giữ nguyên”.")
        if not self.errors and self.handover.is_empty:
            raise forms.ValidationError("Chọn đơn vị, đầu mối hoặc ghi lãnh đạo để giao.")
        return data

    @property
    def handover(self) -> Handover:
        data = self.cleaned_data
        chosen = data.get("contact", "")
        return Handover(
            unit=data.get("unit"),
            contact=self.people.get(chosen),
            no_contact=chosen == NONE,
            leader=data.get("leader", ""),
            reason=data.get("reason", ""),
        )


def ticked(rows: Sequence[HandoverRow], sent: QueryDict) -> list[HandoverRow]:
    """The rows that were ticked, by item: a stamp that is out of date still names its item."""
    keys = {one.split(".")[0] for one in sent.getlist("tick")}
    return [row for row in rows if str(row.item.pk) in keys]

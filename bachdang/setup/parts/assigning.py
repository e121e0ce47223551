"""Phân công: who reports an item, the contact officer, the leader answerable, who co-operates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from bachdang.accounts.models import Unit
from bachdang.setup.names import APART
from bachdang.setup.parts.filling import fill_all
from bachdang.setup.parts.part import BY_DECISION, Entry, Known, Part, Refusal, Refused, named
from bachdang.spreadsheet.described import Described, Field
from plans.assigning import Handover, hand_over_all
from plans.models import Item, ItemKind, Terms, TermsUnit, UnitRole
from plans.six_clear import key_is_open, named_units, units_of
from plans.terms.blanks import FILLED_KINDS, value_of

WHY: Final = "Sổ khởi tạo"
"""The reason in the history."""
KINDS: Final = (ItemKind.PROGRAMME, ItemKind.TASK, ItemKind.PROJECT, ItemKind.DUTY)
SHORT: Final = {
    ItemKind.PROGRAMME: "Chương trình",
    ItemKind.TASK: "Nhiệm vụ",
    ItemKind.PROJECT: "Dự án",
    ItemKind.DUTY: "Tổ chức thực hiện",
    ItemKind.INDICATOR: "Chỉ tiêu",
}
ASSIGNED: Final = Described(
    "Phân công",
    (
        Field("code", "Mã", 14, required=True),
        Field("kind", "Loại", 14, shown=True),
        Field("title", "Việc, chỉ tiêu", 54, shown=True),
        Field("lead", "Đơn vị chủ trì", 26, shown=True),
        Field("unit", "Đơn vị báo cáo", 36, means="unit"),
        Field("contact", "Cán bộ đầu mối", 20, means="person",
              help="Tên đăng nhập của người thuộc đơn vị báo cáo."),
        Field("leader", "Lãnh đạo chịu trách nhiệm", 30, longest=200, help="Họ tên, chức vụ."),
        Field("cooperating", "Đơn vị phối hợp", 44, means="units",
              help="Ghi đích danh; nhiều đơn vị cách nhau bằng dấu chấm phẩy."),
    ),
    anchor="code",
)  # fmt: skip


class Assigning(Part):
    key: ClassVar = "assigning"
    permissions: ClassVar = ("plans.edit_plan",)
    owner: ClassVar = "Văn phòng Đảng ủy"
    together: ClassVar = True
    table = ASSIGNED

    def rows(self) -> Iterator[Known]:
        for terms in self.ward.terms(KINDS):
            yield self._row(terms, named_units(terms, UnitRole.LEAD) or units_of(terms, UnitRole.LEAD))
        for terms in self.ward.indicator_terms:
            yield self._row(terms, [])

    def _row(self, terms: Terms, leads: Sequence[TermsUnit]) -> Known:
        item = terms.item
        filled = item.kind in FILLED_KINDS
        texts = {
            "code": item.code,
            "kind": SHORT[ItemKind(item.kind)],
            "title": terms.title,
            "lead": APART.join(str(one.unit) for one in leads),
            "unit": item.reporter.name if item.reporter else "",
            "contact": item.contact.username if item.contact else "",
            "leader": terms.leader if filled else "",
            "cooperating": APART.join(one.name for one in self._cooperating(terms)) if filled else "",
        }
        closed = {
            key: BY_DECISION if filled else "loại việc này không ghi nội dung này"
            for key in ("leader", "cooperating")
            if not filled or not key_is_open(terms, key)
        }
        return Known(item.code, f"{item.code} {terms.title}", texts, closed)

    @staticmethod
    def _cooperating(terms: Terms) -> list[Unit]:
        found: list[Unit] = value_of(terms, "cooperating")
        return found

    def write_all(self, entries: Sequence[Entry]) -> dict[str, Refusal]:
        rows = Item.objects.filter(plan=self.ward.plan, code__in=[one.key for one in entries])
        items = {one.code: one for one in rows}
        refused: dict[str, Refusal] = {}
        given: list[Handover] = []
        for entry in entries:
            try:
                given.append(self._handover(items[entry.key], entry))
            except Refused as error:
                refused[entry.key] = error
        faults = hand_over_all(given, self.ward.by, WHY)
        refused |= {one.item.code: faults[one.item.pk] for one in given if one.item.pk in faults}
        texts = ("leader", "cooperating")
        filled = {
            entry.key: {key: text for key, text in entry.typed.items() if key in texts}
            for entry in entries
            if entry.key not in refused
        }
        return refused | fill_all(self.ward, filled)

    def _handover(self, item: Item, entry: Entry) -> Handover:
        """To whom a row gives its item. Raises Refused."""
        unit = None
        if "unit" in entry.typed:
            if not entry.typed["unit"]:
                raise Refused(("unit", "đã giao thì không để trống; ghi đơn vị khác"))
            unit = named("unit", self.ward.names.unit, entry.typed["unit"])
        typed = entry.typed.get("contact", "")
        person = named("contact", self.ward.names.person, typed) if typed else None
        if person is not None and unit is None and item.reporter_id is None:
            raise Refused(("contact", "chưa có đơn vị báo cáo; ghi đơn vị báo cáo trước"))
        return Handover(item, unit, "contact" in entry.typed, person)

"""Đơn vị: the bodies of the ward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from bachdang.accounts.models import Unit, UnitKind
from bachdang.accounts.naming import names_of
from bachdang.accounts.reference import save_unit
from bachdang.setup.parts.part import Entry, Known, Part, Refused, chosen, named
from bachdang.spreadsheet import Kind
from bachdang.spreadsheet.described import Described, Field
from bachdang.vietnamese.text import fold

UNITS: Final = Described(
    "Đơn vị",
    (
        Field("code", "Mã đơn vị", 18, required=True, longest=50,
              help="Chữ không dấu, số, gạch nối; ví dụ kinhte. Mã đã có thì không đổi."),
        Field("name", "Tên đơn vị", 54, longest=200),
        Field("short", "Tên gọn", 26, longest=60),
        Field("kind", "Loại", 22, choices=tuple(UnitKind.labels)),
        Field("parent", "Trực thuộc", 40, means="unit", help="Để trống nếu không trực thuộc đơn vị nào."),
        Field("order", "Thứ tự", 9, Kind.NUMBER, form="0", means="figure"),
    ),
    anchor="code",
)  # fmt: skip
KINDS: Final = {label: key for key, label in UnitKind.choices}


class Units(Part):
    key: ClassVar = "units"
    permissions: ClassVar = ("accounts.add_unit", "accounts.change_unit")
    owner: ClassVar = "Văn phòng Đảng ủy hoặc quản trị hệ thống"
    adds: ClassVar = True
    room: ClassVar = 60
    table = UNITS

    def rows(self) -> Iterator[Known]:
        for unit in Unit.objects.filter(locality=self.ward.locality).select_related("parent"):
            texts = {
                "code": unit.code,
                "name": unit.name,
                "short": unit.short,
                "kind": unit.get_kind_display(),
                "parent": unit.parent.name if unit.parent else "",
                "order": str(unit.order),
            }
            yield Known(unit.code, unit.name, texts)

    def write(self, entry: Entry) -> None:
        unit = Unit(locality=self.ward.locality, code=entry.key, order=self._next())
        if entry.known is not None:
            unit = Unit.objects.get(locality=self.ward.locality, code=entry.key)
        for column in entry.typed.keys() & {"name", "short"}:
            setattr(unit, column, entry.typed[column])
        if "kind" in entry.typed:
            unit.kind = chosen("kind", entry.typed["kind"], KINDS)
        if "parent" in entry.typed:
            parent = entry.typed["parent"]
            unit.parent = named("parent", self.ward.names.unit, parent) if parent else None
        if entry.typed.get("order"):
            unit.order = self._order(entry.typed["order"])
        self._refuse_namesake(unit, entry.typed)
        save_unit(unit=unit, by=self.ward.by)
        self.ward.forget_names()

    def _next(self) -> int:
        last = Unit.objects.filter(locality=self.ward.locality).order_by("-order").first()
        return last.order + 1 if last else 1

    @staticmethod
    def _order(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) <= 6):
            raise Refused(("order", f"“{text[:40]}” phải là số nguyên có nhiều nhất 6 chữ số, ví dụ 12"))
        return int(text)

    def _refuse_namesake(self, unit: Unit, typed: Mapping[str, str]) -> None:
        """A code typed over would make the same unit again, without anything that hangs from the first.

        And a name that another unit goes by would no longer name one.
        """
        others = Unit.objects.filter(locality=self.ward.locality).exclude(pk=unit.pk)
        called = {fold(name): one for one in others for name in names_of(one)}
        for column in ("name", "short"):
            text = typed.get(column, "")
            same = called.get(fold(text)) if text else None
            if same is not None:
                remedy = "Mã không đổi được: giữ mã cũ hoặc ghi tên khác"
                message = f"tên này đã có ở đơn vị mã {same.code} ({same.name}). {remedy}"
                raise Refused((column, message))

"""6 rõ: what else the document leaves blank of its assignments; which columns, the plan's axes say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, Final

from bachdang.setup.parts.filling import MILESTONE, RECURRENCES, fill_all
from bachdang.setup.parts.part import BY_DECISION, Entry, Known, Part, Refusal
from bachdang.spreadsheet import DATE_FORMAT, Kind
from bachdang.spreadsheet.described import Described, Field
from bachdang.standing.clarity import title_of
from bachdang.standing.plan_book import keep
from bachdang.vietnamese.numbers import format_date
from plans.models import ItemKind, Recurrence, Terms
from plans.six_clear import DATE_KEYS, fields_of, key_is_open
from plans.terms.blanks import FILLED_KINDS, value_of

_DAY: Final = "Ngày/tháng/năm, ví dụ 30/9/2026."
COLUMNS: Final = {
    "lead": (Field("lead", "Đơn vị chủ trì", 36, means="unit"),),
    "product": (Field("product", "Kết quả, sản phẩm", 44, longest=2000),),
    "decides": (Field("decides", "Cấp quyết định", 28, longest=200),),
    "resources": (Field("resources", "Nguồn lực", 32, longest=2000),),
    "schedule": (
        Field("recurrence", "Chu kỳ", 16, choices=tuple(RECURRENCES),
              help="Một lần thì ghi cả hai ngày; hằng năm, thường xuyên thì để trống hai ngày."),
        Field("starts", "Bắt đầu", 13, Kind.DATE, form=DATE_FORMAT, means="day", help=_DAY),
        Field("ends", "Kết thúc", 13, Kind.DATE, form=DATE_FORMAT, means="day", help=_DAY),
        Field("milestone_title", "Mốc tới của dự án", 32, longest=300),
        Field("milestone_due", "Thời hạn của mốc", 13, Kind.DATE, form=DATE_FORMAT, means="day", help=_DAY),
    ),
}  # fmt: skip
"""By field of an axis; contact, leader and co-operating units stand in Phân công."""


class Clarity(Part):
    key: ClassVar = "clarity"
    permissions: ClassVar = ("plans.edit_plan",)
    owner: ClassVar = "Văn phòng Đảng ủy"
    together: ClassVar = True
    suggested: ClassVar = frozenset({"decides", "resources"})

    @property
    def needed(self) -> list[str]:
        """A recurrence alone may be enough of a schedule; only projects have milestones."""
        asked = ("lead", "product", "decides", "resources", "recurrence")
        return [name for name in asked if name in self.table.by_key]

    @cached_property
    def table(self) -> Described:
        assert self.ward.plan is not None
        asked = {name for axis in self.ward.plan.axes for name in fields_of(axis)}
        columns = [column for name, columns in COLUMNS.items() if name in asked for column in columns]
        fixed = (
            Field("code", "Mã", 14, required=True),
            Field("title", "Việc", 54, shown=True),
        )
        return Described(title_of(self.ward.plan), (*fixed, *columns), anchor="code")

    def rows(self) -> Iterator[Known]:
        for terms in self.ward.terms(FILLED_KINDS):
            keep(terms.item, milestones=self.ward.book.milestones.get(terms.item_id, []))
            yield self._row(terms)

    def _row(self, terms: Terms) -> Known:
        lead, milestone = value_of(terms, "lead"), value_of(terms, "milestone")
        is_project = terms.item.kind == ItemKind.PROJECT
        title, due = milestone if milestone and is_project else ("", None)
        texts = {
            "code": terms.item.code,
            "title": terms.title,
            "lead": lead.name if lead else "",
            "product": terms.product,
            "decides": terms.decides,
            "resources": terms.resources,
            "recurrence": str(Recurrence(terms.recurrence).label) if terms.recurrence else "",
            "starts": format_date(terms.starts) if terms.starts else "",
            "ends": format_date(terms.ends) if terms.ends else "",
            "milestone_title": title,
            "milestone_due": format_date(due) if due else "",
        }
        stored = ("lead", "product", "decides", "resources", *DATE_KEYS)
        closed = {key: BY_DECISION for key in stored if not key_is_open(terms, key)}
        if not key_is_open(terms, "milestone"):
            why = "mốc này do báo cáo theo dõi" if is_project else "chỉ dự án có mốc"
            closed |= dict.fromkeys(MILESTONE, why)
        return Known(terms.item.code, f"{terms.item.code} {terms.title}", texts, closed)

    def write_all(self, entries: Sequence[Entry]) -> dict[str, Refusal]:
        return fill_all(self.ward, {one.key: one.typed for one in entries})

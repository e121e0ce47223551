"""What an item's terms are to say: plain values, their words, and what is wrong with them. No ORM reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bachdang.accounts.models import Unit
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.text import nfc
from plans.models import Recurrence, Terms, TermsState, UnitRole
from plans.six_clear import is_generic

LABELS = {
    "state": "Tình trạng",
    "title": "Tên việc",
    "product": "Kết quả, sản phẩm",
    "decides": "Thẩm quyền quyết định",
    "resources": "Nguồn lực",
    "leader": "Lãnh đạo chịu trách nhiệm",
    "starts": "Bắt đầu",
    "ends": "Kết thúc",
    "recurrence": "Chu kỳ",
    "lead": "Đơn vị chủ trì",
    "cooperating": "Đơn vị phối hợp",
}
SCHEDULE = ("starts", "ends", "recurrence")
STORED = ("title", "product", "decides", "resources", "leader", *SCHEDULE, "state")
"""Columns of the version itself; its units are rows of their own."""


@dataclass(frozen=True)
class TermsDraft:
    """One version of an item's terms."""

    title: str
    product: str = ""
    decides: str = ""
    resources: str = ""
    leader: str = ""
    starts: date | None = None
    ends: date | None = None
    recurrence: str = ""
    state: str = TermsState.ACTIVE.value
    lead: Unit | None = None
    cooperating: tuple[Unit, ...] = ()

    @classmethod
    def of(cls, terms: Terms) -> TermsDraft:
        """What a stored version says; `terms.units` should be prefetched with their unit."""
        units = list(terms.units.all())
        named = {name: getattr(terms, name) for name in STORED}
        return cls(
            **named,
            lead=next((one.unit for one in units if one.role == UnitRole.LEAD), None),
            cooperating=tuple(one.unit for one in units if one.role == UnitRole.COOPERATING),
        )

    @property
    def stored(self) -> dict[str, Any]:
        """The values of the columns."""
        return {name: getattr(self, name) for name in STORED}

    @property
    def words(self) -> dict[str, str]:
        """Label → what a reader sees."""
        return {label: self._word(name) for name, label in LABELS.items()}

    def _word(self, name: str) -> str:
        value = getattr(self, name)
        if name == "state":
            return TermsState(value).label
        if name == "recurrence":
            return Recurrence(value).label if value else ""
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, tuple):
            return ", ".join(sorted(str(unit) for unit in value))
        return "" if value is None else str(value)

    def changed(self, before: TermsDraft) -> frozenset[str]:
        """Names of the fields that do not say the same as before."""
        return frozenset(name for name in LABELS if self._word(name) != before._word(name))

    @property
    def tidy(self) -> TermsDraft:
        """As it is stored: texts in NFC without white space around."""
        return replace(
            self,
            title=nfc(self.title).strip(),
            product=nfc(self.product).strip(),
            decides=nfc(self.decides).strip(),
            resources=nfc(self.resources).strip(),
            leader=nfc(self.leader).strip(),
        )

    @property
    def seen(self) -> str:
        """A short mark of what a form showed, to notice that someone else changed it since."""
        return hashlib.sha256(repr(sorted(self.words.items())).encode()).hexdigest()[:16]


def draft_errors(new: TermsDraft, before: TermsDraft | None = None) -> Iterator[tuple[str, str]]:
    """(field, message) for each contradiction in what a version is to say.

    Bodies that the version `before` names already are not asked about: the document itself may name nobody
    in particular.
    """
    named = {before.lead, *before.cooperating} if before else set()
    if not new.title:
        yield "title", "Ghi tên việc."
    if new.starts is not None and new.ends is not None and new.ends < new.starts:
        yield (
            "ends",
            f"Ngày kết thúc {format_date(new.ends)} trước ngày bắt đầu {format_date(new.starts)}.",
        )
    for unit in [new.lead, *new.cooperating]:
        if unit is not None and unit not in named and is_generic(unit.name):
            field = "lead" if unit == new.lead else "cooperating"
            yield field, f"“{unit}” không phải một đơn vị cụ thể. Chọn đúng một đơn vị nêu tên."
    if new.lead is not None and new.lead in new.cooperating:
        yield "cooperating", f"“{new.lead}” đã chủ trì nên không thể đồng thời phối hợp."

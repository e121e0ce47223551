"""Which rows Việc của tôi shows; it stands in the address, so that a page can be sent to a colleague."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from bachdang.accounts.models import User
from bachdang.standing.due_reports import DueReport
from plans.models import ItemKind

MINE = "toi"
"""?cua=toi: only what the person is the contact of."""

_KEY = re.compile(r"[0-9]{1,9}", re.ASCII)
LACKING = frozenset({"missing", "returned"})
"""States of a report that has nothing in it to send on."""

KINDS: dict[str, tuple[str, str]] = {
    "chi-tieu": (ItemKind.INDICATOR, "Chỉ tiêu"),
    "nhiem-vu": (ItemKind.TASK, "Nhiệm vụ"),
    "du-an": (ItemKind.PROJECT, "Dự án"),
    "chuong-trinh": (ItemKind.PROGRAMME, "Chương trình"),
    "to-chuc": (ItemKind.DUTY, "Việc tổ chức thực hiện"),
}


@dataclass(frozen=True)
class WorkChoice:
    """Of whom, of which kind, under which programme (the code of its item), only what is lacking.

    `contact`: only what this person (primary key) is the contact of.
    """

    mine: bool = False
    contact: int = 0
    kind: str = ""
    programme: str = ""
    lacking: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> WorkChoice:
        """What the address asks for; what it does not know chooses nothing."""
        given = request.GET
        kind = given.get("loai", "")
        return cls(
            given.get("cua") == MINE,
            int(given["nguoi"]) if _KEY.fullmatch(given.get("nguoi", "")) else 0,
            kind if kind in KINDS else "",
            given.get("ct", "")[:40],
            given.get("thieu") == "1",
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The choice as it stands in the address."""
        return {
            "cua": MINE if self.mine else "",
            "nguoi": str(self.contact or ""),
            "loai": self.kind,
            "ct": self.programme,
            "thieu": "1" if self.lacking else "",
        }

    @property
    def narrows(self) -> bool:
        """Whether rows of the unit are left out."""
        return self != WorkChoice()

    @property
    def filters(self) -> bool:
        """Whether more is chosen than whose work."""
        return self != WorkChoice(mine=self.mine)

    def keeps(self, one: DueReport, user: User) -> bool:
        """Whether the row is shown to the person."""
        return (
            (not self.mine or one.item.contact_id == user.pk)
            and self.contact in (0, one.item.contact_id)
            and (not self.kind or one.item.kind == KINDS[self.kind][0])
            and (not self.programme or programme_of(one) == self.programme)
            and (not self.lacking or one.state in LACKING)
        )


def programme_of(one: DueReport) -> str:
    """The code of the programme that the item stands under; its own for a programme, "" for none."""
    if one.item.kind == ItemKind.PROGRAMME:
        return one.item.code
    return one.item.parent.code if one.item.parent_id and one.item.parent else ""


def contacts_of(owed: Sequence[DueReport]) -> list[tuple[int, str]]:
    """The contacts of what is owed, as choices, by name. One query."""
    named = {pk for one in owed if (pk := one.item.contact_id) is not None}
    return [(one.pk, str(one)) for one in User.objects.filter(pk__in=named).order_by("name_key", "pk")]


def kinds_of(owed: Sequence[DueReport]) -> list[tuple[str, str]]:
    """The kinds among what is owed, as choices."""
    there = {one.item.kind for one in owed}
    return [(key, label) for key, (kind, label) in KINDS.items() if kind in there]

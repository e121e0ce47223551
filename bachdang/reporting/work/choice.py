"""Which rows Việc của tôi shows; it stands in the address, so that a page can be sent to a colleague."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from bachdang.accounts.models import User
from bachdang.standing.due_reports import DueReport
from bachdang.standing.filters.common import Choices, programme_choice
from bachdang.standing.plan_book import PlanBook
from plans.models import Item, ItemKind

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
            and self.programme in ("", getattr(programme_of(one), "code", ""))
            and (not self.lacking or one.state in LACKING)
        )


def programme_of(one: DueReport) -> Item | None:
    """The programme that the item stands under; itself for a programme."""
    return one.item if one.item.kind == ItemKind.PROGRAMME else one.item.parent


def programmes_of(owed: Sequence[DueReport]) -> Choices:
    """The programmes of what is owed, as choices, as the document numbers them. No query."""
    there = {found.pk: found for one in owed if (found := programme_of(one)) is not None}
    rows = sorted(there.values(), key=lambda one: one.order)
    return [programme_choice(one.code, one.clause.text) for one in rows if one.clause is not None]


def contacts_of(owed: Sequence[DueReport], known: PlanBook) -> list[tuple[int, str]]:
    """The contacts of what is owed, as choices, by name. At most one query."""
    named = {pk for one in owed if (pk := one.item.contact_id) is not None}
    known.know_users(named)
    people = sorted((known.users[pk] for pk in named), key=lambda one: (one.name_key, one.pk))
    return [(one.pk, str(one)) for one in people]


def kinds_of(owed: Sequence[DueReport]) -> list[tuple[str, str]]:
    """The kinds among what is owed, as choices."""
    there = {one.item.kind for one in owed}
    return [(key, label) for key, (kind, label) in KINDS.items() if kind in there]

"""The help of each role: its job step by step, as the screens of that role really are.

Words in “…” stand on the screen of the step; a test opens the address and looks for each of them. The
pictures are taken from the same addresses by `make screenshots`.
"""

from __future__ import annotations

from bachdang.accounts.roles import Role
from bachdang.guide.manuals.administrator import ADMINISTRATOR
from bachdang.guide.manuals.first_day import FIRST_DAY
from bachdang.guide.manuals.head import HEAD
from bachdang.guide.manuals.leader import LEADER
from bachdang.guide.manuals.monitor import MONITOR
from bachdang.guide.manuals.office import OFFICE
from bachdang.guide.manuals.officer import OFFICER
from bachdang.guide.manuals.step import Manual, Step

__all__ = ["ALL_MANUALS", "FIRST_DAY", "MANUALS", "Manual", "Step", "manual_of"]

MANUALS: dict[Role, Manual] = {
    one.role: one for one in (LEADER, OFFICE, OFFICER, HEAD, MONITOR, ADMINISTRATOR)
}


ALL_MANUALS: tuple[Manual, ...] = (*MANUALS.values(), FIRST_DAY)
"""Those of the roles, and the chapter of the first day."""


def manual_of(slug: str) -> Manual | None:
    return next((one for one in ALL_MANUALS if one.slug == slug), None)

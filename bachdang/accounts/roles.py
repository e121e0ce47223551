"""Roles (vai trò) and the permissions behind them: who may do which verb.

Which objects a verb reaches is the querysets' business (visible_to, editable_by). A role is a Django group
of the same name; `manage.py sync_roles` writes this table into the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from bachdang.accounts.models import User


class Role(TextChoices):
    OFFICER = "officer", "Chuyên viên đơn vị"
    HEAD = "head", "Lãnh đạo đơn vị"
    OFFICE = "office", "Văn phòng Đảng ủy"
    LEADER = "leader", "Thường trực, Ban Thường vụ"
    MONITOR = "monitor", "Giám sát (HĐND, MTTQ, UBKT Đảng ủy)"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


WRITE_REPORT = "plans.write_report"
APPROVE_REPORT = "plans.approve_report"
ACCEPT_REPORT = "plans.accept_report"
MANAGE_PERIODS = "plans.manage_periods"
EDIT_PLAN = "plans.edit_plan"
EXPORT_REPORT = "plans.export_report"
ASK_EXPLANATION = "plans.ask_explanation"
VIEW_HISTORY = "accounts.view_auditevent"
VIEW_CONDITION = "accounts.view_jobrun"
VIEW_PEOPLE = "accounts.view_people"
ADD_USER = "accounts.add_user"
CHANGE_USER = "accounts.change_user"
# Office and administrator: who may add a unit may bring in the plan that names it.
SET_UP = "accounts.add_unit"

# What the Django admin shows (view) and lets change: reference data only.
OFFICE_ADMIN = [
    "accounts.view_unit",
    "accounts.add_unit",
    "accounts.change_unit",
    "plans.view_plan",
    "plans.change_plan",
    "plans.view_clause",
    "plans.view_item",
    "plans.view_terms",
    "plans.view_report",
    "plans.view_period",
    "plans.add_period",
    "indicators.view_indicator",
    "indicators.view_target",
    "indicators.view_measurement",
    "projects.view_project",
    "projects.view_capital",
]
ACCOUNT_ADMIN = [
    "accounts.view_user",
    ADD_USER,
    CHANGE_USER,
    "accounts.view_unit",
    "accounts.add_unit",
    "accounts.change_unit",
    "accounts.view_locality",
    "accounts.view_auditevent",
]

PERMISSIONS: dict[Role, list[str]] = {
    Role.OFFICER: [WRITE_REPORT],
    Role.HEAD: [WRITE_REPORT, APPROVE_REPORT],
    Role.OFFICE: [
        ACCEPT_REPORT,
        MANAGE_PERIODS,
        EDIT_PLAN,
        EXPORT_REPORT,
        ASK_EXPLANATION,
        VIEW_HISTORY,
        VIEW_PEOPLE,
        *OFFICE_ADMIN,
    ],
    Role.LEADER: [ASK_EXPLANATION, EXPORT_REPORT, VIEW_PEOPLE],
    Role.MONITOR: [VIEW_PEOPLE],
    Role.ADMINISTRATOR: [VIEW_HISTORY, VIEW_CONDITION, *ACCOUNT_ADMIN],
}

# Roles that may enter the Django admin.
STAFF_ROLES = {Role.OFFICE, Role.ADMINISTRATOR}


def may(user: User | AnonymousUser, permission: str) -> bool:
    """Whether the user's role holds a permission; False for anyone signed out or deactivated."""
    return user.is_active and user.has_perm(permission)

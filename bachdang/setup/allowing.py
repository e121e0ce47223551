"""Who sets a ward up."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from bachdang.accounts.models import User
from bachdang.accounts.roles import ADD_USER, EDIT_PLAN, may


def sets_up(user: object) -> bool:
    """The office, for the plan, and the administrator, for people."""
    return isinstance(user, User) and (may(user, EDIT_PLAN) or may(user, ADD_USER))


def allow(request: HttpRequest) -> User:
    """The person, who sets the ward up. Raises PermissionDenied."""
    user = request.user
    if not isinstance(user, User) or not sets_up(user):
        raise PermissionDenied("Việc khởi tạo do Văn phòng Đảng ủy và quản trị hệ thống làm.")
    return user

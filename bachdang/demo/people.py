"""The demo accounts: one for each role, and an officer and a head for each reporting unit."""

from __future__ import annotations

from bachdang.accounts.actions import create_user
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from plans.models import Plan

# username, role, unit, name, title. Names are made up.
ACCOUNTS = [
    ("vanphong", Role.OFFICE, "vanphong", "Nguyễn Minh Họa", "Chuyên viên Văn phòng Đảng ủy"),
    ("thuongtruc", Role.LEADER, "dang-uy", "Trần Minh Họa", "Thường trực Đảng ủy"),
    ("giamsat", Role.MONITOR, "hdnd", "Lê Minh Họa", "Hội đồng nhân dân phường"),
    ("quantri", Role.ADMINISTRATOR, "vanphong", "Phạm Minh Họa", "Quản trị hệ thống"),
    ("kinhte", Role.OFFICER, "kinhte", "Hoàng Thị Minh Họa", "Chuyên viên"),
    ("kinhte.ld", Role.HEAD, "kinhte", "Vũ Minh Họa", "Trưởng phòng"),
    ("vanhoa", Role.OFFICER, "vanhoa", "Đặng Thị Minh Họa", "Chuyên viên"),
    ("vanhoa.ld", Role.HEAD, "vanhoa", "Bùi Minh Họa", "Trưởng phòng"),
    ("congan", Role.OFFICER, "congan", "Đỗ Minh Họa", "Cán bộ tổng hợp"),
    ("congan.ld", Role.HEAD, "congan", "Hồ Minh Họa", "Trưởng Công an phường"),
    ("quansu", Role.OFFICER, "quansu", "Ngô Minh Họa", "Trợ lý"),
    ("quansu.ld", Role.HEAD, "quansu", "Dương Minh Họa", "Chỉ huy trưởng"),
    ("dvsnc", Role.OFFICER, "dvsnc", "Lý Thị Minh Họa", "Viên chức"),
    ("dvsnc.ld", Role.HEAD, "dvsnc", "Đinh Minh Họa", "Giám đốc"),
    ("mttq", Role.OFFICER, "mttq", "Trịnh Thị Minh Họa", "Chuyên viên"),
    ("mttq.ld", Role.HEAD, "mttq", "Mai Minh Họa", "Phó Chủ tịch"),
    # Each alone in its body: writes and sends in one step.
    ("vanphong.ld", Role.HEAD, "vanphong", "Cao Minh Họa", "Chánh Văn phòng Đảng ủy"),
    ("xaydungdang.ld", Role.HEAD, "ban-xddang", "Tạ Minh Họa", "Trưởng Ban Xây dựng Đảng"),
    ("hdnd.ld", Role.HEAD, "hdnd", "Lâm Minh Họa", "Phó Chủ tịch HĐND phường"),
    ("ubnd.ld", Role.HEAD, "ubnd", "Phan Minh Họa", "Phó Chủ tịch UBND phường"),
]


def create_accounts(plan: Plan, password: str) -> dict[str, User]:
    """The demo accounts by username; those that exist are left as they are."""
    units = {unit.code: unit for unit in Unit.objects.filter(locality=plan.locality)}
    existing = {
        user.username: user for user in User.objects.filter(username__in=[one[0] for one in ACCOUNTS])
    }
    for username, role, unit, name, title in ACCOUNTS:
        if username not in existing:
            existing[username] = create_user(
                username=username,
                full_name=name,
                title=title,
                password=password,
                role=role,
                unit=units[unit],
                by=None,
                must_change_password=False,
            )
    return existing

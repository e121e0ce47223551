"""Người dùng: accounts. New ones are made; of the others only name, unit, position and contact change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from django.contrib.auth.models import Group

from bachdang.accounts.actions import create_user
from bachdang.accounts.models import User
from bachdang.accounts.passwords import temporary_password
from bachdang.accounts.reference import ACCOUNT_FIELDS, change_account
from bachdang.accounts.roles import Role
from bachdang.accounts.roster import HEADINGS, MAX_PEOPLE, check_roster
from bachdang.accounts.roster import Entry as Listed
from bachdang.setup.parts.part import Entry, Known, Part, Refused, named
from bachdang.setup.reading import Typed
from bachdang.spreadsheet.described import Described, Field
from bachdang.vietnamese.phones import phone_fault, with_leading_zero

PEOPLE = Described(
    "Người dùng",
    (
        Field("username", "Tên đăng nhập", 20, required=True, longest=60,
              help="Chữ không dấu, số. Tên đã có thì không đổi."),
        Field("full_name", "Họ và tên", 28, longest=120),
        Field("title", "Chức vụ", 28, longest=120),
        Field("unit", "Đơn vị", 44, means="unit"),
        Field("role", "Vai trò", 26, choices=tuple(Role.labels),
              spellings=tuple((role.value, str(role.label)) for role in Role),
              help="Chỉ cho tài khoản mới; vai trò của tài khoản đã có đổi ở trang Tài khoản."),
        Field("email", "Thư điện tử", 28, longest=254),
        Field("phone", "Điện thoại", 16, longest=30),
    ),
    anchor="username",
)  # fmt: skip


class People(Part):
    key: ClassVar = "people"
    permissions: ClassVar = ("accounts.add_user", "accounts.change_user")
    owner: ClassVar = "quản trị hệ thống"
    adds: ClassVar = True
    room: ClassVar = MAX_PEOPLE
    table = PEOPLE

    def rows(self) -> Iterator[Known]:
        people = User.objects.filter(unit__locality=self.ward.locality, is_active=True)
        roles = {one.name: Role(one.name).label for one in Group.objects.filter(name__in=Role.values)}
        for user in people.select_related("unit").prefetch_related("groups").order_by("unit__order", "pk"):
            named = [roles[group.name] for group in user.groups.all() if group.name in roles]
            texts = {
                "username": user.username,
                "full_name": user.full_name,
                "title": user.title,
                "unit": user.unit.name if user.unit else "",
                "role": named[0] if named else "",
                "email": user.email,
                "phone": user.phone,
            }
            closed = {"role": "vai trò của tài khoản đã có chỉ đổi ở trang Tài khoản"}
            yield Known(user.username.lower(), f"{user.full_name} ({user.username})", texts, closed)

    def key_of(self, texts: Mapping[str, str]) -> str:
        return super().key_of(texts).lower()

    def arranged(self, key: str, cells: dict[str, Typed]) -> dict[str, Typed]:
        """A telephone that a spreadsheet took for a number gets its zero back."""
        phone = cells.get("phone")
        if phone is None:
            return cells
        return cells | {"phone": replace(phone, text=with_leading_zero(phone.text)[0])}

    def write(self, entry: Entry) -> None:
        if entry.known is None:
            self._add(entry)
            return
        user = User.objects.get(username=entry.known.texts["username"])
        values: dict[str, object] = {
            name: text for name, text in entry.typed.items() if name in ACCOUNT_FIELDS
        }
        if reason := phone_fault(entry.typed.get("phone", "")):
            raise Refused(("phone", reason))
        if "unit" in values:
            if not entry.typed["unit"]:
                raise Refused(("unit", "tài khoản phải thuộc một đơn vị"))
            values["unit"] = named("unit", self.ward.names.unit, entry.typed["unit"])
        change_account(user=user, values=values, by=self.ward.by)
        self.ward.forget_names()

    def _add(self, entry: Entry) -> None:
        """As from a list of people, by the same checks."""
        unit = named("unit", self.ward.names.unit, entry.text("unit")).code if entry.text("unit") else ""
        texts = {name: entry.text(name) for name in HEADINGS if name != "unit"}
        entry_of_list = Listed.from_dict({"number": 0, "unit": unit, **texts})
        people, faults = check_roster([entry_of_list], self.ward.locality)
        if faults:
            raise Refused(*(("", fault.removeprefix("Dòng 0: ")) for fault in faults))
        one = people[0]
        password = None if self.ward.rehearsed else temporary_password(one.user)
        user = create_user(
            username=one.entry.username,
            full_name=one.entry.full_name,
            title=one.entry.title,
            email=one.entry.email,
            phone=one.entry.phone,
            password=password,
            role=one.role,
            unit=one.user.unit,
            by=self.ward.by,
        )
        self.ward.created.append((user, password or ""))
        self.ward.forget_names()

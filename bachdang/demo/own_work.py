"""Illustrative work that units set themselves under a task of Phụ lục 1."""

from __future__ import annotations

from datetime import date, timedelta

from bachdang.accounts.models import User
from bachdang.demo.money import LABEL
from plans.models import Item, Plan
from plans.own_work import Work, add_own_work, finish_own_work

# Task, who adds it, what, from when and until when in days from today, done how many days ago.
WORKS: list[tuple[str, str, str, int, int, int | None]] = [
    ("PL1.I.1", "kinhte", "Rà soát các điểm chợ, cửa hàng tiện lợi trên địa bàn", -40, -12, 15),
    ("PL1.I.1", "kinhte", "Lấy ý kiến các tổ dân phố về phương án sắp xếp chợ", -20, 6, None),
    ("PL1.I.1", "ubnd.ld", "Họp đánh giá giữa kỳ với các phòng chuyên môn", 10, 30, None),
    ("PL1.I.2", "kinhte.ld", "Lập danh mục cơ sở lưu trú, ăn uống ven sông", -45, -3, None),
]


def set_own_work(plan: Plan, users: dict[str, User], today: date) -> int:
    """Own work done, near due, to come and overdue; returns how many."""
    tasks = {one.code: one for one in Item.objects.filter(plan=plan, kind="task")}
    for code, name, title, starts, ends, done in WORKS:
        work = Work(
            title=f"{title} {LABEL}",
            starts=today + timedelta(days=starts),
            ends=today + timedelta(days=ends),
            contact=users[name],
        )
        own = add_own_work(task=tasks[code], work=work, by=users[name], today=today, confirmed=True)
        if done is not None:
            day = today - timedelta(days=done)
            finish_own_work(own=own, on=day, document=f"Báo cáo rà soát {LABEL}", by=users[name], today=today)
    return len(WORKS)

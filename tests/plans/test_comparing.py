"""Words against words, days against days: the pure part of amending."""

from __future__ import annotations

from datetime import date

import pytest

from bachdang.accounts.models import Unit
from plans.terms.comparing import Act, Change, act_of, compare
from plans.terms.drafts import TermsDraft, draft_errors
from plans.terms.validity import Held, Locked, valid_from_fault, withdrawal_fault

START = date(2026, 1, 1)
HELD = Held(date(2026, 7, 1), "quyết định số 5-QĐ/ĐU ngày 01/07/2026")
LOCKED = Locked("Quý III/2026", date(2026, 9, 30))
UBND, KINHTE = Unit(pk=1, name="UBND phường"), Unit(pk=2, name="Phòng Kinh tế")


def test_only_what_differs_is_told_in_order() -> None:
    before = {"Tên": "Một", "Kết thúc": "31/12/2026", "Nguồn lực": "Ngân sách"}
    after = {"Tên": "Hai", "Kết thúc": "31/12/2026", "Nguồn lực": ""}
    assert compare(before, after) == [Change("Tên", "Một", "Hai"), Change("Nguồn lực", "Ngân sách", "")]
    assert compare(before, before) == []


def test_what_is_new_tells_all_that_it_says() -> None:
    assert compare(None, {"Tên": "Hai", "Nguồn lực": ""}) == [Change("Tên", "", "Hai")]


@pytest.mark.parametrize(
    ("before", "after", "act"),
    [
        (None, "active", Act.ADDED),
        ("active", "active", Act.CHANGED),
        ("suspended", "suspended", Act.CHANGED),
        ("active", "suspended", Act.SUSPENDED),
        ("suspended", "active", Act.RESUMED),
        ("active", "ended", Act.ENDED),
        ("suspended", "ended", Act.ENDED),
    ],
)
def test_the_states_say_what_was_done(before: str | None, after: str, act: Act) -> None:
    assert act_of(before, after) is act


@pytest.mark.parametrize(
    ("day", "held", "locked", "told"),
    [
        (date(2026, 7, 2), HELD, None, ""),
        (date(2026, 10, 1), HELD, LOCKED, ""),
        (date(2025, 12, 31), None, None, "01/01/2026"),
        (date(2026, 7, 1), HELD, None, "quyết định số 5-QĐ/ĐU ngày 01/07/2026"),
        (date(2026, 5, 1), HELD, None, "đã nhập 01/05/2026"),
        (date(2026, 9, 30), HELD, LOCKED, "Quý III/2026 đã chốt"),
        (date(2026, 2, 1), None, LOCKED, "01/10/2026 trở đi"),
    ],
)
def test_from_which_day_a_version_may_hold(
    day: date, held: Held | None, locked: Locked | None, told: str
) -> None:
    fault = valid_from_fault(day, START, held, locked)
    assert told in fault
    assert bool(fault) == bool(told)


def test_a_version_a_locked_quarter_rests_on_stays() -> None:
    assert "Quý III/2026" in withdrawal_fault(date(2026, 9, 30), LOCKED)
    assert withdrawal_fault(date(2026, 10, 1), LOCKED) == ""
    assert withdrawal_fault(date(2026, 1, 1), None) == ""


@pytest.mark.parametrize(
    ("new", "field", "told"),
    [
        (TermsDraft(title=""), "title", "Ghi tên"),
        (
            TermsDraft(title="Việc", starts=date(2027, 1, 1), ends=date(2026, 12, 31)),
            "ends",
            "31/12/2026 trước ngày bắt đầu 01/01/2027",
        ),
        (
            TermsDraft(title="Việc", lead=UBND, cooperating=(KINHTE, UBND)),
            "cooperating",
            "“UBND phường” đã chủ trì",
        ),
        (
            TermsDraft(title="Việc", lead=Unit(pk=3, name="Các đơn vị liên quan")),
            "lead",
            "không phải một đơn vị",
        ),
        (
            TermsDraft(title="Việc", cooperating=(Unit(pk=4, name="Các phòng chuyên môn"),)),
            "cooperating",
            "Các phòng chuyên môn",
        ),
    ],
)
def test_contradictions_are_told_by_field(new: TermsDraft, field: str, told: str) -> None:
    assert [(one, told in text) for one, text in draft_errors(new)] == [(field, True)]


def test_a_yearly_task_needs_no_dates() -> None:
    assert not list(draft_errors(TermsDraft(title="Việc", recurrence="yearly")))


def test_a_body_without_a_name_is_not_asked_about_while_it_stays() -> None:
    nobody = Unit(pk=3, name="Sở, ban, ngành")
    before = TermsDraft(title="Việc", cooperating=(nobody,))
    assert [field for field, _ in draft_errors(before)] == ["cooperating"]
    assert not list(draft_errors(TermsDraft(title="Việc khác", cooperating=(nobody,)), before))


def test_changed_fields_are_named_and_the_order_of_units_does_not_matter() -> None:
    before = TermsDraft(title="Việc", cooperating=(UBND, KINHTE))
    assert TermsDraft(title="Việc", cooperating=(KINHTE, UBND)).changed(before) == frozenset()
    assert TermsDraft(title="Khác", lead=UBND).changed(before) == {"title", "lead", "cooperating"}

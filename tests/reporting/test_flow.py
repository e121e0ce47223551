"""The flow of reports: who may take which step, what counts, what a lock forbids, two people at once."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.test import Client

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.errors import Overtaken
from bachdang.quarter.snapshots import fingerprint, latest_snapshot, rows_of
from bachdang.reporting.flow.actions import (
    StaleReport,
    WrongStep,
    advance,
    current_report,
    save_report,
    seen_token,
)
from bachdang.reporting.flow.bulk import Choice, decide, send_all
from bachdang.reporting.flow.content import Content, FigurePart
from bachdang.reporting.flow.periods import change_days, lock_period, reopen_report
from bachdang.reporting.flow.task_part import TaskPart
from indicators.entry import NewFigure
from indicators.models import Indicator, Measurement
from indicators.rules import Form, Quarter
from indicators.standings import TargetBook
from plans.flow import Step
from plans.models import Notice, Occurrence, Period, Report, Snapshot
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.flow import corrected

pytestmark = pytest.mark.django_db
IN_TIME = date(2026, 9, 15)


def estimate(value: str, form: Form = Form.ESTIMATE, quarter: int = 3) -> NewFigure:
    return NewFigure(2026, quarter, form, value=Decimal(value))


class Ward:
    """One unit under UBND with an officer and a head, the Party office, one indicator, an open round."""

    def __init__(self) -> None:
        self.plan = PlanFactory()
        self.above = UnitFactory(locality=self.plan.locality, code="ubnd")
        self.unit = UnitFactory(locality=self.plan.locality, code="kinhte", parent=self.above)
        programme = ItemFactory(plan=self.plan, reporter=None)
        self.indicator: Indicator = IndicatorFactory(
            item__plan=self.plan, item__code="01.01", item__parent=programme, item__reporter=self.unit
        )
        TargetFactory(indicator=self.indicator)
        self.period: Period = PeriodFactory(plan=self.plan)
        self.officer = user_with_role(Role.OFFICER, unit=self.unit)
        self.head = user_with_role(Role.HEAD, unit=self.unit)
        self.leader = user_with_role(Role.HEAD, unit=self.above)
        self.office = user_with_role(
            Role.OFFICE, unit=UnitFactory(locality=self.plan.locality, code="vanphong")
        )

    def save(self, *figures: NewFigure, by: User | None = None, seen: str | None = None,
             today: date = IN_TIME, **words: Any) -> Report:  # fmt: skip
        places = frozenset((one.year, one.quarter, one.form.value) for one in figures)
        if self.period.is_open:
            corrected(self.indicator.item, self.period, by or self.officer)
        current = current_report(self.indicator.item, self.period)
        return save_report(
            item=self.indicator.item,
            period=self.period,
            content=Content(part=FigurePart(figures, places), **words),
            by=by or self.officer,
            seen=seen_token(current) if seen is None else seen,
            today=today,
        )

    def step(self, report: Report, step: Step, by: User, reason: str = "", today: date = IN_TIME) -> Report:
        return advance(report=report, step=step, by=by, reason=reason, today=today)

    def accepted(self, *figures: NewFigure) -> Report:
        report = self.step(self.save(*figures), Step.SUBMIT, self.officer)
        report = self.step(report, Step.APPROVE, self.head)
        return self.step(report, Step.ACCEPT, self.office)

    def lock(self) -> Period:
        return lock_period(period=self.period, by=self.office, today=date(2026, 10, 8))


@pytest.fixture
def ward() -> Ward:
    return Ward()


def values() -> list[tuple[Decimal | None, bool]]:
    return list(Measurement.objects.order_by("report__revision", "pk").values_list("value", "counted"))


# From draft to accepted


def test_a_figure_counts_when_it_is_accepted_and_not_before(ward: Ward) -> None:
    report = ward.save(estimate("13.1"))
    for step, by, state in (
        (Step.SUBMIT, ward.officer, "waiting"),
        (Step.APPROVE, ward.head, "sent"),
    ):
        report = ward.step(report, step, by)
        assert (report.state, values()) == (state, [(Decimal("13.1"), False)])
    report = ward.step(report, Step.ACCEPT, ward.office)
    assert (report.state, report.counted, values()) == ("accepted", True, [(Decimal("13.1"), True)])
    stamps = (report.submitted_by, report.sent_by, report.accepted_by)
    assert stamps == (ward.officer, ward.head, ward.office)


def test_a_head_writes_and_sends_in_one_step(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5"), by=ward.head), Step.APPROVE, ward.head)
    assert (report.state, report.submitted_by) == ("sent", ward.head)


def test_the_leader_above_approves_what_a_unit_below_reports(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    assert ward.step(report, Step.APPROVE, ward.leader).sent_by == ward.leader


def test_a_correction_is_a_new_revision_and_the_accepted_one_counts_until_then(ward: Ward) -> None:
    ward.accepted(estimate("13.1"))
    second = ward.save(estimate("13.4"))
    assert (second.revision, values()) == (2, [(Decimal("13.1"), True), (Decimal("13.4"), False)])
    report = ward.step(second, Step.SUBMIT, ward.officer)
    ward.step(ward.step(report, Step.APPROVE, ward.head), Step.ACCEPT, ward.office)
    assert values() == [(Decimal("13.1"), False), (Decimal("13.4"), True)]
    assert list(Report.objects.order_by("revision").values_list("counted", flat=True)) == [False, True]


def test_a_row_that_shows_one_figure_leaves_the_others(ward: Ward) -> None:
    ward.accepted(estimate("13"), estimate("12", Form.OFFICIAL, quarter=2))
    second = ward.save(estimate("14"))
    kept = second.measurements.order_by("quarter").values_list("quarter", "form", "value")
    assert list(kept) == [(2, "official", Decimal(12)), (3, "estimate", Decimal(14))]


def test_a_return_has_a_reason_and_comes_back_to_the_unit(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    with pytest.raises(ValidationError, match="lý do"):
        ward.step(report, Step.SEND_BACK, ward.head)
    report = ward.step(report, Step.SEND_BACK, ward.head, "Thiếu nguồn")
    assert (report.state, report.returned_from, report.return_reason) == ("draft", "waiting", "Thiếu nguồn")
    report = ward.step(ward.save(estimate("6")), Step.SUBMIT, ward.officer)
    report = ward.step(report, Step.APPROVE, ward.head)
    report = ward.step(report, Step.RETURN, ward.office, "Sai đơn vị tính")
    assert (report.state, report.returned_from, report.returned_by) == ("draft", "sent", ward.office)


def test_no_data_is_an_answer_of_its_own(ward: Ward) -> None:
    report = ward.save(no_data_reason="Chưa đến kỳ khảo sát")
    report = ward.step(ward.step(report, Step.SUBMIT, ward.officer), Step.APPROVE, ward.head)
    report = ward.step(report, Step.ACCEPT, ward.office)
    assert (report.counted, report.measurements.count()) == (True, 0)


def test_an_empty_report_is_not_sent(ward: Ward) -> None:
    report = ward.save(estimate("5"))
    report = ward.save(seen=seen_token(report), no_data_reason="")
    report.measurements.all().delete()
    with pytest.raises(ValidationError, match="chưa có nội dung"):
        ward.step(report, Step.SUBMIT, ward.officer)


@pytest.mark.parametrize(
    ("step", "role"),
    [
        (Step.ACCEPT, "officer"),
        (Step.ACCEPT, "head"),
        (Step.RETURN, "head"),
        (Step.APPROVE, "officer"),
        (Step.APPROVE, "office"),
        (Step.SEND_BACK, "office"),
        (Step.SUBMIT, "office"),
    ],
)
def test_a_role_takes_its_own_steps_only(ward: Ward, step: Step, role: str) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    with pytest.raises(PermissionDenied):
        ward.step(report, step, getattr(ward, role), "x")


def test_another_unit_takes_no_step_and_writes_nothing(ward: Ward) -> None:
    stranger = user_with_role(Role.HEAD, unit=UnitFactory(locality=ward.plan.locality, code="congan"))
    with pytest.raises(PermissionDenied):
        ward.save(estimate("5"), by=stranger)
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    for step in Step:
        with pytest.raises(PermissionDenied):
            ward.step(report, step, stranger, "x")


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ([], Step.ACCEPT),
        ([], Step.RETURN),
        ([Step.SUBMIT], Step.ACCEPT),
        ([Step.SUBMIT], Step.SUBMIT),
        ([Step.SUBMIT, Step.APPROVE], Step.SEND_BACK),
        ([Step.SUBMIT, Step.APPROVE], Step.WITHDRAW),
        ([Step.SUBMIT, Step.APPROVE, Step.ACCEPT], Step.RETURN),
        ([Step.SUBMIT, Step.APPROVE, Step.ACCEPT], Step.ACCEPT),
    ],
)
def test_a_step_out_of_order_is_refused_in_words(ward: Ward, before: list[Step], step: Step) -> None:
    by = {Step.SUBMIT: ward.officer, Step.WITHDRAW: ward.officer, Step.APPROVE: ward.head,
          Step.SEND_BACK: ward.head, Step.ACCEPT: ward.office, Step.RETURN: ward.office}  # fmt: skip
    report = ward.save(estimate("5"))
    for one in before:
        report = ward.step(report, one, by[one])
    with pytest.raises(WrongStep, match="đang ở bước"):
        ward.step(report, step, by[step], "x")


def test_what_waits_or_was_sent_is_not_edited_by_the_officer(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    with pytest.raises(WrongStep, match="chưa sửa được"):
        ward.save(estimate("6"))
    ward.step(report, Step.WITHDRAW, ward.officer)
    assert ward.save(estimate("6")).state == "draft"


# One mechanism for tasks and words too


def test_an_accepted_product_completes_the_task(ward: Ward) -> None:
    task = TaskFactory(plan=ward.plan)
    task.reporter = ward.unit
    task.save()
    run = Occurrence.objects.get(item=task)
    part = TaskPart(run, 100, True, date(2026, 9, 1), "Số 45/BC-UBND")
    report = save_report(
        item=task, period=ward.period, content=Content(part=part, result="Xong"), by=ward.head, seen="",
        today=IN_TIME,
    )  # fmt: skip
    report = ward.step(report, Step.APPROVE, ward.head)
    run.refresh_from_db()
    assert run.completed_on is None
    ward.step(report, Step.ACCEPT, ward.office)
    run.refresh_from_db()
    assert (run.completed_on, run.product_document) == (date(2026, 9, 1), "Số 45/BC-UBND")


def test_a_product_without_its_document_is_refused(ward: Ward) -> None:
    task = TaskFactory(plan=ward.plan)
    task.reporter = ward.unit
    task.save()
    part = TaskPart(Occurrence.objects.get(item=task), 100, True, date(2026, 9, 1), "")
    with pytest.raises(ValidationError, match="văn bản"):
        save_report(
            item=task, period=ward.period, content=Content(part=part, result="Xong"), by=ward.head,
            seen="", today=IN_TIME,
        )  # fmt: skip
    assert not Report.objects.filter(item=task).exists()


def test_the_words_of_a_programme_take_the_same_way(ward: Ward) -> None:
    programme = ItemFactory(plan=ward.plan, code="B.I.2", reporter=ward.unit)
    content = Content(result="Đã làm", difficulties="Thiếu vốn", causes="Chậm", next_steps="Làm tiếp")
    report = save_report(
        item=programme, period=ward.period, content=content, by=ward.head, seen="", today=IN_TIME
    )
    report = ward.step(ward.step(report, Step.APPROVE, ward.head), Step.ACCEPT, ward.office)
    assert (report.counted, report.causes, report.next_steps) == (True, "Chậm", "Làm tiếp")


# Three locks, each with its own words


def test_a_round_that_is_not_open_says_so(ward: Ward) -> None:
    Period.objects.filter(pk=ward.period.pk).update(opened_at=None, opened_by=None)
    with pytest.raises(ValidationError, match=r"chưa mở\. Văn phòng Đảng ủy mở kỳ"):
        ward.save(estimate("5"))


def test_past_due_a_report_is_written_and_sent_until_the_lock(ward: Ward) -> None:
    late = ward.period.due + timedelta(days=11)
    report = ward.step(ward.save(estimate("5"), today=late), Step.SUBMIT, ward.officer, today=late)
    assert ward.step(report, Step.APPROVE, ward.head, today=late).state == "sent"
    ward.lock()
    with pytest.raises(ValidationError, match="đã chốt"):
        ward.save(estimate("6"), today=late)


def test_what_the_office_returned_may_be_corrected_past_due(ward: Ward) -> None:
    late = ward.period.due + timedelta(days=9)
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    report = ward.step(report, Step.APPROVE, ward.head)
    ward.step(report, Step.RETURN, ward.office, "Sai", today=late)
    report = ward.save(estimate("6"), today=late)
    assert ward.step(report, Step.SUBMIT, ward.officer, today=late).state == "waiting"


def test_a_locked_round_takes_nothing(ward: Ward) -> None:
    ward.accepted(estimate("5"))
    ward.lock()
    with pytest.raises(ValidationError, match=r"đã chốt\. Văn phòng Đảng ủy mở lại"):
        ward.save(estimate("6"))


def test_a_lock_takes_its_snapshot_and_fixes_the_day(ward: Ward) -> None:
    ward.accepted(estimate("5"))
    period = ward.lock()
    assert (period.as_of, period.locked_by) == (date(2026, 9, 30), ward.office)
    snapshot = Snapshot.objects.get()
    assert (snapshot.version, snapshot.fingerprint) == (1, fingerprint(snapshot.rows))
    line = next(one for one in rows_of(snapshot).targets if getattr(one, "code", "") == "01.01")
    assert line.to_date.value == Decimal(5)  # type: ignore[union-attr]
    with pytest.raises(Overtaken, match="đã được chốt"):
        ward.lock()


def test_reopening_one_report_makes_a_new_snapshot_beside_the_first(ward: Ward) -> None:
    ward.accepted(estimate("5"))
    ward.lock()
    first = Snapshot.objects.get()
    frozen = (first.rows, first.fingerprint)
    with pytest.raises(ValidationError, match="lý do"):
        reopen_report(item=ward.indicator.item, period=ward.period, reason=" ", by=ward.office)
    draft = reopen_report(
        item=ward.indicator.item, period=ward.period, reason="Nhầm cột số liệu", by=ward.office
    )
    assert [one.value for one in draft.measurements.all()] == [Decimal(5)]
    assert Report.objects.get(revision=1).counted
    late = date(2026, 10, 20)
    ward.save(estimate("7"), today=late)
    report = ward.step(Report.objects.get(revision=2), Step.SUBMIT, ward.officer, today=late)
    report = ward.step(report, Step.APPROVE, ward.head, today=late)
    ward.step(report, Step.ACCEPT, ward.office, today=late)
    first.refresh_from_db()
    assert (first.rows, first.fingerprint) == frozen
    second = latest_snapshot(Period.objects.get(pk=ward.period.pk))
    assert second is not None
    assert (second.version, second.reason) == (2, "Nhầm cột số liệu")
    line = next(one for one in rows_of(second).targets if getattr(one, "code", "") == "01.01")
    assert line.to_date.value == Decimal(7)  # type: ignore[union-attr]


def test_the_snapshot_keeps_the_estimate_when_the_official_figure_comes(ward: Ward) -> None:
    """An estimate of 40, later an official 37: 37 counts, both are kept, the snapshot says 40 (ước)."""
    ward.accepted(estimate("40"))
    ward.lock()
    following = PeriodFactory(plan=ward.plan, quarter=4, cutoff=date(2026, 12, 14), due=date(2026, 12, 15))
    ward.period = following
    ward.accepted(estimate("37", Form.OFFICIAL, quarter=3))
    counted = Measurement.objects.counted().filter(quarter=3).order_by("form").values_list("form", "value")
    assert list(counted) == [("estimate", Decimal(40)), ("official", Decimal(37))]
    line = next(one for one in rows_of(Snapshot.objects.get()).targets if getattr(one, "code", "") == "01.01")
    assert (line.to_date.value, line.to_date.estimated) == (Decimal(40), True)  # type: ignore[union-attr]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_manages_rounds(ward: Ward, role: Role) -> None:
    by = user_with_role(role, unit=ward.unit)
    for act in (
        lambda: lock_period(period=ward.period, by=by, today=IN_TIME),
        lambda: change_days(period=ward.period, cutoff=IN_TIME, due=IN_TIME, by=by),
        lambda: reopen_report(item=ward.indicator.item, period=ward.period, reason="x", by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_bad_days_are_refused(ward: Ward) -> None:
    with pytest.raises(
        ValidationError, match="Hạn gửi 01/09/2026 không được trước ngày chốt số liệu 15/09/2026"
    ):
        change_days(period=ward.period, cutoff=IN_TIME, due=date(2026, 9, 1), by=ward.office)


# Two people at once


def test_a_stale_form_is_told_what_was_saved_and_overwrites_nothing(ward: Ward) -> None:
    ward.save(estimate("5"))
    with pytest.raises(StaleReport) as told:
        ward.save(estimate("9"), seen="")
    assert told.value.lines == {"Ước cả quý (quý III/2026)": ("5%", "9%")}
    assert values() == [(Decimal(5), False)]


def test_the_same_form_sent_twice_is_one_save(ward: Ward) -> None:
    first = ward.save(estimate("5"), seen="")
    again = ward.save(estimate("5"), seen="")
    assert (again.pk, again.version) == (first.pk, first.version)
    assert Report.objects.count() == 1
    assert AuditEvent.objects.filter(verb="save_report").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks need PostgreSQL")
def test_twenty_people_write_one_figure_and_nothing_is_lost(ward: Ward) -> None:
    """Each reads, then saves: exactly one wins each round, the others are told; versions have one order."""
    barrier, won, told = threading.Barrier(20), [], []

    def write(number: int) -> None:
        barrier.wait()
        try:
            report = ward.save(estimate(str(number + 1)), seen="")
            won.append((report.version, number + 1))
        except StaleReport:
            told.append(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(won), len(told)) == (1, 19)
    assert values() == [(Decimal(won[0][1]), False)]
    assert Report.objects.get().version == 1


# Many at once


def test_a_head_sends_all_and_the_office_accepts_what_it_ticks(ward: Ward) -> None:
    other = IndicatorFactory(item__plan=ward.plan, item__code="01.02", item__reporter=ward.unit)
    TargetFactory(indicator=other)
    Measurement.objects.create(
        indicator=other, year=2026, quarter=2, form="official", value=Decimal(9), counted=True, source="x"
    )
    ward.step(ward.save(estimate("50")), Step.SUBMIT, ward.officer)
    places = frozenset({(2026, 3, "estimate")})
    save_report(
        item=other.item, period=ward.period, content=Content(part=FigurePart((estimate("90"),), places)),
        by=ward.officer, seen="", today=IN_TIME,
    )  # fmt: skip
    sent = send_all(period=ward.period, by=ward.head, today=IN_TIME)
    assert (sent.done, sent.refused) == (2, [])
    ticked = [Choice(one.pk, one.version) for one in Report.objects.exclude(item=other.item)]
    outcome = decide(ticked, period=ward.period, step=Step.ACCEPT, by=ward.office, today=IN_TIME)
    assert (outcome.done, outcome.refused) == (1, [])
    assert Report.objects.get(item=other.item).state == "sent", "what was not ticked stays"


def test_each_page_that_decides_shows_the_flags_of_its_list(ward: Ward, client: Client) -> None:
    Measurement.objects.create(
        indicator=ward.indicator, year=2026, quarter=2, form="official", value=1, counted=True, source="x"
    )
    report = ward.step(ward.save(estimate("50")), Step.SUBMIT, ward.officer)
    for reader, action in ((ward.head, "Lưu và gửi Văn phòng"), (ward.office, "Tiếp nhận")):
        if reader == ward.office:
            ward.step(report, Step.APPROVE, ward.head)
        client.force_login(reader)
        listed = client.get("/viec-cua-toi/duyet/" if reader == ward.head else "/ky-bao-cao/2026-Q3/")
        page = client.get("/viec-cua-toi/01.01/", {"ky": "2026-Q3"}).content.decode()
        for text in ("hênh từ 10 lần trở lên", "50 so với 1"):
            assert text in listed.content.decode()
            assert text in page
        assert action in page
        assert "Nếu tiếp nhận, mục tiêu" in page
    client.force_login(ward.officer)
    assert "Nếu tiếp nhận" not in client.get("/viec-cua-toi/01.01/", {"ky": "2026-Q3"}).content.decode()


def test_the_status_a_report_would_give_is_that_after_it_is_accepted(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("50")), Step.SUBMIT, ward.officer)
    plan, at = ward.plan, Quarter(2026, 3)
    before = [row.standing.current for row in TargetBook(plan, at).rows()]
    would = TargetBook(plan, at, with_reports=[report]).rows()
    ward.step(ward.step(report, Step.APPROVE, ward.head), Step.ACCEPT, ward.office)
    after = TargetBook(plan, at).rows()
    assert [(row.status, row.standing.current) for row in would] == [
        (row.status, row.standing.current) for row in after
    ]
    assert [row.standing.current for row in after] != before


def test_what_was_returned_is_sent_with_the_rest_only_when_changed(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    report = ward.step(ward.step(report, Step.APPROVE, ward.head), Step.RETURN, ward.office, "Ghi rõ nguồn")
    ward.save(estimate("5"))
    for by in (ward.officer, ward.head):
        outcome = send_all(period=ward.period, by=by, today=IN_TIME)
        assert outcome.done == 0
        assert outcome.refused == ["1 báo cáo bị trả lại chưa sửa nên chưa gửi: 01.01."]
    ward.save(estimate("6"))
    outcome = send_all(period=ward.period, by=ward.officer, today=IN_TIME)
    assert (outcome.done, outcome.refused) == (1, [])
    assert Report.objects.get().state == "waiting"


def test_a_returned_report_may_be_sent_unchanged_on_its_own(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    report = ward.step(report, Step.SEND_BACK, ward.head, "Xem lại")
    assert ward.step(report, Step.SUBMIT, ward.officer).state == "waiting"


# A lock and a reopening are told


def test_the_units_of_a_round_are_told_of_its_lock_once(ward: Ward) -> None:
    stranger = user_with_role(Role.OFFICER, unit=UnitFactory(locality=ward.plan.locality, code="congan"))
    ward.lock()
    told = Notice.objects.filter(text__contains="đã chốt ngày")
    assert {one.user for one in told} == {ward.officer, ward.head}
    assert stranger not in {one.user for one in told}
    text = told.first().text  # type: ignore[union-attr]
    assert "có 0 việc đã tiếp nhận; 1 việc chưa được tiếp nhận" in text


def test_the_unit_is_told_why_its_report_was_opened_again(ward: Ward) -> None:
    ward.accepted(estimate("5"))
    ward.lock()
    reopen_report(item=ward.indicator.item, period=ward.period, reason="Sai mẫu số", by=ward.office)
    told = Notice.objects.filter(text__contains="được mở lại để sửa, quý III/2026: Sai mẫu số")
    assert {one.user for one in told} == {ward.officer, ward.head}
    assert {one.url for one in told} == {"/viec-cua-toi/01.01/?ky=2026-Q3"}


# Memory


def test_every_step_is_in_the_history_with_who_and_why(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    ward.step(report, Step.SEND_BACK, ward.head, "Thiếu nguồn")
    found = AuditEvent.objects.filter(item_id=ward.indicator.pk).order_by("pk")
    assert [(one.verb, one.by) for one in found] == [
        ("save_report", ward.officer), ("submit", ward.officer), ("send_back", ward.head),
    ]  # fmt: skip
    assert found[0].changes == {"Ước cả quý (quý III/2026)": [None, "5%"]}
    assert found[2].reason == "Thiếu nguồn"
    assert found[2].changes == {"Bước": ["Chờ lãnh đạo đơn vị duyệt", "Nháp"]}


def test_those_concerned_are_told_once(ward: Ward) -> None:
    report = ward.step(ward.save(estimate("5")), Step.SUBMIT, ward.officer)
    assert [one.user for one in Notice.objects.all()] == [ward.head]
    ward.step(report, Step.SEND_BACK, ward.head, "Thiếu nguồn")
    told = Notice.objects.filter(text__contains="Thiếu nguồn").order_by("user")
    assert {one.user for one in told} == {ward.officer, ward.head}


def test_readers_see_what_counts_and_the_unit_its_drafts(ward: Ward) -> None:
    report = ward.save(estimate("5"))
    monitor = user_with_role(Role.MONITOR, unit=UnitFactory(locality=ward.plan.locality, code="hdnd"))
    seen = {user: Report.objects.readable_by(user).filter(pk=report.pk).exists() for user in
            (ward.officer, ward.head, ward.leader, ward.office, monitor)}  # fmt: skip
    assert seen == {ward.officer: True, ward.head: True, ward.leader: True, ward.office: True, monitor: False}

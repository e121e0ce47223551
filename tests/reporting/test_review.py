"""Review in a table: what a head and the office see before they decide, and what a decision does once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.errors import Overtaken
from bachdang.reporting.flow.actions import advance
from bachdang.reporting.flow.bulk import Choice, decide
from bachdang.reporting.flow.periods import lock_period, reopen_report
from indicators.entry import NewFigure
from indicators.keeping import restate, stale_standings
from indicators.models import Indicator, Measurement
from indicators.rules import Form
from plans.flow import Step
from plans.models import Evidence, Period, Plan, Report, Snapshot
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.flow import drafted

pytestmark = pytest.mark.django_db
IN_TIME = date(2026, 9, 15)
REVIEW = "/viec-cua-toi/duyet/"
ROUND = "/ky-bao-cao/2026-Q3/"
TICK = re.compile(r'name="tick" value="([\d.]+)" aria-label="Chọn ([\w.]+)"( checked)?( data-flagged)?')


class Ward:
    """A unit whose figures of last quarter are known, with an officer, a head, and the Party office."""

    def __init__(self) -> None:
        self.plan: Plan = PlanFactory()
        self.unit = UnitFactory(locality=self.plan.locality, code="kinhte")
        self.period: Period = PeriodFactory(plan=self.plan, due=timezone.localdate() + timedelta(days=5))
        self.officer = user_with_role(Role.OFFICER, unit=self.unit)
        self.head = user_with_role(Role.HEAD, unit=self.unit)
        office = UnitFactory(locality=self.plan.locality, code="vanphong")
        self.office = user_with_role(Role.OFFICE, unit=office)
        self.reports: list[Report] = []

    def indicator(self, number: int) -> Indicator:
        code = f"{number // 50 + 1:02}.{number % 50 + 1:02}"
        made: Indicator = IndicatorFactory(
            item__plan=self.plan, item__code=code, item__reporter=self.unit, measure="tỷ đồng"
        )
        TargetFactory(indicator=made, terms__value=Decimal(100))
        Measurement.objects.create(
            indicator=made, year=2026, quarter=2, form="official", value=80, counted=True, source="x"
        )
        return made

    def waiting(self, value: str, step: Step = Step.SUBMIT, **words: Any) -> Report:
        """One more report that waits for the head (or by APPROVE for the office)."""
        figures = [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(value))] if value else []
        report = drafted(self.indicator(len(self.reports)), self.period, figures, self.officer, **words)
        report = advance(report=report, step=Step.SUBMIT, by=self.officer, today=IN_TIME)
        if step is Step.APPROVE:
            report = advance(report=report, step=step, by=self.head, today=IN_TIME)
        self.reports.append(report)
        return report

    def take(self, report: Report, step: Step, by: User, reason: str = "") -> Report:
        return advance(report=report, step=step, by=by, today=IN_TIME, reason=reason)

    def lock(self) -> None:
        lock_period(period=self.period, by=self.office, today=date(2026, 10, 8))


@pytest.fixture
def ward() -> Ward:
    return Ward()


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Report.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def squeezed(response: Any) -> str:
    """A page without the blanks between and inside its tags."""
    page = re.sub(r"\s+", " ", response.content.decode())
    return re.sub(r" (?=[<>])|(?<=>) ", "", page)


def ticks(page: str) -> dict[str, tuple[str, bool, bool]]:
    """By code: the stamp, whether it is ticked, whether it has a flag."""
    return {code: (stamp, bool(on), bool(flag)) for stamp, code, on, flag in TICK.findall(page)}


# What is seen


def test_a_head_sees_the_tenfold_leap_and_decides_on_17_in_six_interactions(
    ward: Ward, client: Client
) -> None:
    for number in range(17):
        ward.waiting("1250.75" if number == 4 else "88")
    client.force_login(ward.head)
    line = squeezed(client.get("/viec-cua-toi/"))
    assert "17 báo cáo chờ tôi duyệt" in line
    assert "1 có cờ" in line
    page = squeezed(client.get(REVIEW))  # 1: opened from that line
    found = ticks(page)
    assert len(found) == 17
    assert [code for code, (_, _, flagged) in found.items() if flagged] == ["01.05"]
    assert "1.250,75 (ước)" in page
    assert "lệch 10 lần" in page
    assert "1.250,75 so với 80" in page
    two = [found["01.05"][0], found["01.06"][0]]  # 2, 3: two ticks
    response = client.post(
        REVIEW, {"tick": two, "reason": "Xem lại đơn vị tính", "back": "1"}, follow=True
    )  # 4: the reason and the button
    assert "Đã trả lại người nhập 2 báo cáo." in squeezed(response)
    page = squeezed(client.get(REVIEW, {"chon": "khong-co"}))  # 5: all without a flag
    chosen = [stamp for stamp, on, _ in ticks(page).values() if on]
    assert len(chosen) == 15
    response = client.post(REVIEW, {"tick": chosen, "pass": "1"}, follow=True)  # 6
    assert "Đã gửi Văn phòng Đảng ủy 15 báo cáo." in squeezed(response)
    assert states() == {"sent": 15, "draft": 2}
    assert "Không có báo cáo nào chờ duyệt" in squeezed(response)


def test_each_row_says_what_it_is_judged_by(ward: Ward, client: Client) -> None:
    report = ward.waiting("120")
    ward.waiting("", no_data_reason="Chưa đến kỳ khảo sát")
    Measurement.objects.create(
        indicator=Indicator.objects.get(item=report.item), year=2025, quarter=3, form="official",
        value=70, counted=True, source="x",
    )  # fmt: skip
    Evidence.objects.create(report=report, document_no="45/BC", added_by=ward.officer)
    client.force_login(ward.head)
    page = squeezed(client.get(REVIEW))
    row = page.split('class="review__row')[1].split("</tr>")[0]
    for text in (">80<", ">70<", "120 (ước)", ">tỷ đồng<", "badge--", "45/BC"):
        assert text in row, text
    missing = page.split('class="review__row')[2].split("</tr>")[0]
    assert ">—<" in missing
    assert page.count("Chưa đến kỳ khảo sát") == 2, "once in words, once as the flag's own title"


def test_what_passes_alone_is_judged_as_it_will_be(ward: Ward, client: Client) -> None:
    report = ward.waiting("120", Step.APPROVE)
    client.force_login(ward.office)
    before = squeezed(client.get(ROUND)).split('class="review__row')[1]
    ward.take(report, Step.ACCEPT, ward.office)
    status = re.search(r"badge--([\w-]+)", before)
    assert status is not None
    after = squeezed(client.get("/chi-tieu/01.01/", {"ky": "2026-Q3"}))
    assert f"badge--{status[1]}" in after


def test_the_filter_is_in_the_address_and_ticks_only_what_it_shows(ward: Ward, client: Client) -> None:
    ward.waiting("88", Step.APPROVE)
    ward.waiting("900", Step.APPROVE)
    client.force_login(ward.office)
    assert [*ticks(squeezed(client.get(ROUND, {"flagged": "1"})))] == ["01.02"]
    assert [*ticks(squeezed(client.get(ROUND, {"flagged": "0"})))] == ["01.01"]
    assert [*ticks(squeezed(client.get(ROUND, {"unit": "kinhte", "kind": "indicator"})))] == [
        "01.01",
        "01.02",
    ]
    clean = ticks(squeezed(client.get(ROUND, {"chon": "khong-co"})))
    assert [code for code, (_, on, _) in clean.items() if on] == ["01.01"]


@pytest.mark.parametrize(("who", "address"), [("head", REVIEW), ("office", ROUND)])
def test_the_queries_are_the_same_for_2_rows_and_for_60(
    ward: Ward, client: Client, who: str, address: str
) -> None:
    step = Step.SUBMIT if who == "head" else Step.APPROVE
    client.force_login(getattr(ward, who))
    counts = []
    for whole in (2, 60):
        while len(ward.reports) < whole:
            ward.waiting("900" if len(ward.reports) % 3 else "88", step)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as sent:
            page = squeezed(client.get(address))
        assert len(ticks(page)) == whole
        counts.append(len(sent))
    assert counts[0] == counts[1]


# What is decided


def test_the_office_accepts_57_of_60_and_holds_3(ward: Ward, client: Client) -> None:
    for number in range(60):
        ward.waiting("900" if number in (3, 30, 59) else "88", Step.APPROVE)
    restate(ward.plan)
    client.force_login(ward.office)
    page = squeezed(client.get(ROUND, {"chon": "khong-co"}))
    chosen = [stamp for stamp, on, _ in ticks(page).values() if on]
    response = client.post(f"{ROUND}tiep-nhan/", {"tick": chosen, "pass": "1"}, follow=True)
    assert "Đã tiếp nhận 57 báo cáo." in squeezed(response)
    assert states() == {"accepted": 57, "sent": 3}
    assert not [*stale_standings(ward.plan)]


def test_what_changed_since_it_was_seen_is_named_and_the_rest_passes(ward: Ward, client: Client) -> None:
    first, second = ward.waiting("88", Step.APPROVE), ward.waiting("89", Step.APPROVE)
    stamps = [f"{one.pk}.{one.version}" for one in (first, second)]
    ward.take(first, Step.RECALL, ward.head)
    ward.take(first, Step.APPROVE, ward.head)
    client.force_login(ward.office)
    page = squeezed(client.post(f"{ROUND}tiep-nhan/", {"tick": stamps, "pass": "1"}, follow=True))
    assert "Đã tiếp nhận 1 báo cáo." in page
    assert "01.01: vừa được người khác sửa hoặc chuyển bước" in page
    assert states() == {"sent": 1, "accepted": 1}


def test_each_row_may_have_its_own_reason(ward: Ward, client: Client) -> None:
    rows = [ward.waiting("88") for _ in range(3)]
    stamps = [f"{one.pk}.{one.version}" for one in rows]
    client.force_login(ward.head)
    typed = {"tick": stamps[:2], f"why-{stamps[0]}": "Thiếu nguồn", "back": "1"}
    refused = client.post(REVIEW, typed)
    assert refused.status_code == 422
    page = squeezed(refused)
    assert "Ghi lý do trả lại" in page
    assert 'value="Thiếu nguồn"' in page
    assert [on for _, on, _ in ticks(page).values()] == [True, True, False]
    assert states() == {"waiting": 3}
    client.post(REVIEW, {**typed, "reason": "Ghi rõ kỳ"})
    reasons = Report.objects.order_by("pk").values_list("state", "return_reason")
    assert list(reasons) == [("draft", "Thiếu nguồn"), ("draft", "Ghi rõ kỳ"), ("waiting", "")]


def test_a_row_with_a_reason_to_return_does_not_pass(ward: Ward, client: Client) -> None:
    ward.waiting("88")
    client.force_login(ward.head)
    stamp = next(iter(ticks(squeezed(client.get(REVIEW))).values()))[0]
    response = client.post(REVIEW, {"tick": stamp, f"why-{stamp}": "Sai", "pass": "1"})
    assert response.status_code == 422
    assert states() == {"waiting": 1}


@pytest.mark.parametrize("sent", [{}, {"tick": "x"}, {"tick": "9" * 30}, {"tick": "1.1.1"}, {"tick": "٣.٣"}])
def test_nothing_ticked_is_said(ward: Ward, client: Client, sent: dict[str, str]) -> None:
    ward.waiting("88")
    client.force_login(ward.head)
    page = squeezed(client.post(REVIEW, {**sent, "pass": "1"}, follow=True))
    assert "Chưa chọn dòng nào" in page
    assert states() == {"waiting": 1}


def test_reports_of_others_are_not_decided(ward: Ward, client: Client) -> None:
    report = ward.waiting("88", Step.APPROVE)
    stranger = user_with_role(Role.HEAD, unit=UnitFactory(locality=ward.plan.locality, code="congan"))
    chosen = [Choice(report.pk, report.version)]
    outcome = decide(chosen, period=ward.period, step=Step.ACCEPT, by=stranger, today=IN_TIME)
    assert (outcome.done, len(outcome.refused)) == (0, 1)
    client.force_login(ward.officer)
    assert client.get(REVIEW).status_code == 403
    assert client.post(f"{ROUND}tiep-nhan/", {"pass": "1"}).status_code == 403


# After the lock


def test_accepting_after_the_lock_says_what_it_does_and_makes_one_version(ward: Ward, client: Client) -> None:
    rows = [ward.waiting("88", Step.APPROVE) for _ in range(4)]
    ward.lock()
    stamps = [f"{one.pk}.{one.version}" for one in rows]
    client.force_login(ward.office)
    asked = client.post(f"{ROUND}tiep-nhan/", {"tick": stamps, "pass": "1"}).content.decode()
    assert "Số liệu đã chốt có thêm bản 2" in asked
    assert Snapshot.objects.count() == 1
    done = {"tick": stamps, "pass": "1", "lock_reason": ""}
    assert client.post(f"{ROUND}tiep-nhan/", done).status_code == 422
    client.post(f"{ROUND}tiep-nhan/", {**done, "lock_reason": "Đơn vị gửi đúng hạn, Văn phòng sót"})
    assert states() == {"accepted": 4}
    found = Snapshot.objects.order_by("version").values_list("version", "reason")
    assert list(found) == [(1, ""), (2, "Đơn vị gửi đúng hạn, Văn phòng sót")]


def test_one_report_after_the_lock_needs_a_reason_too(ward: Ward) -> None:
    report = ward.waiting("88", Step.APPROVE)
    ward.lock()
    with pytest.raises(ValidationError, match="ghi lý do tiếp nhận"):
        ward.take(report, Step.ACCEPT, ward.office)
    ward.take(report, Step.ACCEPT, ward.office, "Gửi đúng hạn")
    assert Snapshot.objects.order_by("version").values_list("reason", flat=True)[1] == "Gửi đúng hạn"


# Taken back


def test_a_head_takes_back_what_the_office_has_not_accepted(ward: Ward) -> None:
    report = ward.take(ward.waiting("88", Step.APPROVE), Step.RECALL, ward.head)
    assert (report.state, report.sent_at, report.first_sent_on) == ("waiting", None, None)
    sent = ward.take(report, Step.APPROVE, ward.head)
    ward.take(sent, Step.ACCEPT, ward.office)
    with pytest.raises(Overtaken, match="đang ở bước"):
        ward.take(sent, Step.RECALL, ward.head)
    with pytest.raises(PermissionDenied):
        ward.take(sent, Step.UNACCEPT, ward.head, "x")


def test_the_office_takes_back_an_acceptance_until_the_lock(ward: Ward) -> None:
    sent = ward.waiting("88", Step.APPROVE)
    restate(ward.plan)
    report = ward.take(sent, Step.ACCEPT, ward.office)
    with pytest.raises(ValidationError, match="lý do"):
        ward.take(report, Step.UNACCEPT, ward.office)
    back = ward.take(report, Step.UNACCEPT, ward.office, "Nhầm dòng")
    assert (back.state, back.counted, back.accepted_at) == ("sent", False, None)
    assert not Measurement.objects.filter(report=back, counted=True).exists()
    assert not [*stale_standings(ward.plan)]
    assert AuditEvent.objects.filter(verb="unaccept", reason="Nhầm dòng").exists()
    ward.take(back, Step.ACCEPT, ward.office)
    ward.lock()
    with pytest.raises(ValidationError, match="đã chốt"):
        ward.take(back, Step.UNACCEPT, ward.office, "Nhầm")


def test_what_counted_before_counts_again(ward: Ward) -> None:
    sent = ward.waiting("88", Step.APPROVE)
    restate(ward.plan)
    first = ward.take(sent, Step.ACCEPT, ward.office)
    ward.lock()
    second = reopen_report(item=first.item, period=ward.period, reason="Sửa", by=ward.office)
    Period.objects.update(locked_at=None, locked_by=None, as_of=None)
    Measurement.objects.filter(report=second).update(value=99)
    for step, by in ((Step.SUBMIT, ward.officer), (Step.APPROVE, ward.head), (Step.ACCEPT, ward.office)):
        ward.take(second, step, by)
    counted = Measurement.objects.filter(counted=True, quarter=3).values_list("value", flat=True)
    assert list(counted) == [99]
    ward.take(second, Step.UNACCEPT, ward.office, "Nhầm")
    assert list(counted.all()) == [88]
    assert Report.objects.get(counted=True).pk == first.pk
    assert not [*stale_standings(ward.plan)]


def test_the_steps_that_take_back_stand_on_the_report(ward: Ward, client: Client) -> None:
    report = ward.waiting("88", Step.APPROVE)
    page = reverse("report_form", args=["01.01"])
    for who, step in ((ward.head, "recall"), (ward.office, "unaccept")):
        if step == "unaccept":
            ward.take(report, Step.ACCEPT, ward.office)
        client.force_login(who)
        assert f'value="{step}"' in squeezed(client.get(page))
    client.post(reverse("take_step", args=[report.pk]), {"step": "unaccept", "reason": "Nhầm"})
    assert states() == {"sent": 1}


def test_late_is_said_before_it_passes(ward: Ward, client: Client) -> None:
    report = ward.waiting("88")
    Period.objects.update(due=report.submitted_at.date() - timedelta(days=30), cutoff=date(2026, 8, 1))  # type: ignore[union-attr]
    client.force_login(ward.head)
    page = squeezed(client.get(REVIEW))
    assert "muộn" in page
    assert [flagged for _, _, flagged in ticks(page).values()] == [False]

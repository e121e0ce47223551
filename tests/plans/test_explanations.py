"""Explanations and proposals: asked, answered, ended; decided, corrected."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.errors import Overtaken
from bachdang.standing.explanations import threads, waiting_for
from indicators.models import Indicator
from plans.explanations import ask_explanation, close, reply
from plans.models import ExplanationRequest, Notice, Proposal, Report
from plans.proposals import decide_proposal
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


@pytest.fixture
def indicator() -> Indicator:
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality, code="kinhte")
    found: Indicator = IndicatorFactory(item__plan=plan, item__code="01.01", item__reporter=unit)
    TargetFactory(indicator=found)
    PeriodFactory(plan=plan)
    return found


@pytest.fixture
def leader(indicator: Indicator) -> User:
    return user_with_role(Role.LEADER, unit=UnitFactory(locality=indicator.item.plan.locality, code="du"))


@pytest.fixture
def officer(indicator: Indicator) -> User:
    return user_with_role(Role.OFFICER, unit=indicator.item.reporter)


def asked(indicator: Indicator, leader: User, due: date = date(2026, 10, 15)) -> ExplanationRequest:
    return ask_explanation(item=indicator.item, text="Vì sao chậm?", due=due, by=leader, today=TODAY)


def test_the_thread_stays_with_the_item(indicator: Indicator, leader: User, officer: User) -> None:
    request = asked(indicator, leader)
    plan = indicator.item.plan
    assert [one.state for one in threads(plan, TODAY)] == ["cho-tra-loi"]
    assert [one.days_overdue for one in threads(plan, date(2026, 10, 20))] == [5]
    assert len(waiting_for(plan, officer, TODAY)) == 1
    reply(request=request, text="Do mưa bão", by=officer)
    assert threads(plan, date(2026, 10, 20))[0].state == "da-tra-loi"
    reply(request=request, text="Bao giờ xong?", by=leader)
    assert threads(plan, TODAY)[0].state == "cho-tra-loi"
    close(request=request, by=leader)
    assert threads(plan, TODAY)[0].state == "da-ket-thuc"
    verbs = AuditEvent.objects.filter(item_id=indicator.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "ask_explanation", "reply_explanation", "reply_explanation", "close_explanation",
    ]  # fmt: skip


def test_who_may_ask_answer_and_end(indicator: Indicator, leader: User, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        asked(indicator, officer)
    request = asked(indicator, leader)
    stranger = user_with_role(
        Role.HEAD, unit=UnitFactory(locality=indicator.item.plan.locality, code="congan")
    )
    for act in (
        lambda: reply(request=request, text="x", by=stranger),
        lambda: close(request=request, by=officer),
    ):
        with pytest.raises(PermissionDenied):
            act()
    close(request=request, by=leader)
    with pytest.raises(Overtaken, match="đã kết thúc"):
        reply(request=request, text="x", by=officer)
    with pytest.raises(Overtaken, match="đã kết thúc"):
        close(request=request, by=leader)


def test_what_makes_no_sense_is_refused(indicator: Indicator, leader: User, officer: User) -> None:
    with pytest.raises(ValidationError, match="không được trước hôm nay"):
        asked(indicator, leader, due=date(2026, 10, 1))
    request = asked(indicator, leader)
    with pytest.raises(ValidationError, match="Ghi nội dung"):
        reply(request=request, text=" ", by=officer)
    indicator.item.reporter = None
    indicator.item.save()
    with pytest.raises(ValidationError, match="chưa giao đơn vị"):
        asked(indicator, leader)


def test_asked_and_answered_on_the_pages(
    indicator: Indicator, leader: User, officer: User, client: Client
) -> None:
    client.force_login(leader)
    data = {"text": "Vì sao chậm?", "due": "15/10/2026"}
    asking = client.post("/giai-trinh/moi/01.01/", data, follow=True)
    page = asking.content.decode()
    assert asking.redirect_chain == [("/chi-tieu/01.01/", 302)], "the message stands at the top"
    assert "Vì sao chậm?" in page
    assert Notice.objects.get().user == officer
    assert "Vì sao chậm?" in client.get("/giai-trinh/").content.decode()
    assert "Không có yêu cầu" in client.get("/giai-trinh/?state=da-ket-thuc").content.decode()
    bad = client.post("/giai-trinh/moi/01.01/", {"text": "x", "due": "hôm qua"}, follow=True)
    assert "ngày/tháng/năm" in bad.content.decode()
    client.force_login(officer)
    assert "Yêu cầu giải trình chờ trả lời" in client.get("/viec-cua-toi/").content.decode()
    request = ExplanationRequest.objects.get()
    told = client.post(f"/giai-trinh/{request.pk}/tra-loi/", {"text": "Do mưa"}, follow=True)
    assert "Do mưa" in told.content.decode()
    assert told.redirect_chain == [("/chi-tieu/01.01/", 302)], "the message stands at the top"
    assert "Yêu cầu giải trình chờ trả lời" not in client.get("/viec-cua-toi/").content.decode()


def test_who_asked_is_told_of_the_answer_and_reads_it_in_the_list(
    indicator: Indicator, leader: User, officer: User, client: Client
) -> None:
    request = asked(indicator, leader)
    client.force_login(officer)
    client.post(f"/giai-trinh/{request.pk}/tra-loi/", {"text": "Vì thiếu mặt bằng ở tổ 3"})
    notice = Notice.objects.get(user=leader)
    assert notice.text == f"01.01: {officer.unit} đã trả lời yêu cầu giải trình."
    assert notice.url.endswith(f"#giai-trinh-{request.pk}")
    assert not Notice.objects.filter(user=officer).exists()
    client.force_login(leader)
    assert "Vì thiếu mặt bằng ở tổ 3" in client.get("/giai-trinh/").content.decode()
    client.post(f"/giai-trinh/{request.pk}/tra-loi/", {"text": "Bao giờ xong?"})
    assert Notice.objects.get(user=officer).text.startswith("01.01: ")
    assert Notice.objects.filter(user=leader).count() == 1


@pytest.fixture
def proposal(indicator: Indicator) -> Proposal:
    plan = indicator.item.plan
    task = TaskFactory(plan=plan)
    assert indicator.item.reporter is not None
    report = Report.objects.create(
        period=plan.periods.get(), item=task, unit=indicator.item.reporter, state="accepted", counted=True,
        accepted_at=plan.periods.get().opened_at, accepted_by=user_with_role(Role.OFFICE),
    )  # fmt: skip
    return Proposal.objects.create(report=report, text="Bố trí kinh phí", to=UnitFactory(code="ubnd"))


def test_a_decision_is_recorded_and_its_correction_keeps_the_first(proposal: Proposal) -> None:
    office = user_with_role(Role.OFFICE)
    decide_proposal(proposal=proposal, decision="Đồng ý", result="", by=office)
    decide_proposal(proposal=proposal, decision="Đồng ý 2 tỷ", result="Đã cấp", by=office)
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.result, proposal.decided_by) == ("Đồng ý 2 tỷ", "Đã cấp", office)
    event = AuditEvent.objects.filter(verb="decide_proposal").order_by("-pk")[0]
    assert event.changes == {"Ý kiến giải quyết": ["Đồng ý", "Đồng ý 2 tỷ"], "Kết quả": [None, "Đã cấp"]}
    with pytest.raises(ValidationError, match="Ghi ý kiến"):
        decide_proposal(proposal=proposal, decision=" ", result="", by=office)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_records_decisions(proposal: Proposal, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        decide_proposal(proposal=proposal, decision="x", result="", by=user_with_role(role))


def test_proposals_are_listed_filtered_and_decided(proposal: Proposal, client: Client) -> None:
    client.force_login(user_with_role(Role.OFFICE))
    assert "Chờ giải quyết</span>" in client.get("/kien-nghi/").content.decode()
    data = {"decision": "Đồng ý", "result": ""}
    page = client.post(f"/kien-nghi/{proposal.pk}/", data, follow=True).content.decode()
    assert "Đồng ý" in page
    assert "Bố trí kinh phí" not in client.get("/kien-nghi/?state=cho").content.decode()
    assert "Bố trí kinh phí" in client.get("/kien-nghi/?state=xong&unit=kinhte").content.decode()
    assert client.post(f"/kien-nghi/{proposal.pk}/", {"decision": ""}).status_code == 422


def test_the_office_asks_for_a_leader_whom_it_names(
    indicator: Indicator, leader: User, officer: User, client: Client
) -> None:
    office = user_with_role(Role.OFFICE, unit=leader.unit)
    client.force_login(office)
    page = client.get("/giai-trinh/moi/01.01/").content.decode()
    assert str(leader) in page
    data = {"text": "Vì sao chậm?", "due": "15/10/2026"}
    assert client.post("/giai-trinh/moi/01.01/", data).status_code == 422
    back = client.post("/giai-trinh/moi/01.01/?tu=tong-quan", {**data, "on_behalf_of": str(leader.pk)})
    assert back.headers["Location"] == "/"
    request = ExplanationRequest.objects.get()
    assert (request.asked_by, request.asker) == (office, leader)
    assert f"{leader} ({office} ghi thay)" in client.get("/chi-tieu/01.01/").content.decode()
    assert {one.user for one in Notice.objects.all()} == {officer, leader}


@pytest.mark.parametrize("role", [Role.HEAD, Role.MONITOR])
def test_nobody_is_asked_for_who_does_not_lead(indicator: Indicator, leader: User, role: Role) -> None:
    office, other = user_with_role(Role.OFFICE, unit=leader.unit), user_with_role(role, unit=leader.unit)
    for named in (other, None):
        with pytest.raises(ValidationError, match="lãnh đạo"):
            ask_explanation(
                item=indicator.item, text="x", due=date(2026, 10, 15), by=office, today=TODAY,
                on_behalf_of=named,
            )  # fmt: skip
    with pytest.raises(ValidationError, match="lãnh đạo"):
        ask_explanation(
            item=indicator.item, text="x", due=date(2026, 10, 15), by=leader, today=TODAY,
            on_behalf_of=leader,
        )  # fmt: skip


def test_the_form_proposes_the_reason_and_three_working_days(
    indicator: Indicator, leader: User, client: Client
) -> None:
    client.force_login(leader)
    form = client.get("/giai-trinh/moi/01.01/").context["form"]
    assert form["due"].value() == date(2026, 10, 13), "Thursday 8 October and three working days"
    assert "Đề nghị nêu nguyên nhân" in form["text"].value()
    assert client.get("/giai-trinh/moi/01.01/").context["open"] == []

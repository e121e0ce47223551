"""Late reports and extensions: said before a word is typed, asked for and given to one, several, all."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.extensions import (
    AnsweredMeanwhile,
    answer_requests,
    ask_extension,
    extend,
    withdraw_request,
)
from plans.due_days import DueDays
from plans.models import Extension, ExtensionRequest, Item, Notice, Period, Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
DUE, TODAY, LATER = date(2026, 9, 15), date(2026, 10, 8), date(2026, 10, 20)
LATE = "Đã quá hạn gửi 23 ngày (hạn 15/09/2026)"


@pytest.fixture
def plan() -> Plan:
    """Two units that owe a figure each, another that owes two; QIII was due on 15/9, tests live on 8/10."""
    plan = PlanFactory()
    PeriodFactory(plan=plan, due=DUE)
    for code in ("kinhte", "congan", "ytuong"):
        unit = UnitFactory(locality=plan.locality, code=code)
        owed_by(unit, f"01.{unit.pk}")
    owed_by(Unit.objects.get(code="kinhte"), "02.01")
    return plan


def owed_by(unit: Unit, code: str) -> Item:
    item: Item = TargetFactory(
        indicator=IndicatorFactory(item__plan=Plan.objects.get(), item__code=code, item__reporter=unit)
    ).indicator.item
    return item


def of(code: str, role: Role = Role.OFFICER) -> User:
    unit = Unit.objects.filter(code=code).first() or UnitFactory(
        locality=Plan.objects.get().locality, code=code
    )
    name = f"{code}.{role.value[:2]}"
    return User.objects.filter(username=name).first() or user_with_role(role, username=name, unit=unit)


def office() -> User:
    return of("vanphong", Role.OFFICE)


def asked(code: str = "kinhte", due: date = LATER, *items: Item) -> ExtensionRequest:
    return ask_extension(
        period=Period.objects.get(), due=due, reason="Chờ số liệu", by=of(code), today=TODAY, items=items
    )


def answered(
    *requests: ExtensionRequest, grant: bool = True, reason: str = "", due: date | None = None
) -> None:
    answer_requests(
        period=Period.objects.get(), chosen=[one.pk for one in requests], grant=grant, reason=reason,
        due=due, by=office(), today=TODAY,
    )  # fmt: skip


def day_of(code: str, item: Item | None = None) -> date:
    period, unit = Period.objects.get(), Unit.objects.get(code=code)
    return DueDays.of([period]).day(period, unit.pk, item.pk if item else None)


# Said before a word is typed


@pytest.mark.parametrize("page", ["/viec-cua-toi/", "/viec-cua-toi/02.01/", "/bieu-mau/"])
def test_each_page_where_a_unit_writes_says_first_that_it_is_late(
    plan: Plan, client: Client, page: str
) -> None:
    client.force_login(of("kinhte"))
    html = client.get(page).content.decode()
    assert LATE in html
    assert html.index(LATE) < html.index('name="', html.index("<main"))
    assert 'href="/ky-bao-cao/2026-Q3/xin-gia-han/"' in html
    Period.objects.update(due=date(2026, 10, 8))
    assert "quá hạn gửi" not in client.get(page).content.decode()


def test_who_was_given_a_later_day_reads_that_day(plan: Plan, client: Client) -> None:
    answered(asked())
    client.force_login(of("kinhte"))
    for page in ("/viec-cua-toi/", "/viec-cua-toi/02.01/", "/bieu-mau/"):
        html = client.get(page).content.decode()
        assert "20/10/2026" in html
        assert "quá hạn gửi" not in html


def test_the_later_day_of_one_item_stands_on_its_row_alone(plan: Plan, client: Client) -> None:
    item = Item.objects.get(code="02.01")
    answered(asked("kinhte", LATER, item))
    client.force_login(of("kinhte"))
    html = client.get("/viec-cua-toi/").content.decode()
    assert LATE in html, "the other is late"
    assert html.count("Gia hạn gửi đến 20/10/2026") == 1
    assert "quá hạn gửi" not in client.get("/viec-cua-toi/02.01/").content.decode()


# Asking


def test_a_unit_asks_and_the_office_hears_of_it(plan: Plan, client: Client) -> None:
    by_office = office()
    client.force_login(of("kinhte"))
    typed = {"due": "20/10/2026", "reason": "Chờ số liệu của thành phố", "items": ["02.01"]}
    client.post("/ky-bao-cao/2026-Q3/xin-gia-han/", typed)
    request = ExtensionRequest.objects.get()
    assert (request.due, [one.code for one in request.items.all()]) == (LATER, ["02.01"])
    notice = Notice.objects.get(user=by_office)
    assert "xin gia hạn quý III/2026 đến 20/10/2026: Chờ số liệu của thành phố" in notice.text
    assert AuditEvent.objects.get(verb="ask_extension").changes == {"Xin gia hạn 02.01": [None, "20/10/2026"]}
    page = client.get("/ky-bao-cao/2026-Q3/xin-gia-han/").content.decode()
    assert "Đề nghị đang chờ Văn phòng Đảng ủy trả lời" in page


@pytest.mark.parametrize(
    ("due", "reason", "said"),
    [
        (date(2026, 9, 15), "x", r"phải sau hạn hiện có \(15/09/2026\)"),
        (date(2026, 10, 1), "x", "Hạn mới 01/10/2026 đã qua"),
        (LATER, "  ", "Ghi rõ lý do"),
    ],
)
def test_what_a_request_cannot_say(plan: Plan, due: date, reason: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ask_extension(period=Period.objects.get(), due=due, reason=reason, by=of("kinhte"), today=TODAY)
    assert not ExtensionRequest.objects.exists()


def test_one_request_waits_at_a_time_and_only_for_ones_own_work(plan: Plan) -> None:
    other = Item.objects.exclude(reporter__code="kinhte").first()
    assert other is not None
    with pytest.raises(ValidationError, match="việc do đơn vị mình"):
        asked("kinhte", LATER, other)
    first = asked()
    with pytest.raises(ValidationError, match="đã có đề nghị gia hạn chờ trả lời"):
        asked()
    withdraw_request(request=first, by=of("kinhte"))
    assert asked().is_waiting


def test_a_locked_round_is_not_extended(plan: Plan, client: Client) -> None:
    request = asked()
    Period.objects.update(locked_at=request.asked_at, locked_by=of("kinhte"), as_of=TODAY)
    with pytest.raises(ValidationError, match="đã chốt"):
        answered(request)
    client.force_login(of("kinhte"))
    assert "đã chốt nên không gia hạn nữa" in client.get("/ky-bao-cao/2026-Q3/xin-gia-han/").content.decode()


# Answering


def test_several_are_granted_at_once_and_each_unit_hears_of_it(plan: Plan) -> None:
    requests = [asked("kinhte"), asked("congan", date(2026, 10, 15))]
    answered(*requests)
    assert (day_of("kinhte"), day_of("congan"), day_of("ytuong")) == (LATER, date(2026, 10, 15), DUE)
    assert Extension.objects.get(unit__code="kinhte").reason == "Chờ số liệu"
    assert "Được gia hạn quý III/2026 đến 20/10/2026" in Notice.objects.get(user=of("kinhte")).text
    assert AuditEvent.objects.filter(verb="answer_extension").count() == 2


def test_the_office_may_give_another_day_with_its_words(plan: Plan) -> None:
    answered(asked(), due=date(2026, 10, 12), reason="Không quá 12/10")
    request = ExtensionRequest.objects.get()
    assert (request.state, request.granted_due, request.answer) == (
        "granted", date(2026, 10, 12), "Không quá 12/10",
    )  # fmt: skip
    assert day_of("kinhte") == date(2026, 10, 12)


def test_a_refusal_says_why_and_moves_no_day(plan: Plan) -> None:
    request = asked()
    with pytest.raises(ValidationError, match="Ghi lý do không gia hạn"):
        answered(request, grant=False)
    answered(request, grant=False, reason="Đã gia hạn hai lần")
    assert day_of("kinhte") == DUE
    assert "Không gia hạn quý III/2026: Đã gia hạn hai lần" in Notice.objects.get(user=of("kinhte")).text


def test_single_items_move_alone(plan: Plan) -> None:
    item = Item.objects.get(code="02.01")
    answered(asked("kinhte", LATER, item))
    assert (day_of("kinhte"), day_of("kinhte", item)) == (DUE, LATER)


def test_what_was_answered_already_is_a_conflict_and_nothing_else_is_done(plan: Plan, client: Client) -> None:
    first, second = asked("kinhte"), asked("congan")
    answered(first)
    with pytest.raises(AnsweredMeanwhile, match=r"đã được .* trả lời: đã gia hạn đến 20/10/2026"):
        answered(first, second)
    assert ExtensionRequest.objects.get(pk=second.pk).is_waiting
    client.force_login(office())
    typed = {"chosen": [first.pk, second.pk], "refuse": "1", "reason": "Không"}
    page = client.post("/ky-bao-cao/2026-Q3/gia-han/tra-loi/", typed)
    assert page.status_code == 409
    assert "đã gia hạn đến 20/10/2026" in page.content.decode()
    client.force_login(of("kinhte"))
    assert client.post(f"/xin-gia-han/{first.pk}/rut/").status_code == 409


def test_all_that_the_page_showed_are_granted_and_no_others(plan: Plan, client: Client) -> None:
    shown, unseen = asked("kinhte"), asked("congan")
    client.force_login(office())
    page = client.get("/ky-bao-cao/2026-Q3/gia-han/").content.decode()
    assert "Gia hạn cả 2 đề nghị" in page
    client.post("/ky-bao-cao/2026-Q3/gia-han/tra-loi/", {"grant_all": "1", "shown": [shown.pk]})
    assert not ExtensionRequest.objects.get(pk=shown.pk).is_waiting
    assert ExtensionRequest.objects.get(pk=unseen.pk).is_waiting


def test_the_office_extends_some_or_all_unasked(plan: Plan, client: Client) -> None:
    client.force_login(office())
    typed = {"units": ["kinhte", "congan"], "due": "20/10/2026", "reason": "Bão số 9"}
    client.post("/ky-bao-cao/2026-Q3/gia-han/", typed)
    assert (day_of("kinhte"), day_of("congan"), day_of("ytuong")) == (LATER, LATER, DUE)
    client.post("/ky-bao-cao/2026-Q3/gia-han/", typed | {"units": [], "everyone": "on", "due": "22/10/2026"})
    assert {day_of(code) for code in ("kinhte", "congan", "ytuong")} == {date(2026, 10, 22)}
    assert client.post("/ky-bao-cao/2026-Q3/gia-han/", typed | {"units": []}).status_code == 422


def test_only_the_office_gives_and_only_the_unit_takes_back(plan: Plan) -> None:
    request = asked()
    with pytest.raises(PermissionDenied):
        withdraw_request(request=request, by=of("congan"))
    with pytest.raises(PermissionDenied):
        extend(period=Period.objects.get(), units=[], due=LATER, reason="x", by=of("kinhte"), today=TODAY)

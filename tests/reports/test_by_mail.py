"""Thư định kỳ: what is sent on the chosen weekday and only then, once, to whom, with what."""

from __future__ import annotations

from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.periods import lock_period
from bachdang.reports import pdf
from bachdang.reports.by_mail import content
from bachdang.reports.by_mail.choosing import Sending, set_mailings
from bachdang.reports.by_mail.content import said_of
from bachdang.reports.by_mail.sending import send_mailings
from plans.models import Letter, Mailing, MailingKind, Notice, Period, Plan
from plans.models.mailings import QUARTER_START
from tests.factories import LocalityFactory, PlanFactory, UnitFactory, user_with_role
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY = date(2026, 10, 8), date(2026, 10, 9)
MADE = b"%PDF-1.7 made"


@pytest.fixture
def ward() -> Plan:
    plan = illustrative_ward()
    User.objects.filter(username="thuongtruc").update(email="thuong.truc@example.vn")
    User.objects.filter(username="vanphong").update(email="van.phong@example.vn")
    return plan


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """In place of LibreOffice; the documents that were to become PDF."""
    asked: list[bytes] = []

    def made(document: bytes) -> bytes:
        asked.append(document)
        return MADE

    monkeypatch.setattr(content, "pdf_of", made)
    return asked


def person(name: str) -> User:
    return User.objects.get(username=name)


def choose(plan: Plan, kind: MailingKind, *names: str, days: tuple[int, ...] = (4,)) -> None:
    sending = Sending(days, [person(name) for name in names])
    set_mailings(plan=plan, sendings={kind: sending}, by=person("vanphong"))


def test_nothing_chosen_nothing_sent(ward: Plan) -> None:
    assert send_mailings(THURSDAY) == 0
    assert not Letter.objects.exists()


def test_the_digest_goes_out_on_its_day_and_only_then(ward: Plan) -> None:
    choose(ward, MailingKind.DIGEST, "vanphong", "thuongtruc", days=(4, 1))
    assert send_mailings(FRIDAY) == 0
    assert send_mailings(THURSDAY) == 2
    assert send_mailings(date(2026, 10, 12)) == 2


@pytest.mark.parametrize(
    ("day", "sent"),
    [
        (date(2026, 10, 1), 1),
        (date(2026, 10, 2), 0),
        (date(2027, 1, 1), 0),  # New Year's Day
        (date(2027, 1, 2), 0),  # a Saturday
        (date(2027, 1, 4), 1),
        (date(2028, 7, 1), 0),
        (date(2028, 7, 3), 1),
        (date(2026, 11, 2), 0),  # the first working day of a month that begins no quarter
    ],
    ids=str,
)
def test_the_beginning_of_a_quarter_is_its_first_working_day(ward: Plan, day: date, sent: int) -> None:
    choose(ward, MailingKind.DIGEST, "vanphong", days=(QUARTER_START,))
    assert send_mailings(day) == sent


def test_a_quarter_that_begins_on_a_chosen_weekday_brings_one_letter(ward: Plan) -> None:
    choose(ward, MailingKind.DIGEST, "vanphong", days=(4, QUARTER_START))
    assert [send_mailings(date(2026, 10, 1)) for _ in range(2)] == [1, 0]


def test_the_command_twice_sends_once(ward: Plan) -> None:
    choose(ward, MailingKind.DIGEST, "vanphong")
    out = StringIO()
    call_command("send_reminders", "--dry-run", stdout=out)
    assert f"{person('vanphong')}: bản tin" in out.getvalue()
    assert not Notice.objects.filter(key__startswith="mailing:").exists()
    for said in ("Thư định kỳ: 1 người nhận.", "Đã nhắc 0 người.\n"):
        out = StringIO()
        call_command("send_reminders", stdout=out)
        assert said in out.getvalue()
    letters = [one for one in mail.outbox if "Bản tin" in one.subject]
    assert [one.to for one in letters] == [["van.phong@example.vn"]]


def test_the_digest_says_what_pages_say(ward: Plan, client: Client) -> None:
    said = said_of(MailingKind.DIGEST, ward, THURSDAY)
    assert said is not None
    assert said.text.startswith("Bản tin, quý III/2026: đã tiếp nhận ")
    assert "SỐ LIỆU MINH HỌA" in said.text
    lines = said.more.splitlines()
    assert lines[0] == f"Hạn gửi: {Period.objects.get(quarter=3).due:%d/%m/%Y}."
    assert lines[1].startswith("Chưa gửi đủ: ")
    red = next(n for n, line in enumerate(lines) if line.startswith("Chậm, nguy cơ, không đạt, quý III"))
    assert lines[red].endswith(" mục tiêu, trước hết là 5 mục tiêu:")
    assert all(line.startswith("- ") for line in lines[red + 1 : red + 6])
    assert lines[red + 6].startswith("Chờ Văn phòng Đảng ủy: ")
    assert len(lines) == red + 7
    client.force_login(person("thuongtruc"))
    assert client.get(said.url).status_code == 200


def test_the_page_goes_along_until_the_letter_is_sent(ward: Plan, printing: list[bytes]) -> None:
    choose(ward, MailingKind.ONE_PAGE, "thuongtruc", "vanphong")
    assert send_mailings(THURSDAY) == 2
    assert len(printing) == 1
    assert {bytes(one.enclosure or b"") for one in Letter.objects.all()} == {MADE}
    call_command("send_letters", stdout=StringIO())
    assert [one.attachments for one in mail.outbox] == [
        [("mot-trang-2026-10-08.pdf", MADE, "application/pdf")]
    ] * 2
    assert "Tệp PDF kèm thư này." in mail.outbox[0].body
    assert "SỐ LIỆU MINH HỌA" in mail.outbox[0].subject
    assert f"{settings.SITE_URL}/mot-trang/?ke-hoach={ward.code}&ky=2026-Q3" in mail.outbox[0].body
    assert not Letter.objects.exclude(enclosure=None).exists()


def test_without_libreoffice_the_letter_says_so(ward: Plan, settings: object, tmp_path: Path) -> None:
    settings.LIBREOFFICE = str(tmp_path / "none")  # type: ignore[attr-defined]
    assert not pdf.has_pdf()
    said = said_of(MailingKind.ONE_PAGE, ward, THURSDAY)
    assert said is not None
    assert said.enclosure is None
    assert said.more.startswith("Máy chủ chưa làm được tệp PDF nên thư không kèm tệp")


def test_no_round_no_letter() -> None:
    plan = PlanFactory()
    assert [said_of(kind, plan, THURSDAY) for kind in MailingKind] == [None, None]


@pytest.mark.parametrize("gone", [{"email": ""}, {"is_active": False}])
def test_who_has_no_address_or_account_any_more_gets_none(ward: Plan, gone: dict[str, object]) -> None:
    choose(ward, MailingKind.DIGEST, "thuongtruc")
    User.objects.filter(username="thuongtruc").update(**gone)
    assert send_mailings(THURSDAY) == 0


def test_a_plan_put_away_sends_nothing(ward: Plan) -> None:
    choose(ward, MailingKind.DIGEST, "thuongtruc")
    Plan.objects.update(archived_at=datetime(2026, 10, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    assert send_mailings(THURSDAY) == 0


def test_the_office_chooses_on_the_page_and_it_is_in_the_history(ward: Plan, client: Client) -> None:
    User.objects.filter(username="thuongtruc").update(email="")
    client.force_login(person("vanphong"))
    url = reverse("edit_mailings")
    page = client.get(url).content.decode()
    assert f"Chưa có thư điện tử nên chưa chọn được: {person('thuongtruc')} (" in page
    office = person("vanphong")
    typed = {"digest_days": ["1", "4", "8"], "digest_people": [str(office.pk)]}
    assert client.post(url, typed).status_code == 302
    assert Mailing.objects.get().sending_days == [1, 4, 8]
    event = AuditEvent.objects.get(verb="set_mailing")
    assert event.changes == {
        "Ngày gửi bản tin": [None, "Thứ Hai, Thứ Năm, Ngày làm việc đầu quý"],
        "Người nhận bản tin": [None, str(office)],
    }
    assert "Thứ Hai, Thứ Năm" in client.get(url).content.decode()
    client.post(url, typed)
    assert AuditEvent.objects.filter(verb="set_mailing").count() == 1
    client.post(url, {})
    assert not Mailing.objects.exists()


def test_days_without_people_and_people_without_days_are_refused(ward: Plan, client: Client) -> None:
    client.force_login(person("vanphong"))
    url = reverse("edit_mailings")
    elsewhere = UnitFactory(locality=LocalityFactory(code="khac"))
    stranger = user_with_role(Role.LEADER, unit=elsewhere, email="khac@example.vn")
    found = client.post(url, {"digest_days": ["1"], "one_page_people": [str(person("vanphong").pk)]})
    assert found.status_code == 422
    assert "Chọn người nhận, hoặc bỏ chọn ngày gửi." in found.content.decode()
    assert "Chọn ngày gửi, hoặc bỏ chọn người nhận." in found.content.decode()
    assert client.post(url, {"digest_days": ["1"], "digest_people": [str(stranger.pk)]}).status_code == 422
    assert client.post(url, {"digest_days": ["9"], "digest_people": []}).status_code == 422
    assert not Mailing.objects.exists()


def test_where_nobody_has_an_address_it_is_said_who_can_help(ward: Plan, client: Client) -> None:
    User.objects.update(email="")
    client.force_login(person("vanphong"))
    found = client.post(reverse("edit_mailings"), {"digest_days": ["8"]})
    assert found.status_code == 422
    page = found.content.decode()
    assert "Chưa ai có thư điện tử để nhận. Bỏ chọn ngày gửi." in page
    assert "Quản trị hệ thống ghi thư điện tử của từng người ở trang Tài khoản." in page


def test_nobody_but_the_office_chooses(ward: Plan) -> None:
    with pytest.raises(PermissionDenied):
        set_mailings(plan=ward, sendings={}, by=person("thuongtruc"))


def test_a_locked_round_is_told_as_locked(ward: Plan) -> None:
    period = Period.objects.select_related("plan").get(quarter=3)
    lock_period(period=period, by=person("vanphong"), today=THURSDAY)
    with time_machine.travel(datetime(2026, 10, 9, 7, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), tick=False):
        said = said_of(MailingKind.DIGEST, ward, FRIDAY)
    assert said is not None
    assert said.more.startswith("Kỳ đã chốt ngày 08/10/2026.")

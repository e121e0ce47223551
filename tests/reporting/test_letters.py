"""Letters: queued with the notice, each handed over by itself, tried again, told to the office."""

from __future__ import annotations

import smtplib
import socket
import time
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any, ClassVar

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.reporting import letters
from bachdang.reporting.flow.notices import tell
from bachdang.reporting.letters import GIVE_UP, STALE, deliver, message_of, waiting_letters
from plans.models import Letter, Notice, Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
REFUSED = smtplib.SMTPRecipientsRefused({"b@example.vn": (550, b"No such user")})
TO = ["a@example.vn", "b@example.vn", "c@example.vn"]


class Server(EmailBackend):
    """Refuses what `refuses` says, by address; "*" when it cannot be reached at all."""

    refuses: ClassVar[dict[str, Exception]] = {}
    opened: ClassVar[list[bool]] = []

    def open(self) -> bool:
        self.opened.append("*" not in self.refuses)
        if "*" in self.refuses:
            raise self.refuses["*"]
        return True

    def send_messages(self, messages: Any) -> int:
        for one in messages:
            if one.to[0] in self.refuses:
                raise self.refuses[one.to[0]]
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings: Any) -> Iterator[type[Server]]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    yield Server
    Server.refuses.clear()
    Server.opened.clear()


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(locality=PlanFactory().locality)


@pytest.fixture
def people(unit: Unit) -> list[User]:
    return [user_with_role(Role.OFFICER, unit=unit, email=address) for address in TO]


def told(people: list[User], text: str = "Quý III/2026 còn 1 việc chưa gửi.") -> list[Notice]:
    return tell(people, key="k", text=text, url="/viec-cua-toi/", by_letter=True)


def sent() -> list[str]:
    return [one.to[0] for one in mail.outbox]


def later(**wait: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**wait), tick=False)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (REFUSED, "máy chủ thư không nhận địa chỉ người nhận"),
        (smtplib.SMTPDataError(554, b"spam"), "máy chủ thư từ chối thư"),
        (smtplib.SMTPServerDisconnected("gone"), "máy chủ thư ngắt kết nối giữa chừng"),
        (TimeoutError("timed out"), "máy chủ thư không trả lời"),
        (RuntimeError("odd"), "lỗi khi gửi thư"),
    ],
)
def test_one_letter_that_fails_stops_no_other(
    people: list[User], server: type[Server], error: Exception, words: str
) -> None:
    told(people)
    server.refuses["b@example.vn"] = error
    found = deliver()
    assert (found.sent, found.failed, sent()) == (2, 1, ["a@example.vn", "c@example.vn"])
    waiting = Letter.objects.exclude(next_at=None).get()
    assert (waiting.error, waiting.tries, waiting.taken_at) == (words, 1, None)
    server.refuses.clear()
    assert deliver().sent == 0, "not before its time"
    with later(minutes=2):
        assert deliver().sent == 1
    assert sent() == ["a@example.vn", "c@example.vn", "b@example.vn"]


def test_a_bad_address_in_the_database_stops_no_other(people: list[User]) -> None:
    User.objects.filter(email="b@example.vn").update(email="b@example.vn\nBcc: x@example.com")
    told(people)
    assert deliver().sent == 2
    assert Letter.objects.exclude(next_at=None).get().error == "địa chỉ thư không hợp lệ"


def test_a_server_that_is_away_is_asked_once_and_the_letters_wait(
    people: list[User], server: type[Server]
) -> None:
    told(people)
    server.refuses["*"] = ConnectionRefusedError("refused")
    assert (deliver().failed, server.opened) == (3, [False])
    assert {one.error for one in Letter.objects.all()} == {"không nối được với máy chủ thư"}
    server.refuses.clear()
    with later(minutes=2):
        assert deliver().sent == 3
    assert sent() == TO


def test_what_could_not_be_sent_for_days_is_given_up(people: list[User], server: type[Server]) -> None:
    told(people)
    server.refuses["*"] = TimeoutError()
    with time_machine.travel(timezone.now() + GIVE_UP, tick=False):
        deliver()
    assert Letter.objects.exclude(given_up_at=None).count() == 3
    assert waiting_letters(people[0].unit.locality_id).given_up == 3  # type: ignore[union-attr]


def test_waits_grow_between_tries(people: list[User], server: type[Server]) -> None:
    told(people[1:2])
    server.refuses["b@example.vn"] = REFUSED
    waits = []
    for _ in range(7):
        deliver()
        letter = Letter.objects.get()
        assert letter.next_at is not None
        waits.append((letter.next_at - timezone.now()).total_seconds() / 60)
        Letter.objects.update(next_at=timezone.now())
    assert waits == [1, 5, 15, 60, 240, 240, 240]


def test_a_killed_command_sends_nothing_twice(
    people: list[User], server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while the second letter is handed over: the first stays sent, the second goes out once more."""
    told(people)
    server.refuses["b@example.vn"] = KeyboardInterrupt()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        deliver()
    server.refuses.clear()
    assert deliver().sent == 1, "the one not taken"
    assert sent() == ["a@example.vn", "c@example.vn"]
    with time_machine.travel(timezone.now() + STALE + timedelta(seconds=1), tick=False):
        assert deliver().sent == 1
    assert sent() == ["a@example.vn", "c@example.vn", "b@example.vn"]
    assert deliver().sent == 0


def test_a_letter_sent_again_is_the_same_letter_to_mail_programs(people: list[User]) -> None:
    told(people)
    names = [message_of(one).message()["Message-ID"] for one in Letter.objects.all()]
    assert names == [message_of(one).message()["Message-ID"] for one in Letter.objects.all()]
    assert len(set(names)) == 3


def test_two_commands_at_once_share_the_letters(people: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    """A second command that starts while the first hands over finds only what is not taken."""
    told(people)
    hand_over = letters._hand_over
    second: list[letters.Delivered] = []

    def while_handing_over(*args: Any) -> None:
        monkeypatch.setattr(letters, "_hand_over", hand_over)
        second.append(deliver())
        hand_over(*args)

    monkeypatch.setattr(letters, "_hand_over", while_handing_over)
    assert (deliver().sent, second[0].sent) == (1, 2)
    assert sorted(sent()) == TO


@pytest.mark.parametrize(
    "text", ["Phòng\r\nBcc: x@example.com", "Phòng\nKinh tế", "a\x0b\x85\u2028b", "x" * 900]
)
def test_no_name_breaks_the_head_of_a_letter(people: list[User], text: str) -> None:
    told(people, text)
    assert deliver().sent == 3
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


def test_those_without_address_or_account_get_no_letter(people: list[User], unit: Unit) -> None:
    told([*people, user_with_role(Role.HEAD, unit=unit, email="")])
    User.objects.filter(email="c@example.vn").update(is_active=False)
    assert Letter.objects.count() == 3
    assert deliver().sent == 2
    assert Letter.objects.exclude(given_up_at=None).get().notice.user.email == "c@example.vn"


# The page of the round


@pytest.fixture
def office(client: Client) -> Client:
    plan: Plan = PlanFactory()
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.01"))
    PeriodFactory(plan=plan, due=date(2026, 10, 8))
    user_with_role(Role.OFFICER, unit=plan.locality.units.get(), email="can.bo@example.vn")
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality, code="vanphong")))
    return client


def test_reminding_never_talks_to_the_mail_server(office: Client, server: type[Server]) -> None:
    server.refuses["*"] = ConnectionRefusedError()
    answer = office.post("/ky-bao-cao/2026-Q3/nhac/", {"send": "1", "everyone": "on"})
    assert answer.status_code == 302
    assert (server.opened, Letter.objects.count()) == ([], 1)
    office.post("/ky-bao-cao/2026-Q3/nhac/", {"send": "1", "everyone": "on"})
    assert Letter.objects.count() == 1


def test_a_notice_without_its_letter_is_not_told(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the two: neither stands, so that the next click tells and writes."""

    def killed(notice: Notice) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bachdang.reporting.flow.notices.queue_letter", killed)
    with pytest.raises(KeyboardInterrupt):
        office.post("/ky-bao-cao/2026-Q3/nhac/", {"send": "1", "everyone": "on"})
    assert not Notice.objects.exists()


@pytest.mark.parametrize("address", ["/ky-bao-cao/2026-Q3/", "/ky-bao-cao/"])
def test_the_office_sees_what_waits_since_when_and_why(
    office: Client, server: type[Server], address: str
) -> None:
    assert "chờ gửi" not in office.get(address).content.decode()
    office.post("/ky-bao-cao/2026-Q3/nhac/", {"send": "1", "everyone": "on"})
    assert "1 thư nhắc đang chờ gửi, từ " in office.get(address).content.decode()
    server.refuses["*"] = TimeoutError()
    out = StringIO()
    call_command("send_letters", stdout=out)
    assert "Đã gửi 0 thư, 1 thư chưa gửi được." in out.getvalue()
    assert "Lỗi gần nhất: máy chủ thư không trả lời." in office.get(address).content.decode()
    server.refuses.clear()
    with later(minutes=2):
        call_command("send_letters", stdout=out)
    assert "chờ gửi" not in office.get(address).content.decode()


def test_a_silent_server_is_waited_for_no_longer_than_the_setting(people: list[User], settings: Any) -> None:
    """It takes the connection and says nothing."""
    told(people)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.2
        began = time.monotonic()
        assert deliver().failed == 3
    assert time.monotonic() - began < 3
    assert {one.error for one in Letter.objects.all()} == {"máy chủ thư không trả lời"}


def test_a_timeout_is_always_set() -> None:
    from django.conf import settings as shipped

    assert shipped.EMAIL_TIMEOUT == 10

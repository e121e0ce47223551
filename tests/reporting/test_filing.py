"""One press on the page of a report: saved with its papers and sent on, or nothing of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bachdang.accounts.roles import Role
from plans.models import Evidence, Item, Report
from tests.factories import PeriodFactory, TaskFactory, user_with_role

pytestmark = pytest.mark.django_db
PAGE = "/viec-cua-toi/PL1.I.1/?ky=2026-Q3"
PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def task() -> Item:
    task: Item = TaskFactory()
    PeriodFactory(plan=task.plan, due=date(2026, 12, 1))
    return task


@pytest.fixture
def officer(client: Client, task: Item) -> Client:
    client.force_login(user_with_role(Role.OFFICER, unit=task.reporter))
    return client


def test_the_first_save_takes_a_file_along_and_is_sent(officer: Client) -> None:
    file = SimpleUploadedFile("45.pdf", PDF)
    typed = {"seen": "", "result": "Đã khảo sát", "file": file, "number": "45/BC-UBND", "send": "1"}
    response = officer.post(PAGE, typed, follow=True)
    assert "Đã trình lãnh đạo đơn vị báo cáo PL1.I.1." in response.content.decode()
    assert Report.objects.get().state == "waiting"
    assert Evidence.objects.count() == 2


def test_a_head_sends_straight_to_the_office(client: Client, task: Item) -> None:
    client.force_login(user_with_role(Role.HEAD, unit=task.reporter))
    assert "Lưu và gửi Văn phòng Đảng ủy" in client.get(PAGE).content.decode()
    client.post(PAGE, {"seen": "", "result": "Đã khảo sát", "send": "1"})
    assert Report.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"result": "Đã khảo sát", "day": "40/9/2026"}, "ngày"),
        ({"result": "", "number": "45/BC"}, "Ghi kết quả trong quý"),
        ({"result": "Đã khảo sát", "file": SimpleUploadedFile("a.exe", b"MZ")}, "a.exe"),
    ],
)
def test_what_is_wrong_in_one_of_them_saves_none(officer: Client, typed: dict[str, str], said: str) -> None:
    response = officer.post(PAGE, {"seen": "", "send": "1", **typed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Report.objects.exists()
    assert not Evidence.objects.exists()


def test_sent_twice_it_is_done_once(officer: Client) -> None:
    typed = {"seen": "", "result": "Đã khảo sát", "number": "45/BC-UBND", "send": "1", "once": "abc"}
    assert [officer.post(PAGE, typed).status_code for _ in range(2)] == [302, 302]
    assert (Report.objects.count(), Evidence.objects.count()) == (1, 1)


def test_what_is_due_and_to_come_of_it_stands_beside_the_boxes(officer: Client) -> None:
    page = officer.get(PAGE).content.decode()
    assert "Thời hạn" in page
    assert "Lưu nháp trước, rồi thêm tài liệu" not in page
    assert 'name="file"' in page

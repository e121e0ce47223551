"""Quyết định: the list, a decision with what it changed, recording, its file; by people of every role."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from plans.models import Clause, Decision, Plan
from plans.terms.adding import add_item
from plans.terms.decisions import record_decision
from plans.terms.drafts import TermsDraft
from projects.models import Capital, Project
from tests.factories import LocalityFactory, ProjectFactory, TaskFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 5)
PDF = b"%PDF-1.7 quyet dinh"


@pytest.fixture
def plan() -> Plan:
    return TaskFactory().plan


@pytest.fixture
def user() -> User:
    return user_with_role(Role.OFFICE)


@pytest.fixture
def office(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def decision(plan: Plan, user: User) -> Decision:
    return record_decision(plan=plan, number="125-QĐ/ĐU", date=DAY, subject="Điều chỉnh tiến độ", by=user)


def as_role(role: Role, **fields: Any) -> Client:
    client = Client()
    client.force_login(user_with_role(role, **fields))
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_recording_leads_to_the_decision(office: Client, plan: Plan) -> None:
    file = SimpleUploadedFile("qd.pdf", PDF, content_type="application/pdf")
    sent = {"number": "125-QĐ/ĐU", "date": "05/10/2026", "subject": "Điều chỉnh", "file": file}
    response = office.post(reverse("record_decision"), sent)
    decision = Decision.objects.get()
    assert response.headers["Location"] == reverse("decision_detail", args=[decision.pk])
    assert (decision.plan, decision.date, decision.subject) == (plan, DAY, "Điều chỉnh")
    page = text(office.get(response.headers["Location"]))
    assert "Chưa ghi nội dung điều chỉnh nào" in page
    assert "Tải tệp (pdf" in page


def test_a_duplicate_is_refused_by_name(office: Client, decision: Decision) -> None:
    response = office.post(reverse("record_decision"), {"number": "125-QĐ/ĐU", "date": "05/10/2026"})
    assert response.status_code == 422
    assert "Đã ghi quyết định số 125-QĐ/ĐU ngày 05/10/2026" in text(response)


@pytest.mark.parametrize(
    "sent", [{"number": "1"}, {"number": "1", "date": "35/10/2026"}, {"number": "", "date": "05/10/2026"}]
)
def test_bad_input_is_asked_back(office: Client, plan: Plan, sent: dict[str, str]) -> None:
    assert office.post(reverse("record_decision"), sent).status_code == 422
    assert not Decision.objects.exists()


def test_correcting_until_it_is_used(office: Client, user: User, decision: Decision) -> None:
    url = reverse("correct_decision", args=[decision.pk])
    assert "125-QĐ/ĐU" in text(office.get(url))
    assert office.post(url, {"number": "126-QĐ/ĐU", "date": "06/10/2026"}).status_code == 302
    decision.refresh_from_db()
    assert (decision.number, decision.subject) == ("126-QĐ/ĐU", "")
    heading = Clause.objects.get(key="PL1.I")
    add_item(kind="task", heading=heading, decision=decision, new=TermsDraft(title="Mới"), by=user)
    assert office.post(url, {"number": "127", "date": "06/10/2026"}).status_code == 422
    detail = text(office.get(reverse("decision_detail", args=[decision.pk])))
    assert url not in detail


def test_the_file_is_an_attachment_for_the_people_of_the_ward(plan: Plan, user: User) -> None:
    decision = record_decision(plan=plan, number="125-QĐ/ĐU", date=DAY, file=("a.pdf", PDF), by=user)
    url = reverse("decision_file", args=[decision.pk])
    response = as_role(Role.MONITOR).get(url)
    assert response.content == PDF
    assert response.headers["Content-Disposition"] == 'attachment; filename="quyet-dinh-125-qddu.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    elsewhere = UnitFactory(locality=LocalityFactory(code="khac", name="Phường khác"))
    assert as_role(Role.OFFICE, unit=elsewhere).get(url).status_code == 404
    none = record_decision(plan=plan, number="2", date=DAY, by=user)
    assert as_role(Role.MONITOR).get(reverse("decision_file", args=[none.pk])).status_code == 404


def test_everyone_reads_what_it_changed_and_only_the_office_amends(
    plan: Plan, user: User, decision: Decision
) -> None:
    heading = Clause.objects.get(key="PL1.I")
    add_item(kind="task", heading=heading, decision=decision, new=TermsDraft(title="Việc mới"), by=user)
    project = ProjectFactory(plan=plan)
    common = {"project": project, "scope": "year", "year": 2026, "source": "ward"}
    Capital.objects.create(**common, dong=2_000_000_000, valid_from=plan.starts)
    Capital.objects.create(**common, dong=3_000_000_000, valid_from=DAY, decision=decision)
    url = reverse("decision_detail", args=[decision.pk])
    page = text(as_role(Role.MONITOR).get(url))
    assert "Bổ sung: <a href" in page
    assert "Việc mới" in page
    assert "Kế hoạch vốn năm 2026, ngân sách phường" in page
    assert "2 tỷ đồng" in page
    assert "3 tỷ đồng" in page
    assert "Bổ sung nhiệm vụ" not in page
    assert "Rút lại" not in page
    page = text(as_role(Role.OFFICE).get(url))
    assert "Bổ sung nhiệm vụ" in page
    assert "Rút lại" in page


def test_the_list_tells_how_much_and_since_when_and_finds_without_accents(
    office: Client, user: User, decision: Decision
) -> None:
    heading = Clause.objects.get(key="PL1.I")
    for day in (date(2026, 11, 1), date(2026, 10, 20)):
        new = TermsDraft(title="Mới")
        add_item(kind="task", heading=heading, decision=decision, new=new, by=user, valid_from=day)
    record_decision(plan=decision.plan, number="9-QĐ/ĐU", date=date(2026, 12, 1), by=user)
    page = text(office.get(reverse("decision_list")))
    assert page.index("9-QĐ/ĐU") < page.index("125-QĐ/ĐU")
    assert "20/10/2026" in page
    found = text(office.get(reverse("decision_list"), {"q": "tien do"}))
    assert "125-QĐ/ĐU" in found
    assert "9-QĐ/ĐU" not in found


def test_decisions_of_another_ward_do_not_exist(decision: Decision) -> None:
    elsewhere = UnitFactory(locality=LocalityFactory(code="khac", name="Phường khác"))
    client = as_role(Role.OFFICE, unit=elsewhere)
    assert client.get(reverse("decision_detail", args=[decision.pk])).status_code == 404


@pytest.mark.parametrize("name", ["decision_list", "decision_detail"])
def test_the_number_of_queries_does_not_grow(
    office: Client, user: User, decision: Decision, name: str
) -> None:
    heading = Clause.objects.get(key="PL1.I")
    url = reverse(name, args=[decision.pk] if name == "decision_detail" else [])

    def add(number: int) -> None:
        for position in range(number):
            new = TermsDraft(title=f"Việc {position}", lead=user.unit)
            add_item(kind="task", heading=heading, decision=decision, new=new, by=user)

    def count() -> int:
        office.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert office.get(url).status_code == 200
        return len(queries)

    Project.objects.all().delete()
    add(2)
    few = count()
    add(28)
    assert count() == few

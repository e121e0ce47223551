"""What a form sends is done once: reload, double click, back and sending again lead to the first result."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.models import SentForm, User
from bachdang.accounts.once import ALREADY
from bachdang.accounts.roles import Role
from plans.models import ExplanationRequest, Item, Proposal, Reply, Report
from tests.factories import (
    IndicatorFactory,
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    UnitFactory,
    user_with_role,
)
from tests.pages import ward_with_everything

TOKEN = re.compile(r'name="once" value="([\w-]+)"')
DAY = "20/11/2026"


def draft() -> Report:
    found: Report = Report.objects.filter(unit__code="kinhte", state="draft").order_by("pk")[0]
    return found


def first(model: Any) -> str:
    return str(model.objects.order_by("pk")[0].pk)


@dataclass(frozen=True)
class Case:
    """A form: who sends it, the page it stands on, where it is posted, and what is typed."""

    by: str
    page: Callable[[], str]
    typed: dict[str, Any] = field(default_factory=dict)
    address: Callable[[], str] | None = None
    found: Callable[[], dict[str, Any]] = dict
    """What is typed too, and is known only in the ward."""


CASES = {
    "explanation request": Case(
        "thuongtruc", lambda: "/giai-trinh/moi/PL1.I.1/", {"text": "Vì sao chậm?", "due": DAY}
    ),
    "reply": Case(
        "thuongtruc",
        lambda: f"/nhiem-vu/{_thread().item.code}/" if _thread().item.kind == "task" else _thread_page(),
        {"text": "Đã rõ."}, lambda: reverse("reply_explanation", args=[_thread().pk]),
    ),
    "own work": Case(
        "kinhte", lambda: "/nhiem-vu/PL1.I.1/viec-don-vi/moi/", {"title": "Khảo sát", "ends": DAY}
    ),
    "document number": Case(
        "kinhte", lambda: f"/viec-cua-toi/{draft().item.code}/", {"number": "45/BC-UBND"},
        lambda: reverse("add_evidence", args=[draft().pk]),
    ),
    "decision": Case("vanphong", lambda: "/quyet-dinh/moi/", {"number": "99-QĐ/ĐU", "date": "02/10/2026"}),
    "proposal": Case(
        "vanphong", lambda: reverse("decide_proposal", args=[first(Proposal)]), {"decision": "Đồng ý."}
    ),
    "milestone": Case("kinhte", lambda: "/moc/PL1.I.1/", {"title": "Trình duyệt", "due": DAY}),
    "office verdict": Case(
        "vanphong", lambda: "/danh-gia/PL1.I.1/", {"status": "overdue", "reason": "Chậm so với kế hoạch."}
    ),
    "extension": Case(
        "vanphong", lambda: "/ky-bao-cao/2026-Q3/gia-han/",
        {"units": "kinhte", "due": DAY, "reason": "Bão số 9"},
    ),
    "comment": Case(
        "kinhte", lambda: f"/viec-cua-toi/{draft().item.code}/", {"text": "Xin kiểm tra lại"},
        lambda: reverse("comment", args=[draft().item.code]),
    ),
    "extension request": Case(
        "vanhoa", lambda: "/ky-bao-cao/2026-Q3/xin-gia-han/", {"due": DAY, "reason": "Bão số 9"}
    ),
    "unit": Case(
        "vanphong", lambda: "/tai-khoan/don-vi/them/",
        {"code": "moi", "name": "Đơn vị mới", "kind": "office", "order": "99"},
    ),
    "round": Case("vanphong", lambda: "/ky-bao-cao/", {"year": "2026", "quarter": "4"}),
    "Word template": Case("vanphong", lambda: "/bao-cao/mau-word/", found=lambda: {"file": _template()}),
    "letters by themselves": Case(
        "vanphong", lambda: "/bao-cao/thu-dinh-ky/", {"digest_days": "8"},
        found=lambda: {"digest_people": _reader()},
    ),
    "lock": Case("vanphong", lambda: "/ky-bao-cao/2026-Q3/chot/"),
}  # fmt: skip


def _template() -> SimpleUploadedFile:
    """The template that the program begins with, sent back as it is."""
    client = Client()
    client.force_login(User.objects.get(username="vanphong"))
    return SimpleUploadedFile("mau.docx", client.get(reverse("word_template_file")).content)


def _reader() -> str:
    User.objects.filter(username="vanphong").update(email="van.phong@example.vn")
    return str(User.objects.get(username="vanphong").pk)


def _thread() -> ExplanationRequest:
    rows = ExplanationRequest.objects.filter(closed_at=None).select_related("item")
    found: ExplanationRequest = rows.order_by("pk")[0]
    return found


def _thread_page() -> str:
    kind = {"indicator": "indicator_detail", "project": "project_detail"}[_thread().item.kind]
    return reverse(kind, args=[_thread().item.code])


def rows() -> dict[str, int]:
    """How many rows every table of the product has."""
    kept = {"accounts", "plans", "indicators", "projects"}
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in kept and model is not SentForm
    }


def token_of(client: Client, page: str, address: str) -> str:
    """The token of the form that is posted to the address."""
    html = client.get(page, follow=True).content.decode()
    for form in re.findall(r"<form\b.*?</form>", html, re.S):
        action = re.search(r'action="([^"?]*)', form)
        if 'method="post"' in form and (action[1] if action else page) == address and TOKEN.search(form):
            found = TOKEN.search(form)
            assert found is not None
            return found[1]
    raise AssertionError(f"no form for {address} with a token on {page}")


@pytest.mark.django_db
def test_every_form_that_makes_something_sent_twice_makes_it_once() -> None:
    ward_with_everything()
    wrong = []
    for name, case in CASES.items():
        client = Client()
        client.force_login(User.objects.get(username=case.by))
        page = case.page()
        address = case.address() if case.address else page
        typed = case.typed | case.found() | {"once": token_of(client, page, address)}
        before = rows()
        made = client.post(address, typed)
        after = rows()
        for file in (one for one in typed.values() if isinstance(one, SimpleUploadedFile)):
            file.seek(0)
        again = client.post(address, typed)
        if made.status_code != 302 or after == before:
            wrong.append(f"{name}: not made, {made.status_code}")
        elif (again.status_code, again.get("Location")) != (302, made["Location"]):
            wrong.append(f"{name}: the second leads elsewhere, {again.status_code}")
        elif rows() != after:
            wrong.append(f"{name}: made twice")
    assert not wrong, "\n".join(wrong)


# Forms that are no different when sent twice: a token of what was seen, or nothing is made.
WITHOUT = {
    "accounts/account.html": "a name is taken once; the same changes nothing",
    "accounts/change_box.html": "the old password is asked for",
    "accounts/kept_form.html": "what it offers has its own token",
    "accounts/_passkey.html": "an answer counts once",
    "accounts/_second_factor_form.html": "a code is used once",
    "accounts/confirm_again.html": "what it repeats has its own token",
    "accounts/recovery_box.html": "asks only",
    "accounts/second_factor.html": "new codes replace those of before",
    "accounts/second_step_box.html": "signs in",
    "accounts/locks.html": "lifts what is there",
    "accounts/own_sessions.html": "ends what is there",
    "accounts/sign_in_box.html": "signs in",
    "registration/second_step.html": "signs in",
    "amendments/amend.html": "shows a preview",
    "amendments/headlines.html": "knows what was seen",
    "amendments/settings.html": "knows what was seen",
    "components/header.html": "signs out",
    "registration/login.html": "signs in",
    "registration/password_change_form.html": "the old password is asked for",
    "amendments/plan_figures_form.html": "knows what was seen",
    "amendments/baseline_form.html": "knows what was seen",
    "reporting/notices.html": "marks as seen",
    "past_figures/past_figures.html": "knows what was seen; the same figures change nothing",
    "setup/grid.html": "knows what was seen; the same boxes change nothing",
    "setup/book.html": "knows what was seen; the same workbook changes nothing",
    "reports/unit_form.html": "knows what was seen; the same figures change nothing",
    "reports/report_texts.html": "the same texts change nothing",
    "setup/plans.html": "putting away twice is once; the other forms have a token",
    "wordplan/draft.html": "the same words change nothing",
    "wordplan/chapter.html": "the same choices change nothing",
    "wordplan/promises.html": "the same choices change nothing",
    "wordplan/units.html": "the same choices change nothing",
    "wordplan/compare.html": "nothing is written",
    "accounts/roster.html": "names of accounts are unique",
}
# One form of these knows what was seen: the rows themselves.
ONE_WITHOUT = {"reporting/my_work.html": 1}


def test_every_form_has_a_token_or_a_reason_why_not() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    lacking = {}
    for path in folder.rglob("*.html"):
        text = path.read_text()
        count = text.count("{% csrf_token %}") - text.count("{% csrf_token %}{% once %}")
        name = str(path.relative_to(folder))
        if count != ONE_WITHOUT.get(name, 0) and name not in WITHOUT:
            lacking[name] = count
    assert not lacking


@pytest.fixture
def leader(client: Client) -> Client:
    plan = PlanFactory()
    PeriodFactory(plan=plan)
    unit = UnitFactory(locality=plan.locality)
    IndicatorFactory(item__plan=plan, item__code="01.01", item__reporter=unit)
    client.force_login(user_with_role(Role.LEADER, unit=unit))
    return client


ASK = "/giai-trinh/moi/01.01/"
TYPED = {"text": "Vì sao?", "due": "20/11/2026", "once": "abc"}


@pytest.mark.django_db
def test_the_second_is_told_that_it_was_received(leader: Client) -> None:
    leader.post(ASK, TYPED)
    again = leader.post(ASK, TYPED)
    assert ALREADY in [str(one) for one in get_messages(again.wsgi_request)]


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"once": "def"}, {"text": "Khi nào xong?"}])
def test_another_form_and_other_words_are_something_else(leader: Client, changed: dict[str, str]) -> None:
    leader.post(ASK, TYPED)
    leader.post(ASK, TYPED | changed)
    assert ExplanationRequest.objects.count() == 2


@pytest.mark.django_db
def test_what_was_refused_may_be_sent_again(leader: Client) -> None:
    wrong = TYPED | {"due": ""}
    assert [leader.post(ASK, wrong).status_code for _ in range(2)] == [422, 422]
    assert not SentForm.objects.exists()


@pytest.mark.django_db
def test_what_broke_leaves_nothing_and_may_be_sent_again(
    leader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader.raise_request_exception = False

    def breaks(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("bachdang.reporting.views.asking.people_of", breaks)
    assert leader.post(ASK, TYPED).status_code == 500
    assert not ExplanationRequest.objects.exists()
    monkeypatch.undo()
    assert leader.post(ASK, TYPED).status_code == 302
    assert ExplanationRequest.objects.count() == 1


@pytest.mark.django_db
def test_two_people_with_one_token_are_two(leader: Client) -> None:
    leader.post(ASK, TYPED)
    other = Client()
    other.force_login(user_with_role(Role.LEADER, unit=UnitFactory(locality=LocalityFactory())))
    other.post(ASK, TYPED)
    assert ExplanationRequest.objects.count() == 2


@pytest.mark.django_db
def test_files_count_by_their_content(client: Client) -> None:
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality)
    item: Item = IndicatorFactory(item__plan=plan, item__code="01.01", item__reporter=unit).item
    report = Report.objects.create(period=PeriodFactory(plan=plan), item=item, unit=unit)
    client.force_login(user_with_role(Role.OFFICER, unit=unit))
    address = reverse("add_evidence", args=[report.pk])
    for content in (b"%PDF-1", b"%PDF-1", b"%PDF-2"):
        client.post(address, {"once": "x", "number": "1/BC", "file": SimpleUploadedFile("a.pdf", content)})
    assert report.evidence.count() == 4


@pytest.mark.django_db
def test_old_rows_go_with_the_next_form(leader: Client) -> None:
    leader.post(ASK, TYPED)
    SentForm.objects.update(at=timezone.now() - timedelta(days=31))
    leader.post(ASK, TYPED | {"once": "new"})
    assert SentForm.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_make_one(leader: Client) -> None:
    leader.post(ASK, TYPED)
    thread = ExplanationRequest.objects.get()
    address = reverse("reply_explanation", args=[thread.pk])
    barrier, answers = threading.Barrier(10), []

    def click() -> None:
        client = Client()
        client.cookies = leader.cookies
        barrier.wait()
        try:
            answers.append(client.post(address, {"text": "Đã rõ.", "once": "r"}).status_code)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(10)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert answers == [302] * 10
    assert Reply.objects.count() == 1

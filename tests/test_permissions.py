"""Who may open what: every address × role × method, and a check that no address is missing here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bachdang.accounts.actions import sync_roles
from bachdang.accounts.models import Unit
from bachdang.accounts.roles import Role
from indicators.models import MeasureUnit, Target, TargetTerms
from plans.models import (
    Comment,
    Decision,
    Evidence,
    ExplanationRequest,
    ExtensionRequest,
    Item,
    Milestone,
    PlanDraft,
    Proposal,
    Report,
    Terms,
    Upload,
)
from tests.factories import (
    DutyFactory,
    IndicatorFactory,
    ItemFactory,
    LocalityFactory,
    OwnWorkFactory,
    PeriodFactory,
    PlanDraftFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TargetTermsFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.factories.plan import TermsFactory

pytestmark = pytest.mark.django_db

EVERYONE = dict.fromkeys(Role, 200)
EXPORTERS = {**dict.fromkeys(Role, 403), Role.OFFICE: 200, Role.LEADER: 200}
BOTH = ("GET", "HEAD", "POST")
OFFICE_ALONE = {**dict.fromkeys(Role, 403), Role.OFFICE: 200}
POST = ("POST",)
# Pages of a unit's own reports, for people of other units.
OFFICE_READS = {**dict.fromkeys(Role, 404), Role.OFFICE: 200}
ASSIGNERS = {**dict.fromkeys(Role, 403), Role.OFFICE: 200, Role.HEAD: 200}
STEPPERS = {**dict.fromkeys(Role, 403), Role.OFFICE: 200, Role.HEAD: 200, Role.OFFICER: 200}
PLANNERS = {**dict.fromkeys(Role, 403), Role.OFFICE: 200}
WRITERS = {**dict.fromkeys(Role, 403), Role.OFFICER: 200, Role.HEAD: 200}
HEADS_ALONE = {**dict.fromkeys(Role, 403), Role.HEAD: 200}
FUNDERS = {**WRITERS, Role.OFFICE: 200}
FORM_READERS = {**dict.fromkeys(Role, 403), Role.OFFICER: 404, Role.HEAD: 404, Role.OFFICE: 200}
WRITERS_LOST = {**dict.fromkeys(Role, 403), Role.OFFICER: 404, Role.HEAD: 404}

ADMINISTRATORS = {**dict.fromkeys(Role, 403), Role.ADMINISTRATOR: 200}
HISTORIANS = {**dict.fromkeys(Role, 403), Role.OFFICE: 200, Role.ADMINISTRATOR: 200}
STAFF = HISTORIANS
ASKERS = {**dict.fromkeys(Role, 403), Role.LEADER: 200, Role.OFFICE: 200}
ANSWERING = {**dict.fromkeys(ASKERS, 302), Role.MONITOR: 403, Role.ADMINISTRATOR: 403}
UPLOADERS = {**dict.fromkeys(Role, 403), Role.OFFICER: 302, Role.HEAD: 302}
NOBODY = dict.fromkeys(Role, 404)
SEERS = {**NOBODY, Role.HEAD: 200, Role.OFFICE: 200, Role.LEADER: 200, Role.MONITOR: 200}
SEERS_ELSEWHERE = {**SEERS, Role.HEAD: 404}


def posting(answers: dict[Role, int]) -> dict[Role, int]:
    """The same for an address that is posted to: done and led on."""
    return {role: 302 if answer == 200 else answer for role, answer in answers.items()}


@dataclass(frozen=True)
class Address:
    """One address: its arguments, what each role is answered, and what one of another unit or ward is.

    `answers`: by people of the item's own unit; `other`: of another unit of the ward (default: the same);
    `foreign`: of another locality; `unitless`: in no unit (default: the same).
    """

    name: str
    answers: dict[Role, int]
    args: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("GET", "HEAD")
    foreign: int = 200
    unitless: int | None = None
    other: dict[Role, int] | None = None
    data: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return "-".join((self.name, *self.args))

    def open(self, client: Client) -> Any:
        """A GET; a POST of `data` where nothing is to be read."""
        if "GET" in self.methods:
            return client.get(self.url())
        return client.post(self.url(), self.data)

    @property
    def one_who_may(self) -> Role:
        """The first role that may; where only one person may, whoever wrote it, the first that reads it."""
        return min(self.answers, key=lambda role: self.answers[role])

    def url(self) -> str:
        named: dict[str, Any] = {
            "TARGET": Target.objects,
            "REPORT": Report.objects.filter(counted=False),
            "EVIDENCE": Evidence.objects,
            "THREAD": ExplanationRequest.objects,
            "PROPOSAL": Proposal.objects,
            "EXTENSION": ExtensionRequest.objects,
            "COMMENT": Comment.objects,
            "MILESTONE": Milestone.objects,
            "MEASURE": MeasureUnit.objects,
            "DECISION": Decision.objects,
            "DRAFT": PlanDraft.objects,
            "AMENDED": Terms.objects.filter(decision__isnull=False),
            "AMENDED_TARGET": TargetTerms.objects.filter(decision__isnull=False),
        }
        args = [str(named[one].get().pk) if one in named else one for one in self.args]
        return reverse(self.name, args=args)


TABLE = [
    Address("overview", EVERYONE),
    Address("status_chart", EVERYONE, ("chuong-trinh",), foreign=404),
    Address("trajectory_chart", EVERYONE, ("TARGET",), foreign=404),
    Address("needed_chart", EVERYONE, ("TARGET",), foreign=404),
    Address("timeliness_chart", EVERYONE, foreign=404),
    Address("clarity_chart", EVERYONE, foreign=404),
    Address("money_chart", EVERYONE, foreign=404),
    Address("project_money_chart", EVERYONE, ("PL2.II.I.1",), foreign=404),
    Address("owed_list", EVERYONE, foreign=404),
    Address("timeline", EVERYONE, foreign=404),
    Address("timeline_chart", EVERYONE, foreign=404),
    Address("unit_list", EVERYONE, foreign=404),
    Address("unit_detail", EVERYONE, ("ubnd",), foreign=404),
    Address("plan_tree", EVERYONE),
    Address("indicator_list", EVERYONE, foreign=404),
    Address("indicator_detail", EVERYONE, ("01.01",), foreign=404),
    Address("why", EVERYONE, ("TARGET",), foreign=404),
    Address("design", STAFF),
    Address("sample_chart", STAFF),
    Address("help", EVERYONE),
    Address("own_help", dict.fromkeys(Role, 302), foreign=302),
    Address("help_rules", EVERYONE),
    Address("manual", EVERYONE, ("van-phong",)),
    Address("start", dict.fromkeys(Role, 302), foreign=302),
    Address("my_work", WRITERS, methods=BOTH),
    Address("review", HEADS_ALONE, methods=BOTH, foreign=404),
    Address("report_form", EVERYONE, ("01.01",), methods=BOTH, foreign=404, other=OFFICE_READS),
    Address(
        "correct_report",
        posting(WRITERS),
        ("PL1.I.1",),
        methods=POST,
        foreign=404,
        other=WRITERS_LOST,
        data={"reason": "Sai đơn vị tính"},
    ),
    Address("open_work", WRITERS, ("01.01",), foreign=404, other=WRITERS_LOST),
    Address("save_work", posting(WRITERS), ("01.01",), methods=POST, foreign=404, other=WRITERS_LOST),
    Address(
        "take_step",
        posting(WRITERS),
        ("REPORT",),
        methods=POST,
        foreign=404,
        other={**OFFICE_READS, Role.OFFICE: 403},
        data={"step": "submit"},
    ),
    Address("evidence", EVERYONE, ("EVIDENCE",), foreign=404, other=OFFICE_READS),
    Address(
        "add_evidence",
        UPLOADERS,
        ("REPORT",),
        methods=POST,
        foreign=404,
        other=NOBODY,
        data={"number": "45/BC"},
    ),
    Address("remove_evidence", UPLOADERS, ("EVIDENCE",), methods=POST, foreign=404, other=NOBODY),
    Address("explanations", EVERYONE, foreign=404),
    Address(
        "ask_explanation",
        ASKERS,
        ("01.01",),
        methods=BOTH,
        foreign=404,
    ),
    Address(
        "reply_explanation",
        ANSWERING,
        ("THREAD",),
        methods=POST,
        foreign=404,
        other=posting(ASKERS),
        data={"text": "Vì mưa"},
    ),
    Address("close_explanation", posting(ASKERS), ("THREAD",), methods=POST, foreign=404),
    Address("proposals", EVERYONE, foreign=404),
    Address("decide_proposal", OFFICE_ALONE, ("PROPOSAL",), methods=BOTH, foreign=404),
    Address("assign_many", ASSIGNERS, methods=BOTH, foreign=404),
    Address("assign", ASSIGNERS, ("01.01",), methods=BOTH, foreign=404, other=PLANNERS),
    Address("override", OFFICE_ALONE, ("PL1.I.1",), methods=BOTH, foreign=404),
    Address("override", OFFICE_ALONE, ("01.01", "2030"), methods=BOTH, foreign=404),
    Address("milestones", STEPPERS, ("PL1.I.1",), methods=BOTH, foreign=404, other=PLANNERS),
    Address("milestones", STEPPERS, ("PL1.I.1", "MILESTONE"), methods=BOTH, foreign=404, other=PLANNERS),
    Address("six_matrix", EVERYONE, foreign=404),
    Address(
        "fill_answer",
        ASSIGNERS,
        ("PL1.I.1", "tham-quyen"),
        methods=BOTH,
        foreign=404,
        other=PLANNERS,
    ),
    Address("decision_list", EVERYONE, foreign=404),
    Address("record_decision", OFFICE_ALONE, methods=BOTH, foreign=404),
    Address("decision_detail", EVERYONE, ("DECISION",), foreign=404),
    Address("correct_decision", OFFICE_ALONE, ("DECISION",), methods=BOTH, foreign=404),
    Address("decision_file", EVERYONE, ("DECISION",), foreign=404),
    Address("choose_amended", posting(OFFICE_ALONE), ("DECISION",), foreign=404),
    Address("add_task", OFFICE_ALONE, ("DECISION",), methods=BOTH, foreign=404),
    Address("add_project", OFFICE_ALONE, ("DECISION",), methods=BOTH, foreign=404),
    Address("add_indicator", OFFICE_ALONE, ("DECISION",), methods=BOTH, foreign=404),
    Address("add_target", OFFICE_ALONE, ("DECISION", "01.01"), methods=BOTH, foreign=404),
    Address("amend_item", OFFICE_ALONE, ("PL1.I.1",), methods=BOTH, foreign=404),
    Address("amend_target", OFFICE_ALONE, ("01.01", "2030"), methods=BOTH, foreign=404),
    Address("withdraw_terms", OFFICE_ALONE, ("AMENDED",), methods=BOTH, foreign=404),
    Address("withdraw_target", OFFICE_ALONE, ("AMENDED_TARGET",), methods=BOTH, foreign=404),
    Address("history", HISTORIANS),
    Address("condition", ADMINISTRATORS),
    Address("notices", EVERYONE, methods=BOTH),
    Address("period_list", OFFICE_ALONE, methods=BOTH, foreign=404),
    Address("period_detail", OFFICE_ALONE, ("2026-Q3",), foreign=404),
    Address("period_unit", OFFICE_ALONE, ("2026-Q3", "ubnd"), foreign=404),
    Address("lock_period", OFFICE_ALONE, ("2026-Q3",), methods=BOTH, foreign=404),
    Address("reopen_report", OFFICE_ALONE, ("2026-Q3", "01.01"), methods=BOTH, foreign=404),
    Address("withdraw_period", posting(OFFICE_ALONE), ("2026-Q3",), methods=BOTH, foreign=404),
    Address("reopen_period", posting(OFFICE_ALONE), ("2026-Q3",), methods=BOTH, foreign=404),
    Address("review_round", posting(OFFICE_ALONE), ("2026-Q3",), methods=POST, foreign=404),
    Address(
        "change_period",
        posting(OFFICE_ALONE),
        ("2026-Q3",),
        methods=POST,
        foreign=404,
        data={"cutoff": "15/09/2026", "due": "31/12/2026"},
    ),
    Address(
        "extensions",
        OFFICE_ALONE,
        ("2026-Q3",),
        methods=BOTH,
        foreign=404,
        data={"units": "ubnd", "due": "31/12/2026", "reason": "Chờ số liệu của thành phố"},
    ),
    Address("answer_extensions", posting(OFFICE_ALONE), ("2026-Q3",), methods=POST, foreign=404),
    Address("ask_extension", WRITERS, ("2026-Q3",), methods=BOTH, foreign=404, unitless=403),
    # Whoever reads the report finds it; its unit and the office talk about it.
    Address(
        "comment",
        posting(STEPPERS),
        ("01.01",),
        methods=POST,
        foreign=404,
        other=posting(OFFICE_READS),
        data={"text": "Đề nghị kiểm tra lại"},
    ),
    # Only the one who wrote it takes it back (tests/reporting/test_comments.py); who may not read it does not
    # find it.
    Address(
        "withdraw_comment",
        dict.fromkeys(Role, 403),
        ("COMMENT",),
        methods=POST,
        foreign=404,
        other={**NOBODY, Role.OFFICE: 403},
    ),
    Address(
        "withdraw_extension",
        posting(WRITERS),
        ("EXTENSION",),
        methods=POST,
        foreign=404,
        other=dict.fromkeys(Role, 404),
    ),
    Address("remind_units", OFFICE_ALONE, ("2026-Q3",), methods=BOTH, foreign=404),
    Address("coverage", EVERYONE, foreign=404),
    Address("search", EVERYONE),
    Address("open_points", EVERYONE, methods=("GET", "HEAD", "POST"), foreign=404),
    Address("edit_baseline", PLANNERS, ("01.01",), methods=("GET", "HEAD", "POST"), foreign=404),
    Address("edit_headlines", PLANNERS, methods=("GET", "HEAD", "POST"), foreign=404),
    Address("edit_plan_figures", PLANNERS, ("01.01", "2030"), methods=("GET", "HEAD", "POST"), foreign=404),
    Address("past_figures", PLANNERS, methods=BOTH, foreign=404),
    Address("past_figures_file", PLANNERS, foreign=404),
    Address("past_figures_check", posting(PLANNERS), methods=POST, foreign=404),
    Address("beginning", STAFF),
    Address("edit_ward", STAFF, methods=BOTH, unitless=404),
    Address("choose_plan", STAFF, methods=BOTH, unitless=404),
    Address("archive_plan", posting(STAFF), ("16-CTr-TU",), methods=POST, foreign=404, unitless=404),
    Address("setup_book", STAFF, methods=BOTH, unitless=404),
    Address("setup_grid", PLANNERS, ("so-goc",), methods=BOTH, foreign=404, unitless=404),
    Address("setup_book_file", STAFF, unitless=404),
    Address("setup_book_marked", posting(STAFF), methods=POST, foreign=302, unitless=404),
    Address("plan_drafts", HISTORIANS, methods=BOTH, unitless=404),
    Address("plan_draft", HISTORIANS, ("DRAFT",), methods=BOTH, foreign=404),
    Address("draft_chapter", HISTORIANS, ("DRAFT", "1"), methods=BOTH, foreign=404),
    Address("draft_promises", HISTORIANS, ("DRAFT",), methods=BOTH, foreign=404),
    Address("draft_units", HISTORIANS, ("DRAFT",), methods=BOTH, foreign=404),
    Address("confirm_draft", HISTORIANS, ("DRAFT",), methods=BOTH, foreign=404),
    Address("compare_draft", HISTORIANS, ("DRAFT",), methods=BOTH, foreign=404),
    Address("delete_draft", HISTORIANS, ("DRAFT",), methods=BOTH, foreign=404),
    Address("task_list", EVERYONE, foreign=404),
    Address("task_detail", EVERYONE, ("PL1.I.1",), foreign=404),
    Address("person_list", EVERYONE, foreign=404),
    # The page of "canbo" of UBND: everyone of the unit's heads, the office, leaders and monitors.
    Address("person_detail", SEERS, ("canbo",), foreign=404, other=SEERS_ELSEWHERE),
    Address("programme_list", EVERYONE, foreign=404),
    Address("programme_detail", EVERYONE, ("B.I.1",), foreign=404),
    Address("duty_list", EVERYONE, foreign=404),
    Address("duty_detail", EVERYONE, ("C.2",), foreign=404),
    Address("add_own_work", WRITERS, ("PL1.I.1",), methods=BOTH, foreign=404, other=dict.fromkeys(Role, 403)),
    Address("own_list", EVERYONE, foreign=404),
    Address("own_work", EVERYONE, ("PL1.I.1.UBND1",), methods=BOTH, foreign=404),
    Address("project_list", EVERYONE, foreign=404),
    Address("project_detail", EVERYONE, ("PL2.II.I.1",), foreign=404),
    Address("edit_capital", FUNDERS, ("PL2.II.I.1",), methods=BOTH, foreign=404, other=PLANNERS),
    Address("money_words", EVERYONE),
    Address("report_list", EXPORTERS),
    Address("report_workbook", EXPORTERS, foreign=404),
    Address("report_document", EXPORTERS, foreign=404),
    # Without LibreOffice there is no PDF: back to the page, which says so.
    Address("report_pdf", posting(EXPORTERS), foreign=404),
    Address("one_page", EXPORTERS, foreign=404),
    Address("one_page_pdf", posting(EXPORTERS), foreign=404),
    Address("word_template", PLANNERS, methods=BOTH, foreign=404),
    Address("word_template_file", PLANNERS, foreign=404),
    Address("edit_mailings", PLANNERS, methods=BOTH, foreign=404),
    Address("drop_word_template", posting(PLANNERS), methods=POST, foreign=404),
    Address("find_code", EXPORTERS),
    Address("edit_texts", PLANNERS, methods=BOTH, foreign=404),
    Address("unit_form", FUNDERS, methods=BOTH),
    Address("unit_form_file", FUNDERS, ("ubnd",), foreign=404, other=FORM_READERS),
    Address("unit_form_marked", posting(WRITERS), methods=POST, foreign=404),
    Address("accounts", ADMINISTRATORS),
    Address("add_account", ADMINISTRATORS, methods=BOTH),
    Address("account", ADMINISTRATORS, ("canbo",), methods=BOTH, foreign=404),
    Address("units", STAFF),
    Address("add_unit", STAFF, methods=BOTH),
    Address("unit", STAFF, ("ubnd",), methods=BOTH, unitless=404),  # each ward has one of its own
    Address("measure_units", PLANNERS, foreign=404),
    Address("add_measure_unit", PLANNERS, methods=BOTH, foreign=404),
    Address("measure_unit", PLANNERS, ("MEASURE",), methods=BOTH, foreign=404),
    Address("plan_settings", PLANNERS, methods=BOTH, foreign=404),
    Address("import_accounts", ADMINISTRATORS, methods=BOTH),
    Address("roster_template", ADMINISTRATORS),
    Address("reset_password", ADMINISTRATORS, ("canbo",), methods=BOTH, foreign=404),
    Address("end_sessions", ADMINISTRATORS, ("canbo",), methods=BOTH, foreign=404, unitless=404),
    Address("second_factor", EVERYONE, methods=BOTH),
    Address("reset_second_factor", ADMINISTRATORS, ("canbo",), methods=BOTH, foreign=404, unitless=404),
    Address("locks", ADMINISTRATORS, methods=BOTH),
    Address("own_sessions", EVERYONE, methods=BOTH),
    Address("password_change", EVERYONE, methods=("GET", "HEAD", "POST", "PUT")),
]
# Open to those signed out, or answered with a redirect; tested by name in tests/accounts/test_sign_in.py.
# For machines that watch the site: tests/upkeep/test_condition.py.
ELSEWHERE = {"login", "second_step", "elsewhere", "logout", "session", "alive", "ready"}


def small_ward() -> None:
    """One of each kind, all reported by UBND phường; a round is open."""
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality)
    programme = ItemFactory(plan=plan)
    indicator = IndicatorFactory(
        item__plan=plan, item__code="01.01", item__parent=programme, item__reporter=unit
    )
    TargetFactory(indicator=indicator)
    OwnWorkFactory(TaskFactory(plan=plan))
    ProjectFactory(plan=plan)
    DutyFactory(plan=plan)
    period = PeriodFactory(plan=plan, due=date(2026, 12, 31))
    draft = Report.objects.create(period=period, item=indicator.item, unit=unit, result="Đang làm")
    writer = UserFactory(unit=unit, username="canbo")
    stored = Upload.objects.create(
        sha256=hashlib.sha256(b"%PDF-").hexdigest(),
        name="a.pdf",
        content_type="application/pdf",
        size=1,
        uploaded_by=writer,
    )
    stored.file.save("a.pdf", ContentFile(b"%PDF-"))
    Evidence.objects.create(report=draft, upload=stored, name="a.pdf")
    PlanDraftFactory(locality=plan.locality, made_by=writer)
    decision = Decision.objects.create(plan=plan, number="1-QĐ/ĐU", date=date(2026, 11, 2), upload=stored)
    TermsFactory(item=programme, valid_from=decision.date, decision=decision)
    goal = Target.objects.get()
    TargetTermsFactory(target=goal, valid_from=decision.date, decision=decision)
    ExplanationRequest.objects.create(
        item=indicator.item, text="Vì sao?", due=date(2026, 12, 31), asked_by=writer
    )
    task = Report.objects.create(
        period=period, item=Item.objects.get(kind="task"), unit=unit, state="accepted", counted=True,
        accepted_at=period.opened_at, accepted_by=writer,
    )  # fmt: skip
    Proposal.objects.create(report=task, text="Bố trí kinh phí")
    Milestone.objects.create(item=task.item, title="Phê duyệt", due=date(2026, 12, 1))
    Comment.objects.create(period=period, item=indicator.item, unit=unit, text="Số này của ai?", by=writer)
    ExtensionRequest.objects.create(
        period=period, unit=unit, due=date(2027, 1, 5), reason="Chờ số liệu", asked_by=writer
    )


@contextmanager
def undone() -> Iterator[None]:
    """What is done in it is taken back: the next request finds the ward as it was."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


class Ward:
    """The small ward and people who have signed in; every request of theirs finds both as they were."""

    def __init__(self) -> None:
        sync_roles()
        small_ward()
        elsewhere = LocalityFactory(code="phuong-khac", name="Phường khác")
        self.units = {
            "home": Unit.objects.get(code="ubnd"),
            "other": UnitFactory(code="kinhte"),
            "foreign": UnitFactory(locality=elsewhere, code="ubnd"),
            "unitless": None,
        }
        self.people: dict[tuple[Role, str], tuple[Client, str]] = {}

    def answer(self, address: Address, role: Role, unit: str, method: str = "") -> Any:
        client, cookies = self._person(role, unit)
        client.cookies = SimpleCookie(cookies)
        with undone():
            return client.generic(method, address.url()) if method else address.open(client)

    def statuses(self, address: Address, unit: str) -> dict[Role, int]:
        return {role: self.answer(address, role, unit).status_code for role in Role}

    def _person(self, role: Role, unit: str) -> tuple[Client, str]:
        if (role, unit) not in self.people:
            client = Client()
            client.force_login(user_with_role(role, unit=self.units[unit]))
            self.people[role, unit] = client, client.cookies.output(header="")
        return self.people[role, unit]


def each_role_gets_its_answer(ward: Ward, address: Address) -> None:
    assert ward.statuses(address, "home") == address.answers


def another_unit_gets_its_answer(ward: Ward, address: Address) -> None:
    expected = address.answers if address.other is None else address.other
    assert ward.statuses(address, "other") == expected


def signed_out_is_sent_to_sign_in(ward: Ward, address: Address) -> None:
    with undone():
        response = address.open(Client())
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("login"))


def other_methods_are_refused(ward: Ward, address: Address) -> None:
    refused = {"POST", "PUT", "DELETE", "PATCH"} - set(address.methods)
    if "GET" not in address.methods:
        refused |= {"GET"}
    who = address.one_who_may
    answers = {method: ward.answer(address, who, "home", method).status_code for method in refused}
    assert answers == dict.fromkeys(refused, 405)


def another_locality_finds_nothing(ward: Ward, address: Address) -> None:
    """Pages of items do not exist for it; pages of a plan say that there is none."""
    response = ward.answer(address, address.one_who_may, "foreign")
    assert response.status_code == address.foreign
    assert "Việc PL" not in response.content.decode(errors="ignore")


def a_person_without_unit_sees_nothing(ward: Ward, address: Address) -> None:
    response = ward.answer(address, address.one_who_may, "unitless")
    assert response.status_code == (address.foreign if address.unitless is None else address.unitless)


CHECKS = (
    each_role_gets_its_answer,
    another_unit_gets_its_answer,
    signed_out_is_sent_to_sign_in,
    other_methods_are_refused,
    another_locality_finds_nothing,
    a_person_without_unit_sees_nothing,
)
# So many addresses share a ward, which takes longer to make than they to open.
TOGETHER = 20


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, len(TABLE), TOGETHER))
def test_everyone_gets_the_answer_of_the_table(first: int, subtests: pytest.Subtests) -> None:
    """All checks of some addresses in one ward, each told by its name when it fails."""
    ward = Ward()
    for address in TABLE[first : first + TOGETHER]:
        for check in CHECKS:
            with subtests.test(f"{address} {check.__name__}"):
                check(ward, address)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_a_report_of_another_unit_cannot_be_written(role: Role) -> None:
    small_ward()
    client = Client()
    client.force_login(user_with_role(role, unit=UnitFactory(code="kinhte")))
    url = reverse("report_form", args=["01.01"])
    assert client.post(url, {"seen": "", "estimate_2026q3_value": "5"}).status_code == 404


def names(resolver: URLResolver) -> Iterator[str]:
    """Names of all addresses below, the Django admin's apart."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name)
        elif pattern.app_name != "admin":
            yield from names(pattern)


def test_every_address_is_in_the_table() -> None:
    assert set(names(get_resolver())) == {address.name for address in TABLE} | ELSEWHERE

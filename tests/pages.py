"""The addresses of the table in the illustrative ward: which page each account opens there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse

from bachdang.accounts.models import Locality, User
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
from tests.factories import PlanDraftFactory, TargetTermsFactory
from tests.factories.remembered import illustrative_ward
from tests.test_permissions import TABLE, Address

PDF = b"%PDF-"
# One account a role.
ACCOUNTS = {
    "vanphong": Role.OFFICE,
    "thuongtruc": Role.LEADER,
    "giamsat": Role.MONITOR,
    "quantri": Role.ADMINISTRATOR,
    "kinhte": Role.OFFICER,
    "kinhte.ld": Role.HEAD,
}
# These report the items that the table names; for the others they are items of another unit.
WRITERS = {"kinhte", "kinhte.ld"}
# Arguments in the illustrative ward, where those of the table name what only its own small ward has.
ARGUMENTS = {
    "edit_plan_figures": ("02.04", "2030"),
    "edit_capital": ("PL2.II.IV.1",),
    "unit_form_file": ("kinhte",),
    "account": ("kinhte",),
    "reset_password": ("kinhte",),
    "end_sessions": ("kinhte",),
    "reset_second_factor": ("kinhte",),
    "person_detail": ("kinhte",),
    "save_work": ("01.04",),
    "open_work": ("PL1.I.6",),
    "own_work": ("PL1.I.1.KINHTE1",),
}


def ward_with_everything() -> None:
    """The illustrative ward and what it lacks: evidence, a decision's file, a milestone, a changed target."""
    illustrative_ward()
    writer = User.objects.get(username="kinhte")
    stored = Upload.objects.create(
        sha256=hashlib.sha256(PDF).hexdigest(),
        name="a.pdf",
        content_type="application/pdf",
        size=len(PDF),
        uploaded_by=writer,
    )
    stored.file.save("a.pdf", ContentFile(PDF))
    Evidence.objects.create(report=_draft(), upload=stored, name="a.pdf")
    PlanDraftFactory(locality=Locality.objects.get(code="bach-dang"), made_by=writer)
    decision = Decision.objects.order_by("pk")[0]
    Decision.objects.filter(pk=decision.pk).update(upload=stored)
    target = Target.objects.get(indicator__item__code="02.04", series="2030")
    Milestone.objects.create(item=Item.objects.get(code="PL1.I.1"), title="Phê duyệt", due=date(2026, 12, 1))
    TargetTermsFactory(target=target, valid_from=date(2026, 11, 2), decision=decision)
    Comment.objects.create(
        period=_draft().period, item=_draft().item, unit=_draft().unit, text="Số này của ai?", by=writer
    )
    ExtensionRequest.objects.create(
        period=_draft().period, unit=_draft().unit, due=date(2027, 1, 5), reason="Chờ số liệu",
        asked_by=writer,
    )  # fmt: skip


def _draft() -> Report:
    found: Report = Report.objects.filter(unit__code="kinhte", state="draft").order_by("pk")[0]
    return found


def address_of(address: Address) -> str:
    """The address with arguments of the illustrative ward."""
    if address.args == ("PL1.I.1", "MILESTONE"):
        step = (
            Milestone.objects.filter(item__reporter__code="kinhte").select_related("item").order_by("pk")[0]
        )
        return reverse(address.name, args=[step.item.code, step.pk])
    args = ARGUMENTS.get(address.name, address.args)
    return reverse(address.name, args=[_argument(one) for one in args])


def _argument(name: str) -> str:
    named: dict[str, Any] = {
        "TARGET": Target.objects.filter(indicator__item__code="02.04"),
        "REPORT": Report.objects.filter(pk=_draft().pk),
        "EVIDENCE": Evidence.objects,
        "THREAD": ExplanationRequest.objects,
        "PROPOSAL": Proposal.objects,
        "EXTENSION": ExtensionRequest.objects.filter(asked_by__username="kinhte", answered_at=None),
        "COMMENT": Comment.objects.filter(by__username="kinhte"),
        "MEASURE": MeasureUnit.objects.filter(name="tỷ đồng"),
        "MILESTONE": Milestone.objects.filter(item__code="PL1.I.1"),
        "DECISION": Decision.objects,
        "DRAFT": PlanDraft.objects,
        "AMENDED": Terms.objects.filter(decision__isnull=False),
        "AMENDED_TARGET": TargetTerms.objects.filter(decision__isnull=False),
    }
    return str(named[name].order_by("pk")[0].pk) if name in named else name


def answer_for(address: Address, account: str) -> int:
    """What the table says that the account is answered."""
    answers = address.answers if account in WRITERS or address.other is None else address.other
    return answers[ACCOUNTS[account]]


def readable(account: str) -> Iterator[tuple[Address, str]]:
    """Every address of the table that the account may open, once each."""
    for address in TABLE:
        if "GET" in address.methods and answer_for(address, account) == 200:
            yield address, address_of(address)


# Addresses that are read but are no pages of their own: data of charts, files, parts of pages, what leads on.
NO_PAGES = {
    "status_chart", "trajectory_chart", "needed_chart", "timeliness_chart", "clarity_chart", "money_chart",
    "project_money_chart", "timeline_chart", "sample_chart",
    "evidence", "decision_file", "report_workbook", "report_document", "unit_form_file", "roster_template",
    "past_figures_file", "setup_book_file", "word_template_file", "money_words", "open_work",
}  # fmt: skip
# Pages that say why not.
REFUSED = {"/khong-co-trang-nay/": 404, "/ky-bao-cao/": 403}
# Further states and kinds of pages, for everyone and for one account.
FURTHER = [
    "/ke-hoach/?q=giai+ngan",
    "/ke-hoach/?mo=B.I.1.2.1",
    "/ke-hoach/?day-du=1",
    "/chi-tieu/?status=at_risk",
    "/chi-tieu/?q=khong+co+gi",
    "/chi-tieu/15.03/",
    "/chi-tieu/13.02/",
    "/nhiem-vu/PL1.I.3/",
    "/nhiem-vu/?q=khong+co+gi",
    "/chuong-trinh/B.III.3/",
    "/du-an/PL2.II.I.5/",
    "/phai-bao-cao/?state=chua-gui&unit=kinhte",
    "/dong-thoi-gian/?nam=ca-giai-doan&kind=du-an",
    "/don-vi/kinhte/",
    "/tro-giup/chuyen-vien/",
    "/tim-kiem/?q=giai+ngan",
    "/tim-kiem/?q=khong+co+gi+nhu+the",
    "/kien-nghi/?state=xong&unit=congan",
    "/giai-trinh/?state=xong",
    "/khong-co-trang-nay/",
]
FURTHER_OWN = {
    "vanphong": [
        "/bao-cao/?trang=du-an",
        "/bao-cao/?khoang=tu-den&tu=2026-04-01&den=2026-09-30&unit=kinhte",
        "/bao-cao/?khoang=tu-den",
        "/bao-cao/tra-ma/?ma=AAAA-BBBB-CCCC-DDDD",
        "/diem-can-lam-ro/?group=10",
        "/nhat-ky/?person=kinhte",
        "/viec-cua-toi/02.09/",
    ],
    "thuongtruc": ["/chi-tieu/01.03/"],
    "giamsat": ["/ky-bao-cao/"],
    "kinhte": [
        "/viec-cua-toi/?cua=toi",
        "/viec-cua-toi/01.06/",
        "/viec-cua-toi/PL1.IV.3/",
        "/viec-cua-toi/PL2.II.IV.1/",
        "/viec-cua-toi/B.I.1/",
        "/viec-don-vi/PL1.I.1.KINHTE2/?thoi=1",
    ],
    "kinhte.ld": ["/viec-cua-toi/B.I.2/"],
}


def status_of(url: str, account: str) -> int:
    """How the page is answered."""
    return 200 if account == "vanphong" and url == "/ky-bao-cao/" else REFUSED.get(url, 200)


def pages_of(account: str) -> list[str]:
    """Every page that the account may open, and the further states of pages."""
    own = [url for address, url in readable(account) if address.name not in NO_PAGES]
    return list(dict.fromkeys([*own, *FURTHER, *FURTHER_OWN.get(account, [])]))


def looked_at_closely(account: str) -> set[str]:
    """The pages that this account's crawl examines in full: each page falls to one of those who open it.

    What an account alone opens falls to it; what several open is dealt out among them in turn.
    """
    openers: dict[str, list[str]] = {}
    for one in ACCOUNTS:
        for url in pages_of(one):
            openers.setdefault(url, []).append(one)
    return {url for at, (url, who) in enumerate(openers.items()) if who[at % len(who)] == account}

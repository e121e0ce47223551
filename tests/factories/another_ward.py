"""A ward that has nothing in common with the first: a commune elsewhere, another plan, one round."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from bachdang.accounts.actions import create_user, sync_roles
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.planfile.load import load_plan_text
from indicators.entry import NewFigure
from indicators.models import Indicator, MeasureUnit, Target
from indicators.rules import Form
from plans.models import (
    Comment,
    Decision,
    Evidence,
    ExplanationRequest,
    ExtensionRequest,
    Item,
    Milestone,
    Period,
    Plan,
    Proposal,
    Report,
    Upload,
)
from tests.factories.flow import accepted
from tests.factories.plan import PlanDraftFactory, TargetTermsFactory, TermsFactory

FILE = Path(__file__).with_suffix(".yaml")
CODE = "05-KH"
PEOPLE = {
    "vp": (Role.OFFICE, "vp"),
    "bi-thu": (Role.LEADER, "vp"),
    "gs": (Role.MONITOR, "vp"),
    "qt": (Role.ADMINISTRATOR, "vp"),
    "kt": (Role.OFFICER, "kt"),
    "kt.ld": (Role.HEAD, "kt"),
}


def another_ward() -> Plan:
    """The ward on an empty site: founded by its administrator, a round open, one figure accepted."""
    sync_roles()
    founder = create_user(
        username="qt", full_name="Lê Văn Quản", password=None, role=Role.ADMINISTRATOR, unit=None, by=None
    )
    plan = load_plan_text(FILE.read_text("utf-8"), by=founder).plan
    for name, (role, unit) in PEOPLE.items():
        if name != founder.username:
            place = Unit.objects.get(locality=plan.locality, code=unit)
            create_user(
                username=name, full_name=f"Người {name}", password=None, role=role, unit=place, by=None,
                must_change_password=False,
            )  # fmt: skip
    User.objects.filter(pk=founder.pk).update(must_change_password=False)
    office, writer = User.objects.get(username="vp"), User.objects.get(username="kt")
    period = Period.objects.create(
        plan=plan, year=2026, quarter=3, cutoff=date(2026, 9, 25), due=date(2026, 10, 20),
        opened_at=timezone.now(), opened_by=office,
    )  # fmt: skip
    indicator = Indicator.objects.get(item__code="a")
    accepted(indicator, period, [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(12))], writer)
    return plan


def with_details(plan: Plan) -> dict[str, Any]:
    """One of each kind that has a page of its own, in words of this ward; by what the table calls it."""
    writer, office = User.objects.get(username="kt"), User.objects.get(username="vp")
    period, unit = Period.objects.get(plan=plan), Unit.objects.get(locality=plan.locality, code="kt")
    task = Item.objects.get(plan=plan, code="bieu-x-9")
    target = Target.objects.get(indicator__item__code="a", indicator__item__plan=plan)
    file = Upload.objects.create(
        sha256=hashlib.sha256(b"%PDF-").hexdigest(), name="a.pdf", content_type="application/pdf", size=5,
        uploaded_by=writer,
    )  # fmt: skip
    file.file.save("a.pdf", ContentFile(b"%PDF-"))
    decision = Decision.objects.create(plan=plan, number="1-QĐ/ĐU", date=date(2026, 11, 2), upload=file)
    report = Report.objects.create(period=period, item=task, unit=unit, result="Đang làm")
    on, late = {"valid_from": decision.date, "decision": decision}, date(2026, 12, 1)
    draft = PlanDraftFactory.build(locality=plan.locality, made_by=office)
    for name in ("reading", "promises"):
        words = json.dumps(getattr(draft, name), ensure_ascii=False)
        setattr(draft, name, json.loads(words.replace("phường", "xã").replace("2030", "2028")))
    draft.save()
    asked = {"text": "Vì sao?", "due": late, "asked_by": office}
    waiting = {"due": late, "reason": "Chờ số liệu", "asked_by": writer}
    question = {"period": period, "item": task, "unit": unit, "text": "Số này của ai?", "by": writer}
    return {
        "TARGET": target,
        "DECISION": decision,
        "DRAFT": draft,
        "EVIDENCE": Evidence.objects.create(report=report, upload=file, name="a.pdf"),
        "THREAD": ExplanationRequest.objects.create(item=task, **asked),
        "PROPOSAL": Proposal.objects.create(
            report=Report.objects.get(period=period, counted=True), text="Bố trí kinh phí"
        ),
        "COMMENT": Comment.objects.create(**question),
        "EXTENSION": ExtensionRequest.objects.create(period=period, unit=unit, **waiting),
        "MILESTONE": Milestone.objects.create(item=task, title="Phê duyệt", due=late),
        "MEASURE": MeasureUnit.objects.filter(plan=plan).first(),
        "AMENDED": TermsFactory(item=task, **on),
        "AMENDED_TARGET": TargetTermsFactory(target=target, horizon=date(2028, 12, 31), **on),
    }

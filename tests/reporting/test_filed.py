"""What was taken in stands on the item's own page, for everyone who may read the item."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.scope.links import item_url
from indicators.models import Measurement
from plans.models import (
    Evidence,
    ExplanationRequest,
    Item,
    ItemKind,
    Milestone,
    MilestoneResult,
    Occurrence,
    Override,
    Period,
    Proposal,
    Reply,
    Report,
    TaskReport,
    TaskResult,
    Upload,
)
from projects.models import Disbursement, ProjectReport
from tests.factories import (
    DutyFactory,
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
MONEY = 987_654_321_000
DAY = date(2026, 9, 1)
KINDS = ["indicator", "task", "project", "programme", "duty"]
# Kept, not told: by what a file is found, keys of verdicts, the source of a figure that no report brought.
UNTOLD = {"sha256", "file", "content_type", "source", "series", "status"}


def item_of(kind: str) -> Item:
    if kind == ItemKind.INDICATOR:
        TargetFactory(indicator=IndicatorFactory(item__code="01.01"))
    else:
        made = {"task": TaskFactory, "project": ProjectFactory, "programme": ItemFactory, "duty": DutyFactory}
        made[kind]()
    return Item.objects.get(kind=kind)


def marked(row: models.Model) -> Iterator[str]:
    """Put a text of its own into every text column of a row, and give these texts."""
    for field in row._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField) or field.choices or not field.editable:
            continue
        if field.name in UNTOLD:
            continue
        mark = f"dấu {row._meta.model_name} {field.name}"
        setattr(row, field.name, mark)
        yield mark
    row.save()


def report_of(item: Item, writer: User, **fields: Any) -> Report:
    period = PeriodFactory(plan=item.plan)
    unit = item.reporter or writer.unit
    assert unit is not None
    now = timezone.now()
    accepted = {"state": "accepted", "counted": True, "accepted_at": now, "accepted_by": writer}
    return Report.objects.create(
        period=period, item=item, unit=unit, returned_at=now, returned_by=writer, **{**accepted, **fields}
    )


def rows_of(report: Report, writer: User) -> list[models.Model]:
    """One row of every table that hangs from a report or, said of the item, from the item."""
    item = report.item
    stored = Upload(
        sha256=hashlib.sha256(b"%PDF-").hexdigest(),
        content_type="application/pdf",
        size=5,
        uploaded_by=writer,
    )
    stored.file.save("a.pdf", ContentFile(b"%PDF-"))
    body = UnitFactory(code="thanh-pho", name="Ủy ban nhân dân thành phố", short="")
    step = Milestone.objects.create(item=item, title="Mốc", due=DAY)
    asked = ExplanationRequest.objects.create(item=item, text="x", due=DAY, asked_by=writer)
    rows: list[models.Model] = [
        report,
        Evidence.objects.create(report=report, upload=stored, name="a.pdf", document_no="1"),
        Proposal.objects.create(
            report=report, text="x", to=body, decision="x", decided_at=timezone.now(), decided_by=writer
        ),
    ]
    if item.kind in ("indicator", "task", "project"):
        rows += [asked, Reply.objects.create(request=asked, text="x", by=writer)]
        rows += [
            Override.objects.create(
                item=item, series="2030" if item.kind == "indicator" else "", period=report.period,
                status="failed" if item.kind == "indicator" else "overdue", reason="x", made_by=writer,
            )
        ]  # fmt: skip
    if item.kind == "indicator":
        figure = {"year": 2026, "quarter": 3, "form": "estimate", "value": 12345, "recorded_by": writer}
        rows.append(
            Measurement.objects.create(report=report, indicator=item.indicator, counted=True, **figure)
        )
    if item.kind in ("task", "project"):
        rows += [step, MilestoneResult.objects.create(report=report, milestone=step, completed_on=DAY)]
    if item.kind == "task":
        part = TaskReport.objects.create(report=report)
        rows.append(TaskResult.objects.create(task_report=part, occurrence=_run(item), percent=37))
    if item.kind == "project":
        done = ProjectReport.objects.create(
            report=report, completed_on=DAY, product_document="x", stage="completed"
        )
        rows.append(done)
        Disbursement.objects.create(project_report=done, budget_year=2026, source="ward", dong=MONEY)
    return rows


def _run(item: Item) -> Occurrence | None:
    return item.occurrences.first()


def page_of(item: Item, client: Client, role: Role = Role.MONITOR) -> str:
    """The item's page as a person of another unit reads it, its words in one line."""
    other = UnitFactory(code="khac", locality=item.plan.locality)
    client.force_login(user_with_role(role, unit=other, username=f"doc-{role.value}"))
    return " ".join(client.get(item_url(item), {"ky": "2026-Q3"}).content.decode().split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_that_was_taken_in_stands_on_the_page_of_its_item(kind: str, client: Client) -> None:
    item, writer = item_of(kind), UserFactory()
    report = report_of(item, writer)
    marks = [mark for row in rows_of(report, writer) for mark in marked(row)]
    page = page_of(item, client)
    assert [mark for mark in marks if mark not in page] == []
    assert "Ủy ban nhân dân thành phố" in page


def test_nothing_that_hangs_from_a_report_is_forgotten_here() -> None:
    """A new table must be filled by rows_of."""
    hanging = {one.related_model for one in Report._meta.related_objects}
    known = {Evidence, Measurement, MilestoneResult, Proposal, TaskReport, ProjectReport}
    assert hanging == known


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_on_its_way_stays_with_those_who_may_read_it(kind: str, client: Client) -> None:
    item, writer = item_of(kind), UserFactory()
    report = report_of(item, writer, state="sent", counted=False, accepted_at=None, accepted_by=None)
    Evidence.objects.create(report=report, document_no="45/KH-UBND")
    Proposal.objects.create(report=report, text="Xin kinh phí")
    Report.objects.filter(pk=report.pk).update(result="Chưa ai được đọc")
    page = page_of(item, client)
    assert "45/KH-UBND" not in page
    assert "Xin kinh phí" not in page
    assert "Chưa ai được đọc" not in page


@pytest.mark.parametrize("role", Role)
def test_a_file_behind_an_accepted_report_is_opened_from_the_page(role: Role, client: Client) -> None:
    item, writer = item_of("task"), UserFactory()
    rows_of(report_of(item, writer), writer)
    evidence = Evidence.objects.get()
    assert f'href="/tai-lieu/{evidence.pk}/"' in page_of(item, client, role)
    assert client.get(f"/tai-lieu/{evidence.pk}/").status_code == 200


def test_a_document_is_named_before_the_product_is_delivered(client: Client) -> None:
    item, writer = item_of("task"), UserFactory()
    part = TaskReport.objects.create(report=report_of(item, writer))
    TaskResult.objects.create(task_report=part, occurrence=_run(item), product_document="số 45/KH-UBND")
    assert "số 45/KH-UBND" in page_of(item, client)


def test_earlier_quarters_tell_as_much_at_the_same_number_of_queries(client: Client) -> None:
    item, writer = item_of("task"), UserFactory()
    report = report_of(item, writer)
    page_of(item, client)
    queries = []
    for quarter in (2, 1):
        before = Report.objects.get(pk=report.pk)
        before.pk, before.period = None, PeriodFactory(plan=item.plan, quarter=quarter)
        before.result = f"Kết quả quý {quarter}"
        before.save()
        Evidence.objects.create(report=before, document_no=f"{quarter}/BC")
        Proposal.objects.create(report=before, text=f"Kiến nghị {quarter}", to=item.reporter)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(item_url(item), {"ky": "2026-Q3"}).content.decode()
        queries.append(len(seen))
        for text in (f"Kết quả quý {quarter}", f"Số {quarter}/BC", f"Kiến nghị {quarter}"):
            assert text in page
    assert queries[0] == queries[1]
    assert Period.objects.count() == 3


def test_a_year_of_earlier_quarters_is_told_and_all_when_asked_for(client: Client) -> None:
    item, writer = item_of("task"), UserFactory()
    report = report_of(item, writer)
    for number in range(6):
        before = Report.objects.get(pk=report.pk)
        year, quarter = 2025 - number // 4, 4 - number % 4
        before.pk, before.period = None, PeriodFactory(plan=item.plan, year=year, quarter=quarter)
        before.result = f"Kết quả cũ thứ {number}"
        before.save()
    client.force_login(user_with_role(Role.MONITOR))
    page = client.get(item_url(item), {"ky": "2026-Q3"}).content.decode()
    assert "Các quý trước: 6 báo cáo" in page
    assert page.count('class="earlier"') == 4
    assert "?ky=2026-Q3&amp;bao-cao-truoc=tat-ca#bao-cao-truoc" in page
    assert "Xem thêm 2 báo cáo" in page
    whole = client.get(item_url(item), {"ky": "2026-Q3", "bao-cao-truoc": "tat-ca"}).content.decode()
    assert whole.count('class="earlier"') == 6
    assert "Xem thêm" not in whole

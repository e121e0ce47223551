"""Two people save one report at once: what differs is told field by field, and the history keeps it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import StaleReport, current_report, save_report, seen_token
from bachdang.reporting.flow.content import Content, FigurePart, facts_of
from bachdang.reporting.flow.project_part import ProjectPart
from bachdang.reporting.flow.task_part import LateRun, TaskPart
from indicators.entry import NewFigure
from indicators.models import Indicator, Measurement
from indicators.rules import Form
from plans.models import Item, Milestone, Occurrence, Period, Report
from projects.models import FundSource, Stage
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 15)
PLACE = frozenset({(2026, 3, "estimate")})
FIGURE = NewFigure(2026, 3, Form.ESTIMATE, value=Decimal("356.021"))
FIGURES = FigurePart((FIGURE,), PLACE, "Ghi chú A")


class Case:
    """One item of each kind with its round, its writer, and the run of the task."""

    def __init__(self, kind: str) -> None:
        self.plan = PlanFactory()
        self.unit = UnitFactory(locality=self.plan.locality, code="kinhte")
        self.other = UnitFactory(locality=self.plan.locality, code="vanhoa")
        self.period: Period = PeriodFactory(plan=self.plan, due=date(2026, 10, 15))
        self.officer: User = user_with_role(Role.OFFICER, unit=self.unit)
        self.item = getattr(self, kind)()
        self.item.reporter = self.unit
        self.item.save(update_fields=["reporter"])
        self.milestone = Milestone.objects.create(item=self.item, title="Phê duyệt", due=date(2026, 11, 30))

    def indicator(self) -> Item:
        found: Indicator = IndicatorFactory(
            item__plan=self.plan, item__code="01.04", measure="triệu đồng", accumulation="year_to_date"
        )
        TargetFactory(indicator=found)
        return found.item

    def task(self) -> Item:
        return TaskFactory(plan=self.plan)

    def project(self) -> Item:
        return ProjectFactory(plan=self.plan).item

    def save(self, content: Content, seen: str | None = None) -> Report:
        current = current_report(self.item, self.period)
        return save_report(
            item=self.item,
            period=self.period,
            content=content,
            by=self.officer,
            seen=seen_token(current) if seen is None else seen,
            today=TODAY,
        )


def task_part(case: Case, **other: Any) -> TaskPart:
    run = Occurrence.objects.filter(item=case.item).first()
    return replace(TaskPart(run, 40, product_document="Số 1/BC"), **other)


def late(case: Case, day: date, product: str) -> TaskPart:
    run, _ = Occurrence.objects.get_or_create(item=case.item, year=2025, due=date(2025, 12, 31))
    return task_part(case, late=(LateRun(run, day, product),))


PROJECT = ProjectPart(
    stage=Stage.values[0], households_total=20, households_done=3, area_total=Decimal("1.2341"),
    area_done=Decimal("0.5"), paid={(2026, FundSource.values[0]): 1_000_000_001}, years=frozenset({2026}),
)  # fmt: skip


def figures(**other: Any) -> Callable[[Case], Content]:
    return lambda case: Content(part=replace(FIGURES, figures=(replace(FIGURE, **other),)))


def project(**other: Any) -> Callable[[Case], Content]:
    return lambda case: Content(part=replace(PROJECT, **other))


def words(kind: str) -> Iterator[Any]:
    base = dict.fromkeys(("result", "difficulties", "causes", "next_steps", "no_data_reason"), "như nhau")
    for name in base:
        yield pytest.param(
            kind,
            lambda case, base=base: Content(**base),
            lambda case, base=base, name=name: Content(**(base | {name: "khác"})),
            id=f"{kind}-{name}",
        )


FIELDS = [
    *words("task"),
    pytest.param("indicator", figures(), figures(value=Decimal("356.0214")), id="value"),
    pytest.param(
        "indicator",
        figures(),
        figures(value=None, numerator=Decimal(1), denominator=Decimal(3)),
        id="fraction",
    ),
    pytest.param("indicator", figures(), figures(reached_on=date(2026, 9, 1)), id="reached_on"),
    pytest.param("indicator", figures(), figures(value=None, rating="met"), id="rating"),
    pytest.param("indicator", figures(), lambda case: Content(part=replace(FIGURES, note="B")), id="note"),
    pytest.param("indicator", figures(), lambda case: Content(part=FigurePart((), PLACE)), id="taken away"),
    pytest.param(
        "task",
        lambda case: Content(part=task_part(case)),
        lambda case: Content(part=task_part(case, percent=41)),
        id="percent",
    ),
    pytest.param(
        "task",
        lambda case: Content(part=task_part(case)),
        lambda case: Content(part=task_part(case, product_document="Số 2/BC")),
        id="product",
    ),
    pytest.param(
        "task",
        lambda case: Content(part=task_part(case, product_document="Số 1/BC, 01/09/2026")),
        lambda case: Content(part=task_part(case, delivered=True, delivered_on=date(2026, 9, 1))),
        id="delivered",
    ),
    pytest.param(
        "task",
        lambda case: Content(part=late(case, date(2026, 1, 5), "Số 9")),
        lambda case: Content(part=late(case, date(2026, 1, 6), "Số 9")),
        id="late run",
    ),
    pytest.param(
        "task",
        lambda case: Content(milestones=[(case.milestone, None)]),
        lambda case: Content(milestones=[(case.milestone, date(2026, 9, 1))]),
        id="milestone",
    ),
    pytest.param(
        "task",
        lambda case: Content(proposals=[("Bổ sung biên chế", case.unit)]),
        lambda case: Content(proposals=[("Bổ sung biên chế", case.other)]),
        id="addressee",
    ),
    pytest.param(
        "task",
        lambda case: Content(proposals=[("A; B", None)]),
        lambda case: Content(proposals=[("A", None), ("B", None)]),
        id="proposals",
    ),
    pytest.param("project", project(), project(stage=Stage.values[1]), id="stage"),
    pytest.param("project", project(), project(households_total=21), id="households_total"),
    pytest.param("project", project(), project(households_done=4), id="households_done"),
    pytest.param("project", project(), project(area_total=Decimal("1.2342")), id="area_total"),
    pytest.param("project", project(), project(area_done=Decimal("0.5001")), id="area_done"),
    pytest.param("project", project(), project(product_document="Biên bản 12"), id="project product"),
    pytest.param(
        "project", project(), project(paid={(2026, FundSource.values[0]): 1_000_000_002}), id="money"
    ),
    pytest.param("project", project(), project(paid={}), id="money taken away"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "first", "second"), FIELDS)
def test_each_field_changed_alone_is_seen_by_the_other_and_kept_in_the_history(
    kind: str, first: Callable[[Case], Content], second: Callable[[Case], Content]
) -> None:
    case = Case(kind)
    saved = case.save(first(case), seen="")
    again = case.save(first(case), seen="")
    assert (again.pk, again.version) == (saved.pk, saved.version)
    before = facts_of(Report.objects.get(pk=saved.pk))
    with pytest.raises(StaleReport) as told:
        case.save(second(case), seen="")
    assert told.value.lines
    stands = Report.objects.get(pk=saved.pk)
    assert (facts_of(stands), stands.version) == (before, 1)
    case.save(second(case))
    event = AuditEvent.objects.filter(verb="save_report").latest("pk")
    assert event.changes == {name: list(pair) for name, pair in told.value.lines.items()}
    assert all(old != new for old, new in event.changes.values())


def test_the_history_has_all_digits_and_the_note() -> None:
    case = Case("indicator")
    case.save(Content(part=FIGURES))
    case.save(Content(part=replace(FIGURES, figures=(replace(FIGURE, value=Decimal("356.0244")),), note="B")))
    label = "Ước cả quý (quý III/2026)"
    assert AuditEvent.objects.filter(verb="save_report").latest("pk").changes == {
        label: ["356,021 triệu đồng", "356,0244 triệu đồng"],
        f"{label}, ghi chú": ["Ghi chú A", "B"],
    }


def test_the_second_of_two_people_gets_422_with_both_values(client: Client) -> None:
    case = Case("indicator")
    colleague = user_with_role(Role.OFFICER, unit=case.unit)
    address = f"{reverse('report_form', args=['01.04'])}?ky=2026-Q3"
    client.force_login(case.officer)
    first = client.post(address, {"estimate_2026q3_value": "356,021", "note": "A", "seen": ""})
    assert first.status_code == 302
    client.force_login(colleague)
    typed = {"estimate_2026q3_value": "356,024", "note": "B", "seen": ""}
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ("356,021 triệu đồng", "356,024 triệu đồng", "<strong>A</strong>", "<strong>B</strong>"):
        assert text in page
    assert list(Measurement.objects.values_list("value", "note")) == [(Decimal("356.021"), "A")]

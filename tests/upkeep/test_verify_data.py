"""Each rule over several rows finds the fault that is planted for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bachdang.accounts.models import Unit
from bachdang.accounts.roles import Role
from bachdang.quarter.snapshots import fingerprint, take_snapshot
from bachdang.upkeep.verify import RULES, verify_data
from indicators.models import Baseline, Citation, Indicator, Measurement
from plans.models import Clause, Decision, Item, Occurrence, Plan, Question, Report, Snapshot, Terms, Upload
from projects.models import Project, ProjectReport
from tests.factories import (
    LocalityFactory,
    OwnWorkFactory,
    PeriodFactory,
    PlanFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.factories.money import fund, reported
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(plan_file: Path) -> Plan:
    return plan_of_record()


def elsewhere() -> Plan:
    return PlanFactory(locality=LocalityFactory(code="khac", name="Phường khác"), code="KHAC")


def stranger() -> Unit:
    return UnitFactory(locality=LocalityFactory(code="khac", name="Phường khác"), code="ubnd")


def figure(code: str, **values: object) -> None:
    indicator = Indicator.objects.get(item__code=code)
    Measurement.objects.create(
        indicator=indicator, year=2025, quarter=1, form="official", source="thử", **values
    )


def report(item: Item, unit: Unit) -> Report:
    return Report.objects.create(period=PeriodFactory(plan=item.plan), item=item, unit=unit)


def first(code: str = "PL1.I.1") -> Item:
    return Item.objects.get(code=code)


def project() -> Project:
    item = Item.objects.get(code="PL2.II.I.1")
    Item.objects.filter(pk=item.pk).update(reporter=home())
    return Project.objects.get(item__code="PL2.II.I.1")


def fund_elsewhere() -> None:
    fund(project(), total=1)
    Decision.objects.update(plan=elsewhere())


def home() -> Unit:
    return Unit.objects.get(code="ubnd", locality__code="bach-dang")


def decision_of(plan: Plan) -> Decision:
    return Decision.objects.create(plan=plan, number="1-QĐ/ĐU", date=date(2026, 11, 1))


def amended(item: Item, decision: Decision | None) -> Terms:
    terms = item.terms_set.get()
    terms.pk, terms.valid_from, terms.decision = None, date(2026, 11, 1), decision
    terms.save()
    return terms


def locked() -> Snapshot:
    period = PeriodFactory(plan=first().plan)
    return take_snapshot(period=period, by=user_with_role(Role.OFFICE, unit=home()))


def tampered() -> None:
    rows = locked().rows
    Snapshot.objects.update(rows=rows | {"head": rows["head"] | {"plan": "Sửa tay"}})


def from_the_future() -> None:
    rows = locked().rows | {"format": "bachdang-snapshot/99"}
    Snapshot.objects.update(rows=rows, seal=fingerprint(rows))


def loop_of_units() -> None:
    below = UnitFactory(code="to", parent=home(), locality=home().locality)
    Unit.objects.filter(pk=home().pk).update(parent=below)


def loop_of_clauses() -> None:
    Clause.objects.filter(key="A").update(parent=Clause.objects.get(key="A.1"))


FAULTS: list[tuple[str, Callable[[], object]]] = [
    ("no_loops", loop_of_units),
    ("no_loops", loop_of_clauses),
    ("unit_parents", lambda: Unit.objects.filter(code="kinhte").update(parent=stranger())),
    ("clause_parents", lambda: Clause.objects.filter(key="A.1").update(plan=elsewhere())),
    ("clause_folded", lambda: Clause.objects.filter(key="A.1").update(text="Mục khác")),
    ("terms_folded", lambda: Terms.objects.filter(item__code="PL1.I.1").update(title="Tên khác")),
    ("order_keys", lambda: Terms.objects.filter(item__code="PL1.I.1").update(title_key="x")),
    ("order_keys", lambda: Unit.objects.filter(code="ubnd").update(name_key="")),
    ("measures_kept", lambda: Indicator.objects.filter(item__code="02.04").update(measure="thúng")),
    ("item_plans", lambda: Item.objects.filter(code="PL1.I.1").update(plan=elsewhere())),
    ("items_have_terms", lambda: first().terms_set.all().delete()),
    ("item_details", lambda: Project.objects.filter(item__code="PL2.I.1").delete()),
    ("own_work", lambda: report(OwnWorkFactory(first()), home())),
    ("own_work", lambda: OwnWorkFactory(first()).occurrences.all().delete()),
    ("item_localities", lambda: Item.objects.filter(code="PL1.I.1").update(reporter=stranger())),
    ("terms_localities", lambda: first().terms_set.get().units.update(unit=stranger())),
    ("question_plans", lambda: Question.objects.filter(clause__key="PL2").update(plan=elsewhere())),
    ("occurrence_years", lambda: Occurrence.objects.filter(year=2030).update(year=2031)),
    ("occurrences_complete", lambda: Occurrence.objects.filter(item__code="PL1.I.8", year=2028).delete()),
    ("sent_reports", lambda: reported(project(), PeriodFactory(plan=first().plan), first_sent_on=None)),
    ("versions_have_decisions", lambda: amended(first(), decision=None)),
    ("versions_have_decisions", lambda: amended(first(), decision=decision_of(elsewhere()))),
    ("added_items_have_decisions", lambda: Item.objects.filter(code="PL1.I.1").update(
        clause=None, heading=Clause.objects.get(key="PL1.I")
    )),
    ("targets_complete", lambda: Citation.objects.filter(target__indicator__item__code="02.04").delete()),
    ("citation_plans", lambda: Clause.objects.filter(key="B.I.2.2.2030.2").update(plan=elsewhere())),
    (
        "horizons",
        lambda: Baseline.objects.create(
            indicator=Indicator.objects.get(item__code="14.02"), value=1, on=date(2031, 1, 1), source="thử"
        ),
    ),
    ("report_plans", lambda: report(first(), stranger())),
    (
        "measurement_reports",
        lambda: Measurement.objects.create(
            report=report(first(), home()),
            indicator=Indicator.objects.get(item__code="14.02"),
            year=2026, quarter=3, form="estimate", value=1,
        ),
    ),
    ("measurement_shapes", lambda: figure("02.04", value=Decimal(12))),
    ("measurement_shapes", lambda: figure("03.04", numerator=Decimal(3))),
    ("shared_quantities", lambda: Indicator.objects.filter(item__code="03.07").update(
        denominator_from=Indicator.objects.get(item__code="03.05")
    )),
    ("shared_quantities", lambda: Item.objects.filter(code="02.12").update(plan=elsewhere())),
    ("targets_complete", lambda: Indicator.objects.update(denominator_from=None)),
    ("measurement_limits", lambda: figure("03.09", value=Decimal("100.5"))),
    ("measurement_limits", lambda: figure("13.02", value=Decimal(-100))),
    ("measurement_limits", lambda: figure("03.04", numerator=Decimal(3), denominator=Decimal(2))),
    ("capital_decisions", fund_elsewhere),
    (
        "disbursement_years",
        lambda: reported(project(), PeriodFactory(plan=first().plan), {(2025, "ward"): 1}),
    ),
    ("snapshots_are_whole", tampered),
    ("snapshots_are_whole", from_the_future),
    (
        "uploads_whole",
        lambda: Upload.objects.create(
            sha256="0" * 64, file="evidence/2026/none.pdf", name="a.pdf", size=1, uploaded_by=UserFactory()
        ),
    ),
    ("standings_kept", lambda: PeriodFactory(plan=first().plan)),
    ("project_reports", lambda: ProjectReport.objects.create(report=report(first(), home()))),
]  # fmt: skip
TITLES = {function.__name__: title for title, function in RULES.items()}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(("name", "plant"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)])
def test_a_planted_fault_is_found(name: str, plant: Callable[[], object]) -> None:
    plant()
    assert verify_data()[TITLES[name]]


@pytest.mark.usefixtures("plan")
def test_the_command_says_so_either_way() -> None:
    out = StringIO()
    call_command("verify_data", stdout=out)
    assert f"{len(RULES)} quy tắc" in out.getvalue()
    Terms.objects.filter(item__code="PL1.I.1").update(folded="chữ cũ")
    with pytest.raises(CommandError, match="1 lỗi"):
        call_command("verify_data", stdout=StringIO())


def test_every_rule_is_tested() -> None:
    assert {name for name, _ in FAULTS} == set(TITLES)

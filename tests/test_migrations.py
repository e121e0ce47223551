"""What single migrations do to the rows they find."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bachdang.accounts.models import AuditEvent
from plans.models import Decision
from tests.factories import IndicatorFactory, PlanFactory, UserFactory

AT = datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_notices_that_were_mailed_become_letters_and_back() -> None:
    user = UserFactory().pk
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        before = _migrate(("plans", "0005_report_texts")).get_model("plans", "Notice")
        mailed = before.objects.create(user_id=user, key="a", text="x", emailed_at=AT).pk
        before.objects.create(user_id=user, key="b", text="x")
        letters = _migrate(("plans", "0009_notice_not_emailed")).get_model("plans", "Letter").objects
        assert list(letters.values_list("notice", "sent_at", "next_at")) == [(mailed, AT, None)]
        again = _migrate(("plans", "0005_report_texts")).get_model("plans", "Notice")
        assert list(again.objects.order_by("key").values_list("emailed_at", flat=True)) == [AT, None]
    finally:
        _migrate(*latest)


@pytest.mark.django_db(transaction=True)
def test_texts_that_are_too_long_are_cut_and_kept_whole_in_the_history() -> None:
    plan, indicator = PlanFactory(), IndicatorFactory()
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    whole = "Dài " * 2500
    try:
        before = _migrate(("plans", "0009_notice_not_emailed"), ("indicators", "0004_shared_quantities"))
        decision = before.get_model("plans", "Decision").objects.create(
            plan_id=plan.pk, number="1", date=AT.date(), subject=whole, recorded_by_id=UserFactory().pk
        )
        before.get_model("indicators", "Measurement").objects.create(
            indicator_id=indicator.pk, year=2025, quarter=4, form="official", value=1, note=whole, source="x"
        )
    finally:
        _migrate(*latest)
    assert len(Decision.objects.get(pk=decision.pk).subject) == 8000
    kept = AuditEvent.objects.filter(verb="change").order_by("pk")
    assert [(one.subject.split(":")[0], one.locality_id) for one in kept] == [
        ("plans.decision", plan.locality_id),
        ("indicators.measurement", indicator.item.plan.locality_id),
    ]
    assert all(next(iter(one.changes.values()))[0] == whole for one in kept)


def _migrate(*targets: tuple[str, str]):  # type: ignore[no-untyped-def]
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps

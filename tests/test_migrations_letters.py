"""What was mailed before letters were rows of their own is a letter at its end, and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import UserFactory

AT = datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_notices_that_were_mailed_become_letters_and_back() -> None:
    user = UserFactory().pk
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("plans")
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


def _migrate(*targets: tuple[str, str]):  # type: ignore[no-untyped-def]
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps

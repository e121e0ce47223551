"""The plan of record, as shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from bachdang.accounts.models import User
from tests.factories.remembered import illustrative_ward


@pytest.fixture
def plan_file() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "ke-hoach-16-ctr-tu.yaml"


@pytest.fixture
def demo(db: None, client: Client) -> Client:
    """The Party office on the illustrative data."""
    illustrative_ward()
    client.force_login(User.objects.get(username="vanphong"))
    return client

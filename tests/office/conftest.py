"""The plan of record, as shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from bachdang.accounts.actions import sync_roles
from bachdang.accounts.models import User
from bachdang.office.demo import load_demo
from bachdang.office.planfile import load_plan


@pytest.fixture
def plan_file() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "ke-hoach-16-ctr-tu.yaml"


@pytest.fixture
def demo(db: None, client: Client, plan_file: Path) -> Client:
    """The Party office on the illustrative data."""
    sync_roles()
    load_plan(plan_file)
    load_demo(password="bachdang-demo")
    client.force_login(User.objects.get(username="vanphong"))
    return client

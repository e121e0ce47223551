"""The illustrative quarter, looked at by the Party office."""

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
def office(client: Client) -> Client:
    sync_roles()
    load_plan(Path(settings.BASE_DIR) / "fixtures" / "ke-hoach-16-ctr-tu.yaml")
    load_demo(password="bachdang-demo")
    client.force_login(User.objects.get(username="vanphong"))
    return client

"""The illustrative quarter, looked at by the Party office."""

from __future__ import annotations

import pytest
from django.test import Client

from bachdang.accounts.models import User
from tests.factories.remembered import illustrative_ward


@pytest.fixture
def office(client: Client) -> Client:
    illustrative_ward()
    client.force_login(User.objects.get(username="vanphong"))
    return client

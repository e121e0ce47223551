"""The plan of record, as shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def plan_file() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "ke-hoach-16-ctr-tu.yaml"

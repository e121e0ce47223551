"""The plans that come with the product: the plan files of fixtures/."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from bachdang.accounts.models import Locality
from bachdang.planfile.yamlfile import read_yaml
from bachdang.vietnamese.text import fold

_HEAD = re.compile(r"^(notes|units):", re.MULTILINE)


class ShippedPlan(NamedTuple):
    name: str
    title: str
    ward: str
    path: Path

    @property
    def label(self) -> str:
        title = self.title if len(self.title) <= 160 else f"{self.title[:160]}…"
        return f"{self.ward}: {title}"


def shipped_for(locality: Locality | None) -> list[ShippedPlan]:
    """Those that a ward may begin with: its own; before there is a ward, all."""
    return [one for one in shipped_plans() if locality is None or fold(one.ward) == fold(locality.name)]


@cache
def shipped_plans() -> list[ShippedPlan]:
    """By the heads of their files, which alone are read."""
    return [_head(path) for path in sorted((settings.BASE_DIR / "fixtures").glob("*.yaml"))]


def _head(path: Path) -> ShippedPlan:
    text = path.read_text("utf-8")
    plan = read_yaml(_HEAD.split(text, maxsplit=1)[0])["plan"]
    return ShippedPlan(path.name, plan["title"], plan["locality"]["name"], path)

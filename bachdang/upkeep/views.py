"""Whether the site lives and can work, for machines; how it stands, for the administrator."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bachdang.accounts.roles import VIEW_CONDITION
from bachdang.upkeep.condition.all import condition
from bachdang.upkeep.condition.finding import Level
from bachdang.upkeep.condition.running import unapplied


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """/song/: the process answers. Asks neither database nor disk."""
    return _plain("đang chạy\n")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """/san-sang/: 200 when people can work, else 503 with what is missing; no more than that is told."""
    lacking = [*_database_lacks(), *_store_lacks()]
    if lacking:
        return _plain(f"chưa sẵn sàng: {', '.join(lacking)}\n", 503)
    return _plain("sẵn sàng\n")


def _plain(text: str, status: int = 200) -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _database_lacks() -> list[str]:
    try:
        return ["bước cập nhật dữ liệu"] if unapplied() else []
    except DatabaseError:
        return ["cơ sở dữ liệu"]


def _store_lacks() -> list[str]:
    path = Path(settings.MEDIA_ROOT)
    there = next(one for one in (path, *path.parents) if one.exists())
    return [] if os.access(there, os.W_OK | os.X_OK) else ["kho minh chứng"]


@permission_required(VIEW_CONDITION, raise_exception=True)
@require_safe
def show_condition(request: HttpRequest) -> HttpResponse:
    """Tình trạng hệ thống, with what to do."""
    groups = condition()
    found = [one for _, findings in groups for one in findings]
    counts = [(level, sum(one.level == level for one in found)) for level in (Level.BAD, Level.LOOK)]
    shown = {"title": "Tình trạng hệ thống", "groups": groups, "counts": counts}
    return render(request, "upkeep/condition.html", shown)

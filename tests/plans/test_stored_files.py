"""A stored file is there whole or not at all: told when it is not, put back by whoever still has it."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.upkeep.verify import verify_data
from plans.evidence import attach_file
from plans.models import Evidence, Report, Upload
from plans.terms.decisions import record_decision
from tests.factories import IndicatorFactory, PeriodFactory, PlanFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"noi dung" * 10
RULE = "Tệp đã gửi còn nguyên trong kho lưu trữ"


def lose(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    path.write_bytes(PDF[:-1] + b"x")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.fixture(autouse=True)
def _failures_are_expected(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)


@pytest.fixture
def reports() -> list[Report]:
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality)
    period = PeriodFactory(plan=plan, due=date(2026, 12, 1))
    items = [
        IndicatorFactory(item__plan=plan, item__code=code, item__reporter=unit).item
        for code in ("01.01", "01.02")
    ]
    return [Report.objects.create(period=period, item=item, unit=unit) for item in items]


@pytest.fixture
def officer(reports: list[Report]) -> User:
    return user_with_role(Role.OFFICER, unit=reports[0].unit)


@pytest.fixture
def evidence(reports: list[Report], officer: User) -> Evidence:
    return attach_file(report=reports[0], name="Biên bản.pdf", content=PDF, by=officer)


def path_of(evidence: Evidence) -> Path:
    assert evidence.upload is not None
    return Path(evidence.upload.file.path)


@pytest.mark.parametrize("harm", [lose, damage, empty])
def test_what_is_not_whole_is_told_by_verify_data_and_never_served(
    evidence: Evidence, officer: User, client: Client, harm: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(officer)
    url = reverse("evidence", args=[evidence.pk])
    assert client.get(url).content == PDF
    assert verify_data()[RULE] == []
    harm(path_of(evidence))
    (told,) = verify_data()[RULE]
    assert told.startswith("tệp Biên bản.pdf")
    answer = client.get(url)
    assert answer.status_code == 404
    assert "gửi lại đúng tệp đó" in answer.content.decode()
    assert "is missing or damaged" in caplog.text


@pytest.mark.parametrize("harm", [lose, damage, empty])
@pytest.mark.parametrize("which", [0, 1])
def test_sending_the_same_file_again_for_any_report_puts_it_back(
    evidence: Evidence, reports: list[Report], officer: User, harm: Any, which: int
) -> None:
    harm(path_of(evidence))
    again = attach_file(report=reports[which], name="Bản khác.pdf", content=PDF, by=officer)
    assert again.upload == evidence.upload
    assert path_of(evidence).read_bytes() == PDF
    assert verify_data()[RULE] == []


def test_the_file_of_a_decision_is_served_only_whole(client: Client) -> None:
    plan = PlanFactory()
    office = user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality))
    decision = record_decision(
        plan=plan, number="12-QĐ/ĐU", date=date(2026, 9, 1), by=office, file=("qd.pdf", PDF)
    )
    client.force_login(office)
    url = reverse("decision_file", args=[decision.pk])
    assert client.get(url).status_code == 200
    assert decision.upload is not None
    damage(Path(decision.upload.file.path))
    assert client.get(url).status_code == 404


def test_files_and_directories_are_for_the_site_alone(evidence: Evidence, settings: Any) -> None:
    path = path_of(evidence)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
    assert stat.S_IMODE(Path(settings.MEDIA_ROOT).stat().st_mode) == 0o700


def test_a_file_is_synced_and_put_in_place_before_its_row(
    reports: list[Report], officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    sync, replace, save = os.fsync, Path.replace, Upload.save

    def synced(handle: int) -> None:
        happened.append("directory" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replaced(*names: Any) -> Any:
        happened.append("replace")
        return replace(*names)

    def saved(*args: Any, **options: Any) -> None:
        happened.append("row")
        save(*args, **options)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Upload, "save", saved)
    attach_file(report=reports[0], name="a.pdf", content=PDF, by=officer)
    assert happened[-4:] == ["file", "replace", "directory", "row"]


def test_a_full_store_leaves_no_part_of_a_file_and_no_row(
    reports: list[Report], officer: User, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ValidationError, match="kho lưu trữ của hệ thống đầy"):
        attach_file(report=reports[0], name="a.pdf", content=PDF, by=officer)
    assert not Upload.objects.exists()
    assert [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()] == []


def test_the_same_name_is_replaced_at_once() -> None:
    name = f"evidence/2026/{hashlib.sha256(PDF).hexdigest()}.pdf"
    for content in (b"half", PDF):
        assert default_storage.save(name, ContentFile(content)) == name
    with default_storage.open(name) as stored:
        assert stored.read() == PDF

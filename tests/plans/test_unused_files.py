"""Files that nothing uses go, row before file; what is used or fresh stays."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from bachdang.accounts.models import AuditEvent
from plans.models import Evidence, Report, Upload
from plans.storing.unused_files import DAY, KEPT
from tests.factories import ItemFactory, PeriodFactory, PlanFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def stored(content: bytes, *, days: int) -> Upload:
    digest = hashlib.sha256(content).hexdigest()
    upload = Upload(sha256=digest, name=f"{content.decode()}.pdf", content_type="application/pdf", size=1)
    upload.uploaded_by = UserFactory(unit=UnitFactory())
    upload.file.save(f"{digest}.pdf", ContentFile(content), save=False)
    upload.save()
    Upload.objects.filter(pk=upload.pk).update(uploaded_at=timezone.now() - timedelta(days=days))
    age(Path(upload.file.path), days)
    return upload


def age(path: Path, days: int) -> None:
    moment = timezone.now().timestamp() - days * DAY
    os.utime(path, (moment, moment))


def run(*options: str) -> str:
    out = StringIO()
    call_command("remove_unused_files", *options, stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def used() -> Upload:
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality)
    item = ItemFactory(plan=plan, reporter=unit)
    report = Report.objects.create(period=PeriodFactory(plan=plan), item=item, unit=unit)
    upload = stored(b"used", days=KEPT.days + 10)
    Evidence.objects.create(report=report, upload=upload, name="used.pdf")
    return upload


def test_only_what_nothing_uses_goes(used: Upload) -> None:
    old, fresh = stored(b"old", days=KEPT.days + 2), stored(b"fresh", days=KEPT.days - 2)
    said = run("--dry-run"), run()

    assert said[0].startswith("Sẽ bỏ 1 tệp không còn dùng, xóa 0 tệp")
    assert said[1].startswith("Đã bỏ 1 tệp không còn dùng, xóa 1 tệp")
    assert set(Upload.objects.values_list("name", flat=True)) == {"used.pdf", "fresh.pdf"}
    assert [Path(one.file.path).exists() for one in (used, fresh, old)] == [True, True, False]
    assert AuditEvent.objects.get(verb="remove_file").changes == {"Tệp": ["old.pdf", None]}


def test_a_file_written_anew_meanwhile_stays(settings: Any) -> None:
    old = stored(b"old", days=KEPT.days + 2)
    age(Path(old.file.path), 0)
    run()

    assert not Upload.objects.exists()
    assert Path(old.file.path).exists()


def test_what_a_killed_upload_left_goes(settings: Any) -> None:
    folder = Path(settings.MEDIA_ROOT) / "evidence/2026"
    folder.mkdir(parents=True)
    (folder / ".tmpabc").write_bytes(b"half")
    age(folder / ".tmpabc", 2)
    run()

    assert not (folder / ".tmpabc").exists()

"""One stylesheet a page, made of all that are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client
from whitenoise.storage import CompressedManifestStaticFilesStorage

from bachdang.assets import FILES, PAPER, SHEET, SHEETS, SheetFinder, joined

CSS = settings.BASE_DIR / "static" / "css"


def test_every_sheet_that_is_written_is_in_it() -> None:
    assert {file.stem for file in CSS.glob("*.css")} == {*SHEETS, PAPER}
    found = Path(finders.find(SHEET) or "").read_text("utf-8")
    assert found == joined(CSS)
    for name in SHEETS:
        assert found.count((CSS / f"{name}.css").read_text("utf-8")) == 1, name
    assert found.endswith(f"@media print {{\n{(CSS / f'{PAPER}.css').read_text('utf-8')}}}\n")


def test_a_changed_sheet_is_seen_at_once(tmp_path: Path) -> None:
    finder = SheetFinder()
    finder.storage = FileSystemStorage(location=tmp_path)
    path = Path(finder.find(SHEET))
    assert path == tmp_path / SHEET
    path.write_text("as it was", "utf-8")
    assert Path(finder.find(SHEET)).read_text("utf-8") == joined(CSS)
    assert not finder.find("css/base.css")
    assert not finder.find("css/base.css", find_all=True)


def test_it_is_collected_under_a_hashed_name(tmp_path: Path) -> None:
    fonts = [name for name in FILES if name.endswith(".woff2")]
    ((name, source),) = SheetFinder().list([])
    collected = CompressedManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    with source.open(name) as file:
        collected.save(name, file)
    for font in fonts:
        collected.save(font, ContentFile(b""))
    assert list(collected.post_process({one: (collected, one) for one in (name, *fonts)}))
    site = Path(collected.path(collected.stored_name(SHEET))).read_text("utf-8")
    assert site.count(".woff2") == len(fonts)
    assert all(collected.stored_name(font).rpartition("/")[2] in site for font in fonts)


@pytest.mark.django_db
def test_a_page_names_it_alone(client: Client) -> None:
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    assert page.count('rel="stylesheet"') == 1
    assert f"/static/{SHEET}" in page

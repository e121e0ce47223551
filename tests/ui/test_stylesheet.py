"""One stylesheet a page, made of all that are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.test import Client
from whitenoise.storage import CompressedManifestStaticFilesStorage

from bachdang.assets import PAPER, SHEET, SHEETS, SheetFinder, joined

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
    sources = {name: storage for finder in finders.get_finders() for name, storage in finder.list([])}
    names = [SHEET, *(name for name in sources if name.endswith(".woff2"))]
    collected = CompressedManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    for name in names:
        with sources[name].open(name) as file:
            collected.save(name, file)
    assert list(collected.post_process({name: (sources[name], name) for name in names}))
    site = Path(collected.path(collected.stored_name(SHEET))).read_text("utf-8")
    assert site.count(".woff2") == len(names) - 1
    assert len(site) > len(joined(CSS))


@pytest.mark.django_db
def test_a_page_names_it_alone(client: Client) -> None:
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    assert page.count('rel="stylesheet"') == 1
    assert f"/static/{SHEET}" in page

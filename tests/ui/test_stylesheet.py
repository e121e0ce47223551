"""One stylesheet a page, made of all that are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from bachdang.assets import SHEET, SiteStorage, joined

CSS = settings.BASE_DIR / "static" / "css"


def test_it_holds_every_sheet_that_is_written() -> None:
    site = joined(settings.BASE_DIR / "static" / SHEET)
    assert "@import" not in site
    for sheet in CSS.glob("*.css"):
        if sheet.name not in ("site.css", "print.css"):
            assert site.count(sheet.read_text("utf-8")) == 1, sheet.name
    paper = (CSS / "print.css").read_text("utf-8")
    assert site.rstrip().endswith(f"@media print {{\n{paper}}}")


def test_it_is_collected_whole_under_a_hashed_name(tmp_path: Path) -> None:
    sources = {name: storage for finder in get_finders() for name, storage in finder.list([])}
    names = [SHEET, *(name for name in sources if name.endswith(".woff2"))]
    collected = SiteStorage(location=tmp_path, base_url="/static/")
    for name in names:
        with sources[name].open(name) as file:
            collected.save(name, file)
    assert list(collected.post_process({name: (sources[name], name) for name in names}))
    site = Path(collected.path(collected.stored_name(SHEET))).read_text("utf-8")
    assert "@import" not in site
    assert site.count(".woff2") == len(names) - 1
    assert "@media print {" in site


@pytest.mark.django_db
def test_a_page_names_it_alone(demo: Client) -> None:
    for page in (demo.get("/"), Client().get("/tai-khoan/dang-nhap/")):
        assert page.status_code == 200
        assert page.content.decode().count('rel="stylesheet"') == 1

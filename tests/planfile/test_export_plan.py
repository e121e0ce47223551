"""Writing the document back: load → export → load is the identity."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from bachdang.planfile.load import load_plan
from plans.models import Item, Plan

pytestmark = pytest.mark.django_db


def exported(form: str) -> str:
    out = StringIO()
    call_command("export_plan", format=form, stdout=out)
    return out.getvalue()


def test_yaml_is_the_file_again(plan_file: Path, tmp_path: Path) -> None:
    load_plan(plan_file)
    text = exported("yaml")
    assert yaml.safe_load(text) == yaml.safe_load(plan_file.read_text())

    # Loaded once more for another ward beside the first, it comes out the same again.
    elsewhere = text.replace("code: bach-dang", "code: phuong-khac")
    again = tmp_path / "again.yaml"
    again.write_text(elsewhere)
    load_plan(again)
    assert Plan.objects.count() == 2
    assert exported("yaml") == elsewhere


def test_json_holds_every_bullet_and_row_cell_for_cell(plan_file: Path) -> None:
    load_plan(plan_file)
    given: dict[str, Any] = yaml.safe_load(plan_file.read_text())
    found = {clause["key"]: clause for clause in json.loads(exported("json"))["clauses"]}
    kinds = {"specific_goal": 53, "activity": 98, "task": 41, "project": 33}
    for kind, number in kinds.items():
        rows = [clause for clause in given["clauses"] if clause["kind"] == kind]
        assert len(rows) == number
        for row in rows:
            assert found[row["key"]].get("text") == row.get("text")
            assert found[row["key"]].get("cells") == row.get("cells")


def test_amendments_do_not_change_the_document(plan_file: Path) -> None:
    load_plan(plan_file)
    before = exported("yaml")
    terms = Item.objects.get(code="PL1.I.1").terms_set.get()
    terms.pk, terms.valid_from, terms.title = None, date(2026, 7, 1), "Tên đã điều chỉnh"
    terms.save()
    Item.objects.filter(kind="indicator").update(reporter=None)
    assert exported("yaml") == before

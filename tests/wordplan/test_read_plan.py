"""manage.py read_plan: a Word document in, a plan file out, which load_plan takes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bachdang.accounts.models import Unit
from bachdang.planfile.load import load_plan
from plans.models import Clause, Plan
from tests.wordplan.documents import another_ward, as_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(as_bytes(another_ward()))
    return path


def test_what_it_prints_loads(word: Path, tmp_path: Path) -> None:
    out, said, draft = io.StringIO(), io.StringIO(), tmp_path / "draft.yaml"
    call_command("read_plan", word, stdout=out, stderr=said)
    draft.write_text(out.getvalue(), "utf-8")
    load_plan(draft)

    plan = Plan.objects.get(code="07-KH-DU")
    assert (plan.issuer, plan.locality.name) == ("Đảng ủy phường Sao Mai", "Phường Sao Mai")
    assert Clause.objects.filter(plan=plan, kind="task").count() == 4
    assert said.getvalue().startswith("Đã đọc 43 nội dung, 2 chương trình")
    assert "#   - B.I.2: số “1.” không nối tiếp mục trước" in out.getvalue()


def test_it_takes_the_units_of_the_ward(word: Path, tmp_path: Path, plan_file: Path) -> None:
    load_plan(plan_file)
    draft = tmp_path / "draft.yaml"
    call_command("read_plan", word, code="sao-mai", output=draft, stderr=io.StringIO())
    before = Unit.objects.count()
    load_plan(draft)

    assert Plan.objects.get(code="sao-mai").locality.code == "bach-dang"
    assert Unit.objects.count() == before  # every unit it names is known there


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("khong-co.docx", {}, "Không mở được tệp"),
        ("hong.docx", {}, "Không đọc được tệp: không phải .docx hoặc đã hỏng."),
        ("hong.docx", {"locality": "la"}, "Không có địa phương “la”."),
    ],
)
def test_it_says_what_is_wrong(tmp_path: Path, name: str, options: dict[str, str], said: str) -> None:
    (tmp_path / "hong.docx").write_bytes(b"hong")

    with pytest.raises(CommandError, match=said):
        call_command("read_plan", tmp_path / name, **options)

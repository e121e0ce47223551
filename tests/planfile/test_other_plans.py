"""Plans that are not built like the first: read with any keys, written back, each fault at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bachdang.planfile.dump import as_json, as_yaml, plan_as_data
from bachdang.planfile.errors import PlanFileError
from bachdang.planfile.load import load_plan
from bachdang.planfile.reading import read_plan_text
from plans.models import Item, Plan
from tests.factories.another_ward import FILE


def changed(*path: Any, to: Any) -> str:
    """The file of the other ward with one value changed."""
    data = yaml.safe_load(FILE.read_text("utf-8"))
    found = data
    for step in path[:-1]:
        found = found[step]
    found[path[-1]] = to
    return yaml.dump(data, allow_unicode=True, sort_keys=False)


@pytest.mark.django_db
@pytest.mark.parametrize("write", [as_yaml, as_json])
def test_it_is_written_back_the_same(tmp_path: Path, write: Any) -> None:
    load_plan(FILE)
    before = plan_as_data(Plan.objects.get())
    path = tmp_path / "again.yaml"
    path.write_text(write(before), "utf-8")
    assert load_plan(path).added.total() == 0
    assert plan_as_data(Plan.objects.get()) == before


@pytest.mark.django_db
def test_a_task_says_its_programme() -> None:
    load_plan(FILE)
    task = Item.objects.get(code="bieu-x-9")
    assert task.parent is not None
    assert (task.parent.code, Plan.objects.get().letterhead) == ("viec-a", "government")


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        (("plan", "axes"), [], "phải có ít nhất một mặt"),
        (("plan", "axes", 0, "fields"), ["la-gi"], "không có nội dung “la-gi”"),
        (("plan", "axes", 1, "code"), "ai", "mã viết hai lần"),
        (("clauses", 2, "key"), "viec/a", "chỉ gồm chữ, số, dấu chấm, gạch nối"),
        (("clauses", 2, "place"), "x" * 121, "dài quá 120 ký tự"),
        (("clauses", 8, "item", "programme"), "viec-z", "không có chương trình “viec-z”"),
        (("indicators", 0, "programme"), "muc-1", "không có chương trình “muc-1”"),
        (("indicators", 0, "code"), "a b", "chỉ gồm chữ"),
        (("units", 0, "code"), "u" * 51, "dài quá 50 ký tự"),
        (("plan", "locality", "name"), 5, "phải là chữ"),
    ],
)
def test_each_fault_has_its_line(path: tuple[Any, ...], to: Any, said: str) -> None:
    with pytest.raises(PlanFileError) as caught:
        read_plan_text(changed(*path, to=to))
    assert said in str(caught.value)
    assert all(one.line for one in caught.value.faults)


def test_a_programme_without_assignment_is_told() -> None:
    data = yaml.safe_load(FILE.read_text("utf-8"))
    del data["clauses"][4]["item"]
    with pytest.raises(PlanFileError, match="chưa có phân công"):
        read_plan_text(yaml.dump(data, allow_unicode=True, sort_keys=False))

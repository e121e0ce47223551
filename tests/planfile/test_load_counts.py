"""What a plan file says about the figures that count things."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bachdang.planfile.errors import PlanFileError
from bachdang.planfile.load import load_plan
from indicators.models import Indicator

pytestmark = pytest.mark.django_db


def test_the_plans_indicators_know_what_they_count(plan_file: Path) -> None:
    load_plan(plan_file)
    known = {one.item.code: one for one in Indicator.objects.select_related("item")}

    def counts(code: str) -> list[str]:
        return [part for part in ("value", "numerator", "denominator") if known[code].counts(part)]

    assert counts("05.05") == ["numerator", "denominator"]  # schools of schools
    assert counts("15.06") == []  # money of money
    assert counts("22.03") == ["numerator", "denominator"]
    assert counts("01.08") == counts("02.10") == counts("05.06") == ["value"]
    assert counts("15.02") == counts("13.02") == counts("06.02") == counts("14.05") == []


def test_a_file_may_say_it_against_its_words(plan_file: Path, tmp_path: Path) -> None:
    data = yaml.safe_load(plan_file.read_text())
    known = {one["code"]: one for one in data["indicators"]}
    known["01.08"]["counts"], known["18.02"]["counts"] = [], ["numerator"]
    path = tmp_path / "plan.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    load_plan(path)
    assert not Indicator.objects.get(item__code="01.08").counts("value")
    assert Indicator.objects.get(item__code="18.02").counts("numerator")

    known["01.08"]["counts"] = ["denominator"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    with pytest.raises(PlanFileError, match=r"01\.08: trường “counts” chỉ nhận: value"):
        load_plan(path)
